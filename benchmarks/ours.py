"""The same facts as models of this package."""

from __future__ import annotations

from typing import TYPE_CHECKING

import crossref_deposit as cd

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.facts import Article, Author, Reference


def batch(articles: Iterable[Article]) -> cd.DoiBatch:
    """The deposit of a journal with these articles."""
    journal = cd.Journal(
        metadata=cd.JournalMetadata(full_titles=["Journal of Benchmarks"], issns=["1234-5679"]),
        articles=list(map(article, articles)),
    )
    depositor = cd.Depositor(name="Bench", email="bench@example.org")
    return cd.DoiBatch(depositor=depositor, registrant="Bench", body=[journal])


def article(facts: Article) -> cd.JournalArticle:
    return cd.JournalArticle(
        titles=facts.title,
        contributors=[_author(author) for author in facts.authors],
        abstracts=[facts.abstract],
        publication_dates=[facts.published],
        pages=cd.Pages(first_page=facts.first_page, last_page=facts.last_page),
        licenses=[facts.licence],
        doi_data=cd.DoiData(doi=facts.doi, resource=facts.url),
        citations=[_citation(reference) for reference in facts.references],
    )


def _author(author: Author) -> cd.PersonName:
    institution = cd.Institution(name=author.institution, ids=[cd.InstitutionId(author.ror, type="ror")])
    return cd.PersonName(
        given_name=author.given_name,
        surname=author.surname,
        orcid=author.orcid,
        roles=["author"],
        affiliations=[institution],
    )


def _citation(reference: Reference) -> cd.Citation:
    return cd.Citation(
        key=reference.key,
        journal_title=reference.journal_title,
        author=reference.author,
        volume=reference.volume,
        first_page=reference.first_page,
        c_year=str(reference.year),
        doi=reference.doi,
    )
