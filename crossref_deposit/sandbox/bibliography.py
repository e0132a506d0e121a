"""What a record is known by when nobody has its DOI."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs
from lxml import etree

from crossref_deposit.sandbox.elements import child_text, children, first_text, named, text_of

_NOTHING_OF_ITS_OWN = frozenset({"component", "sa_component", "journal_issue", "journal_volume"})
_DATES = ("publication_date", "posted_date", "approval_date", "review_date", "conference_date", "database_date")
_OTHER_THAN_WORDS = re.compile(r"[\W_]+")
_PLACES = ("first_page", "volume", "issue", "year")


def normal(text: str) -> str:
    """A text in the form in which titles and names are compared."""
    return _OTHER_THAN_WORDS.sub(" ", text).strip().casefold()


def bare(number: str) -> str:
    """An ISSN or ISBN without hyphens and blanks."""
    return re.sub(r"[\s-]", "", number).upper()


def strings(values: Iterable[str]) -> tuple[str, ...]:
    """The values, in a form that does not change."""
    return tuple(values)


@attrs.frozen(kw_only=True)
class Bibliography:
    """The facts that a record is looked up by; what it does not say is empty."""

    kind: str = ""
    """Its element: ``journal_article``."""
    container: str = ""
    """The title of the journal, book or proceedings that it is in."""
    issns: tuple[str, ...] = attrs.field(default=(), converter=strings)
    volume: str = ""
    issue: str = ""
    first_page: str = ""
    year: str = ""
    title: str = ""
    surname: str = ""
    """Of the first person."""
    publication_type: str = ""
    """An abstract and its full text are no conflict."""

    @property
    def fingerprint(self) -> str:
        """Equal for records with the same metadata; empty for what has no title of its own."""
        if not self.title or self.kind in _NOTHING_OF_ITS_OWN or self.kind.endswith("_metadata"):
            return ""
        return json.dumps([normal(value) for name, value in attrs.asdict(self).items() if name != "issns"])

    def fits(self, query: Bibliography) -> bool:
        """Whether it has all that a query asks for."""
        if query.issns and not {bare(issn) for issn in query.issns} & {bare(issn) for issn in self.issns}:
            return False
        asked = {name: value for name, value in attrs.asdict(query).items() if value and name not in {"issns", "kind"}}
        return all(normal(value) == normal(getattr(self, name)) for name, value in asked.items())

    @property
    def is_enough(self) -> bool:
        """Whether, as a query, it says enough to look for."""
        if self.title:
            return True
        return bool(self.issns or self.container) and any(getattr(self, name) for name in _PLACES)

    def index_values(self) -> Iterator[tuple[str, str]]:
        """What it can be found by, the most telling first."""
        for name in ("title", *_PLACES):
            if value := getattr(self, name):
                yield name, normal(value)

    def fields(self) -> Iterator[tuple[str, dict[str, str], str]]:
        """The elements with which the answer to a query tells it."""
        yield from (("issn", {"type": "print"}, bare(issn)) for issn in self.issns[:1])
        named_values = {
            "journal_title": self.container,
            "author": self.surname,
            "volume": self.volume,
            "issue": self.issue,
            "first_page": self.first_page,
            "year": self.year,
            "article_title": self.title,
        }
        yield from ((name, {}, value) for name, value in named_values.items() if value)


@attrs.frozen(kw_only=True)
class Surroundings:
    """What an item shares with the others of its container."""

    container: str = ""
    issns: tuple[str, ...] = ()
    volume: str = ""
    issue: str = ""
    year: str = ""


def surroundings(container: etree._Element) -> Surroundings:
    """The facts that stand in a child of ``body`` for all of its items."""
    issue = next(named(container, "journal_issue"), None)
    volume = next(named(container, "journal_volume"), None)
    return Surroundings(
        container=_container_title(container),
        issns=tuple(text_of(issn) for parent in _metadata(container) for issn in named(parent, "issn")),
        volume=child_text(volume, "volume"),
        issue=child_text(issue, "issue"),
        year=first_text(issue, "year") if issue is not None else "",
    )


def _container_title(container: etree._Element) -> str:
    """The title of a journal, a book or proceedings."""
    for parent in _metadata(container):
        for title in named(parent, "full_title", "proceedings_title", "title"):
            return text_of(title)
    return ""


def _metadata(container: etree._Element) -> Iterator[etree._Element]:
    for child in container.iterchildren("*"):
        if str(child.tag).endswith("_metadata"):
            yield child


def bibliography(item: etree._Element, kind: str, around: Surroundings) -> Bibliography:
    """The facts of one item."""
    titles = next(children(item, "titles"), None)
    pages = next(children(item, "pages"), None)
    people = next(children(item, "contributors"), None)
    return Bibliography(
        kind=kind,
        container=around.container,
        issns=around.issns,
        volume=around.volume,
        issue=around.issue,
        first_page=child_text(pages, "first_page"),
        year=_year(item) or around.year,
        title=child_text(titles, "title"),
        surname=first_text(people, "surname") if people is not None else "",
        publication_type=item.get("publication_type", ""),
    )


def _year(item: etree._Element) -> str:
    return next((year for date in children(item, *_DATES) if (year := first_text(date, "year"))), "")


_CITATION = {
    "container": ("journal_title", "volume_title", "series_title"),
    "volume": ("volume",),
    "issue": ("issue",),
    "first_page": ("first_page",),
    "year": ("cYear", "year"),
    "title": ("article_title",),
    "surname": ("author",),
}


def of_query(element: etree._Element) -> Bibliography:
    """What a ``citation`` or a ``query`` asks for."""
    found = {field: first_text(element, *names) for field, names in _CITATION.items()}
    issns = tuple(text for issn in children(element, "issn") if (text := text_of(issn)))
    return Bibliography(issns=issns, **{field: value for field, value in found.items() if value})


def restored(facts: Mapping[str, Any]) -> Bibliography:
    """The facts, as they were written into a file."""
    return Bibliography(**facts)
