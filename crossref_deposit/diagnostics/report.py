"""What became of a submission: one entry for each record of Crossref's log, traced to the deposit."""

from __future__ import annotations

import enum
import json
import pathlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import attrs

from crossref_deposit.diagnostics import again
from crossref_deposit.diagnostics.record import JSON, RecordDiagnostic, RecordStatus, problem_dict
from crossref_deposit.errors import ModelError
from crossref_deposit.problems import Problem, Severity
from crossref_deposit.validation.submission_index import SubmissionIndex

if TYPE_CHECKING:
    import pandas as pd

    from crossref_deposit.display.bars import Figure
    from crossref_deposit.models.batch import DoiBatch

_STATES = {"queued": "queued", "queued_for_batch": "queued", "submitted": "queued", "in_process": "in_process"}


JSON_VERSION: Final = 1
"""Of the JSON of a report. It grows when a field goes or means something else, not when one is new."""


def report_schema() -> JSON:
    """The JSON Schema (draft 2020-12) of `DiagnosticReport.to_json`.

    Example:
        >>> from crossref_deposit.diagnostics import report_schema
        >>> report_schema()["properties"]["version"]["const"]
        1
    """
    schema: JSON = json.loads((pathlib.Path(__file__).parent / "report.schema.json").read_text(encoding="utf-8"))
    return schema


class SubmissionState(enum.StrEnum):
    """How far Crossref is with a submission; only ``COMPLETED`` is final.

    ``UNKNOWN``: Crossref has no such submission, or has it and does not know yet, which is so for a while after it
    was sent. ``OTHER``: a word that nobody has seen; taken as not finished.
    """

    QUEUED = "queued"
    IN_PROCESS = "in_process"
    COMPLETED = "completed"
    UNKNOWN = "unknown_submission"
    OTHER = "other"

    @property
    def finished(self) -> bool:
        """Whether the log is final."""
        return self is SubmissionState.COMPLETED

    @classmethod
    def _missing_(cls, value: object) -> SubmissionState:
        word = str(value).strip().lower()
        known = {state.value for state in cls}
        return cls(_STATES.get(word, word if word in known else "other"))


