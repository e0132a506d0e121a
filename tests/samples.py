"""Small deposits made of models."""

from __future__ import annotations

import crossref_deposit as cd
from crossref_deposit.binding.writer import writer

NAMES = {name: getattr(cd, name) for name in cd.__all__}


def article(doi: str = "10.5555/one", **fields) -> cd.JournalArticle:
    """An article with what it must have."""
    given = {
        "titles": f"On {doi}",
        "publication_dates": 2026,
        "doi_data": cd.DoiData(doi=doi, resource=f"https://example.org/{doi}"),
    }
    return cd.JournalArticle(**{**given, **fields})


def journal(*articles: cd.JournalArticle, **fields) -> cd.Journal:
    """A journal with what it must have."""
    metadata = cd.JournalMetadata(full_titles="Journal of Psychoceramics", issns="0264-3561")
    return cd.Journal(**{"metadata": metadata, "articles": articles, **fields})


def batch(*body: cd.Journal | cd.JournalArticle, **fields) -> cd.DoiBatch:
    """A batch of journals; of articles, if these are given."""
    journals = body if body and isinstance(body[0], cd.Journal) else [journal(*body)]
    depositor = cd.Depositor(name="Brown University", email="a@example.org")
    return cd.DoiBatch(**{"depositor": depositor, "registrant": "Brown University", "body": journals, **fields})


def component(doi: str, **fields) -> cd.Component:
    """A component with a DOI of its own."""
    data = cd.DoiData(doi=doi, resource=f"https://example.org/{doi}")
    return cd.Component(**{"parent_relation": "isPartOf", "doi_data": data, **fields})


def written(model: object, *, version: str = cd.DEFAULT_SCHEMA_VERSION) -> str:
    """The text of one element, without the line break before it."""
    pieces: list[str] = []
    writer(type(model), version)(model, pieces.append, "\n", "")
    return "".join(pieces).removeprefix("\n")


def read_back(article: cd.JournalArticle) -> cd.JournalArticle:
    """The article after a journey through XML."""
    return cd.DoiBatch.from_xml(batch(article).to_xml()).body[0].articles[0]


def place(document: str, anchor: str) -> tuple[int, int]:
    """Line and column of the first occurrence of a piece of a document."""
    before = document[: document.index(anchor)]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
