"""Commands that talk to Crossref about deposits: submit, status, resume, references."""

from __future__ import annotations

import pathlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import attrs
import click
from click.core import ParameterSource

from crossref_deposit import Operation, Submission, SubmissionState
from crossref_deposit.cli import exits
from crossref_deposit.cli.account import Account, account_options
from crossref_deposit.cli.exits import Command
from crossref_deposit.cli.files import FILES, content_of
from crossref_deposit.cli.findings import of_document
from crossref_deposit.cli.ledgers import LEDGER, existing, known_names, newest_timestamps, show_ledger
from crossref_deposit.cli.outcomes import Listener, Outcome, finish
from crossref_deposit.cli.output import JSON, Output, output_options
from crossref_deposit.cli.screen import Part, linked
from crossref_deposit.client.foresight import certain_problems
from crossref_deposit.client.uploads import lasting_file_name, new_file_name
from crossref_deposit.errors import AuthenticationError, ClientError, CrossrefDepositError, LedgerError

_CHECKED: Final = (None, Operation.METADATA, Operation.RESOURCES)
"""What files are for that the schema and the rules know."""
TIMEOUT: Final = click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    metavar="SECONDS",
    help="How long to wait for each answer, and for each log.",
)
NO_WAIT: Final = click.option(
    "--no-wait", is_flag=True, help="Do not wait for the log; print the names to ask for with status."
)
FILE_NAME: Final = click.option(
    "--file-name",
    metavar="NAME",
    help="The name to send a single file under, never used before; made if not given. With a ledger the same file "
    "under the same name is sent once.",
)


@click.command(
    cls=Command, ends=("every record is registered", "some record is not, or a deposit is certain to be refused")
)
@FILES
@account_options
@click.option("--force", is_flag=True, help="Send even what Crossref is certain to refuse.")
@LEDGER
@FILE_NAME
@click.option("--again", is_flag=True, help="Send also what the ledger has already, under a new name.")
@click.option(
    "--operation",
    type=click.Choice([operation.value for operation in Operation]),
    metavar="OPERATION",
    help=f"What the files are for: {', '.join(Operation)}. Deposits tell it themselves; lists and queries are better "
    "sent by send.",
)
@click.option(
    "--synchronous",
    is_flag=True,
    help="Go without Crossref's queue, one file after the other: the answer is the log. Crossref lets only some "
    "accounts do that. The ledger has no part in it.",
)
@NO_WAIT
@TIMEOUT
@output_options(JSON)
def submit(
    files: tuple[pathlib.Path, ...],
    account: Account,
    output: Output,
    *,
    ledger: pathlib.Path | None,
    file_name: str | None,
    again: bool,
    operation: str | None,
    force: bool,
    synchronous: bool,
    no_wait: bool,
    timeout: float | None,
) -> None:
    """Send deposits, wait for the logs, say what failed.

    FILE is a deposit, a pattern such as 'new/*.xml', a folder (every .xml file in it), or - for standard input. If
    there is one among them that Crossref is certain to refuse, none is sent. A file that cannot be sent does not stop
    the others; exit status 3 says that there was one.

    With --ledger a file is sent once, however often the command is run: what the ledger has is only asked for.
    """
    if file_name is not None and len(files) > 1:
        raise click.UsageError("--file-name is for a single file.")
    if synchronous:
        _refuse_queued(click.get_current_context())
        ledger = None
    contents = {path: content_of(path) for path in files}  # all there before the first is sent
    lasting = ledger is not None and not again
    names = [file_name or _name(path, content, lasting=lasting) for path, content in contents.items()]
    if not (force or operation not in _CHECKED):
        known = known_names(ledger, names)
        new = [content for content, name in zip(contents.items(), names, strict=True) if name not in known]
        _stop_if_hopeless(dict(new), ledger, output)
    if synchronous:
        finish(output, list(_at_once(contents, names, account, output, timeout)))
    given = iter(names)
    outcomes = []
    listener = Listener(output, {name: str(path) for name, path in zip(names, files, strict=True)})
    with (
        account.client(timeout=timeout, ledger=ledger, on_event=listener) as client,
        output.progress("Submitting", len(files)) as listener.meter,
    ):
        for result in client.submit_all(
            contents.values(), operation=operation, file_name=lambda _: next(given), force=True, wait=not no_wait
        ):
            path = files[result.index]
            outcome = Outcome.of_result(result, str(path), contents[path])
            outcome.show(output)
            outcomes.append((result.index, outcome))
            listener.meter.done()
    finish(output, [outcome for _, outcome in sorted(outcomes, key=lambda entry: entry[0])], waited=not no_wait)


def _refuse_queued(context: click.Context) -> None:
    """Options that mean something only where files wait in a queue."""
    for name in ("ledger", "again", "operation", "no_wait"):
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise click.UsageError(f"--synchronous goes without --{name.replace('_', '-')}.")


