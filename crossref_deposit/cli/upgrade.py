"""The command that brings old deposits up to the current schema version."""

from __future__ import annotations

import os
import pathlib
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

import attrs
import click
from rich.console import Console
from rich.text import Text

from crossref_deposit import Change, Deposit, read_deposit
from crossref_deposit.cli import exits
from crossref_deposit.cli.documents import FILES, JSON, content_of
from crossref_deposit.cli.output import console, print_json, show_excerpt
from crossref_deposit.errors import CrossrefDepositError, SchemaError

STANDARD: Final = pathlib.Path("-")
_MOST: Final = 200  # characters of what is shown before and after
Target: TypeAlias = pathlib.Path | None


@attrs.frozen(kw_only=True)
class Upgraded:
    """A file, where its upgrade goes, and what became of it."""

    path: pathlib.Path
    target: Target
    data: bytes
    result: Deposit | CrossrefDepositError

    @property
    def changes(self) -> tuple[Change, ...]:
        """None if it is current already, or cannot be read."""
        return self.result.changes if isinstance(self.result, Deposit) else ()

    @property
    def document(self) -> bytes:
        """What is to be written; a current document stays as it is."""
        return self.result.batch.to_xml(pretty=True) if isinstance(self.result, Deposit) and self.changes else self.data


@click.command()
@FILES
@click.option(
    "--output",
    type=click.Path(path_type=pathlib.Path),
    metavar="FOLDER",
    help="Where to write the upgraded files, by their names; - is standard output.",
)
@click.option("--in-place", is_flag=True, help="Write each upgraded file over the old one.")
@click.option("--check", is_flag=True, help="Write nothing; say what would change.")
@click.option("--overwrite", is_flag=True, help="Replace files that are in the output folder already.")
@JSON
def upgrade(
    *,
    files: tuple[pathlib.Path, ...],
    output: pathlib.Path | None,
    in_place: bool,
    check: bool,
    overwrite: bool,
    as_json: bool,
) -> None:
    """Bring deposits of schema versions 4.3.0 to 5.4.0 up to 5.5.0, and say what was changed.

    FILE is a deposit, a folder (every .xml file in it), or - for standard input, which goes to
    standard output if nothing else is said; the report goes to standard error then.

    Exit status: 1 if a file cannot be upgraded; with --check also if one would change.
    """
    if output is None and files == (STANDARD,) and not (in_place or check):
        output = STANDARD
    _refuse_unclear(files, output, in_place=in_place, check=check, as_json=as_json)
    targets = dict(_targets(files, output, in_place=in_place))
    _refuse_clashes(targets, overwrite=overwrite or in_place)
    upgraded = [_upgraded(path, target) for path, target in targets.items()]
    for entry in upgraded:
        _write(entry)
    if as_json:
        print_json([_data(entry) for entry in upgraded])
    else:
        out = console(error=output == STANDARD)
        for entry in upgraded:
            _show(out, entry)
    sys.exit(exits.PROBLEMS if any(_is_problem(entry, check=check) for entry in upgraded) else exits.OK)


def _refuse_unclear(
    files: tuple[pathlib.Path, ...], output: pathlib.Path | None, *, in_place: bool, check: bool, as_json: bool
) -> None:
    """One place to write to, and nothing else there."""
    if sum((output is not None, in_place, check)) != 1:
        raise click.UsageError("Say one of --output FOLDER, --in-place and --check.")
    if output == STANDARD and as_json:
        raise click.UsageError("The document goes to standard output; use --json with a folder, or with --check.")
    if STANDARD in files and not (check or output == STANDARD):
        raise click.UsageError("Standard input can only go to standard output: use --output -.")


def _targets(
    files: tuple[pathlib.Path, ...], output: pathlib.Path | None, *, in_place: bool
) -> Iterator[tuple[pathlib.Path, Target]]:
    """The files, and where the upgrade of each goes."""
    for file in files:
        inside = sorted(file.rglob("*.xml")) if file.is_dir() else [file]
        for path in inside:
            if output is None:
                yield path, path if in_place else None
            elif output == STANDARD:
                yield path, STANDARD
            else:
                yield path, output / (path.relative_to(file) if path != file else path.name)


def _refuse_clashes(targets: dict[pathlib.Path, Target], *, overwrite: bool) -> None:
    """Before anything is written: no file may be lost, none may be written twice."""
    wanted = [target for target in targets.values() if target is not None]
    twice = [target for target, times in Counter(wanted).items() if times > 1]
    if twice:
        raise click.UsageError(f"Several files would be written to {twice[0]}: upgrade them one after the other.")
    there = [] if overwrite else [target for target in wanted if target != STANDARD and target.exists()]
    if there:
        raise click.UsageError(f"{there[0]} exists already: say --overwrite to replace it.")


def _upgraded(path: pathlib.Path, target: Target) -> Upgraded:
    data = content_of(path)
    result: Deposit | CrossrefDepositError
    try:
        result = read_deposit(data)
    except CrossrefDepositError as error:
        result = error
    return Upgraded(path=path, target=target, data=data, result=result)


def _write(entry: Upgraded) -> None:
    if entry.target is None or isinstance(entry.result, CrossrefDepositError):
        return
    if entry.target == STANDARD:
        sys.stdout.buffer.write(entry.document)
    elif entry.target != entry.path or entry.changes:
        _replace(entry.target, entry.document)


def _replace(target: pathlib.Path, document: bytes) -> None:
    """Write a file whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        temporary.write_bytes(document)
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _is_problem(entry: Upgraded, *, check: bool) -> bool:
    return isinstance(entry.result, CrossrefDepositError) or (check and bool(entry.changes))


def _data(entry: Upgraded) -> dict[str, Any]:
    error = entry.result if isinstance(entry.result, CrossrefDepositError) else None
    return {
        "file": str(entry.path),
        "written": None if entry.target is None or error else str(entry.target),
        "changes": [attrs.asdict(change) for change in entry.changes],
        "error": None if error is None else _error_data(error),
    }


def _error_data(error: CrossrefDepositError) -> dict[str, Any]:
    told = {name: getattr(error, name, None) for name in ("line", "column", "xpath", "doi")}
    return {"message": getattr(error, "message", str(error)), **told}


def _show(out: Console, entry: Upgraded) -> None:
    for change in entry.changes:
        _show_change(out, str(entry.path), change)
    if isinstance(entry.result, CrossrefDepositError):
        out.print(Text(f"{entry.path}: ", style="bold").append(f"cannot be upgraded: {entry.result}", style="bold red"))
        if isinstance(entry.result, SchemaError):
            show_excerpt(out, entry.data, entry.result.line, entry.result.column)
    elif entry.changes:
        lost = sum(not change.lossless for change in entry.changes)
        written = "" if entry.target in {None, STANDARD} else f", written to {entry.target}"
        out.print(Text(f"{entry.path}: {len(entry.changes)} changes, {lost} of them lose something{written}"))
    else:
        out.print(Text(f"{entry.path}: current already"))


def _show_change(out: Console, name: str, change: Change) -> None:
    line = Text(f"{name}:{change.line}:{change.column}: ", style="bold")
    line.append("kept" if change.lossless else "lost", style="cyan" if change.lossless else "yellow")
    line.append(f" [{change.code}] {change.message}")
    out.print(line)
    if change.doi:
        out.print(Text(f"    record {change.doi}"))
    out.print(Text(f"    - {_short(change.before)}", style="red"))
    out.print(Text(f"    + {_short(change.after or '')}", style="green"))


def _short(text: str) -> str:
    return f"{text[:_MOST]}…" if len(text) > _MOST else text
