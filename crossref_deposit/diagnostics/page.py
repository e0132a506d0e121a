"""A report as a page for people who have no software: what is registered, what is not, where, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from crossref_deposit.diagnostics.as_html import headline
from crossref_deposit.diagnostics.outcomes import figure, outcome_of, outcomes_in
from crossref_deposit.diagnostics.page_records import cards
from crossref_deposit.diagnostics.record import RecordDiagnostic
from crossref_deposit.diagnostics.report import DiagnosticReport
from crossref_deposit.display.html import Child, Html, doi_link, facts, outside, page, table_row, tag
from crossref_deposit.display.outcome import Outcome

_ABOUT: Final = (
    "Made with crossref_deposit from Crossref's log. A DOI that is registered may take some minutes to lead somewhere; "
    "one that is not registered does not work at all, or still has what was registered before."
)


def html_page(reports: Iterable[DiagnosticReport]) -> str:
    """Reports as one page, for a browser, a phone and a printer; it needs no script, no network, no other file.

    Args:
        reports: As of `DiagnosticParser.parse_all`.

    Example:
        >>> from crossref_deposit.diagnostics import DiagnosticParser, html_page
        >>> report = DiagnosticParser().parse('''<doi_batch_diagnostic status="completed"><record_diagnostic
        ... status="Success"><doi>10.5555/a</doi><msg>Successfully added</msg></record_diagnostic>
        ... </doi_batch_diagnostic>''')
        >>> "All records are registered: 1" in html_page([report])
        True
    """
    reports = tuple(reports)
    title = _title(reports)
    return page(
        title,
        tag("header", tag("h1", title)),
        _search() if any(report.records for report in reports) else tag("form", role="search", hidden=""),
        tag("main", map(_section, reports)),
        tag("footer", tag("p", _ABOUT)),
    )


def _title(reports: Sequence[DiagnosticReport]) -> str:
    counts = Counter(outcome for report in reports for _, outcome in outcomes_in(report))
    failed, total = counts[Outcome.FAILED], counts.total()
    if not total:
        return "Crossref deposit: no results"
    if failed:
        return f"{failed:,} of {total:,} records {'is' if failed == 1 else 'are'} not registered"
    return f"All records are registered: {total:,}"


def _search() -> Html:
    """What the script makes visible: without it nobody could use it."""
    options = [tag("option", "all", value=""), *(tag("option", each.label, value=each.value) for each in Outcome)]
    return tag(
        "form",
        tag("label", "Search in all", tag("input", type="search", name="words", autocomplete="off")),
        tag("label", "Show", tag("select", options, name="outcome")),
        tag("output", aria_live="polite"),
        role="search",
        hidden="",
    )


def _section(report: DiagnosticReport) -> Html:
    """All about one log."""
    name = f"Submission {report.submission_id}" if report.submission_id else "Submission without a number"
    by_outcome: dict[Outcome, list[RecordDiagnostic]] = {outcome: [] for outcome in Outcome}
    for record in report.records:
        by_outcome[outcome_of(record.status)].append(record)
    bars = figure(outcomes_in(report))
    return tag(
        "section",
        tag("h2", outside(name)),
        headline(report),
        facts(
            [
                ("Batch", outside(report.batch_id)),
                ("State", report.state.value),
                ("From", outside(report.source)),
                ("Server", outside(report.server)),
            ]
        ),
        _problems(report),
        bars.inline() if report.records else None,
        _next_steps(report),
        _part("Not registered", cards(report, by_outcome[Outcome.FAILED])),
        _part("Registered, with a warning", cards(report, by_outcome[Outcome.WARNING])),
        _part("Registered", _registered(by_outcome[Outcome.REGISTERED])),
    )


def _part(title: str, content: Sequence[Html]) -> Html | None:
    return tag("section", tag("h3", title), content, data_group="") if content else None


def _problems(report: DiagnosticReport) -> list[Html]:
    """What is wrong with the log itself."""
    return [
        tag("div", tag("p", outside(problem.message)), tag("p", problem.remedy, class_="cd-remedy"))
        for problem in report.problems
    ]


def _next_steps(report: DiagnosticReport) -> Html | None:
    steps = [
        ("Can be sent again unchanged", report.retriable),
        ("To be changed before sending again", report.to_mend),
        ("In the deposit, but not in the log: ask Crossref, or send again", report.missing),
        ("In the log, but not in the deposit", report.foreign),
    ]
    items = [
        tag("li", tag("details", tag("summary", f"{what} ({len(dois):,})"), outside(", ".join(dois), "p")))
        for what, dois in steps
        if dois
    ]
    return tag("section", tag("h3", "What next"), tag("ul", items)) if items else None


def _registered(records: Sequence[RecordDiagnostic]) -> list[Html]:
    """A table with a part for each journal, book or conference."""
    if not records:
        return []
    containers: dict[str | None, list[RecordDiagnostic]] = {}
    for record in records:
        containers.setdefault(record.container, []).append(record)
    head = tag("thead", tag("tr", tag("th", "DOI", scope="col"), tag("th", "Title", scope="col")))
    return [tag("table", head, (_rows(name, inside) for name, inside in containers.items()))]


def _rows(container: str | None, records: Sequence[RecordDiagnostic]) -> Html:
    title = tag("tr", tag("th", outside(container), colspan=2, scope="rowgroup")) if container else None
    rows = (table_row(_cells(record), data_outcome=Outcome.REGISTERED.value) for record in records)
    return tag("tbody", title, rows, data_group="")


def _cells(record: RecordDiagnostic) -> list[Child]:
    return [doi_link(record.doi) if record.doi else outside(record.reported_doi), outside(record.title)]
