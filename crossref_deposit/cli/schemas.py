"""Commands for Crossref's own schema files: schemas list, install, path."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs
import click

from crossref_deposit import SchemaCopy, install_schema, schema_copies
from crossref_deposit.cli.exits import Command
from crossref_deposit.cli.output import JSON, Output, output_options
from crossref_deposit.cli.screen import Part, Styled
from crossref_deposit.validation.official_cache import official_file
from crossref_deposit.validation.official_files import OFFICIAL_FILES

VERSION = click.Choice(list(OFFICIAL_FILES))
_STYLES = {"installed": "good", "changed": "warning", "incomplete": "error", "absent": "aside"}


@click.group()
def schemas() -> None:
    """Have Crossref's own schema files at hand.

    They are for validate --schema official.
    """


@schemas.command(name="list", cls=Command, ends=("they were listed, whether any is installed or not",))
@output_options(JSON)
def list_schemas(output: Output) -> None:
    """Say which schemas are installed, and where.

    A schema is installed, absent, incomplete (files are missing), or changed: files are none of the copies that
    were known when this version of crossref-deposit was released.
    """
    _show(schema_copies(), output)


@schemas.command(cls=Command, ends=("all are installed",))
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
@output_options(JSON)
def install(
    versions: tuple[str, ...],
    sources: tuple[str, ...],
    accept_changed: bool,  # noqa: FBT001 - click passes options so
    output: Output,
) -> None:
    """Install Crossref's schemas.

    Every file is checked; nothing is put in place before all are had and work together.
    """
    installed = (install_schema(version, *sources, accept_changed=accept_changed) for version in versions)
    _show(installed, output)


@schemas.command(cls=Command, ends=("it is installed",))
@click.argument("version", type=VERSION, metavar="VERSION")
def path(version: str) -> None:
    """Print where the main file of a schema is.

    Exit status 3 says that it is not installed.
    """
    click.echo(official_file(version))


def _show(copies: Iterable[SchemaCopy], output: Output) -> None:
    if output.is_json:
        output.data([_data(copy) for copy in copies])
        return
    rows: list[tuple[Part, Part, Part]] = []
    for copy in copies:
        place = "" if copy.state == "absent" else str(copy.path)
        rows.append((Styled(copy.version, "title"), Styled(copy.state, _STYLES[copy.state]), place))
        faults = [("missing", path) for path in copy.missing if place] + [("not known", path) for path in copy.changed]
        rows += [("", what, path) for what, path in faults]
    if not output.quiet:
        output.screen.table(rows, ("schema", "state", "files"))


def _data(copy: SchemaCopy) -> dict[str, Any]:
    return attrs.asdict(copy) | {"path": str(copy.path), "state": copy.state}
