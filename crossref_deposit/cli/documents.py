"""Commands that need no network: validate, check, diagnose."""

from __future__ import annotations

import pathlib
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NoReturn

import click

from crossref_deposit import DiagnosticParser, Problem
from crossref_deposit import check as check_rules
from crossref_deposit import validate as validate_document
from crossref_deposit.cli.exits import Command
from crossref_deposit.cli.files import FILES, LOGS, STANDARD, content_of
from crossref_deposit.cli.findings import STANDARD_INPUT, Examined, is_log, of_document, of_report
from crossref_deposit.cli.output import FORMATS, Output, output_options
from crossref_deposit.diagnostics import html_page
from crossref_deposit.errors import LogError


@click.command(cls=Command, ends=("every deposit is right; warnings may be told", "some deposit has errors"))
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
@output_options(*FORMATS)
def validate(
    files: tuple[pathlib.Path, ...],
    output: Output,
    schema: Literal["bundled", "official"],
    schema_folder: pathlib.Path | None,
    no_rules: bool,  # noqa: FBT001 - click passes options so
) -> None:
    """Check deposits by the schema, and by the rules after it.

    The rules are what Crossref refuses after the schema: check digits, prefixes, timestamps and so on.

    FILE is a deposit, a pattern such as 'new/*.xml', a folder (every .xml file in it), or - for standard input.
    """

    def problems_of(data: bytes) -> list[Problem]:
        report = validate_document(data, schema=schema, schema_folder=schema_folder, rules=not no_rules)
        return list(report.problems)

    sys.exit(output.examined(_examined(files, problems_of, output)))


@click.command(cls=Command, ends=("no rule is broken; warnings may be told", "some deposit has errors"))
@FILES
@output_options(*FORMATS)
def check(files: tuple[pathlib.Path, ...], output: Output) -> None:
    """Check deposits by the rules alone, not by the schema.

    The rules are what Crossref refuses after the schema: check digits, prefixes, timestamps and so on.

    FILE is a deposit, a pattern such as 'new/*.xml', a folder (every .xml file in it), or - for standard input.
    """
    sys.exit(output.examined(_examined(files, check_rules, output)))


def _examined(
    files: tuple[pathlib.Path, ...], problems_of: Callable[[bytes], list[Problem]], output: Output
) -> Iterator[Examined]:
    with output.counted("Checking", files) as paths:
        for path in paths:
            data = content_of(path)
            yield of_document(str(path), data, problems_of(data))


@click.command(cls=Command, ends=("every record of every log is registered", "some record is not registered"))
@LOGS
@click.option(
    "--submission",
    type=click.Path(path_type=pathlib.Path),
    help="The deposit that the log answers; with it failures are traced to record and line.",
)
@click.option(
    "--html",
    "page",
    metavar="FILE",
    type=click.Path(path_type=pathlib.Path),
    help="Also write a page for people to it.",
)
@output_options(*FORMATS)
def diagnose(
    logs: tuple[pathlib.Path, ...], output: Output, submission: pathlib.Path | None, page: pathlib.Path | None
) -> None:
    """Say which records of a log failed, where and why.

    LOG is Crossref's log: XML, the e-mail with it, or a folder or mailbox of them; a pattern such as 'logs/*.xml'; or -
    for standard input. With --json one log gives one report, several a list.
    """
    examined = list(_diagnosed(logs, submission))
    if not any(_has_log(one) for one in examined):
        _refuse(examined, logs)
    if page is not None:
        page.write_text(html_page(one.report for one in examined if one.report is not None), encoding="utf-8")
    sys.exit(output.examined(examined, unwrapped=len(examined) == 1))


def _diagnosed(logs: Iterable[pathlib.Path], submission: pathlib.Path | None) -> Iterator[Examined]:
    document = content_of(submission) if submission else None
    parser = DiagnosticParser(submission=document)
    for log in logs:
        for report in parser.parse_all(content_of(log) if log == STANDARD else log):
            yield of_report(report, report.source or STANDARD_INPUT, str(submission) if submission else None, document)


def _has_log(examined: Examined) -> bool:
    return examined.report is not None and is_log(examined.report)


def _refuse(examined: list[Examined], logs: tuple[pathlib.Path, ...]) -> NoReturn:
    """There is no log at all."""
    names = ", ".join(str(log) for log in logs)
    only = len(examined) == 1
    raise LogError(examined[0].findings[0].problem.message if only else f"there is no submission log in {names}")
