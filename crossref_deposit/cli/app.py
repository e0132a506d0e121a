"""The commands, each loaded when it is needed."""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Iterator
from typing import Any, Final

import click

from crossref_deposit.cli import exits
from crossref_deposit.cli.exits import advice
from crossref_deposit.cli.screen import harmless
from crossref_deposit.errors import CrossrefDepositError

COMMANDS: Final = {
    "account": "crossref_deposit.cli.profile_commands:account",
    "check": "crossref_deposit.cli.documents:check",
    "completion": "crossref_deposit.cli.completion:completion",
    "demo": "crossref_deposit.cli.demo.command:demo",
    "diagnose": "crossref_deposit.cli.documents:diagnose",
    "explain": "crossref_deposit.cli.explain:explain_command",
    "json-schema": "crossref_deposit.cli.json_schema:json_schema",
    "manual": "crossref_deposit.cli.manual:manual",
    "profiles": "crossref_deposit.cli.profile_commands:profiles",
    "references": "crossref_deposit.cli.deposits:references",
    "resume": "crossref_deposit.cli.deposits:resume",
    "sandbox": "crossref_deposit.cli.sandbox:sandbox",
    "schemas": "crossref_deposit.cli.schemas:schemas",
    "send": "crossref_deposit.cli.send:send",
    "split": "crossref_deposit.cli.split:split",
    "status": "crossref_deposit.cli.deposits:status",
    "submit": "crossref_deposit.cli.deposits:submit",
    "upgrade": "crossref_deposit.cli.upgrade:upgrade",
    "validate": "crossref_deposit.cli.documents:validate",
}
"""Where each command is."""


class Application(click.Group):
    """Loads what is asked for, and turns what goes wrong into one line and an exit status; never a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the alphabet."""
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        del ctx
        module, _, name = COMMANDS.get(cmd_name, "").partition(":")
        return getattr(importlib.import_module(module), name) if module else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line; help and version are printed meanwhile."""
        with _told():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own
        """Run a command."""
        with _told():
            return super().invoke(ctx)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """What goes wrong, in one line, and as an exit status."""
    try:
        yield
    except BrokenPipeError:
        sys.stdout = None  # nobody reads it, so nothing is left to be written at the end
        sys.exit(exits.TROUBLE)
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted.", err=True)
        sys.exit(exits.INTERRUPTED)
    except (CrossrefDepositError, OSError) as error:
        click.echo(f"crossref-deposit: {harmless(advice(error))}", err=True)
        sys.exit(exits.TROUBLE)


def every_command() -> dict[str, exits.Command]:
    """All commands by their words, those of groups too."""
    found: dict[str, exits.Command] = {}
    context = click.Context(application)
    for name in application.list_commands(context):
        command = application.get_command(context, name)
        inner = command.commands if isinstance(command, click.Group) else {"": command}
        for word, one in inner.items():
            if isinstance(one, exits.Command):
                found[f"{name} {word}".rstrip()] = one
    return found


@click.group(cls=Application, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="crossref_deposit")
def application() -> None:
    """Register DOIs with Crossref, and learn which record failed.

    On a terminal there are colours, tables and progress; in a pipe plain lines, each of which stands for itself if it
    is not indented; with --json data.

    Exit status: 0 all is well; 1 problems were found, or something was not registered; 2 the command line was not
    understood; 3 the work could not be done; 130 interrupted.
    """
