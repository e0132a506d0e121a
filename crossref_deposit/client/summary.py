"""What became of the records of many submissions, in one report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from crossref_deposit.diagnostics import RecordDiagnostic, RecordStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

    from crossref_deposit.client.flow import SubmissionResult
    from crossref_deposit.display.bars import Figure

_WHOSE: Final = ("index", "file_name", "submission_id")


class SubmissionSummary:
    """The records of many submissions, one row each; small, since it keeps neither deposits nor logs.

    Example:
        >>> from crossref_deposit import SubmissionSummary
        >>> summary = SubmissionSummary([])  # or what DepositClient.submit_all returns
        >>> summary.ok, summary.counts
        (True, {'submissions': 0, 'errors': 0, 'registered': 0, 'failed': 0})

    Args:
        results: Results to begin with; all of them are taken.
    """

    def __init__(self, results: Iterable[SubmissionResult] = ()) -> None:
        self._submissions = 0
        self._rows: list[dict[str, Any]] = []
        self._errors: list[dict[str, Any]] = []
        for result in results:
            self.add(result)

    def add(self, result: SubmissionResult) -> None:
        """Take the records of one more submission."""
        self._submissions += 1
        name = result.submission.file_name if result.submission else getattr(result.error, "file_name", None)
        whose = {"index": result.index, "file_name": name}
        if result.report is not None:
            whose["submission_id"] = result.report.submission_id
            self._rows += [{**whose, **record.to_dict()} for record in result.report.records]
        if result.error is not None or (result.report is not None and not result.report.records):
            said = str(result.error) if result.error is not None else "the log has no results"
            kind = type(result.error).__name__ if result.error is not None else "LogError"
            self._errors.append({**whose, "error": kind, "message": said})

    @property
    def ok(self) -> bool:
        """Whether every record of every submission is registered."""
        return not self._errors and not any(True for _ in self._failed())

    @property
    def counts(self) -> dict[str, int]:
        """How many submissions, errors in place of a report, records registered, and records not."""
        failed = sum(1 for _ in self._failed())
        registered = len(self._rows) - failed
        return {
            "submissions": self._submissions,
            "errors": len(self._errors),
            "registered": registered,
            "failed": failed,
        }

    @property
    def failures(self) -> list[dict[str, Any]]:
        """The rows of records that are not registered."""
        return list(self._failed())

    @property
    def errors(self) -> list[dict[str, Any]]:
        """The submissions without a report, and why."""
        return list(self._errors)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows: what `RecordDiagnostic` says of each record, and ``index``, ``file_name``, ``submission_id``."""
        return list(self._rows)

    def to_json(self, *, indent: int | None = None) -> str:
        """Counts, errors and rows as JSON text.

        Args:
            indent: Blanks for each level; none for one line.
        """
        data = {"ok": self.ok, "counts": self.counts, "errors": self._errors, "records": self._rows}
        return json.dumps(data, ensure_ascii=False, indent=indent)

    def to_dataframe(self) -> pd.DataFrame:
        """The rows as a pandas data frame.

        Raises:
            MissingDependencyError: pandas is not installed.
        """
        from crossref_deposit.display.frame import data_frame

        columns = (*_WHOSE, *RecordDiagnostic(status=RecordStatus.UNKNOWN).to_dict())
        return data_frame(self._rows, columns)

    def figure(self) -> Figure:
        """What became of the records of each journal, book or conference, as bars."""
        from crossref_deposit.diagnostics.outcomes import figure, outcome_of

        counted = ((row["container"], outcome_of(row["status"])) for row in self._rows)
        return figure(counted)

    def _repr_html_(self) -> str:
        from crossref_deposit.client.as_html import summary_html

        return summary_html(self)

    def __repr__(self) -> str:
        counts = ", ".join(f"{number} {what}" for what, number in self.counts.items())
        return f"<SubmissionSummary: {counts}>"

    def _failed(self) -> Iterator[dict[str, Any]]:
        return (row for row in self._rows if row["status"] not in {"Success", "Warning"})
