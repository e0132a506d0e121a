"""Code that uses the public API as users do. It is never run; type checkers must have nothing to say about it.

What they must complain about is in wrong_usage.py.
"""

from __future__ import annotations

import csv
import datetime
import io
import pathlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import assert_type
from wsgiref.simple_server import make_server

import crossref_deposit as cd
from crossref_deposit import errors
from crossref_deposit.client import CallbackApplication, MatchedReference, Notification, NotifiedResult, Term
from crossref_deposit.sandbox import Sandbox

# models: a plain value stands for its class, and is that class afterwards
doi_data = cd.DoiData(doi="https://doi.org/10.5555/1", resource="https://example.org/1")
assert_type(doi_data.doi, str)
assert_type(doi_data.resource, cd.Resource)
assert_type(doi_data.resource.mime_type, str | None)
assert_type(doi_data.timestamp, int | None)
assert_type(doi_data.collections, tuple[cd.Collection, ...])

person = cd.PersonName(
    given_name="Ana",
    surname="Rojas",
    orcid="0000-0002-1825-0097",
    roles=["author", cd.Role(type="software", vocab="credit")],
    affiliations=["University of Examples", cd.Institution(ids=["https://ror.org/02mhbdp94"])],
    alt_names=[cd.Name(surname="Rojas"), cd.StringName(cd.Markup("<surname>Rojas</surname>"))],
)
assert_type(person.surname, str)
assert_type(person.given_name, str | None)
assert_type(person.orcid, cd.Orcid | None)
assert_type(person.roles, tuple[cd.Role, ...])
assert_type(person.affiliations, tuple[cd.Institution, ...])
assert_type(person.alt_names, tuple[cd.Name | cd.StringName, ...])

article = cd.JournalArticle(
    titles="Cosmic rays over the Andes",
    contributors=[person, cd.Organization(name="Andes Collaboration"), cd.Anonymous()],
    abstracts=["Two winters of muon counts.", cd.Abstract("Cuentas de muones.", lang="es")],
    publication_dates=[datetime.date(2026, 11, 2), cd.PublicationDate(year=2026, media_type="print")],
    acceptance_date="2026-10",
    pages=cd.Pages(first_page="17", last_page="31"),
    publisher_item=cd.PublisherItem(item_numbers="e17"),
    licenses=["https://creativecommons.org/licenses/by/4.0/"],
    funding=[cd.FundingAssertion.group(funder_name="Us", award_numbers=["1"])],
    relations=[cd.RelatedItem.of("10.5555/preprint", relationship_type="hasPreprint")],
    archive_locations="CLOCKSS",
    version_info="2",
    doi_data=doi_data,
    citations=[cd.Citation(key="ref1", doi="10.5555/2", volume=3), cd.Citation(key="ref2", unstructured_citation="X")],
    components=cd.Component(parent_relation="isPartOf", doi="10.5555/1.1"),
    language="es",
)
assert_type(article.titles, tuple[cd.Titles, ...])
assert_type(article.titles[0].title, cd.Markup)
assert_type(article.contributors, tuple[cd.PersonName | cd.Organization | cd.Anonymous, ...])
assert_type(article.abstracts, tuple[cd.Abstract, ...])
assert_type(article.publication_dates, tuple[cd.PublicationDate, ...])
assert_type(article.publication_dates[0].month, int | None)
assert_type(article.acceptance_date, cd.AcceptanceDate | None)
assert_type(article.pages, cd.Pages | None)
assert_type(article.licenses, tuple[cd.License, ...])
assert_type(article.licenses[0].start_date, datetime.date | None)
assert_type(article.crossmark, cd.Crossmark | None)
assert_type(article.funding[0].assertions, tuple[cd.FundingAssertion, ...])
assert_type(article.relations[0].intra_work_relation, cd.IntraWorkRelation | None)
assert_type(article.version_info, cd.VersionInfo | None)
assert_type(article.citations[0].volume, str | None)
assert_type(article.components, tuple[cd.Component, ...])
assert_type(article.language, str | None)

crossmark = cd.Crossmark(
    policy="10.5555/policy",
    domains=["www.example.org", cd.CrossmarkDomain(domain="example.org")],
    domain_exclusive=False,
    updates=cd.Update("10.5555/old", type="correction", date="2026-01-01"),
    custom_metadata=cd.CustomMetadata(assertions=cd.Assertion("2026", name="received", order=1)),
)
assert_type(crossmark.domains, tuple[cd.CrossmarkDomain, ...])
assert_type(crossmark.domain_exclusive, bool | None)
assert_type(crossmark.updates[0].date, datetime.date)

