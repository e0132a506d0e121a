"""Four articles spoiled, in ways that Crossref finds only after the schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from crossref_deposit import DoiBatch, JournalArticle, PersonName, evolve
from crossref_deposit.cli.demo.articles import journals_of


@attrs.frozen(kw_only=True)
class Spoiled:
    """A batch with mistakes."""

    batch: DoiBatch
    wrong_check_digit: tuple[str, str]
    """Two articles that share an ORCID iD with a wrong check digit."""
    repeated: str
    """An article that has one iD twice."""
    outdated: str
    """An article that is older than what Crossref has; nothing in the batch shows it."""

    @property
    def dois(self) -> set[str]:
        """The four."""
        return {*self.wrong_check_digit, self.repeated, self.outdated}


def spoil(batch: DoiBatch) -> Spoiled:
    """The batch with four articles spoiled."""
    articles = [record.model for record in batch.records() if isinstance(record.model, JournalArticle)]
    single = [article for article in articles if _orcids(article)][:2]
    double = next(
        article for article in articles if len(_persons(article)) > 1 and article not in single and _orcids(article)
    )
    outdated = next(article for article in reversed(articles) if article not in (*single, double))
    wrong = _wrong_check_digit(_orcids(single[0])[0])
    changes: dict[str, Callable[[JournalArticle], JournalArticle]] = {
        doi_of(article): lambda article: _with_orcid(article, wrong) for article in single
    }
    changes[doi_of(double)] = _repeated
    spoiled = _map_articles(batch, lambda article: changes.get(doi_of(article), _same)(article))
    return Spoiled(
        batch=spoiled,
        wrong_check_digit=(doi_of(single[0]), doi_of(single[1])),
        repeated=doi_of(double),
        outdated=doi_of(outdated),
    )


def doi_of(article: JournalArticle) -> str:
    """The article's DOI."""
    return article.doi_data.doi


def _same(article: JournalArticle) -> JournalArticle:
    return article


def _persons(article: JournalArticle) -> list[PersonName]:
    return [person for person in article.contributors if isinstance(person, PersonName)]


def _orcids(article: JournalArticle) -> list[str]:
    return [person.orcid.value for person in _persons(article) if person.orcid is not None]


def _wrong_check_digit(orcid: str) -> str:
    return orcid[:-1] + ("0" if orcid[-1] != "0" else "1")


def _with_orcid(article: JournalArticle, orcid: str) -> JournalArticle:
    """The article with another iD for the first author who has one."""
    persons: list[Any] = list(article.contributors)
    index = next(i for i, person in enumerate(persons) if isinstance(person, PersonName) and person.orcid is not None)
    persons[index] = evolve(persons[index], orcid=orcid)
    return evolve(article, contributors=persons)


def _repeated(article: JournalArticle) -> JournalArticle:
    """The article with one author's iD given to another as well."""
    orcid = _orcids(article)[0]
    persons: list[Any] = list(article.contributors)
    index = next(i for i, person in enumerate(persons) if person.orcid is None or person.orcid.value != orcid)
    persons[index] = evolve(persons[index], orcid=orcid)
    return evolve(article, contributors=persons)


def _map_articles(batch: DoiBatch, change: Callable[[JournalArticle], JournalArticle]) -> DoiBatch:
    body = [
        evolve(journal, articles=[change(article) for article in journal.articles]) for journal in journals_of(batch)
    ]
    return evolve(batch, body=body)
