"""Mistakes that an editor must show. It is never run; test_wrong_usage.py asks each type checker about it.

A line with a mistake ends in ``# error:`` and what the message must name, whichever checker it comes from. All other
lines are right, and nothing may be said about them.
"""

from __future__ import annotations

import datetime

import crossref_deposit as cd
from crossref_deposit.sandbox import Sandbox

doi_data = cd.DoiData(doi="10.5555/1", resource="https://example.org/1")
metadata = cd.JournalMetadata(full_titles="Journal of Examples")
article = cd.JournalArticle(titles="Cosmic rays", publication_dates=[2026], doi_data=doi_data)
depositor = cd.Depositor(name="Example Press", email="doi@example.org")
batch = cd.DoiBatch(depositor=depositor, registrant="Example Press", body=[cd.Journal(metadata=metadata)])

# something that the schema requires is missing
cd.DoiData(doi="10.5555/1")  # error: resource
cd.PersonName(given_name="Ana")  # error: surname
cd.DoiBatch(depositor=depositor, body=[])  # error: registrant
cd.JournalArticle(titles="Cosmic rays", doi_data=doi_data)  # error: publication_dates

# a keyword that is not there: misspelled, the XML's name instead of the field's, another class's
cd.PersonName(surname="Rojas", rolls=["author"])  # error: rolls
cd.JournalMetadata(full_title="Journal of Examples")  # error: full_title
cd.Organization(name="Andes Collaboration", orcid="0000-0002-1825-0097")  # error: orcid
cd.validate(batch, version="5.4.0")  # error: version
cd.DepositClient(user="press")  # error: user

# what has a name is not given by position
cd.DoiData("10.5555/1", "https://example.org/1")  # error: positional

# a value of another type
cd.PersonName(surname=3)  # error: str
cd.Journal(metadata="Journal of Examples")  # error: JournalMetadata
cd.JournalIssue(publication_dates=2.5)  # error: float
cd.JournalArticle(titles=b"Cosmic rays", publication_dates=[2026], doi_data=doi_data)  # error: Titles
cd.JournalArticle(titles="Cosmic rays", publication_dates=[2026], doi_data="10.5555/1")  # error: DoiData
cd.DoiBatch(depositor=depositor, registrant="Example Press", body=[article])  # error: JournalArticle
cd.DoiBatch.from_xml(5)  # error: PathLike
cd.check(datetime.date(2026, 1, 1))  # error: date
cd.UrlUpdate(email="doi@example.org", urls=["10.5555/1"])  # error: str
cd.prepare([1], depositor=depositor, registrant="Example Press")  # error: int
cd.RetryPolicy(attempts="three")  # error: int
cd.Query(key="1", doi="10.5555/1", enable_multiple_hits=True)  # error: True

# words that Crossref does not know
cd.PersonName(surname="Rojas", contributor_role="writer")  # error: writer
cd.Issn("2050-084X", media_type="online")  # error: online
cd.Update("10.5555/old", type="fix", date="2026-01-01")  # error: fix
cd.RelatedItem.of("10.5555/2", relationship_type="isLike")  # error: isDerivedFrom
cd.validate(batch, schema="own")  # error: own

# models do not change, and have what Crossref's elements have
article.titles = ()  # error: titles
article.title  # error: title
cd.validate(batch).valid  # error: valid
cd.JornalArticle  # error: JornalArticle

# what may be missing is asked for before it is used
article.language.upper()  # error: None
for record in cd.DiagnosticParser().parse(b"").records:
    record.doi.lower()  # error: None

# a result is what it is
xml: str = batch.to_xml()  # error: bytes
with Sandbox() as sandbox, cd.DepositClient(base_url=sandbox.url) as client:
    client.submit(article)  # error: JournalArticle
    client.submit(batch).wait(timeout="a minute")  # error: float
