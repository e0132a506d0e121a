"""Results on the page: by problem, each with Crossref's words, the place in the XML, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from crossref_deposit.diagnostics.as_html import whom
from crossref_deposit.diagnostics.outcomes import outcome_of
from crossref_deposit.diagnostics.record import AttributionMethod, RecordDiagnostic
from crossref_deposit.diagnostics.report import DiagnosticReport
from crossref_deposit.display.html import Child, Html, outside, tag
from crossref_deposit.problems import CATALOGUE, Problem
from crossref_deposit.problems.as_html import place_of
from crossref_deposit.validation.excerpt import Line

_WITH_CONTEXT: Final = 20
"""So many of a kind have the lines around; the others only the line itself, so that the page stays small."""
_FOUND: Final = 100
_DOUBTS: Final[Mapping[AttributionMethod, str]] = {
    AttributionMethod.REPORTED: "The DOI in Crossref's log is not in the deposit.",
    AttributionMethod.LOCATION: "Crossref gives a line, which leads here.",
    AttributionMethod.VALUE: "Crossref gives no DOI, but quotes a value that stands here, and may stand elsewhere.",
    AttributionMethod.ORDER: "Crossref gives no DOI. The order of the log tells, which Crossref does not promise.",
    AttributionMethod.CONTAINER: "Crossref gives no DOI. A whole journal, book or conference failed.",
    AttributionMethod.DOCUMENT: "Crossref gives no DOI. The whole file failed.",
    AttributionMethod.NONE: "Crossref gives no DOI, and nothing in its words tells which record it means.",
}


def cards(report: DiagnosticReport, records: Iterable[RecordDiagnostic]) -> list[Html]:
    """The records in groups, each with what its problem is and what to do."""
    groups: dict[tuple[str, ...], list[RecordDiagnostic]] = {}
    for record in records:
        codes = tuple(dict.fromkeys(problem.code for problem in record.problems))
        groups.setdefault(codes, []).append(record)
    return [_group(report, codes, group) for codes, group in groups.items()]


def _group(report: DiagnosticReport, codes: Sequence[str], records: Sequence[RecordDiagnostic]) -> Html:
    kinds = [CATALOGUE[code] for code in codes]
    return tag(
        "section",
        tag(
            "div",
            tag("h4", "; ".join(kind.title for kind in kinds) or "No reason given", f" ({len(records):,})"),
            [tag("p", kind.cause) for kind in kinds],
            [tag("p", tag("b", "What to do: "), kind.remedy, class_="cd-remedy") for kind in kinds if kind.remedy],
            class_="cd-problem",
        ),
        (_card(report, record, around=2 if number < _WITH_CONTEXT else 0) for number, record in enumerate(records)),
        data_group="",
    )


def _card(report: DiagnosticReport, record: RecordDiagnostic, *, around: int) -> Html:
    title = record.title if len(record.dois) <= 1 else None
    return tag(
        "article",
        tag("h5", outside(title) or whom(record)),
        tag("p", [whom(record), " · "] if title else None, outside(record.container), class_="cd-muted"),
        tag("p", "Crossref says: ", outside(record.message, "q")),
        _doubt(record),
        _place(report, record.line, record.column, record.xpath, around),
        _all_dois(record),
        _found_here(report, record.found_here),
        class_="cd-record",
        data_outcome=outcome_of(record.status).value,
    )


def _doubt(record: RecordDiagnostic) -> Html | None:
    """How it is known whom it means, where that is not certain."""
    if record.attribution.certain or record.status.registered:
        return None
    others = [doi for doi in record.attribution.candidates if doi != record.doi]
    also = ["It may also be: ", outside(", ".join(others)), "."] if others and record.doi else None
    return tag("p", tag("b", "Not certain. "), _DOUBTS[record.attribution.method], " ", also)


def _all_dois(record: RecordDiagnostic) -> Html | None:
    if len(record.dois) <= 1:
        return None
    return tag("details", tag("summary", f"All {len(record.dois):,} DOIs"), outside(", ".join(record.dois), "p"))


def _found_here(report: DiagnosticReport, problems: Sequence[Problem]) -> list[Html | None]:
    """Everything that is wrong with a file that failed as a whole."""
    if not problems:
        return []
    more = len(problems) - _FOUND
    return [
        tag("h6", f"All that is wrong with the file ({len(problems):,})"),
        tag("ol", (_finding(report, problem) for problem in problems[:_FOUND])),
        tag("p", f"and {more:,} more") if more > 0 else None,
    ]


def _finding(report: DiagnosticReport, problem: Problem) -> Html:
    return tag(
        "li",
        tag("p", tag("b", CATALOGUE[problem.code].title), ": ", outside(problem.message)),
        tag("p", "Record ", outside(problem.doi)) if problem.doi else None,
        tag("p", tag("b", "What to do: "), problem.remedy),
        _place(report, problem.line, problem.column, problem.xpath, around=1),
    )


def _place(
    report: DiagnosticReport, line: int | None, column: int | None, xpath: str | None, around: int
) -> Html | None:
    """Where in the XML that was sent, with its text."""
    if line is None:
        return None
    path: Child = [", ", tag("code", outside(xpath))] if xpath else None
    caption = tag("figcaption", "In the XML: ", place_of(line, column), path)
    lines = report.index.excerpt(line, column or 1, around=around) if report.index else ()
    return tag("figure", caption, tag("pre", tag("code", map(_line, lines))) if lines else None, class_="cd-excerpt")


def _line(line: Line) -> Html:
    sign = "▶ " if line.marked else ""
    return tag(
        "span",
        tag("span", f"{sign}{line.number}", class_="cd-number"),
        line.before,
        tag("mark", line.marked) if line.marked else None,
        line.after,
        class_="cd-line cd-meant" if line.marked else "cd-line",
    )
