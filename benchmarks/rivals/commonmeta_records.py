"""commonmeta-py: records of its own format, written as Crossref's."""

from __future__ import annotations

from typing import Any

from commonmeta import MetadataList
from commonmeta.schema_utils import xml_schema_errors

from benchmarks import facts
from benchmarks.rivals.serving import Job, Task, serve, written

DEPOSITOR = {"depositor": "Bench", "email": "bench@example.org", "registrant": "Bench"}


def write(task: Task) -> Job:
    records = _records(task.facts())
    return Job(lambda: _document(records), written)


def build_and_write(task: Task) -> Job:
    made_up = task.facts()
    return Job(lambda: _document(_records(made_up)), written)


def validate(task: Task) -> Job:
    document = task.sent()
    return Job(lambda: xml_schema_errors(document), lambda errors: 0 if errors else task.articles)


def _document(records: MetadataList) -> str:
    document = records.write(to="crossref_xml")
    assert isinstance(document, str), records.write_errors
    return document


def _records(articles: list[facts.Article]) -> MetadataList:
    return MetadataList({"items": [_record(article) for article in articles]}, via="commonmeta", **DEPOSITOR)


def _record(article: facts.Article) -> dict[str, Any]:
    return {
        "id": f"https://doi.org/{article.doi}",
        "type": "JournalArticle",
        "url": article.url,
        "title": article.title,
        "description": article.abstract,
        "contributors": [_contributor(author) for author in article.authors],
        "date_published": article.published.isoformat(),
        "container": {
            "type": "Journal",
            "title": "Journal of Benchmarks",
            "identifiers": [{"identifier": "1234-5679", "identifier_type": "ISSN"}],
            "first_page": article.first_page,
            "last_page": article.last_page,
        },
        "license": {"url": article.licence},
        "references": [_reference(reference) for reference in article.references],
    }


def _contributor(author: facts.Author) -> dict[str, Any]:
    affiliation = {"name": author.institution, "identifier": author.ror, "identifier_type": "ROR"}
    return {
        "person": {
            "id": author.orcid,
            "given_name": author.given_name,
            "family_name": author.surname,
            "affiliations": [affiliation],
        },
        "roles": ["Author"],
    }


def _reference(reference: facts.Reference) -> dict[str, Any]:
    return {
        "key": reference.key,
        "id": f"https://doi.org/{reference.doi}",
        "journal_title": reference.journal_title,
        "author": reference.author,
        "volume": reference.volume,
        "first_page": reference.first_page,
        "publication_year": str(reference.year),
    }


if __name__ == "__main__":
    serve({"write": write, "build and write": build_and_write, "validate": validate})
