"""One record of a submission log: what Crossref says of it, and which record of the deposit it is about."""

from __future__ import annotations

import enum
from typing import Any, Final, TypeAlias

import attrs

from crossref_deposit.diagnostics.grammar import Citation, Conflict
from crossref_deposit.problems import Problem, Reading, Severity
from crossref_deposit.validation.submission_index import Element

JSON: TypeAlias = "dict[str, Any]"

_STATUSES: Final = {"success": "Success", "warning": "Warning", "failure": "Failure", "error": "Failure"}


class RecordStatus(enum.StrEnum):
    """What Crossref did with a record. ``SUCCESS`` and ``WARNING``: registered. ``FAILURE``: not.

    ``UNKNOWN``: the log has no word for it, or one that nobody has seen.
    """

    SUCCESS = "Success"
    WARNING = "Warning"
    FAILURE = "Failure"
    UNKNOWN = "Unknown"

    @property
    def registered(self) -> bool:
        """Whether the record is registered now."""
        return self in {RecordStatus.SUCCESS, RecordStatus.WARNING}

    @classmethod
    def _missing_(cls, value: object) -> RecordStatus:
        return cls(_STATUSES.get(str(value).strip().lower(), "Unknown"))


class AttributionMethod(enum.StrEnum):
    """Which evidence led from a record of the log to the deposit.

    ``REPORTED``: the log has the DOI. ``LOCATION``: a line and column. ``VALUE``: a value that the message quotes.
    ``ORDER``: the order of the log's records, or nothing else being left. ``CONTAINER``: a whole journal or book.
    ``DOCUMENT``: the whole file. ``NONE``: nothing.
    """

    REPORTED = "reported"
    LOCATION = "location"
    VALUE = "value"
    ORDER = "order"
    CONTAINER = "container"
    DOCUMENT = "document"
    NONE = "none"


@attrs.frozen(kw_only=True)
class Attribution:
    """How sure it is whom a record of the log means."""

    method: AttributionMethod = AttributionMethod.NONE
    certain: bool = False
    """Whether nothing else fits the evidence; never so where order was needed."""
    candidates: tuple[str, ...] = ()
    """The DOIs that fit the evidence."""


@attrs.frozen(kw_only=True)
class RecordDiagnostic:
    """One result in a log, and whom in the deposit it is about."""

    status: RecordStatus
    """What Crossref did with it."""
    message: str = ""
    """Crossref's words."""
    msg_id: int | None = None
    """Crossref's number for the message, if it gives one."""
    reported_doi: str | None = None
    """What the log has as DOI: a DOI, or words such as ``DOI not found``."""
    doi: str | None = None
    """The one affected DOI, as the deposit writes it."""
    dois: tuple[str, ...] = ()
    """All affected DOIs: a journal's, a file's."""
    attribution: Attribution = attrs.field(factory=Attribution)
    """Which evidence decided, and how surely."""
    conflict_id: str | None = None
    """The conflict that Crossref made of it."""
    dois_in_conflict: tuple[str, ...] = ()
    """The other DOIs of the conflict."""
    resolved_conflict_ids: tuple[str, ...] = ()
    """The conflicts that this deposit ended."""
    citations: tuple[Citation, ...] = ()
    """What became of the references, by key."""
    deferred: str | None = None
    """The submission ID under which references are looked up later."""
    conflicts: tuple[Conflict, ...] = ()
    """Results of a conflict upload."""
    found_here: tuple[Problem, ...] = ()
    """If the whole file failed: everything that is wrong with it, each with record and line, as `validate` finds it."""
    _element: Element | None = attrs.field(default=None, repr=False, eq=False, alias="element")
    _findings: tuple[tuple[Reading, Element | None], ...] = attrs.field(
        default=(), repr=False, eq=False, alias="findings"
    )

    @property
    def line(self) -> int | None:
        """Line, from 1, of the offending element in the deposit, else of the record's start."""
        return self._element.line if self._element else None

    @property
    def column(self) -> int | None:
        """Column of the same, from 1, in characters."""
        return self._element.column if self._element else None

    @property
    def xpath(self) -> str | None:
        """Path to the same, from the root."""
        return self._element.xpath if self._element else None

    @property
    def title(self) -> str | None:
        """The title of the work that it is about, if that is known."""
        return self._element.part.title if self._element and self._element.record else None

    @property
    def container(self) -> str | None:
        """The title of the journal, book or conference that it is about or in, if that is known."""
        if self._element is None:
            return None
        outermost = self._element.part.outermost
        return None if outermost == self._element.record else outermost.title

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the message says, one entry of the catalogue for each sentence; none for success."""
        return tuple(self._problem(reading, element) for reading, element in self._findings)

    @property
    def retriable(self) -> bool:
        """Whether it failed, and sending it again unchanged can help: the fault is Crossref's, or passes."""
        kinds = [reading.kind for reading, _ in self._findings]
        return not self.status.registered and bool(kinds) and all(kind.retriable for kind in kinds)

    def _repr_html_(self) -> str:
        from crossref_deposit.diagnostics.as_html import record_html

        return record_html(self)

    def _problem(self, reading: Reading, element: Element | None) -> Problem:
        problem = reading.problem()
        if reading.kind.code == "unknown" and self.status.registered:
            severity = Severity.WARNING if self.status is RecordStatus.WARNING else Severity.NOTICE
            problem = attrs.evolve(problem, severity=severity)
        if element is None:
            return attrs.evolve(problem, doi=self.doi)
        record = element.record
        return attrs.evolve(
            problem,
            doi=record.doi if record else self.doi,
            line=element.line,
            column=element.column,
            xpath=element.xpath,
        )

    def to_dict(self) -> JSON:
        """The record as plain data."""
        return {
            "status": self.status.value,
            "doi": self.doi,
            "dois": list(self.dois),
            "title": self.title,
            "container": self.container,
            "reported_doi": self.reported_doi,
            "message": self.message,
            "msg_id": self.msg_id,
            "line": self.line,
            "column": self.column,
            "xpath": self.xpath,
            "attribution": {
                "method": self.attribution.method.value,
                "certain": self.attribution.certain,
                "candidates": list(self.attribution.candidates),
            },
            "problems": [problem_dict(problem) for problem in self.problems],
            "found_here": [problem_dict(problem) for problem in self.found_here],
            "retriable": self.retriable,
            "conflict_id": self.conflict_id,
            "dois_in_conflict": list(self.dois_in_conflict),
            "resolved_conflict_ids": list(self.resolved_conflict_ids),
            "citations": [attrs.asdict(citation) for citation in self.citations],
            "deferred": self.deferred,
            "conflicts": [attrs.asdict(conflict) for conflict in self.conflicts],
        }


def problem_dict(problem: Problem) -> JSON:
    """A problem as JSON has it."""
    return attrs.asdict(problem) | {"severity": problem.severity.value}
