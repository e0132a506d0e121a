"""The option that names a ledger, and what is shown of one."""

from __future__ import annotations

import pathlib
import sys

import click
from rich.console import Console
from rich.table import Table

from crossref_deposit import Ledger, LedgerEntry, LedgerState
from crossref_deposit.cli import exits

LEDGER = click.option(
    "--ledger",
    type=click.Path(path_type=pathlib.Path, dir_okay=False),
    envvar="CROSSREF_DEPOSIT_LEDGER",
    help="A file that keeps every submission, so that none is lost; made if it is not there.",
)


def existing(path: pathlib.Path) -> Ledger:
    """A ledger that is there.

    Raises:
        UsageError: It is not.
    """
    if not path.exists():
        raise click.UsageError(f"there is no ledger {path}")
    return Ledger(path)


def show_ledger(out: Console, ledger: Ledger, *, as_json: bool) -> int:
    """What a ledger holds: as lines of JSON, or the counts and what is not done.

    Returns:
        The exit status: 0 if everything has been completed.
    """
    if as_json:
        ledger.export(sys.stdout)
    else:
        _show_counts(out, ledger)
    counts = ledger.count()
    return exits.OK if sum(counts.values()) == counts[LedgerState.COMPLETED] else exits.PROBLEMS


def _show_counts(out: Console, ledger: Ledger) -> None:
    counts = Table.grid(padding=(0, 2))
    for state, number in ledger.count().items():
        counts.add_row(state.value, str(number))
    out.print(counts)
    for state in LedgerState:
        if state is not LedgerState.COMPLETED:
            for entry in ledger.entries(state):
                out.print(_line(entry), markup=False)


def _line(entry: LedgerEntry) -> str:
    doubt = ", perhaps received" if entry.in_doubt else ""
    trouble = f": {entry.last_error}" if entry.last_error else ""
    return f"{entry.file_name}: {entry.state}{doubt}, sent {entry.attempts} times{trouble}"
