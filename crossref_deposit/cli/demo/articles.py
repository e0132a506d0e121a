"""The articles of the demonstration, from facts to models."""

from __future__ import annotations

import json
import pathlib
from typing import Any

from crossref_deposit import (
    Assertion,
    Citation,
    ClinicalTrial,
    Crossmark,
    CustomMetadata,
    Depositor,
    DoiBatch,
    DoiData,
    FundingAssertion,
    ItemNumber,
    Journal,
    JournalArticle,
    JournalIssue,
    JournalMetadata,
    License,
    Markup,
    PersonName,
    PublicationDate,
    PublisherItem,
    RelatedItem,
    Update,
)

_FACTS = pathlib.Path(__file__).parent / "articles.json"
_DEPOSITOR = Depositor(name="Demonstration", email="nobody@example.org")

Facts = dict[str, Any]


def batches() -> list[DoiBatch]:
    """One batch for each prefix, as Crossref wants it."""
    facts = json.loads(_FACTS.read_text(encoding="utf-8"))
    return [
        DoiBatch(
            depositor=_DEPOSITOR,
            registrant=batch["registrant"],
            body=[_journal(journal, issue) for journal in batch["journals"] for issue in journal["issues"]],
        )
        for batch in facts["batches"]
    ]


def journals_of(batch: DoiBatch) -> list[Journal]:
    """The journals in a batch."""
    return [journal for journal in batch.body if isinstance(journal, Journal)]


def _journal(facts: Facts, issue: Facts) -> Journal:
    return Journal(
        metadata=JournalMetadata(
            full_titles=facts["title"],
            abbrev_titles=facts.get("abbreviation", ()),
            issns=facts["issn"],
            language="en",
        ),
        issue=JournalIssue(
            publication_dates=_online(issue["published"]),
            volume=issue.get("volume"),
            issue=issue.get("issue"),
        ),
        articles=[_article(article) for article in issue["articles"]],
    )


def _online(date: str) -> PublicationDate:
    year, month, day = (*map(int, date.split("-")), None, None)[:3]
    return PublicationDate(year=year or 0, month=month, day=day, media_type="online")


def _article(facts: Facts) -> JournalArticle:
    return JournalArticle(
        titles=Markup(facts["title"]),
        contributors=[_author(author, first=not index) for index, author in enumerate(facts["authors"])],
        abstracts=facts.get("abstract", ()),
        publication_dates=_online(facts["published"]),
        acceptance_date=facts.get("accepted"),
        pages=facts.get("first_page"),
        publisher_item=_publisher_item(facts),
        **_conditions(facts),
        relations=[_relation(relation) for relation in facts.get("relations", ())],
        archive_locations=["CLOCKSS"],
        doi_data=DoiData(doi=facts["doi"], resource=facts["url"]),
        citations=[_citation(number, reference) for number, reference in enumerate(facts.get("references", ()), 1)],
        language="en",
    )


def _author(facts: Facts, *, first: bool) -> PersonName:
    return PersonName(
        given_name=facts.get("given"),
        surname=facts["surname"],
        contributor_role="author",
        sequence="first" if first else "additional",
        affiliations=facts.get("affiliation", ()),
        orcid=facts.get("orcid"),
    )


def _publisher_item(facts: Facts) -> PublisherItem | None:
    number = facts.get("article_number")
    return PublisherItem(item_numbers=ItemNumber(number, type="article_number")) if number else None


def _conditions(facts: Facts) -> Facts:
    """Funding, licence and trials: in the article, or in its Crossmark where it has one."""
    conditions: Facts = {
        "funding": [_funder(funder) for funder in facts.get("funders", ())],
        "licenses": [License(facts["license"], applies_to="vor")],
        "clinical_trials": [
            ClinicalTrial(trial["number"], registry=trial["registry"]) for trial in facts.get("trials", ())
        ],
    }
    if "crossmark" not in facts:
        return conditions
    crossmark = facts["crossmark"]
    accepted = [Assertion(facts["accepted"], name="accepted", label="Accepted")] if "accepted" in facts else []
    return {
        "crossmark": Crossmark(
            policy=crossmark["policy"],
            domains=crossmark["domain"],
            domain_exclusive=False,
            updates=[
                Update(update["doi"], type=update["type"], date=update["date"])
                for update in crossmark.get("updates", ())
            ],
            custom_metadata=CustomMetadata(assertions=accepted, **conditions),
        )
    }


def _funder(facts: Facts) -> FundingAssertion:
    identifier = f"https://doi.org/{facts['doi']}" if "doi" in facts else None
    return FundingAssertion.group(
        funder_name=facts["name"], funder_identifier=identifier, award_numbers=facts.get("awards", ())
    )


def _relation(facts: Facts) -> RelatedItem:
    return RelatedItem.of(
        facts["identifier"],
        relationship_type=facts["relationship"],
        identifier_type=facts["identifier_type"],
        description=facts.get("description"),
    )


def _citation(number: int, facts: Facts) -> Citation:
    return Citation(
        key=f"ref{number}",
        doi=facts.get("doi"),
        author=facts.get("author"),
        c_year=facts.get("year"),
        journal_title=facts.get("journal"),
        volume=facts.get("volume"),
        first_page=facts.get("first_page"),
    )
