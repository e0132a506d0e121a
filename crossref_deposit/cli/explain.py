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
from rich.console import Console
from rich.text import Text

from crossref_deposit import DiagnosticParser
from crossref_deposit.cli import exits
from crossref_deposit.cli.output import STYLES, console, is_log, print_json
from crossref_deposit.problems import CATALOGUE, ProblemKind, explain

_TAG = re.compile(r"<[^>]*>")


@click.command(name="explain")
@click.argument("what", nargs=-1, required=True, metavar="MESSAGE|CODE|LOG...")
@click.option("--json", "as_json", is_flag=True, help="Print data, not text.")
def explain_command(what: tuple[str, ...], as_json: bool) -> None:  # noqa: FBT001 - click passes options so
    """Say what a problem is, where it comes from and what to do.

    Give Crossref's MESSAGE (its words need no quotes), the CODE of a problem, or a submission LOG (a file, an e-mail,
    a folder of them); - is standard input. Exit status 1 if nothing of it is known.
    """
    found = _counted(what)
    if as_json:
        print_json([_data(kind, count) for kind, count in found.items()])
    else:
        out = console()
        for kind, count in found.items():
            _show(out, kind, count)
        if not found:
            out.print("no problems")
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
        "docs": kind.anchor,
        "count": count,
    }


def _show(out: Console, kind: ProblemKind, count: int) -> None:
    line = Text(f"{kind.severity}", style=STYLES[kind.severity])
    line.append(f" [{kind.code}] ", style="bold")
    line.append(kind.title)
    line.append(f", {count} times" if count > 1 else "", style="dim")
    out.print(line)
    out.print(Text(f"    {kind.cause}"))
    if kind.remedy:
        out.print(Text(f"    What to do: {kind.remedy}", style="green"))
        again = "can help" if kind.retriable else "does not help"
        out.print(Text(f"    Sending the same again {again}.", style="dim"))
