"""What is wrong, how badly, and what to do: the value that every check and every log speaks in."""

from __future__ import annotations

import enum

import attrs


class Severity(enum.StrEnum):
    """How much a problem matters.

    ``ERROR``: Crossref refuses it. ``WARNING``: Crossref takes it, and somebody should look.
    ``NOTICE``: worth knowing, nothing to do.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@attrs.frozen(kw_only=True)
class Problem:
    """One thing that is wrong, or may be, at one place.

    Example:
        >>> from crossref_deposit.problems import Problem, Severity
        >>> problem = Problem(code="orcid-checksum", message="The check digit is wrong.", remedy="Ask the author.")
        >>> problem.severity
        <Severity.ERROR: 'error'>
    """

    code: str
    """Stable name of the kind of problem, an entry of the catalogue: ``orcid-checksum``."""
    message: str
    """What is wrong here, with the value."""
    severity: Severity = Severity.ERROR
    remedy: str = ""
    """What to do about it."""
    doi: str | None = None
    """The DOI of the record it belongs to."""
    line: int | None = None
    """Line in the document, from 1."""
    column: int | None = None
    """Column in that line, from 1, in characters."""
    xpath: str | None = None
    """The element, as a path from the root."""
    value: str | None = None
    """The offending value."""

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        whom = f"{self.doi}: " if self.doi else ""
        return f"{place}{self.severity} [{self.code}] {whom}{self.message} {self.remedy}".rstrip()

    def _repr_html_(self) -> str:
        from crossref_deposit.problems.as_html import problem_html

        return problem_html(self)
