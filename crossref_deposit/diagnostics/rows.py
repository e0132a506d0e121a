"""Results as rows of a data frame."""

from __future__ import annotations

from typing import Final

from crossref_deposit.diagnostics.record import RecordDiagnostic

COLUMNS: Final = (
    "status", "doi", "title", "container", "dois", "reported_doi", "line", "column", "xpath", "codes", "message",
    "remedies", "method", "certain", "candidates",
)  # fmt: skip


def row_of(record: RecordDiagnostic) -> dict[str, object]:
    """A result as a row: what has several values is one text."""
    problems = record.problems
    return {
        "status": record.status.value,
        "doi": record.doi,
        "title": record.title,
        "container": record.container,
        "dois": ", ".join(record.dois),
        "reported_doi": record.reported_doi,
        "line": record.line,
        "column": record.column,
        "xpath": record.xpath,
        "codes": ", ".join(dict.fromkeys(problem.code for problem in problems)),
        "message": record.message,
        "remedies": " ".join(dict.fromkeys(problem.remedy for problem in problems)),
        "method": record.attribution.method.value,
        "certain": record.attribution.certain,
        "candidates": ", ".join(record.attribution.candidates),
    }
