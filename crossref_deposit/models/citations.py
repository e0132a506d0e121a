"""References: what a work cites."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from crossref_deposit.binding.declaration import Wrapper, attribute, child, element, leaf
from crossref_deposit.binding.field_types import Maybe, One
from crossref_deposit.binding.markup import Markup
from crossref_deposit.binding.values import SimpleType
from crossref_deposit.models.face_markup import FACE
from crossref_deposit.models.identifiers import Isbn, Issn
from crossref_deposit.models.simple_types import ANY_TEXT, DOI, ISSUE, PAGE, VOLUME, as_text, text

CitationType: TypeAlias = Literal[
    "blog",
    "blog_post",
    "book",
    "book_chapter",
    "collection",
    "conference_paper",
    "conference_proceedings",
    "dataset",
    "dissertation",
    "journal",
    "journal_article",
    "other",
    "patent",
    "peer_review",
    "poster",
    "preprint",
    "protocol",
    "registered_report",
    "report",
    "software",
    "standard",
    "web_resource",
]
CITATIONS: Final = Wrapper("citation_list")
_KEY: Final = text(1, 128, collapse=True, prepare=as_text)


@element("standards_body")
class StandardsBody:
    """Who issued a standard. Crossref element ``standards_body``."""

    name: One[str] = child(leaf("standards_body_name", SimpleType(base="anyType")))
    acronym: One[str] = child(leaf("standards_body_acronym", SimpleType(base="anyType")))


@element("citation", any_order=True)
class Citation:
    """A reference, by its parts, by its DOI, or as one text. Crossref element ``citation``.

    Example:
        >>> from crossref_deposit import Citation
        >>> Citation(key="ref1", doi="10.1038/181424b0")
        Citation(doi='10.1038/181424b0', key='ref1')
        >>> Citation(key="ref2", author="Watson", journal_title="Nature", volume=171, c_year=1953).volume
        '171'

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/references/
    """

    issn: Maybe[Issn, Issn | str] = child(Issn, default=None)
    journal_title: Maybe[str] = child(leaf("journal_title", ANY_TEXT), default=None)
    author: Maybe[str] = child(leaf("author", ANY_TEXT), default=None)
    """The first author's family name."""
    volume: Maybe[str, str | int] = child(leaf("volume", VOLUME), default=None)
    issue: Maybe[str, str | int] = child(leaf("issue", ISSUE), default=None)
    first_page: Maybe[str, str | int] = child(leaf("first_page", PAGE), default=None)
    elocation_id: Maybe[str] = child(leaf("elocation_id", ANY_TEXT), default=None)
    c_year: Maybe[str, str | int] = child(leaf("cYear", ANY_TEXT), default=None)
    """The year; text, since ``1999a`` occurs."""
    doi: Maybe[str] = child(leaf("doi", DOI), default=None)
    isbn: Maybe[Isbn, Isbn | str] = child(Isbn, default=None)
    series_title: Maybe[str] = child(leaf("series_title", ANY_TEXT), default=None)
    volume_title: Maybe[str] = child(leaf("volume_title", ANY_TEXT), default=None)
    edition_number: Maybe[str, str | int] = child(
        leaf("edition_number", text(1, 15, prepare=ANY_TEXT.prepare)), default=None
    )
    component_number: Maybe[str, str | int] = child(
        leaf("component_number", text(1, 50, prepare=ANY_TEXT.prepare)), default=None
    )
    article_title: Maybe[str] = child(leaf("article_title", ANY_TEXT), default=None)
    std_designator: Maybe[str] = child(leaf("std_designator", text(2, 150)), default=None)
    standards_body: Maybe[StandardsBody] = child(StandardsBody, default=None)
    unstructured_citation: Maybe[Markup, Markup | str] = child(leaf("unstructured_citation", FACE), default=None)
    """The whole reference as it is printed."""
    key: One[str, str | int] = attribute(_KEY)
    """Tells it from the other references of the same work; the log answers by it."""
    type: Maybe[CitationType, CitationType] = attribute(CitationType, default=None)
