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

from crossref_deposit import Change, Deposit, read_deposit
from crossref_deposit.cli import exits
from crossref_deposit.cli.excerpts import Lines, show_excerpt
from crossref_deposit.cli.exits import Command
from crossref_deposit.cli.files import FILES_AND_FOLDERS, STANDARD, content_of, inside
from crossref_deposit.cli.output import JSON, Output, output_options
from crossref_deposit.cli.screen import Screen, Styled, linked
from crossref_deposit.errors import CrossrefDepositError, SchemaError

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


@click.command(
    cls=Command, ends=("everything is upgraded", "a file cannot be upgraded; with --check also: would change")
)
@FILES_AND_FOLDERS
@click.option(
    "--output",
    "target",
    type=click.Path(path_type=pathlib.Path),
    metavar="FOLDER",
    help="Where to write the upgraded files, by their names; - is standard output.",
)
@click.option("--in-place", is_flag=True, help="Write each upgraded file over the old one.")
@click.option("--check", is_flag=True, help="Write nothing; say what would change.")
@click.option("--overwrite", is_flag=True, help="Replace files that are in the output folder already.")
@output_options(JSON)
def upgrade(
    *,
    files: tuple[pathlib.Path, ...],
    target: pathlib.Path | None,
    in_place: bool,
    check: bool,
    overwrite: bool,
    output: Output,
) -> None:
    """Bring old deposits up to schema 5.5.0.

    They may be of schema 4.3.0 and later; what is changed is said.

    FILE is a deposit, a pattern such as 'old/*.xml', a folder (every .xml file in it), or - for standard input, which
    goes to standard output if nothing else is said; the report goes to standard error then.
    """
    if target is None and files == (STANDARD,) and not (in_place or check):
        target = STANDARD
    _refuse_unclear(files, target, in_place=in_place, check=check, as_json=output.is_json)
    targets = dict(_targets(files, target, in_place=in_place))
    _refuse_clashes(targets, overwrite=overwrite or in_place)
    with output.counted("Reading", list(targets)) as paths:
        upgraded = [_upgraded(path, targets[path]) for path in paths]
    for entry in upgraded:
        _write(entry)
    if output.is_json:
        output.data([_data(entry) for entry in upgraded])
    else:
        shown = Output(quiet=output.quiet, error=target == STANDARD)
        for entry in upgraded:
            _show(shown, entry)
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
        for path in inside(file) if file.is_dir() else [file]:
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


def _show(output: Output, entry: Upgraded) -> None:
    out = output.screen
    for change in entry.changes if not output.quiet else ():
        _show_change(out, str(entry.path), change)
    if isinstance(entry.result, CrossrefDepositError):
        out.line(Styled(f"{entry.path}: ", "place"), Styled("cannot be upgraded", "error"), f": {entry.result}")
        if isinstance(entry.result, SchemaError):
            show_excerpt(out, Lines(entry.data).excerpt(entry.result.line, entry.result.column))
    elif entry.changes:
        lost = sum(not change.lossless for change in entry.changes)
        written = "" if entry.target in {None, STANDARD} else f", written to {entry.target}"
        output.tell(
            Styled(f"{entry.path}: ", "place"), f"{len(entry.changes)} changes, {lost} of them lose something{written}"
        )
    else:
        output.tell(Styled(f"{entry.path}: ", "place"), Styled("current already", "good"))


def _show_change(out: Screen, name: str, change: Change) -> None:
    out.line(
        Styled(f"{name}:{change.line}:{change.column}: ", "place"),
        Styled("kept", "notice") if change.lossless else Styled("lost", "warning"),
        Styled(f" [{change.code}] ", "code"),
        *((linked(change.doi), ": ") if change.doi else ()),
        change.message,
    )
    out.line(Styled(f"- {_short(change.before)}", "bad"), indent=4)
    if change.after:
        out.line(Styled(f"+ {_short(change.after)}", "good"), indent=4)


def _short(text: str) -> str:
    return f"{text[:_MOST]}…" if len(text) > _MOST else text
