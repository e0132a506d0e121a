"""``benchmarks`` is no part of the package: it is found where the project is, after what is installed."""

import pathlib
import sys

sys.path.append(str(pathlib.Path(__file__).parent.parent.parent))
