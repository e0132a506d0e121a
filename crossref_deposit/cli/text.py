"""Findings for people: a line that can be searched for, the place in the document, the remedy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from crossref_deposit.cli.excerpts import Lines, show_excerpt
from crossref_deposit.cli.findings import Examined, Finding, is_log, some
from crossref_deposit.cli.screen import Part, Screen, Styled, linked
from crossref_deposit.diagnostics import DiagnosticReport
from crossref_deposit.problems import Severity

_DETAIL = 4  # columns before what belongs to the line above


def write_text(out: Screen, examined: Iterable[Examined], *, quiet: bool) -> None:
    """Each file as it comes, and a summary if there are several."""
    counts: Counter[str] = Counter()
    for one in examined:
        show_examined(out, one, quiet=quiet)
        counts["files"] += 1
        counts["files with errors"] += one.failed
        counts.update(finding.problem.severity.value for finding in one.findings)
    if counts["files"] > 1 and not quiet:
        _summarize(out, counts)


def show_examined(out: Screen, examined: Examined, *, quiet: bool = False) -> None:
    """One file."""
    lines = None if examined.document is None else Lines(examined.document)
    for finding in examined.findings:
        in_document = finding.file == examined.document_name
        show_finding(out, finding, lines if in_document else None)
        out.gap()
    if examined.report is not None and not quiet:
        _show_outcome(out, examined.name, examined.report)
    elif not examined.findings and not quiet:
        out.line(Styled(examined.name, "place"), ": ", Styled("no problems", "good"))


def show_finding(out: Screen, finding: Finding, lines: Lines | None) -> None:
    """One thing that is wrong."""
    problem = finding.problem
    place = ":".join(str(part) for part in (finding.file, problem.line, problem.column) if part is not None)
    out.line(
        Styled(f"{place}: ", "place"),
        Styled(problem.severity.value, problem.severity.value),
        Styled(f" [{problem.code}] ", "code"),
        *_whom(finding),
        " ".join(problem.message.split()),
    )
    if lines is not None:
        show_excerpt(out, lines.excerpt(problem.line, problem.column, problem.value))
    if finding.note:
        out.line(Styled(finding.note, "aside"), indent=_DETAIL)
    if problem.remedy:
        out.line(Styled(problem.remedy, "remedy"), indent=_DETAIL)


def _whom(finding: Finding) -> list[Part]:
    return [linked(finding.whom), ": "] if finding.whom else []


def _show_outcome(out: Screen, name: str, report: DiagnosticReport) -> None:
    if not is_log(report):
        return
    registered = len({one.doi or number for number, one in enumerate(report.records) if one.status.registered})
    failed = len(report.failures)
    out.line(
        Styled(name, "place"),
        f": {report.state}, ",
        Styled(f"{registered} registered", "good" if registered else ""),
        ", ",
        Styled(f"{failed} failed", "error" if failed else ""),
        Styled(f" (submission {report.submission_id or 'unknown'}, batch {report.batch_id or 'unknown'})", "aside"),
    )
    for title, dois in (
        ("not in the log", report.missing),
        ("not in the deposit", report.foreign),
        ("can be sent again as they are", report.retriable),
    ):
        if dois:
            out.line(f"{len(dois)} {title}: {some(dois)}", indent=_DETAIL)


def _summarize(out: Screen, counts: Counter[str]) -> None:
    found = [_counted(counts[severity], severity.value) for severity in Severity if counts[severity]]
    out.line(
        Styled(f"{counts['files']} files: ", "title"),
        Styled(f"{counts['files with errors']} with errors", "error" if counts["files with errors"] else "good"),
        *(part for number in found for part in (", ", number)),
    )


def _counted(number: int, what: str) -> Styled:
    return Styled(f"{number} {what}{'s' if number != 1 else ''}", what)
