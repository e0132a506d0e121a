"""The option that names a ledger, and what is shown of one."""

from __future__ import annotations

import contextlib
import pathlib
import sys
from collections.abc import Callable, Iterator
from typing import Final

import click

from crossref_deposit import Ledger, LedgerEntry, LedgerState
from crossref_deposit.cli import exits
from crossref_deposit.cli.output import Output
from crossref_deposit.cli.screen import Part, Styled

LEDGER: Final = click.option(
    "--ledger",
    type=click.Path(path_type=pathlib.Path, dir_okay=False),
    envvar="CROSSREF_DEPOSIT_LEDGER",
    show_envvar=True,
    help="A file that keeps every submission, so that none is lost; made if it is not there.",
)
_STYLES: Final = {LedgerState.COMPLETED: "good", LedgerState.REFUSED: "error", LedgerState.HELD: "warning"}


def existing(path: pathlib.Path) -> Ledger:
    """A ledger that is there.

    Raises:
        UsageError: It is not.
    """
    if not path.exists():
        raise click.UsageError(f"there is no ledger {path}")
    return Ledger(path)


def knows(path: pathlib.Path | None, file_name: str | None) -> bool:
    """Whether a ledger has a submission of a name."""
    if path is None or file_name is None or not path.exists():
        return False
    with Ledger(path) as ledger:
        return ledger.entry(file_name) is not None


@contextlib.contextmanager
def newest_timestamps(path: pathlib.Path | None) -> Iterator[Callable[[str], int | None] | None]:
    """What a ledger knows of timestamps, for `crossref_deposit.check`; nothing without a ledger."""
    if path is None or not path.exists():
        yield None
        return
    with Ledger(path) as ledger:
        yield ledger.newest_timestamp


def show_ledger(output: Output, ledger: Ledger) -> int:
    """What a ledger holds: as lines of JSON, or the counts and what is not done.

    Returns:
        The exit status: 0 if everything has been completed.
    """
    if output.is_json:
        ledger.export(sys.stdout)
    else:
        _show_counts(output, ledger)
    counts = ledger.count()
    return exits.OK if sum(counts.values()) == counts[LedgerState.COMPLETED] else exits.PROBLEMS


def _show_counts(output: Output, ledger: Ledger) -> None:
    rows: list[tuple[Part, Part]] = [
        (Styled(state.value, _STYLES.get(state, "") if number else "aside"), str(number))
        for state, number in ledger.count().items()
    ]
    if not output.quiet:
        output.screen.table(rows, ("state", "submissions"))
    for state in LedgerState:
        if state is not LedgerState.COMPLETED:
            for entry in ledger.entries(state):
                output.screen.line(_line(entry))


def _line(entry: LedgerEntry) -> str:
    doubt = ", perhaps received" if entry.in_doubt else ""
    trouble = f": {entry.last_error}" if entry.last_error else ""
    return f"{entry.file_name}: {entry.state}{doubt}, sent {entry.attempts} times{trouble}"
