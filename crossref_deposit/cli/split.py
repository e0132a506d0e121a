"""The command that makes small deposits of a large one."""

from __future__ import annotations

import pathlib
import sys

import attrs
import click

from crossref_deposit import split_deposit
from crossref_deposit.cli.exits import Command
from crossref_deposit.cli.files import FILES, STANDARD
from crossref_deposit.cli.output import JSON, Output, output_options
from crossref_deposit.models.packing import MAX_BYTES


@click.command(cls=Command, ends=("everything is split",))
@FILES
@click.option(
    "--output",
    "folder",
    type=click.Path(path_type=pathlib.Path, file_okay=False),
    metavar="FOLDER",
    default=pathlib.Path(),
    help="Where to write; by default the current folder.",
)
@click.option(
    "--max-bytes", type=click.IntRange(1), default=MAX_BYTES, show_default=True, help="The size of a file at most."
)
@click.option("--max-records", type=click.IntRange(1), help="DOIs in a file at most; by default any number.")
@output_options(JSON)
def split(
    files: tuple[pathlib.Path, ...],
    output: Output,
    folder: pathlib.Path,
    max_bytes: int,
    max_records: int | None,
) -> None:
    """Split deposits of any size into files for Crossref.

    None is too large, each has DOIs of one prefix, and all have newer timestamps. FILE may be larger than memory; - is
    standard input. If something is wrong in it, the files that were complete before stay.
    """
    found = []
    for path in files:
        source = sys.stdin.buffer if path == STANDARD else path
        for file in split_deposit(source, folder, max_bytes=max_bytes, max_records=max_records):
            output.tell(f"{file.path}: {file.records:,} records, {file.size:,} bytes")
            found.append({"source": str(path)} | attrs.asdict(file) | {"path": str(file.path)})
    if output.is_json:
        output.data(found)