def _at_once(
    contents: Mapping[pathlib.Path, bytes],
    names: Sequence[str],
    account: Account,
    output: Output,
    timeout: float | None,
) -> Iterator[Outcome]:
    """What becomes of each file by the synchronous route."""
    with account.client(timeout=timeout) as client, output.progress("Submitting", len(names)) as meter:
        for (path, content), name in zip(contents.items(), names, strict=True):
            outcome = Outcome(name=str(path), file=str(path), file_name=name, document=content)
            try:
                report = client.submit_synchronously(content, file_name=name, force=True)
            except AuthenticationError:
                raise
            except CrossrefDepositError as error:
                outcome = attrs.evolve(outcome, error=error)
            else:
                outcome = attrs.evolve(outcome, state=SubmissionState.COMPLETED, report=report)
            outcome.show(output)
            yield outcome
            meter.done()


def _name(path: pathlib.Path, content: bytes, *, lasting: bool) -> str:
    return lasting_file_name(path, content) if lasting else new_file_name(".txt" if path.suffix == ".txt" else ".xml")


def _stop_if_hopeless(contents: dict[pathlib.Path, bytes], ledger: pathlib.Path | None, output: Output) -> None:
    with newest_timestamps(ledger) as known, output.counted("Checking", list(contents)) as paths:
        examined = [of_document(str(path), contents[path], certain_problems(contents[path], known)) for path in paths]
    if not any(one.failed for one in examined):
        return
    if output.is_json:
        output.data([Outcome.unsent(one).data() for one in examined])
    else:
        output.examined(one for one in examined if one.failed)
    click.echo("Nothing was sent. --force sends it all the same.", err=True)
    sys.exit(exits.PROBLEMS)


@click.command(cls=Command, ends=("every record is registered", "some record is not, or not yet"))
@click.argument("file_name", required=False, metavar="[NAME]")
@account_options
@LEDGER
@click.option("--wait", is_flag=True, help="Wait for the log.")
@TIMEOUT
@output_options(JSON)
def status(
    file_name: str | None,
    account: Account,
    output: Output,
    *,
    ledger: pathlib.Path | None,
    wait: bool,
    timeout: float | None,
) -> None:
    """Ask what became of a submission, or show the ledger.

    NAME is the name under which Crossref has the file.

    Without a name: show what is in the ledger, as lines of JSON with --json. Crossref is not asked then, and no
    account is needed.
    """
    if file_name is None:
        if ledger is None:
            raise click.UsageError("give the name of a file, or --ledger")
        with existing(ledger) as found:
            sys.exit(show_ledger(output, found))
    listener = Listener(output)
    with account.client(timeout=timeout, ledger=ledger, on_event=listener) as client:
        submission = client.submission(file_name=file_name)
        if wait:
            with output.progress("Waiting for Crossref") as listener.meter:
                submission.wait(timeout=timeout)
        finished = submission.poll() is SubmissionState.COMPLETED
        outcome = Outcome(
            name=file_name,
            file_name=file_name,
            state=submission.state,
            report=submission.diagnosis() if finished else None,
            document=submission.sent() if finished else None,
        )
    if output.is_json:
        output.data(outcome.data())
    elif finished:
        outcome.show(output)
    else:
        output.screen.line(f"{file_name}: {submission.state}")
    sys.exit(exits.OK if outcome.ok else exits.PROBLEMS)


@click.command(cls=Command, ends=("every record of what was left is registered", "some record is not"))
@account_options
@LEDGER
@TIMEOUT
@output_options(JSON)
def resume(account: Account, output: Output, *, ledger: pathlib.Path | None, timeout: float | None) -> None:
    """Go on with all that is not finished in the ledger.

    Sends it if it has to be sent, waits for the logs, and says which records failed.

    Exit status 3 says that something could not be sent or asked for; it stays in the ledger for the next time.
    """
    if ledger is None:
        raise click.UsageError("give the ledger with --ledger")
    with existing(ledger) as found:
        unfinished = sum(1 for _ in found.unfinished())
    outcomes = []
    listener = Listener(output)
    with (
        account.client(timeout=timeout, ledger=ledger, on_event=listener) as client,
        output.progress("Resuming", unfinished) as listener.meter,
    ):
        for submission in client.resume():
            outcome = _outcome(submission)
            outcome.show(output)
            outcomes.append(outcome)
            listener.meter.done()
    finish(output, outcomes)


def _outcome(submission: Submission) -> Outcome:
    """What became of a submission, or why nobody knows yet."""
    name = submission.file_name
    try:
        report = submission.wait(timeout=0)
    except (AuthenticationError, LedgerError):
        raise
    except ClientError as error:
        return Outcome(name=name, file_name=name, state=submission.state, error=error)
    return Outcome(name=name, file_name=name, state=submission.state, report=report)


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