@attrs.frozen(kw_only=True)
class DiagnosticReport:
    """A whole log, traced to the deposit it answers.

    Example:
        >>> from crossref_deposit.diagnostics import DiagnosticParser
        >>> report = DiagnosticParser().parse('''<doi_batch_diagnostic status="completed"><record_diagnostic
        ... status="Success"><doi>10.5555/a</doi><msg>Successfully added</msg></record_diagnostic>
        ... </doi_batch_diagnostic>''')
        >>> report.ok, report.records[0].doi
        (True, '10.5555/a')
    """

    state: SubmissionState
    """How far Crossref is."""
    submission_id: str | None = None
    """Crossref's number of the submission; none while Crossref does not know it."""
    batch_id: str | None = None
    """The ``doi_batch_id`` of the deposit; none before Crossref has read it."""
    server: str | None = None
    """Which of Crossref's servers answered."""
    records: tuple[RecordDiagnostic, ...] = ()
    """All results, in the order of the log."""
    counts: Mapping[str, int] = attrs.field(factory=dict, hash=False)
    """Crossref's own counts: ``records``, ``successes``, ``warnings``, ``failures``; empty if the log has none."""
    missing: tuple[str, ...] = ()
    """DOIs of the deposit that no result is about, nor can be; none if the log is not final or has `problems`."""
    foreign: tuple[str, ...] = ()
    """DOIs of the log that the deposit does not have."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the log itself: cut off, fewer records than it counts, of another batch, no log at all."""
    source: str | None = None
    """Where it is from, if it was one of many (`DiagnosticParser.parse_all`): the file, and the number in it."""
    _index: SubmissionIndex | None = attrs.field(default=None, repr=False, eq=False, alias="index")

    @property
    def index(self) -> SubmissionIndex | None:
        """What is where in the deposit, if that was given."""
        return self._index

    @property
    def ok(self) -> bool:
        """Whether the log is final, has results, and all of them say that the record is registered."""
        return (
            self.state.finished
            and bool(self.records)
            and all(record.status.registered for record in self.records)
            and not self.counts.get("failures")
            and not any(problem.severity is Severity.ERROR for problem in self.problems)
        )

    @property
    def failures(self) -> tuple[RecordDiagnostic, ...]:
        """The results that do not say that something is registered."""
        return tuple(record for record in self.records if not record.status.registered)

    @property
    def warnings(self) -> tuple[RecordDiagnostic, ...]:
        """The results with a warning; these records are registered."""
        return tuple(record for record in self.records if record.status is RecordStatus.WARNING)

    @property
    def unattributed(self) -> tuple[RecordDiagnostic, ...]:
        """The failures of which it is not settled whom they mean; look at ``attribution.candidates``."""
        return tuple(record for record in self.failures if record.doi is None and not record.dois)

    @property
    def retriable(self) -> tuple[str, ...]:
        """DOIs that failed with nothing wrong about them, so that they can be sent again as they are.

        These failed by faults of Crossref's, or only went down with a title or a file that others are at fault of.
        """
        return again.retriable(self.failures, self.foreign)

    @property
    def to_mend(self) -> tuple[str, ...]:
        """DOIs that failed and that sending again unchanged cannot help."""
        return again.to_mend(self.failures, self.foreign)

    def retry(self, batch: DoiBatch) -> DoiBatch:
        """The batch to send next: what is `retriable`, under a new id and with a newer timestamp.

        Whatever must be changed first (`to_mend`), or may have to be (`unattributed`), is left out.

        Args:
            batch: The batch that the log answers.

        Raises:
            ModelError: Nothing can be sent again; the error lists what must be changed first.

        Example:
            >>> import crossref_deposit as cd
            >>> from crossref_deposit.diagnostics import DiagnosticParser
            >>> batch = cd.DoiBatch(depositor=cd.Depositor(name="P", email="p@example.org"), registrant="P", body=[
            ...     cd.PeerReview(
            ...         titles="A review", review_date="2024-05-31",
            ...         relations=cd.RelatedItem.of("10.5555/0", relationship_type="isReviewOf"),
            ...         doi_data=cd.DoiData(doi=doi, resource="https://example.org/"))
            ...     for doi in ("10.5555/1", "10.5555/2")])
            >>> report = DiagnosticParser(submission=batch).parse('''<doi_batch_diagnostic status="completed">
            ... <record_diagnostic status="Failure"><doi>10.5555/1</doi><msg>java.lang.NullPointerException</msg>
            ... </record_diagnostic><record_diagnostic status="Failure"><doi>10.5555/2</doi>
            ... <msg>year: MMXX in not a valid integer</msg></record_diagnostic></doi_batch_diagnostic>''')
            >>> report.to_mend, [record.doi for record in report.retry(batch).records()]
            (('10.5555/2',), ['10.5555/1'])
        """
        dois = self.retriable
        if not dois:
            mend = ", ".join(self.to_mend)
            remedy = f"Change first: {mend}." if mend else ""
            found = f"{len(self.failures)} failures"
            raise ModelError(
                "DiagnosticReport.retry", found=found, expected="one that sending again can help", remedy=remedy
            )
        return batch.select(dois)

    def to_dicts(self) -> list[JSON]:
        """The results as plain data, one dictionary each."""
        return [record.to_dict() for record in self.records]

    def to_json(self, *, indent: int | None = None) -> str:
        """The report as JSON text, as `report_schema` describes it.

        Args:
            indent: Blanks for each level; none for one line.
        """
        data = {
            "version": JSON_VERSION,
            "state": self.state.value,
            "ok": self.ok,
            "submission_id": self.submission_id,
            "batch_id": self.batch_id,
            "server": self.server,
            "counts": dict(self.counts),
            "missing": list(self.missing),
            "foreign": list(self.foreign),
            "retriable": list(self.retriable),
            "to_mend": list(self.to_mend),
            "source": self.source,
            "problems": [problem_dict(problem) for problem in self.problems],
            "records": self.to_dicts(),
        }
        return json.dumps(data, ensure_ascii=False, indent=indent)

    def to_dataframe(self) -> pd.DataFrame:
        """The results as a pandas data frame, one row each.

        Raises:
            MissingDependencyError: pandas is not installed.
        """
        from crossref_deposit.diagnostics.rows import COLUMNS, row_of
        from crossref_deposit.display.frame import data_frame

        return data_frame(list(map(row_of, self.records)), COLUMNS)

    def figure(self) -> Figure:
        """What became of the DOIs of each journal, book or conference, as bars.

        Example:
            >>> from crossref_deposit.diagnostics import DiagnosticParser
            >>> report = DiagnosticParser().parse('''<doi_batch_diagnostic status="completed"><record_diagnostic
            ... status="Success"><doi>10.5555/a</doi><msg>Successfully added</msg></record_diagnostic>
            ... </doi_batch_diagnostic>''')
            >>> [bar.words for bar in report.figure().bars]
            ['1 registered']
        """
        from crossref_deposit.diagnostics.outcomes import figure, outcomes_in

        return figure(outcomes_in(self))

    def to_html(self) -> str:
        """The report as a page for people: one file, nothing to install, no network; see `html_page` for several.

        It says what is registered, what is not, where in the XML (if the deposit was given), and what to do.

        Example:
            >>> from crossref_deposit.diagnostics import DiagnosticParser
            >>> report = DiagnosticParser().parse('''<doi_batch_diagnostic status="completed"><record_diagnostic
            ... status="Success"><doi>10.5555/a</doi><msg>Successfully added</msg></record_diagnostic>
            ... </doi_batch_diagnostic>''')
            >>> report.to_html().startswith("<!DOCTYPE html>")
            True
        """
        from crossref_deposit.diagnostics.page import html_page

        return html_page([self])

    def __str__(self) -> str:
        failures = self.failures
        head = f"{self.state}: {len(self.records) - len(failures)} registered, {len(failures)} not"
        return "\n".join([head, *(f"{record.doi or record.reported_doi}: {record.message}" for record in failures)])

    def _repr_html_(self) -> str:
        from crossref_deposit.diagnostics.as_html import report_html

        return report_html(self)
