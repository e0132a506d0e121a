"""Submissions and summaries as Jupyter shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from crossref_deposit.diagnostics.as_html import headline
from crossref_deposit.diagnostics.outcomes import outcome_of
from crossref_deposit.display.html import Html, facts, join, more, outside, shown, table, tag
from crossref_deposit.display.outcome import Outcome, outcome_badge

if TYPE_CHECKING:
    from crossref_deposit.client.submission import Submission
    from crossref_deposit.client.summary import SubmissionSummary
    from crossref_deposit.diagnostics import DiagnosticReport

_SHOWN: Final = 20


def submission_html(submission: Submission, report: DiagnosticReport | None) -> str:
    """A submission, with what became of it if that is known; Crossref is not asked."""
    return shown(
        tag("p", "Submission ", outside(submission.file_name), class_="cd-name"),
        facts([("State", submission.state.value), ("Number", outside(submission.submission_id))]),
        None if report is None else headline(report),
    )


def summary_html(summary: SubmissionSummary) -> str:
    """A summary: the numbers, then errors and failures."""
    counts, failures = summary.counts, summary.failures
    return shown(
        tag(
            "p",
            outcome_badge(Outcome.REGISTERED, f"{counts['registered']:,} registered"),
            " ",
            outcome_badge(Outcome.FAILED, f"{counts['failed']:,} not registered") if failures else None,
            class_="cd-name",
        ),
        facts([("Submissions", f"{counts['submissions']:,}"), ("Without a report", counts["errors"])]),
        _errors(summary.errors),
        _failures(failures),
    )


def _errors(errors: list[dict[str, Any]]) -> list[Html | None]:
    if not errors:
        return []
    rows = (
        [outside(str(error["file_name"] or error["index"])), error["error"], outside(error["message"])]
        for error in errors[:_SHOWN]
    )
    return [
        table(("submission", "error", "why"), rows, caption="Without a report"),
        more(len(errors) - _SHOWN, "errors", "summary.errors"),
    ]


def _failures(failures: list[dict[str, Any]]) -> list[Html | None]:
    if not failures:
        return []
    columns = ("outcome", "record", "submission", "line", "problem", "Crossref's words")
    return [
        table(columns, map(_cells, failures[:_SHOWN]), caption="Not registered"),
        more(len(failures) - _SHOWN, "failures", "summary.failures"),
    ]


def _cells(row: dict[str, Any]) -> list[Html | str | int | None]:
    whom = row["doi"] or (f"{len(row['dois']):,} records" if row["dois"] else "not known")
    codes = dict.fromkeys(problem["code"] for problem in row["problems"])
    return [
        outcome_badge(outcome_of(row["status"])),
        outside(whom),
        outside(row["file_name"]),
        row["line"],
        join([tag("code", code), " "] for code in codes),
        outside(row["message"]),
    ]
