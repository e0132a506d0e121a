"""Code that uses the public API as users do. It is never run; type checkers must have nothing to say about it."""

from __future__ import annotations

import datetime
import pathlib
from typing import assert_type

import crossref_deposit as cd
from crossref_deposit.sandbox import Sandbox

# models: a plain value stands for its class, and is that class afterwards
doi_data = cd.DoiData(doi="https://doi.org/10.5555/1", resource="https://example.org/1")
assert_type(doi_data.doi, str)
assert_type(doi_data.resource, cd.Resource)

person = cd.PersonName(
    given_name="Ana",
    surname="Rojas",
    orcid="0000-0002-1825-0097",
    roles=["author", cd.Role(type="software", vocab="credit")],
    affiliations=["University of Examples", cd.Institution(ids=["https://ror.org/02mhbdp94"])],
)
assert_type(person.surname, str)
assert_type(person.given_name, str | None)
assert_type(person.orcid, cd.Orcid | None)

article = cd.JournalArticle(
    titles="Cosmic rays over the Andes",
    contributors=[person, cd.Organization(name="Andes Collaboration")],
    abstracts=["Two winters of muon counts.", cd.Abstract("Cuentas de muones.", lang="es")],
    publication_dates=[datetime.date(2026, 11, 2), cd.PublicationDate(year=2026, media_type="print")],
    acceptance_date="2026-10",
    pages=cd.Pages(first_page="17", last_page="31"),
    licenses=["https://creativecommons.org/licenses/by/4.0/"],
    doi_data=doi_data,
    citations=[cd.Citation(key="ref1", doi="10.5555/2", volume=3)],
)
assert_type(article.publication_dates, tuple[cd.PublicationDate, ...])
assert_type(article.pages, cd.Pages | None)

journal = cd.Journal(
    metadata=cd.JournalMetadata(full_titles=["Journal of Examples"], issns=["1234-5679"]),
    issue=cd.JournalIssue(publication_dates=[2026], volume=4, issue="2"),
    articles=[article],
)
batch = cd.DoiBatch(
    depositor=cd.Depositor(name="Example Press", email="doi@example.org"),
    registrant="Example Press",
    body=[journal],
)
assert_type(batch.batch_id, str)
assert_type(batch.timestamp, int)
assert_type(batch.to_xml(), bytes)
assert_type(batch.select([doi_data.doi]), cd.DoiBatch)
assert_type(cd.DoiBatch.from_xml(pathlib.Path("deposit.xml")), cd.DoiBatch)
assert_type([record.doi for record in batch.records()], list[str])

# checks
report = cd.validate(batch)
assert_type(report.ok, bool)
for problem in report.problems:
    assert_type(problem, cd.Problem)
    assert_type(problem.severity, cd.Severity)
    assert_type(problem.line, int | None)
assert_type(cd.check(batch), list[cd.Problem])
assert_type(cd.export_schema(pathlib.Path("schema"), version="5.5.0"), pathlib.Path)

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

for record in cd.DiagnosticParser(submission=batch).parse(b"<doi_batch_diagnostic/>").records:
    assert_type(record.status, cd.RecordStatus)
    assert_type(record.doi, str | None)
    assert_type(record.attribution.certain, bool)

# mistakes that a type checker must find
cd.DoiData(doi="10.5555/1")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
cd.PersonName(surname=3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
article.titles = ()  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
