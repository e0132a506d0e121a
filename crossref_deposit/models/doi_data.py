"""The DOI and where it leads."""

from __future__ import annotations

from typing import Literal, TypeAlias

from crossref_deposit.binding.declaration import (
    as_type,
    attribute,
    child,
    children,
    choice,
    content,
    element,
    leaf,
    optional,
)
from crossref_deposit.binding.field_types import Many, Maybe, One
from crossref_deposit.models.simple_types import COUNTRY, DOI, MIME_TYPE, RESOURCE, TIMESTAMP, text

ContentVersion: TypeAlias = Literal["vor", "am"]
CollectionProperty: TypeAlias = Literal[
    "list-based", "country-based", "crawler-based", "text-mining", "unspecified", "syndication", "link-header"
]
Crawler: TypeAlias = Literal["google", "msn", "scirus", "yahoo", "iParadigms", "similarity-check"]


@element("resource")
class Resource:
    """A URL. Crossref element ``resource``.

    Example:
        >>> from crossref_deposit import Resource
        >>> Resource("https://example.org/1.pdf", mime_type="application/pdf", content_version="vor").mime_type
        'application/pdf'
    """

    value: One[str] = content(RESOURCE, kw_only=False)
    mime_type: Maybe[str] = attribute(MIME_TYPE, default=None)
    content_version: Maybe[ContentVersion, ContentVersion] = attribute(as_type(ContentVersion, "string"), default=None)
    """``vor`` (version of record) or ``am`` (accepted manuscript)."""

    def __str__(self) -> str:
        return self.value


@element("item", optional(choice("doi", "resource")))
class Item:
    """One of several places. Crossref element ``item``."""

    doi: Maybe[str] = child(leaf("doi", DOI), default=None)
    resource: Maybe[Resource, Resource | str] = child(Resource, default=None)
    crawler: Maybe[Crawler, Crawler] = attribute(Crawler, default=None)
    label: Maybe[str] = attribute(text(3, 128), default=None)
    country: Maybe[str] = attribute(COUNTRY, default=None)
    link_header_relationship: Maybe[Literal["dul"], Literal["dul"]] = attribute(Literal["dul"], default=None)

    @classmethod
    def _from_plain(cls, value: str) -> Item:
        return cls(resource=value)


@element("collection")
class Collection:
    """Further places of the content, for a purpose. Crossref element ``collection``.

    Example:
        >>> from crossref_deposit import Collection, Item
        >>> similarity_check = Collection(
        ...     property="crawler-based",
        ...     items=[Item(crawler="iParadigms", resource="https://example.org/1.pdf")],
        ... )
        >>> text_mining = Collection(property="text-mining", items=["https://example.org/1.xml"])
        >>> text_mining.items[0].resource
        Resource('https://example.org/1.xml')

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/full-text-urls/
    """

    property: One[CollectionProperty, CollectionProperty] = attribute(CollectionProperty)
    multi_resolution: Maybe[Literal["lock", "unlock"], Literal["lock", "unlock"]] = attribute(
        Literal["lock", "unlock"], "multi-resolution", default=None
    )
    items: Many[Item, Item | str] = children(Item, default=())


@element("doi_data")
class DoiData:
    """The DOI that is registered and the URL it leads to. Crossref element ``doi_data``.

    Example:
        >>> from crossref_deposit import DoiData
        >>> DoiData(doi="https://doi.org/10.5555/12345678", resource="https://example.org/1").doi
        '10.5555/12345678'

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/doi-data/
    """

    doi: One[str] = child(leaf("doi", DOI))
    """The DOI; ``doi:`` and ``https://doi.org/`` are taken off."""
    timestamp: Maybe[int] = child(leaf("timestamp", TIMESTAMP), default=None)
    """Of this record alone, in place of the batch's."""
    resource: One[Resource, Resource | str] = child(Resource)
    """The landing page."""
    collections: Many[Collection] = children(Collection, default=())
