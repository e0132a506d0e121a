"""The command json-schema: what ``--json`` of each command prints, promised."""

from __future__ import annotations

import functools
import json
import pathlib
from typing import Any, Final

import click

from crossref_deposit.cli.exits import Command
from crossref_deposit.diagnostics import report_schema

DOCUMENTED: Final = (
    "account",
    "check",
    "demo",
    "diagnose",
    "explain",
    "profiles",
    "references",
    "resume",
    "sandbox",
    "schemas",
    "send",
    "status",
    "submit",
    "upgrade",
    "validate",
)
"""The commands that print JSON."""
_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_FILE: Final = pathlib.Path(__file__).parent / "output.schema.json"


@functools.cache
def _definitions() -> dict[str, Any]:
    definitions: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))["$defs"]
    return definitions


def schema_of(command: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what ``--json`` of a command prints; whole, with all that it refers to.

    Args:
        command: One of `DOCUMENTED`.
    """
    report = {**report_schema(), "$id": "urn:crossref-deposit:report"}
    return {
        "$schema": _DRAFT,
        "title": f"crossref-deposit {command} --json",
        "$ref": f"#/$defs/{command}",
        "$defs": {**_definitions(), "report": report},
    }


@click.command(name="json-schema", cls=Command, ends=("the schema was printed",))
@click.argument("command", type=click.Choice(DOCUMENTED), metavar="COMMAND")
def json_schema(command: str) -> None:
    """Print the JSON Schema of what COMMAND --json prints.

    New fields may come with any version; a field goes, or means something else, only with a major one.
    """
    click.echo(json.dumps(schema_of(command), ensure_ascii=False, indent=2))
