"""What a validation found."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import attrs

from crossref_deposit.problems import Problem, Severity

if TYPE_CHECKING:
    import pandas as pd


@attrs.frozen(kw_only=True)
class ValidationReport:
    """What is wrong with a document, in document order.

    Example:
        >>> from crossref_deposit import validate
        >>> report = validate("<doi_batch/>")
        >>> report.ok
        False
        >>> report.problems[0].line
        1
    """

    problems: tuple[Problem, ...] = ()
    omitted: Mapping[Severity, int] = attrs.field(factory=dict, hash=False)  # a mapping has none
    """How many more there are, if they were too many to list."""

    @property
    def ok(self) -> bool:
        """Whether Crossref's schema, and the rules that were asked, would let it pass."""
        return not self.errors and not self.omitted.get(Severity.ERROR)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that Crossref refuses."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    def __str__(self) -> str:
        more = sum(self.omitted.values())
        return "\n".join([*map(str, self.problems), *([f"and {more} more"] if more else ())]) or "No problems"

    def __bool__(self) -> bool:
        return self.ok

    @classmethod
    def listing(cls, problems: Iterable[Problem], most: int | None) -> ValidationReport:
        """A report of problems in document order that lists so many of them at most."""
        rest = iter(problems)
        listed = tuple(itertools.islice(rest, most))
        return cls(problems=listed, omitted=Counter(problem.severity for problem in rest))

    def to_dataframe(self) -> pd.DataFrame:
        """The problems as a pandas data frame, one row each; the columns are the fields of `Problem`.

        Raises:
            MissingDependencyError: pandas is not installed.
        """
        from crossref_deposit.display.frame import data_frame
        from crossref_deposit.problems.as_html import COLUMNS

        rows = [attrs.asdict(problem) | {"severity": problem.severity.value} for problem in self.problems]
        return data_frame(rows, COLUMNS)

    def _repr_html_(self) -> str:
        from crossref_deposit.problems.as_html import problems_html

        return problems_html(self.problems)
