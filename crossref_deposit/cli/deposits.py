"""Commands that talk to Crossref: submit, status."""

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
from crossref_deposit.cli.output import console, print_json, show_report
from crossref_deposit.cli.progress import waiting
from crossref_deposit.client.foresight import certain_problems
from crossref_deposit.diagnostics import DiagnosticReport

TIMEOUT = click.option("--timeout", type=float, help="Seconds to wait for each answer, and for each log.")


@click.command()
@FILES
@account_options
@click.option("--force", is_flag=True, help="Send even what Crossref is certain to refuse.")
@click.option("--no-wait", is_flag=True, help="Do not wait for the log; print the names to ask for with status.")
@TIMEOUT
@JSON
def submit(
    files: tuple[pathlib.Path, ...],
    account: Account,
    *,
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
    with account.client(timeout=timeout) as client:
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
@click.argument("file_name")
@account_options
@click.option("--wait", is_flag=True, help="Wait for the log.")
@TIMEOUT
@JSON
def status(
    file_name: str,
    account: Account,
    wait: bool,  # noqa: FBT001 - click passes options so
    timeout: float | None,
    as_json: bool,  # noqa: FBT001 - click passes options so
) -> None:
    """Ask Crossref what became of a submission, by the name of its file."""
    out = console(quiet=as_json)
    with account.client(timeout=timeout) as client:
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
