"""The command ``demo``."""

from __future__ import annotations

import json
import sys
from typing import Any

import attrs
import click

from crossref_deposit import DepositClient, DiagnosticReport, DoiBatch, PollPolicy, validate
from crossref_deposit.cli import exits
from crossref_deposit.cli.demo.articles import batches, journals_of
from crossref_deposit.cli.demo.spoil import Spoiled, spoil
from crossref_deposit.cli.exits import Command
from crossref_deposit.cli.findings import of_report
from crossref_deposit.cli.outcomes import Listener
from crossref_deposit.cli.output import JSON, Output, output_options
from crossref_deposit.cli.screen import Styled
from crossref_deposit.cli.text import show_examined
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


@click.command(cls=Command, ends=("all its DOIs are registered in the end", "some are not"))
@output_options(JSON)
def demo(output: Output) -> None:
    """See it work: deposit real articles, trace four mistakes.

    It runs against a sandbox; nothing leaves this machine. Four articles are spoiled on purpose; the report tells each
    by its DOI, although the log says "DOI not found" for three of them. Then they are mended and sent again.
    """
    with Sandbox(unknown_for=0.3, queued_for=0.4, processing_for=0.6) as sandbox:
        output.tell(f"A sandbox of Crossref listens at {sandbox.url}; nothing leaves this machine.")
        steps = _run(output, sandbox)
    registered = {record.doi for step in steps for record in step.report.records if record.status.registered}
    wanted = {record.doi for step in steps for record in step.batch.records()}
    ok = wanted <= registered
    if output.is_json:
        output.data({"ok": ok, "registered": len(registered), "steps": [step.data() for step in steps]})
    _head(output, f"{len(registered)} of {len(wanted)} DOIs are registered.")
    output.tell("docs/tutorial.md does the same with articles of your own.")
    sys.exit(exits.OK if ok else exits.PROBLEMS)


def _run(output: Output, sandbox: Sandbox) -> list[Step]:
    good = batches()
    spoiled = spoil(good[0])
    sandbox.register(spoiled.outdated, spoiled.batch.timestamp)
    for doi in _RELATED:
        sandbox.register(doi)
    listener = Listener(output)
    with DepositClient(
        username=sandbox.username,
        password=sandbox.password,
        base_url=sandbox.url,
        poll=PollPolicy(interval=0.1),
        on_event=listener,
    ) as client:
        _explain(output, spoiled)
        first = _deposit(listener, client, "four articles spoiled", spoiled.batch, force=True)
        failed = [record.doi for record in first.report.failures if record.doi is not None]
        _head(output, "Mended:", f" the {len(failed)} failed articles, sent again without the others")
        mended = _deposit(listener, client, "mended", good[0].select(failed))
        _head(output, "Another prefix:", " articles with Crossmark, funding and a clinical trial")
        rest = [_deposit(listener, client, "another prefix", batch) for batch in good[1:]]
    return [first, mended, *rest]


def _head(output: Output, title: str, text: str = "") -> None:
    output.tell()
    output.tell(Styled(title, "title"), text)


def _explain(output: Output, spoiled: Spoiled) -> None:
    _head(output, "Spoiled on purpose,", " in ways that the schema allows:")
    for doi in spoiled.wrong_check_digit:
        output.tell(f"  {doi}  an ORCID iD with a wrong check digit, the same in both")
    output.tell(f"  {spoiled.repeated}  an ORCID iD given to two authors")
    output.tell(f"  {spoiled.outdated}  the sandbox has it with this timestamp already")
    output.tell()


def _deposit(listener: Listener, client: DepositClient, name: str, batch: DoiBatch, *, force: bool = False) -> Step:
    output = listener.output
    document = batch.to_xml()
    count = sum(1 for _ in batch.records())
    valid = validate(document, rules=False).ok
    journals = len({journal.metadata.full_titles for journal in journals_of(batch)})
    output.tell(
        f"{count} articles of {journals} journal{'s' if journals > 1 else ''}, "
        f"{len(document):,} bytes, schema {batch.schema_version}: ",
        Styled("valid", "good") if valid else Styled("not valid", "error"),
    )
    submission = client.submit(batch, force=force)
    with output.progress("Waiting for the sandbox") as listener.meter:
        report = submission.wait()
    if not (output.is_json or output.quiet):
        show_examined(output.screen, of_report(report, submission.file_name, "deposit.xml", document))
    return Step(name, batch, report)
