"""Reports and results as Jupyter shows them."""

from __future__ import annotations

from collections import Counter
from typing import Final

from crossref_deposit.diagnostics.outcomes import outcome_of, outcomes_in
from crossref_deposit.diagnostics.record import RecordDiagnostic
from crossref_deposit.diagnostics.report import DiagnosticReport
from crossref_deposit.display.html import Html, facts, join, more, outside, shown, table, tag
from crossref_deposit.display.outcome import Outcome, outcome_badge
from crossref_deposit.problems.as_html import place_of

_SHOWN: Final = 20


def report_html(report: DiagnosticReport) -> str:
    """A report: how many were registered, then the results, the worst first."""
    records = sorted(report.records, key=lambda record: list(Outcome).index(outcome_of(record.status)))
    columns = ("outcome", "record", "line", "problem", "Crossref's words", "what to do")
    return shown(
        headline(report),
        facts(
            [
                ("Submission", outside(report.submission_id)),
                ("Batch", outside(report.batch_id)),
                ("Source", outside(report.source)),
                ("Not in the log", report.missing and f"{len(report.missing):,} DOIs"),
                ("Can be sent again", report.retriable and f"{len(report.retriable):,} DOIs"),
            ]
        ),
        [tag("p", tag("code", problem.code), " ", outside(problem.message)) for problem in report.problems],
        table(columns, map(_cells, records[:_SHOWN])) if records else None,
        more(len(records) - _SHOWN, "results", "report.to_dataframe()"),
    )


def headline(report: DiagnosticReport) -> Html:
    """The outcome in a line."""
    if not report.records:
        return tag("p", f"No results; the submission is {report.state}", class_="cd-name")
    counts = Counter(outcome for _, outcome in outcomes_in(report))
    parts = [outcome_badge(outcome, f"{counts[outcome]:,} {outcome.label}") for outcome in Outcome if counts[outcome]]
    return tag("p", join([part, " "] for part in parts), class_="cd-name")


def whom(record: RecordDiagnostic) -> Html:
    """The record that is meant, or what is known of it."""
    if len(record.dois) > 1:
        return join(
            [f"{len(record.dois):,} records", [", the fault is in ", outside(record.doi)] if record.doi else None]
        )
    if record.doi:
        return join(outside(record.doi))
    candidates = record.attribution.candidates
    if not candidates:
        return Html("not known")
    return join(["one of ", outside(", ".join(candidates[:5])), " …" if len(candidates) > 5 else None])  # noqa: PLR2004


def _cells(record: RecordDiagnostic) -> list[Html | str | int | None]:
    title = tag("div", outside(record.title), class_="cd-muted") if record.title else None
    remedies = dict.fromkeys(problem.remedy for problem in record.problems)
    return [
        outcome_badge(outcome_of(record.status)),
        join([whom(record), title]),
        record.line,
        join([tag("code", code), " "] for code in dict.fromkeys(problem.code for problem in record.problems)),
        outside(record.message),
        " ".join(remedies),
    ]


def record_html(record: RecordDiagnostic) -> str:
    """One result."""
    return shown(
        tag("p", outcome_badge(outcome_of(record.status)), " ", whom(record), class_="cd-name"),
        facts(
            [
                ("Title", outside(record.title)),
                ("In", outside(record.container)),
                ("Place", place_of(record.line, record.column)),
                ("Element", record.xpath and tag("code", outside(record.xpath))),
                ("Crossref's words", outside(record.message)),
                ("Told by", f"{record.attribution.method}, {certainty(record)}"),
            ]
        ),
        [tag("p", tag("code", problem.code), " ", problem.remedy) for problem in record.problems],
    )


def certainty(record: RecordDiagnostic) -> str:
    """How sure it is whom the result means."""
    return "certain" if record.attribution.certain else "not certain"