# a copy with other values is of the same class
assert_type(cd.evolve(article, crossmark=crossmark, licenses=()), cd.JournalArticle)
assert_type(cd.Markup("<i>x</i>").xml, str)
assert_type(cd.Markup.from_text("a < b"), cd.Markup)
assert_type(cd.Markup.from_html("a <b>b</b>", lossy=True), cd.Markup)
assert_type(cd.Abstract.from_html("<p>a", lang="en"), cd.Abstract)

journal = cd.Journal(
    metadata=cd.JournalMetadata(full_titles=["Journal of Examples"], issns=["1234-5679", cd.Issn("2050-084X")]),
    issue=cd.JournalIssue(publication_dates=[2026], volume=4, issue="2"),
    articles=[article],
)
assert_type(journal.metadata.issns, tuple[cd.Issn, ...])
assert_type(journal.issue, cd.JournalIssue | None)

batch = cd.DoiBatch(
    depositor=cd.Depositor(name="Example Press", email="doi@example.org"),
    registrant="Example Press",
    body=[journal],
)
assert_type(batch.batch_id, str)
assert_type(batch.timestamp, int)
assert_type(batch.schema_version, str)
assert_type(batch.to_xml(), bytes)
assert_type(batch.to_xml(pretty=True), bytes)
assert_type(batch.write(io.BytesIO()), None)
assert_type(batch.write(pathlib.Path("deposit.xml"), pretty=True), None)
assert_type(batch.select([doi_data.doi]), cd.DoiBatch)
assert_type(batch.split(max_bytes=1_000_000), list[cd.DoiBatch])
assert_type(cd.DoiBatch.from_xml(pathlib.Path("deposit.xml")), cd.DoiBatch)
assert_type(cd.DoiBatch.from_xml(b"<doi_batch/>"), cd.DoiBatch)
assert_type(cd.DoiBatch.from_xml(io.BytesIO()), cd.DoiBatch)
assert_type(batch.records(), Iterator[cd.Record])
assert_type([record.doi for record in batch.records()], list[str])

resources = cd.ResourceBatch(
    depositor=batch.depositor,
    doi_citations=[cd.DoiCitations(doi="10.5555/1", citations=[cd.Citation(key="1", doi="10.5555/2")])],
    lic_ref_data=cd.LicRefData(doi="10.5555/1", licenses="https://creativecommons.org/licenses/by/4.0/"),
)
assert_type(resources.doi_citations[0].citations, tuple[cd.Citation, ...])
assert_type(resources.to_xml(), bytes)
assert_type(resources.select("10.5555/1"), cd.ResourceBatch)
assert_type(cd.ResourceBatch.from_xml(resources.to_xml()), cd.ResourceBatch)
assert_type(cd.ResourceBatch.of(batch, "citations", "funding"), cd.ResourceBatch)

# checks
assert_type(cd.validate(resources).ok, bool)
report = cd.validate(batch)
assert_type(report, cd.ValidationReport)
assert_type(report.ok, bool)
for problem in report.problems:
    assert_type(problem, cd.Problem)
    assert_type(problem.severity, cd.Severity)
    assert_type(problem.line, int | None)
assert_type(cd.validate("<a/>", schema="official", schema_folder="schemas", rules=False).ok, bool)
assert_type(cd.check(batch), list[cd.Problem])
assert_type(cd.check(pathlib.Path("deposit.xml")), list[cd.Problem])
assert_type(cd.check(batch, known_timestamps={"10.5555/a": 20260101}), list[cd.Problem])
assert_type(cd.check(batch, known_timestamps=lambda _: None), list[cd.Problem])
assert_type(cd.export_schema(pathlib.Path("schema"), version="5.5.0"), pathlib.Path)
assert_type(cd.SCHEMA_VERSIONS, tuple[str, ...])
assert_type(cd.__version__, str)

# sending, and reading the answer
with (
    Sandbox() as sandbox,
    cd.DepositClient(
        username=sandbox.username,
        password=sandbox.password,
        base_url=sandbox.url,
        retry=cd.RetryPolicy(attempts=3),
        poll=cd.PollPolicy(interval=0.5),
    ) as client,
):
    submission = client.submit(batch, operation=cd.Operation.METADATA)
    assert_type(submission, cd.Submission)
    assert_type(submission.state, cd.SubmissionState)
    answer = submission.wait(timeout=60)
    assert_type(answer, cd.DiagnosticReport)
    assert_type(submission.entry, cd.LedgerEntry | None)
    for result in client.submit_all(pathlib.Path().glob("*.xml"), file_name=lambda file: file.name):
        assert_type(result, cd.SubmissionResult)
        assert_type(result.submission, cd.Submission | None)
        assert_type(result.report, cd.DiagnosticReport | None)
    list(client.submit_all([batch, resources, b"<a/>"], split=True, ordered=True, concurrency=2))
    assert_type(client.resume(), Iterator[cd.Submission])
    assert_type(client.submissions(state="held"), Iterator[cd.Submission])
    assert_type(client.renewed(batch), cd.DoiBatch)
    assert_type(client.newest_timestamp("10.5555/1"), int | None)
    assert_type(cd.SubmissionSummary(client.submit_all([batch])).counts, dict[str, int])

