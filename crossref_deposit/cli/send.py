"""The commands send: what Crossref takes beside deposits, from lists as people have them."""

from __future__ import annotations

import functools
import pathlib
import sys
from collections.abc import Callable
from typing import Any, Final

import attrs
import click

from crossref_deposit import (
    AliasPair,
    ConflictOperation,
    ConflictResolution,
    ForcedAliases,
    OwnershipTransfer,
    QueryBatch,
    QueryResults,
    Submission,
    UrlUpdate,
)
from crossref_deposit.cli import exits
from crossref_deposit.cli.account import Account, account_options
from crossref_deposit.cli.deposits import FILE_NAME, NO_WAIT, TIMEOUT
from crossref_deposit.cli.exits import Command
from crossref_deposit.cli.ledgers import LEDGER
from crossref_deposit.cli.lists import QUERY_COLUMNS, queries_of, rows_of
from crossref_deposit.cli.outcomes import Listener, Outcome
from crossref_deposit.cli.output import JSON, Output, output_options
from crossref_deposit.cli.screen import Styled, linked
from crossref_deposit.client.operations import QueryStatus, Uploadable
from crossref_deposit.client.uploads import new_file_name

_LIST: Final = click.argument("path", type=click.Path(path_type=pathlib.Path), metavar="LIST")
_EMAIL: Final = click.option(
    "--email",
    envvar="CROSSREF_DEPOSIT_EMAIL",
    show_envvar=True,
    help="Where Crossref mails the result; must be given somewhere.",
)
_DRY_RUN: Final = click.option(
    "--dry-run", is_flag=True, help="Print the file that would be sent; no account is needed."
)


@attrs.frozen(kw_only=True)
class _Manner:
    """How a list is sent."""

    account: Account
    output: Output
    ledger: pathlib.Path | None
    email: str
    file_name: str | None
    dry_run: bool
    no_wait: bool
    timeout: float | None


@click.group()
def send() -> None:
    """Send new URLs, new owners, conflicts, aliases, queries.

    LIST is a text file, or - for standard input: what belongs together on one line, separated by blanks or tabulators.
    Empty lines and lines that begin with # are left out.
    """


def _sending(name: str, *, ends: tuple[str, ...]) -> Callable[[Callable[..., None]], click.Command]:
    """A command of `send`; its function gets the path of the list and a `_Manner`."""

    def decorate(function: Callable[..., None]) -> click.Command:
        @functools.wraps(function)  # takes along the options that click has hung on it
        def with_manner(path: pathlib.Path, email: str | None, **options: Any) -> None:  # noqa: ANN401 - click's own
            if email is None:
                raise click.UsageError("Missing option '--email'.")
            names = {field.name for field in attrs.fields(_Manner)}
            manner = _Manner(email=email, **{name: options.pop(name) for name in names & options.keys()})
            function(path, manner, **options)

        decorated: Callable[..., Any] = with_manner
        common = (output_options(JSON), TIMEOUT, NO_WAIT, _DRY_RUN, FILE_NAME, LEDGER, _EMAIL, account_options, _LIST)
        for option in common:
            decorated = option(decorated)
        return send.command(name, cls=Command, ends=ends)(decorated)

    return decorate


_DONE: Final = ("Crossref has done it for every DOI", "it has not for some")


@_sending("urls", ends=_DONE)
@click.option("--prefix", help="The prefix that owns the DOIs, if that is not their own.")
def urls(path: pathlib.Path, manner: _Manner, prefix: str | None) -> None:
    """Give DOIs new URLs. Each line of LIST has a DOI and its URL."""
    rows = rows_of(path, ("a DOI", "a URL"))
    owner = {"prefix": prefix} if prefix else {}
    _send(path, manner, rows.made(lambda pairs: UrlUpdate(email=manner.email, urls=_pairs(pairs), **owner)))


@_sending("owner", ends=_DONE)
@click.option("--from-prefix", required=True, help="The prefix that owns the DOIs now.")
@click.option("--to-prefix", required=True, help="The prefix that owns them from then on.")
def owner(path: pathlib.Path, manner: _Manner, from_prefix: str, to_prefix: str) -> None:
    """Give DOIs to another member. Each line of LIST has a DOI."""

    def transfer(rows: list[tuple[str, ...]]) -> OwnershipTransfer:
        dois = [doi for (doi,) in rows]
        return OwnershipTransfer(email=manner.email, from_prefix=from_prefix, to_prefix=to_prefix, dois=dois)

    _send(path, manner, rows_of(path, ("a DOI",)).made(transfer))


