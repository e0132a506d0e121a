"""The command references: what Crossref has found of a work's references."""

from __future__ import annotations

import attrs
import click

from crossref_deposit.cli.account import Account, account_options
from crossref_deposit.cli.deposits import TIMEOUT
from crossref_deposit.cli.exits import Command
from crossref_deposit.cli.output import JSON, Output, output_options
from crossref_deposit.cli.screen import Part, linked


@click.command(cls=Command, ends=("they were shown, as far as there are any",))
@click.argument("doi")
@account_options
@TIMEOUT
@output_options(JSON)
def references(doi: str, account: Account, output: Output, *, timeout: float | None) -> None:
    """Show which references of a work have been matched.

    Of each reference that Crossref has found the DOI of: its key in the deposit, and the DOI.

    Crossref looks references up for days after a deposit, so ask again later for the others.
    """
    with account.client(timeout=timeout) as client:
        found = client.matched_references(doi)
    if output.is_json:
        output.data([attrs.asdict(reference) for reference in found])
    elif found:
        rows: list[tuple[Part, Part]] = [(reference.key or "", linked(reference.doi)) for reference in found]
        output.screen.table(rows, ("reference", "DOI"))
    else:
        output.tell("none so far")
