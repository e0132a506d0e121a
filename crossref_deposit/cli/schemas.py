"""Commands for Crossref's own schema files: schemas list, install, path."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs
import click
from rich.text import Text

from crossref_deposit import SchemaCopy, install_schema, schema_copies
from crossref_deposit.cli.documents import JSON
from crossref_deposit.cli.output import console, print_json
from crossref_deposit.validation.official_cache import official_file
from crossref_deposit.validation.official_files import OFFICIAL_FILES

VERSION = click.Choice(list(OFFICIAL_FILES))
_WIDTH = max(map(len, OFFICIAL_FILES))
_STYLES = {"installed": "green", "changed": "yellow", "incomplete": "bold red", "absent": "dim"}


@click.group()
def schemas() -> None:
    """Have Crossref's own schema files at hand, for validate --schema official."""


@schemas.command(name="list")
@JSON
def list_schemas(as_json: bool) -> None:  # noqa: FBT001 - click passes options so
    """Say which of Crossref's schemas are installed, and where.

    A schema is installed, absent, incomplete (files are missing), or changed: files are none of the copies that
    were known when this version of crossref-deposit was released.
    """
    _show(schema_copies(), as_json=as_json)


@schemas.command()
@click.argument("versions", nargs=-1, required=True, type=VERSION, metavar="VERSION...")
@click.option(
    "--from",
    "sources",
    multiple=True,
    metavar="SOURCE",
    help="The address or path of a folder, zip or wheel that has the files. May be given more than once: of each file "
    "the first known copy counts. By default Crossref's server.",
)
@click.option(
    "--accept-changed",
    is_flag=True,
    help="Take files too whose SHA-256 sums are not known, as when Crossref has changed one in place.",
)
@JSON
def install(
    versions: tuple[str, ...],
    sources: tuple[str, ...],
    accept_changed: bool,  # noqa: FBT001 - click passes options so
    as_json: bool,  # noqa: FBT001 - click passes options so
) -> None:
    """Install Crossref's schemas. Every file is checked; all of a schema are put in place at once, or none."""
    installed = (install_schema(version, *sources, accept_changed=accept_changed) for version in versions)
    _show(installed, as_json=as_json)


@schemas.command()
@click.argument("version", type=VERSION, metavar="VERSION")
def path(version: str) -> None:
    """Print where the main file of a schema is. Exit status 3 when it is not installed."""
    click.echo(official_file(version))


def _show(copies: Iterable[SchemaCopy], *, as_json: bool) -> None:
    if as_json:
        print_json([_data(copy) for copy in copies])
        return
    out = console()
    for copy in copies:
        line = Text(f"{copy.version:<{_WIDTH}}  ")
        line.append(copy.state, style=_STYLES[copy.state])
        if copy.state == "absent":
            out.print(line)
            continue
        out.print(line.append(f"  {copy.path}"))
        for path in (*copy.missing, *copy.changed):
            out.print(Text(f"    {'missing' if path in copy.missing else 'not known'}: {path}"))


def _data(copy: SchemaCopy) -> dict[str, Any]:
    return attrs.asdict(copy) | {"path": str(copy.path), "state": copy.state}
