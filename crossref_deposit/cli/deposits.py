"""Commands that talk to Crossref: submit, status, resume."""

from __future__ import annotations

import json
import pathlib
import sys
from typing import Any

import click
from rich.console import Console

from crossref_deposit import Submission, SubmissionState
from crossref_deposit.cli import exits
from crossref_deposit.cli.account import Account, account_options
from crossref_deposit.cli.documents import FILES, JSON, content_of, show_findings
from crossref_deposit.cli.ledgers import LEDGER, existing, show_ledger
from crossref_deposit.cli.output import console, print_json, show_report
from crossref_deposit.cli.progress import waiting
from crossref_deposit.client.foresight import certain_problems
from crossref_deposit.diagnostics import DiagnosticReport
from crossref_deposit.errors import AuthenticationError, ClientError, LedgerError

TIMEOUT = click.option("--timeout", type=float, help="Seconds to wait for each answer, and for each log.")


@click.command()
@FILES
@account_options
@click.option("--force", is_flag=True, help="Send even what Crossref is certain to refuse.")
@LEDGER
@click.option("--no-wait", is_flag=True, help="Do not wait for the log; print the names to ask for with status.")
@TIMEOUT
@JSON
def submit(
    files: tuple[pathlib.Path, ...],
    account: Account,
    *,
    ledger: pathlib.Path | None,
    force: bool,
    no_wait: bool,
    timeout: float | None,
    as_json: bool,
) -> None:
    """Send deposits to Crossref, wait for the logs, and say which records failed.

    If there is one among them that Crossref is certain to refuse, none is sent.
    """
    out = console(quiet=as_json)
    contents = [content_of(path) for path in files]  # all there before the first is sent
    if not force:
        _stop_if_hopeless(dict(zip(files, contents, strict=True)), as_json=as_json)
    with account.client(timeout=timeout, ledger=ledger) as client:
        sent = []
        for path, content in zip(files, contents, strict=True):
            submission = client.submit(content, force=True)  # it has been looked at
            out.print(f"{path}: received as {submission.file_name}", markup=False)
            sent.append((path, content, submission))
        reports = [None if no_wait else _wait(out, submission, timeout) for _, _, submission in sent]
    if as_json:
        print_json(
            [
                {"file": str(path), **_data(submission, report)}
                for (path, _, submission), report in zip(sent, reports, strict=True)
            ]
        )
    else:
        for (_, content, _), report in zip(sent, reports, strict=True):
            if report is not None:
                show_report(out, report, content)
    sys.exit(exits.OK if all(report is None or report.ok for report in reports) else exits.PROBLEMS)


@click.command()
@click.argument("file_name", required=False)
@account_options
@LEDGER
@click.option("--wait", is_flag=True, help="Wait for the log.")
@TIMEOUT
@JSON
def status(
    file_name: str | None,
    account: Account,
    *,
    ledger: pathlib.Path | None,
    wait: bool,
    timeout: float | None,
    as_json: bool,
) -> None:
    """Ask Crossref what became of a submission, by the name of its file.

    Without a name: show what is in the ledger, as lines of JSON with --json. Crossref is not asked then, and no
    account is needed.
    """
    out = console(quiet=as_json)
    if file_name is None:
        if ledger is None:
            raise click.UsageError("give the name of a file, or --ledger")
        with existing(ledger) as found:
            sys.exit(show_ledger(out, found, as_json=as_json))
    with account.client(timeout=timeout, ledger=ledger) as client:
        submission = client.submission(file_name=file_name)
        finished = submission.poll() is SubmissionState.COMPLETED
        report = _wait(out, submission, timeout) if wait or finished else None
        content = submission.contents() if report is not None else None
    if as_json:
        print_json(_data(submission, report))
    elif report is None:
        out.print(f"{file_name}: {submission.state}", markup=False)
    else:
        show_report(out, report, content)
    sys.exit(exits.OK if report is not None and report.ok else exits.PROBLEMS)


@click.command()
@account_options
@LEDGER
@TIMEOUT
@JSON
def resume(
    account: Account,
    ledger: pathlib.Path | None,
    timeout: float | None,
    as_json: bool,  # noqa: FBT001 - click passes options so
) -> None:
    """Go on with all that is not finished in the ledger: send it, wait for the logs, say which records failed."""
    out = console(quiet=as_json)
    if ledger is None:
        raise click.UsageError("give the ledger with --ledger")
    existing(ledger).close()
    done, all_registered = [], True
    with account.client(timeout=timeout, ledger=ledger) as client:
        for submission in client.resume():
            outcome = _outcome(out, submission)
            all_registered = all_registered and outcome["report"] is not None and outcome["report"]["ok"]
            done += [outcome] if as_json else []
    if as_json:
        print_json(done)
    sys.exit(exits.OK if all_registered else exits.PROBLEMS)


def _outcome(out: Console, submission: Submission) -> dict[str, Any]:
    """Show what became of a submission, or why nobody knows yet."""
    try:
        report = submission.wait(timeout=0)
    except (AuthenticationError, LedgerError):
        raise
    except ClientError as error:
        out.print(f"{submission.file_name}: {error}", markup=False)
        return {**_data(submission, None), "error": str(error)}
    out.print(f"{submission.file_name}: {submission.state}", markup=False)
    show_report(out, report)
    return {**_data(submission, report), "error": None}


def _stop_if_hopeless(contents: dict[pathlib.Path, bytes], *, as_json: bool) -> None:
    found = {path: (content, certain_problems(content)) for path, content in contents.items()}
    if any(problems for _, problems in found.values()):
        show_findings(found, as_json=as_json)
        click.echo("Nothing was sent. --force sends it all the same.", err=True)
        sys.exit(exits.PROBLEMS)


def _wait(out: Console, submission: Submission, timeout: float | None) -> DiagnosticReport:
    with waiting(out, submission.file_name) as on_progress:
        return submission.wait(timeout=timeout, on_progress=on_progress)


def _data(submission: Submission, report: DiagnosticReport | None) -> dict[str, Any]:
    return {
        "file_name": submission.file_name,
        "state": submission.state.value,
        "report": None if report is None else json.loads(report.to_json()),
    }
