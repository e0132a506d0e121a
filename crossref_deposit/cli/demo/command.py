"""The command ``demo``."""

from __future__ import annotations

import json
import sys
from typing import Any

import attrs
import click
from rich.console import Console

from crossref_deposit import DepositClient, DiagnosticReport, DoiBatch, PollPolicy, validate
from crossref_deposit.cli import exits
from crossref_deposit.cli.demo.articles import batches, journals_of
from crossref_deposit.cli.demo.spoil import Spoiled, spoil
from crossref_deposit.cli.output import console, print_json, show_report
from crossref_deposit.cli.progress import waiting
from crossref_deposit.sandbox import Sandbox

_RELATED = ("10.7554/eLife.35246", "10.7554/eLife.38432.034", "10.7554/eLife.38432.035")
"""Registered before: a comment and reviews that articles of the demonstration are related to."""


@attrs.frozen
class Step:
    """One submission of the demonstration."""

    name: str
    batch: DoiBatch
    report: DiagnosticReport

    def data(self) -> dict[str, Any]:
        """The step as data."""
        records = [record.doi for record in self.batch.records()]
        return {"step": self.name, "records": records, "report": json.loads(self.report.to_json())}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print data, not text.")
def demo(as_json: bool) -> None:  # noqa: FBT001 - click passes options so
    """Deposit real articles in a sandbox on this machine, and trace four mistakes.

    Nothing leaves this machine. Four articles are spoiled on purpose; the report tells each by its
    DOI, although the log says "DOI not found" for three of them. Then they are mended and sent again.
    """
    out = console(quiet=as_json)
    with Sandbox(unknown_for=0.3, queued_for=0.4, processing_for=0.6) as sandbox:
        out.print(f"A sandbox of Crossref listens at {sandbox.url}; nothing leaves this machine.\n")
        steps = _run(out, sandbox)
    registered = {record.doi for step in steps for record in step.report.records if record.status.registered}
    wanted = {record.doi for step in steps for record in step.batch.records()}
    ok = wanted <= registered
    if as_json:
        print_json({"ok": ok, "registered": len(registered), "steps": [step.data() for step in steps]})
    out.print(f"[bold]{len(registered)} of {len(wanted)} DOIs are registered.[/bold]")
    sys.exit(exits.OK if ok else exits.PROBLEMS)


def _run(out: Console, sandbox: Sandbox) -> list[Step]:
    good = batches()
    spoiled = spoil(good[0])
    sandbox.register(spoiled.outdated, spoiled.batch.timestamp)
    for doi in _RELATED:
        sandbox.register(doi)
    with DepositClient(
        username=sandbox.username, password=sandbox.password, base_url=sandbox.url, poll=PollPolicy(interval=0.1)
    ) as client:
        _explain(out, spoiled)
        first = _deposit(out, client, "four articles spoiled", spoiled.batch, force=True)
        failed = [record.doi for record in first.report.failures if record.doi is not None]
        out.print(f"\n[bold]Mended:[/bold] the {len(failed)} failed articles, sent again without the others")
        mended = _deposit(out, client, "mended", good[0].select(failed))
        out.print("\n[bold]Another prefix:[/bold] articles with Crossmark, funding and a clinical trial")
        rest = [_deposit(out, client, "another prefix", batch) for batch in good[1:]]
    return [first, mended, *rest]


def _explain(out: Console, spoiled: Spoiled) -> None:
    out.print("[bold]Spoiled on purpose,[/bold] in ways that the schema allows:")
    for doi in spoiled.wrong_check_digit:
        out.print(f"  {doi}  an ORCID iD with a wrong check digit, the same in both")
    out.print(f"  {spoiled.repeated}  an ORCID iD given to two authors")
    out.print(f"  {spoiled.outdated}  the sandbox has it with this timestamp already\n")


def _deposit(out: Console, client: DepositClient, name: str, batch: DoiBatch, *, force: bool = False) -> Step:
    document = batch.to_xml()
    count = sum(1 for _ in batch.records())
    valid = validate(document, rules=False).ok
    out.print(
        f"{count} articles of {len({journal.metadata.full_titles for journal in journals_of(batch)})} journals, "
        f"{len(document):,} bytes, schema {batch.schema_version}: {'valid' if valid else 'not valid'}"
    )
    submission = client.submit(batch, force=force)
    with waiting(out, submission.file_name) as on_progress:
        report = submission.wait(on_progress=on_progress)
    show_report(out, report, document)
    return Step(name, batch, report)