with cd.Ledger(pathlib.Path("deposits.ledger"), keep_content=False) as ledger:
    assert_type(ledger.entries(state=cd.LedgerState.HELD), Iterator[cd.LedgerEntry])
    assert_type(ledger.count(), dict[cd.LedgerState, int])
    ledger.export(io.StringIO())
    cd.DepositClient(password=lambda: "from a keyring", ledger=ledger, on_event=lambda event: event.kind)

# many records, on many cores


def article_of(row: dict[str, str]) -> cd.JournalArticle:
    """What a publisher writes."""
    return cd.JournalArticle(titles=row["title"], publication_dates=2026, doi_data=doi_data)


prepared = cd.prepare(
    csv.DictReader(io.StringIO()),
    build=article_of,
    within=journal,
    executor=ProcessPoolExecutor,
    depositor=batch.depositor,
    registrant="Example Press",
)
for chunk in prepared:
    assert_type(chunk, cd.PreparedChunk)
    assert_type(chunk.failures, tuple[cd.FailedRecord, ...])
    assert_type(chunk.batches[0].content, bytes)
    client.submit_all(chunk.batches, force=True, file_name=lambda file: file.file_name)
with ProcessPoolExecutor() as executor:
    cd.prepare([journal], executor=executor, depositor=batch.depositor, registrant="Example Press")

for record in cd.DiagnosticParser(submission=batch).parse(b"<doi_batch_diagnostic/>").records:
    assert_type(record.status, cd.RecordStatus)
    assert_type(record.doi, str | None)
    assert_type(record.attribution.certain, bool)

# errors say where
try:
    cd.DoiBatch.from_xml("<a/>")
except errors.SchemaError as error:
    assert_type(error.line, int | None)
    assert_type(error.doi, str | None)
except errors.ModelError as model_error:
    assert_type(model_error.path, str)

deposit = cd.read_deposit(b"")
assert_type(deposit.batch, cd.DoiBatch | cd.ResourceBatch)
assert_type(deposit.changes, tuple[cd.Change, ...])

# other operations
resolution = cd.ConflictResolution(email="doi@example.org", op="primary", dois=["10.5555/1"])
assert_type(resolution.op, cd.ConflictOperation)
assert_type(resolution.dois, tuple[str, ...])
update = cd.UrlUpdate(email="doi@example.org", urls={"10.5555/1": "https://example.org/1"})
assert_type(update.urls, tuple[tuple[str, str], ...])
assert_type(update.prefix, str)
queries = cd.QueryBatch(email="doi@example.org", queries=[cd.Query(key="1", journal_title="J", volume=3)])
assert_type(queries.queries[0].volume, Term | None)
assert_type(cd.QueryResults.from_xml(b"").doi("1"), str | None)
pairs = [cd.AliasPair(primary="10.5555/1", alias="10.5555/2")]
for upload in (resolution, update, queries, cd.ForcedAliases(email="doi@example.org", pairs=pairs)):
    client.submit(upload)
assert_type(client.matched_references("10.5555/1"), tuple[MatchedReference, ...])
assert_type(client.submit_synchronously(batch), cd.DiagnosticReport)


def handle(result: NotifiedResult) -> None:
    """What a user of notifications writes."""
    assert_type(result.report, cd.DiagnosticReport | None)
    assert_type(result.notification.batch_id, str | None)


notification = Notification.from_headers({}, endpoint="psychoceramics.1")
assert_type(client.retrieve(notification), NotifiedResult)
with CallbackApplication(client, handle, endpoint="psychoceramics.1") as application:
    make_server("127.0.0.1", 0, application)

# what is shown, and data
progress = cd.ProgressDisplay("spring.xml")
with cd.DepositClient(username="u", password="p") as client:
    client.submit(batch).wait(on_progress=progress)
    client.submit_all([batch], on_progress=progress)
assert_type(answer.to_html(), str)
assert_type(answer.figure().to_svg(width=300), str)
