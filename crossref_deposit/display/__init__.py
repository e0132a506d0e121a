"""How things look: HTML in which everything is escaped, bars, data frames, and what is seen while waiting.

What a thing shows of itself is said beside it, in the module ``as_html`` of its package.
"""

from crossref_deposit.display.bars import Figure
from crossref_deposit.display.progress import ProgressDisplay

__all__ = ["Figure", "ProgressDisplay"]
