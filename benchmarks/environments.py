"""A virtual environment for each contender, made once and kept in ``.cache/benchmarks``."""

from __future__ import annotations

import hashlib
import importlib.metadata
import pathlib
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence

import attrs

ROOT = pathlib.Path(__file__).parent.parent
CACHE = ROOT / ".cache" / "benchmarks"


class Unavailable(Exception):  # noqa: N818 - no error: the table says it and goes on
    """A contender cannot be installed here."""


@attrs.frozen(kw_only=True)
class Environment:
    """An interpreter, and what is installed beside it."""

    python: pathlib.Path
    packages: pathlib.Path
    """The folder ``site-packages``."""

    def versions(self) -> dict[str, str]:
        """The version of each distribution, by its name."""
        found = importlib.metadata.distributions(path=[str(self.packages)])
        return {distribution.name: distribution.version for distribution in found}

    @property
    def size(self) -> int:
        """The bytes of all that is installed or generated there, without what is compiled by Python."""
        files = (path for path in self.packages.rglob("*") if path.suffix != ".pyc" and path.is_file())
        return sum(path.stat().st_size for path in files)


def this_one() -> Environment:
    """The environment that this process runs in."""
    return Environment(python=pathlib.Path(sys.executable), packages=pathlib.Path(attrs.__file__).parent.parent)


def make(requirements: tuple[str, ...], finish: Callable[[Environment], object] | None = None) -> Environment:
    """The environment with these requirements; made and finished if it is not there yet.

    Args:
        requirements: What to install. This project itself is installed again each time.
        finish: What else is to be done once in a new environment.

    Raises:
        Unavailable: pip, or ``finish``, failed; the message ends with what it said.
    """
    folder = CACHE / hashlib.sha256("\n".join([sys.version, *requirements]).encode()).hexdigest()[:12]
    environment = _environment(folder)
    finished = folder / "finished"
    if not finished.exists():
        venv.create(folder, clear=True)
        _install(environment, *requirements)
        if finish:
            finish(environment)
        finished.touch()
    elif str(ROOT) in requirements:
        _install(environment, str(ROOT))
    return environment


def run(command: Sequence[str], folder: pathlib.Path) -> None:
    """Run a command in a folder.

    Raises:
        Unavailable: It failed.
    """
    outcome = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if outcome.returncode:
        last = (outcome.stderr.strip() or outcome.stdout.strip() or "no message").splitlines()[-1]
        raise Unavailable(f"{command[2]} failed: {last}")


def _install(environment: Environment, *what: str) -> None:
    """With the pip that is here: so there is nothing in the environment but what it is for."""
    command = [sys.executable, "-m", "pip", "--python", str(environment.python), "install", "--quiet", *what]
    run(command, environment.packages)


def _environment(folder: pathlib.Path) -> Environment:
    if sys.platform == "win32":
        return Environment(python=folder / "Scripts" / "python.exe", packages=folder / "Lib" / "site-packages")
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return Environment(python=folder / "bin" / "python", packages=folder / "lib" / version / "site-packages")
