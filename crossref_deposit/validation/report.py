"""What a validation found."""

from __future__ import annotations

import attrs

from crossref_deposit.problems import Problem, Severity


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

    @property
    def ok(self) -> bool:
        """Whether Crossref's schema, and the rules that were asked, would let it pass."""
        return not self.errors

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that Crossref refuses."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    def __bool__(self) -> bool:
        return self.ok
