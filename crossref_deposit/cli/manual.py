"""The command manual: a man page, made from the same texts as ``--help``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import click

from crossref_deposit.cli.app import application, every_command
from crossref_deposit.cli.exits import Command

_ENVIRONMENT: Final[Mapping[str, str]] = {
    "CROSSREF_DEPOSIT_PASSWORD": "The password of the account; never on the command line.",
    "CROSSREF_DEPOSIT_SCHEMAS": "The folder of Crossref's own schema files.",
    "NO_COLOR": "Whatever it says: no colours on terminals.",
}
"""The variables that are no option's."""


@click.command(cls=Command, ends=("the page was printed",))
def manual() -> None:
    r"""Print the manual page.

    \b
    crossref-deposit manual | man -l -
    """
    for line in _lines():
        click.echo(line)


def _lines() -> Iterator[str]:
    """The page, in the language of man."""
    context = click.Context(application, info_name="crossref-deposit", **application.context_settings)
    commands = sorted(every_command().items())
    yield '.TH CROSSREF-DEPOSIT 1 "" crossref_deposit "User Commands"'
    yield from _section("NAME", r"crossref-deposit \- register DOIs with Crossref, and learn which record failed")
    yield from _section("SYNOPSIS", r"\fBcrossref-deposit\fR \fICOMMAND\fR [\fIOPTIONS\fR] [\fIARGUMENTS\fR]")
    yield ".SH DESCRIPTION"
    yield from _paragraphs(application.help or "")
    yield ".SH COMMANDS"
    for words, command in commands:
        yield from _command(command, click.Context(command, info_name=words, parent=context))
    yield ".SH ENVIRONMENT"
    for name, meaning in sorted({**_variables(command for _, command in commands), **_ENVIRONMENT}.items()):
        yield from _item(name, meaning)
    where = _escaped("'crossref-deposit profiles' says where it is.")
    yield from _section("FILES", r"\fIconfig.toml\fR in the user's configuration folder: profiles. ", where)


def _command(command: Command, context: click.Context) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    yield f".SS {_escaped(context.command_path.partition(' ')[2])}"
    yield rf"\fB{_escaped(context.command_path)}\fR {_escaped(usage)}"
    yield ".PP"
    yield from _paragraphs(command.help or "")
    for parameter in command.get_params(context):
        if isinstance(parameter, click.Option) and (record := parameter.get_help_record(context)) is not None:
            yield from _item(*record)
    yield ".PP"
    yield "Exit status:"
    for status, meaning in command.statuses.items():
        yield from _item(str(status), meaning)


def _variables(commands: Iterable[Command]) -> dict[str, str]:
    """The environment variables that stand in for options."""
    found: dict[str, str] = {}
    for command in commands:
        for parameter in command.params:
            if isinstance(parameter, click.Option) and isinstance(parameter.envvar, str):
                found[parameter.envvar] = f"Stands in for {parameter.opts[0]}. {parameter.help or ''}"
    return found


def _section(title: str, *lines: str) -> Iterator[str]:
    yield f".SH {title}"
    yield from lines


def _item(term: str, text: str) -> Iterator[str]:
    yield ".TP"
    yield rf"\fB{_escaped(term)}\fR"
    yield _escaped(" ".join(text.split()))


def _paragraphs(text: str) -> Iterator[str]:
    """Paragraphs of a help text; those that click is told to leave alone (a backspace before them) stay as they are."""
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        if paragraph.startswith("\b"):
            yield from (".nf", *map(_escaped, paragraph.splitlines()[1:]), ".fi")
        else:
            yield _escaped(" ".join(paragraph.split()))
        yield ".PP"


def _escaped(text: str) -> str:
    """Text that man shows as it is."""
    shown = text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq")
    return rf"\&{shown}" if shown.startswith(".") else shown
