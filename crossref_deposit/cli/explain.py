"""The command explain: what a code, a message or a log means, and what to do."""

from __future__ import annotations

import difflib
import pathlib
import re
import sys
from collections import Counter
from collections.abc import Mapping
from typing import Any

import click
from click.shell_completion import CompletionItem

from crossref_deposit import DiagnosticParser
from crossref_deposit.cli import exits
from crossref_deposit.cli.documentation import documentation_of
from crossref_deposit.cli.exits import Command
from crossref_deposit.cli.findings import is_log
from crossref_deposit.cli.output import JSON, Output, output_options
from crossref_deposit.cli.screen import Screen, Styled
from crossref_deposit.problems import CATALOGUE, ProblemKind, explain

_DETAIL = 4  # columns before what belongs to the line above
_TAG = re.compile(r"<[^>]*>")


def _codes(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    codes = [CompletionItem(code, help=kind.title) for code, kind in CATALOGUE.items() if code.startswith(incomplete)]
    return [*codes, CompletionItem(incomplete, type="file")]


@click.command(name="explain", cls=Command, ends=("something of it is known", "nothing of it is known"))
@click.argument("what", nargs=-1, required=True, metavar="MESSAGE|CODE|LOG...", shell_complete=_codes)
@output_options(JSON)
def explain_command(what: tuple[str, ...], output: Output) -> None:
    """Say what a problem is, where it comes from and what to do.

    Give Crossref's MESSAGE (its words need no quotes), the CODE of a problem, or a submission LOG (a file, an e-mail,
    a folder of them); - is standard input.
    """
    found = _counted(what)
    if output.is_json:
        output.data([_data(kind, count) for kind, count in found.items()])
    for kind, count in found.items() if not output.is_json else ():
        _show(output.screen, kind, count)
    if not found:
        output.tell(Styled("no problems", "good"))
    known = [kind for kind in found if kind.code != "unknown"]
    if found and not known:
        _suggest(what)
    sys.exit(exits.OK if known or not found else exits.PROBLEMS)


def _suggest(what: tuple[str, ...]) -> None:
    """What may have been meant by a word that is no code."""
    if close := difflib.get_close_matches(" ".join(what).lower(), CATALOGUE):
        click.echo(f"Is it {' or '.join(close)} that is meant?", err=True)


def _counted(what: tuple[str, ...]) -> Mapping[ProblemKind, int]:
    """The kinds of problem, and how often each is there."""
    words = " ".join(what)
    path = pathlib.Path(words)
    try:
        is_file = words == "-" or path.exists()
    except OSError:  # too long for a name
        is_file = False
    if not is_file:
        return Counter(explain(words))
    source = sys.stdin.buffer.read() if words == "-" else path
    reports = [report for report in DiagnosticParser().parse_all(source) if is_log(report)]
    if reports:
        problems = (problem for report in reports for record in report.records for problem in record.problems)
        kinds = Counter(CATALOGUE[problem.code] for problem in problems)
        return dict(kinds.most_common())
    text = source if isinstance(source, bytes) else source.read_bytes()
    return Counter(explain(_TAG.sub(" ", text.decode("utf-8", "replace"))))


def _data(kind: ProblemKind, count: int) -> dict[str, Any]:
    return {
        "code": kind.code,
        "title": kind.title,
        "severity": kind.severity.value,
        "scope": kind.scope.value,
        "reported_doi": kind.reported.value,
        "cause": kind.cause,
        "remedy": kind.remedy,
        "retriable": kind.retriable,
        "wordings": [wording for wording in (kind.wording, *kind.also) if wording],
        "docs": documentation_of(kind),
        "count": count,
    }


def _show(out: Screen, kind: ProblemKind, count: int) -> None:
    out.line(
        Styled(kind.severity.value, kind.severity.value),
        Styled(f" [{kind.code}] ", "code"),
        Styled(kind.title, "title"),
        Styled(f", {count} times" if count > 1 else "", "aside"),
    )
    out.line(kind.cause, indent=_DETAIL)
    if kind.remedy:
        again = "can help" if kind.retriable else "does not help"
        out.line(Styled(f"What to do: {kind.remedy}", "remedy"), indent=_DETAIL)
        out.line(Styled(f"Sending the same again {again}.", "aside"), indent=_DETAIL)
    if page := documentation_of(kind):
        out.line(Styled(page, "", page), indent=_DETAIL)