@_sending("conflicts", ends=_DONE)
@click.option(
    "--op",
    required=True,
    type=click.Choice([operation.value for operation in ConflictOperation]),
    help="What becomes of each DOI: it counts in its conflicts, it is an alias, its conflicts are none, they are open "
    "again, it is no longer a forced alias.",
)
def conflicts(path: pathlib.Path, manner: _Manner, op: str) -> None:
    """Say what becomes of DOIs with the same metadata.

    Each line of LIST has a DOI.
    """
    rows = rows_of(path, ("a DOI",))
    _send(
        path,
        manner,
        rows.made(lambda rows: ConflictResolution(email=manner.email, op=op, dois=[doi for (doi,) in rows])),
    )


@_sending("aliases", ends=_DONE)
def aliases(path: pathlib.Path, manner: _Manner) -> None:
    """Make DOIs aliases of others, without a conflict.

    Each line of LIST has a DOI that stays and its alias.
    """

    def forced(rows: list[tuple[str, ...]]) -> ForcedAliases:
        return ForcedAliases(email=manner.email, pairs=[AliasPair(primary=doi, alias=alias) for doi, alias in rows])

    _send(path, manner, rows_of(path, ("the DOI that stays", "its alias")).made(forced))


@_sending("queries", ends=("a DOI was found for every query", "none was found for some"))
def queries(path: pathlib.Path, manner: _Manner) -> None:
    """Ask for DOIs by metadata, or for what is known of DOIs.

    Prints a line for each answer.

    LIST is a table of comma-separated values whose first line names the columns.
    """
    named = {"batch_id": manner.file_name} if manner.file_name else {}  # so that the same queries are the same file
    _send(path, manner, QueryBatch(email=manner.email, queries=queries_of(path), **named))


queries.help = f"{queries.help}\n\nColumns: {', '.join(QUERY_COLUMNS)}."


def _pairs(rows: list[tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(doi, url) for doi, url in rows]


def _send(path: pathlib.Path, manner: _Manner, upload: Uploadable) -> None:
    if manner.dry_run:
        click.echo(upload.to_bytes(), nl=False)
        sys.exit(exits.OK)
    output = manner.output
    file_name = manner.file_name or new_file_name(upload.file_extension)
    listener = Listener(output, {file_name: str(path)})
    with manner.account.client(timeout=manner.timeout, ledger=manner.ledger, on_event=listener) as client:
        submission = client.submit(upload, file_name=file_name)
        if not manner.no_wait:
            with output.progress("Waiting for Crossref") as listener.meter:
                submission.wait(timeout=manner.timeout)
        outcome = _outcome(path, submission, waited=not manner.no_wait)
        answers = _answers(submission)
    if output.is_json:
        output.data({**outcome.data(), "results": answers})
    else:
        _show(output, outcome, answers)
    sys.exit(exits.OK if manner.no_wait or outcome.ok else exits.PROBLEMS)


def _outcome(path: pathlib.Path, submission: Submission, *, waited: bool) -> Outcome:
    return Outcome(
        name=str(path),
        file=str(path),
        file_name=submission.file_name,
        state=submission.state,
        report=submission.diagnosis() if waited else None,
    )


def _answers(submission: Submission) -> list[dict[str, Any]] | None:
    """The answers to queries, None if none were asked."""
    log = submission.log
    if log is None or not QueryResults.are_in(log):
        return None
    return [
        {**attrs.asdict(result), "status": result.status.value, "metadata": [list(pair) for pair in result.metadata]}
        for result in QueryResults.from_xml(log)
    ]


def _show(output: Output, outcome: Outcome, answers: list[dict[str, Any]] | None) -> None:
    if answers is None:
        outcome.show(output)
        return
    rows = [(answer["key"], _status(answer["status"]), linked(answer["doi"] or "")) for answer in answers]
    output.screen.table(rows, ("query", "status", "DOI"))


def _status(word: str) -> Styled:
    return Styled(word, "good" if QueryStatus(word).found else "warning")
