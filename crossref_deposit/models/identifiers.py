"""Identifiers and numbers of items: ISSN, ISBN, pages, item numbers."""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

from crossref_deposit.binding.declaration import attribute, child, children, content, element, leaf
from crossref_deposit.binding.field_types import Many, Maybe, One
from crossref_deposit.binding.values import SimpleType
from crossref_deposit.models.simple_types import ISBN, ISSN, OTHER_PAGES, PAGE, IssnMediaType, text

IdentifierType: TypeAlias = Literal[
    "pii", "sici", "doi", "dai", "Z39.23", "ISO-std-ref", "std-designation", "report-number", "pmid", "other"
]
_range: Final = re.compile(r"\s*([^\s\-\u2013\u2014]+)\s*(?:--?|[\u2013\u2014])\s*([^\s\-\u2013\u2014]+)\s*").fullmatch


@element("issn")
class Issn:
    """An ISSN. Crossref element ``issn``.

    Example:
        >>> from crossref_deposit import Issn
        >>> Issn("2050-084X", media_type="electronic")
        Issn('2050-084X', media_type='electronic')

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/journals-and-articles/
    """

    value: One[str] = content(ISSN, kw_only=False)
    """Eight characters, with or without the hyphen; `crossref_deposit.check` looks at the check digit."""
    media_type: Maybe[IssnMediaType, IssnMediaType] = attribute(IssnMediaType, default=None, implied="print")

    def __str__(self) -> str:
        return self.value


@element("isbn")
class Isbn:
    """An ISBN. Crossref element ``isbn``."""

    value: One[str] = content(ISBN, kw_only=False)
    media_type: Maybe[IssnMediaType, IssnMediaType] = attribute(IssnMediaType, default=None, implied="print")

    def __str__(self) -> str:
        return self.value


@element("item_number")
class ItemNumber:
    """A number that the publisher gave the item, such as an article number. Crossref element ``item_number``."""

    value: One[str] = content(text(1, 32, name="item_number_t"), kw_only=False)
    type: Maybe[str] = attribute(SimpleType(), "item_number_type", default=None)
    """What number it is: ``article_number``, ``sequence-number``, ..."""


@element("identifier")
class Identifier:
    """An identifier from another system. Crossref element ``identifier``."""

    value: One[str] = content(text(1, 255, name="identifier_t"), kw_only=False)
    id_type: One[IdentifierType, IdentifierType] = attribute(IdentifierType)


@element("publisher_item")
class PublisherItem:
    """The publisher's own numbers of an item. Crossref element ``publisher_item``.

    Example:
        >>> from crossref_deposit import Identifier, ItemNumber, PublisherItem
        >>> item = PublisherItem(
        ...     item_numbers=[ItemNumber("e0123", type="article_number")],
        ...     identifiers=[Identifier("26673071", id_type="pmid")],
        ... )
        >>> item.item_numbers[0].value
        'e0123'

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/article-ids/
    """

    item_numbers: Many[ItemNumber, ItemNumber | str] = children(ItemNumber, default=(), at_most=3)
    identifiers: Many[Identifier] = children(Identifier, default=(), at_most=10)


@element("pages")
class Pages:
    """Where it stands. Crossref element ``pages``.

    Example:
        >>> from crossref_deposit import Pages
        >>> Pages(first_page="12", last_page="34")
        Pages(first_page='12', last_page='34')

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/journals-and-articles/
    """

    first_page: One[str, str | int] = child(leaf("first_page", PAGE))
    last_page: Maybe[str, str | int] = child(leaf("last_page", PAGE), default=None)
    other_pages: Maybe[str] = child(leaf("other_pages", OTHER_PAGES), default=None)

    @classmethod
    def _from_plain(cls, value: str | int) -> Pages:
        pair = _range(str(value))
        return cls(first_page=pair[1], last_page=pair[2]) if pair else cls(first_page=value)
