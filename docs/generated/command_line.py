"""The commands, how they end, and what their JSON has."""

from __future__ import annotations

import click

from crossref_deposit.cli.app import COMMANDS, application, every_command
from crossref_deposit.cli.exits import OK, PROBLEMS
from crossref_deposit.cli.json_schema import DOCUMENTED, schema_of
from generated.tables import prose


def commands(_: str) -> str:
    """The commands of the command line, as rows."""
    context = click.Context(application)
    told = ((name, application.get_command(context, name)) for name in COMMANDS)
    return "\n".join(f"| `{name}` | {prose(command.get_short_help_str(200))} |" for name, command in told if command)


def exits(_: str) -> str:
    """How each command ends, as rows."""
    return "\n".join(
        f"| `{name}` | {command.statuses[OK]} | {command.statuses.get(PROBLEMS, '')} |"
        for name, command in every_command().items()
    )


def data(_: str) -> str:
    """What the JSON of each command has, as rows."""
    described = {name: schema_of(name)["$defs"][name] for name in DOCUMENTED}
    return "\n".join(
        f"| `{name}` | {schema.get('description', 'The same as `validate`.')} |" for name, schema in described.items()
    )
