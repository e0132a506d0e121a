"""What people and programs see: text through rich, or JSON."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import attrs
from rich.console import Console
from rich.table import Table
from rich.text import Text

from crossref_deposit.diagnostics import DiagnosticReport, RecordDiagnostic
from crossref_deposit.problems import Problem, Severity
from crossref_deposit.validation.text_positions import as_utf8

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}
_MOST_DOIS = 5  # of a journal or a file that failed as a whole
_WIDTH = 100  # columns of an excerpt, and of a page where there is no terminal


def console(*, quiet: bool = False, error: bool = False) -> Console:
    """Where text goes: plain and without wrapping when it is no terminal; ``error``: to standard error."""
    file = sys.stderr if error else sys.stdout
    return Console(file=file, highlight=False, quiet=quiet, soft_wrap=not file.isatty(), emoji=False, markup=True)


def print_json(data: object) -> None:
    """Data for programs, on standard output."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def problem_data(problem: Problem) -> dict[str, Any]:
    """A problem as data."""
    return attrs.asdict(problem) | {"severity": problem.severity.value}


def show_problems(out: Console, name: str, problems: Iterable[Problem], document: bytes | None = None) -> None:
    """Problems as compilers show them: place, kind, message, the line with a caret, the remedy."""
    for problem in problems:
        place = ":".join(str(part) for part in (name, problem.line, problem.column) if part is not None)
        line = Text(f"{place}: ", style="bold")
        line.append(f"{problem.severity}", style=STYLES[problem.severity])
        line.append(f" [{problem.code}] {problem.message}")
        out.print(line)
        if problem.doi:
            out.print(Text(f"    record {problem.doi}"))
        if document is not None:
            show_excerpt(out, document, problem.line, problem.column)
        if problem.remedy:
            out.print(Text(f"    {problem.remedy}", style="green"))


def show_excerpt(out: Console, document: bytes, line: int | None, column: int | None) -> None:
    """The line of the document that is meant, with a caret under the column."""
    text = as_utf8(document, errors="replace").decode("utf-8", "replace")
    lines = re.split(r"\r\n?|\n", text)
    if line is None or line > len(lines):
        return
    start = max(0, (column or 1) - 1 - _WIDTH // 2)
    text = lines[line - 1][start : start + _WIDTH].replace("\t", " ")
    out.print(Text(f"    {line:>6} | {text}", style="dim"))
    if column is not None:
        out.print(Text(f"    {'':>6} | {' ' * (column - 1 - start)}^", style="red"))


def show_report(out: Console, report: DiagnosticReport, document: bytes | None = None) -> None:
    """A report: the counts, what is wrong with the log, each failure and warning with its record, place and remedy."""
    show_problems(out, report.source or "log", report.problems)
    if not is_log(report):
        return
    counts = Table.grid(padding=(0, 2))
    registered = sum(record.status.registered for record in report.records)
    counts.add_row("submission", report.submission_id or "unknown", f"batch {report.batch_id or 'unknown'}")
    counts.add_row("state", str(report.state), f"{registered} registered, {len(report.failures)} failed")
    out.print(counts)
    for record in (*report.failures, *report.warnings):
        _show_record(out, record, document)
    for title, dois in (
        ("not in the log", report.missing),
        ("not in the deposit", report.foreign),
        ("can be sent again as they are", report.retriable),
    ):
        if dois:
            out.print(Text(f"{len(dois)} {title}: {_some(dois)}"))


def is_log(report: DiagnosticReport) -> bool:
    """Whether it is the report of a log, and not of something else that lay beside it."""
    return all(problem.code != "log-missing" for problem in report.problems)


def _show_record(out: Console, record: RecordDiagnostic, document: bytes | None) -> None:
    style = "bold red" if not record.status.registered else "yellow"
    line = Text(f"{record.status} ", style=style)
    line.append(_whom(record), style="bold")
    if record.line is not None:
        line.append(f"  line {record.line}, column {record.column}")
    line.append(f"  ({_how(record)})", style="dim")
    out.print(line)
    if document is not None:
        show_excerpt(out, document, record.line, record.column)
    out.print(Text(f"    Crossref says: <doi>{record.reported_doi or ''}</doi> {' '.join(record.message.split())}"))
    for problem in record.problems:
        out.print(Text(f"    [{problem.code}] {problem.remedy}", style="green"))
    _show_found_here(out, record)


def _show_found_here(out: Console, record: RecordDiagnostic) -> None:
    """What our own check of a file that failed as a whole found, which Crossref's parser did not get to."""
    for problem in record.found_here:
        place = f"line {problem.line}, column {problem.column}"
        out.print(Text(f"    {place}: [{problem.code}] {problem.message}"))


def _whom(record: RecordDiagnostic) -> str:
    if record.doi:
        return record.doi
    if record.dois:
        return f"{len(record.dois)} records: {_some(record.dois)}"
    candidates = record.attribution.candidates
    return f"one of {', '.join(candidates)}" if candidates else "record unknown"


def _some(dois: Sequence[str]) -> str:
    return ", ".join(dois[:_MOST_DOIS]) + (" …" if len(dois) > _MOST_DOIS else "")


def _how(record: RecordDiagnostic) -> str:
    certain = "certain" if record.attribution.certain else "not certain"
    return f"told by {record.attribution.method}, {certain}"
