"""Commands that need no network: validate, check, diagnose."""

from __future__ import annotations

import json
import pathlib
import sys
from collections.abc import Callable
from typing import Literal, NoReturn

import click
from rich.text import Text

from crossref_deposit import DiagnosticParser, DiagnosticReport, Problem, Severity
from crossref_deposit import check as check_rules
from crossref_deposit import validate as validate_document
from crossref_deposit.cli import exits
from crossref_deposit.cli.output import console, is_log, print_json, problem_data, show_problems, show_report
from crossref_deposit.diagnostics import html_page
from crossref_deposit.errors import LogError

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=pathlib.Path), metavar="FILE...")
JSON = click.option("--json", "as_json", is_flag=True, help="Print data, not text.")


def content_of(path: pathlib.Path) -> bytes:
    """The bytes of a file; ``-`` is standard input."""
    return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()


@click.command()
@FILES
@click.option(
    "--schema",
    type=click.Choice(["bundled", "official"]),
    default="bundled",
    show_default=True,
    help="The schema made from the models, or Crossref's own files.",
)
@click.option("--schema-folder", type=click.Path(path_type=pathlib.Path), help="Where Crossref's own files are.")
@click.option("--no-rules", is_flag=True, help="The schema alone.")
@JSON
def validate(
    files: tuple[pathlib.Path, ...],
    schema: Literal["bundled", "official"],
    schema_folder: pathlib.Path | None,
    no_rules: bool,  # noqa: FBT001 - click passes options so
    as_json: bool,  # noqa: FBT001 - click passes options so
) -> None:
    """Check deposits by Crossref's schema, and by what Crossref refuses after the schema."""

    def problems_of(data: bytes) -> list[Problem]:
        report = validate_document(data, schema=schema, schema_folder=schema_folder, rules=not no_rules)
        return list(report.problems)

    _report(files, problems_of, as_json=as_json)


@click.command()
@FILES
@JSON
def check(files: tuple[pathlib.Path, ...], as_json: bool) -> None:  # noqa: FBT001 - click passes options so
    """Check deposits by the rules alone: what Crossref refuses after the schema."""
    _report(files, check_rules, as_json=as_json)


def _report(files: tuple[pathlib.Path, ...], problems_of: Callable[[bytes], list[Problem]], *, as_json: bool) -> None:
    found = {path: (data := content_of(path), problems_of(data)) for path in files}
    show_findings(found, as_json=as_json)
    errors = sum(problem.severity is Severity.ERROR for _, problems in found.values() for problem in problems)
    sys.exit(exits.PROBLEMS if errors else exits.OK)


def show_findings(found: dict[pathlib.Path, tuple[bytes, list[Problem]]], *, as_json: bool) -> None:
    """What was found in each file, as text or data."""
    if as_json:
        print_json(
            [
                {"file": str(path), "problems": [problem_data(problem) for problem in problems]}
                for path, (_, problems) in found.items()
            ]
        )
    else:
        out = console()
        for path, (data, problems) in found.items():
            show_problems(out, str(path), problems, data)
            if not problems:
                out.print(f"{path}: no problems", markup=False)


@click.command()
@click.argument("logs", nargs=-1, required=True, type=click.Path(path_type=pathlib.Path), metavar="LOG...")
@click.option(
    "--submission",
    type=click.Path(path_type=pathlib.Path),
    help="The deposit that the log answers; with it failures are traced to record and line.",
)
@click.option(
    "--html", "page", type=click.Path(path_type=pathlib.Path), help="Also write a page for people to this file."
)
@JSON
def diagnose(
    logs: tuple[pathlib.Path, ...],
    submission: pathlib.Path | None,
    page: pathlib.Path | None,
    as_json: bool,  # noqa: FBT001 - click passes options so
) -> None:
    """Say which records of a submission log failed, where and why.

    LOG is Crossref's log: XML, the e-mail with it, or a folder or mailbox of them; - is standard input.
    With --json one log gives one report, several a list.
    """
    document = content_of(submission) if submission else None
    parser = DiagnosticParser(submission=document)
    reports = [report for log in logs for report in parser.parse_all(content_of(log) if str(log) == "-" else log)]
    if not any(map(is_log, reports)):
        _refuse(reports, logs)
    if page is not None:
        page.write_text(html_page(reports), encoding="utf-8")
    if as_json:
        data = [json.loads(report.to_json()) for report in reports]
        print_json(data[0] if len(data) == 1 else data)
    else:
        _show(reports, document)
    sys.exit(exits.OK if all(report.ok for report in reports if is_log(report)) else exits.PROBLEMS)


def _refuse(reports: list[DiagnosticReport], logs: tuple[pathlib.Path, ...]) -> NoReturn:
    """There is no log at all."""
    names = ", ".join(str(log) for log in logs)
    raise LogError(reports[0].problems[0].message if len(reports) == 1 else f"there is no submission log in {names}")


def _show(reports: list[DiagnosticReport], document: bytes | None) -> None:
    out = console()
    for report in reports:
        if len(reports) > 1:
            out.print(Text(f"== {report.source or '-'}", style="bold"))
        show_report(out, report, document)
