"""Components: figures, tables, supplements with a DOI of their own, in a work or after it."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from crossref_deposit.binding.declaration import (
    Wrapper,
    attribute,
    child,
    children,
    choice,
    content,
    element,
    leaf,
    required,
)
from crossref_deposit.binding.field_types import Many, Maybe, One
from crossref_deposit.binding.markup import Markup
from crossref_deposit.binding.values import SimpleType
from crossref_deposit.models.access_indicators import LICENSES, FreeToRead, License
from crossref_deposit.models.archiving import Description
from crossref_deposit.models.contributors import CONTRIBUTORS, Anonymous, Organization, PersonName
from crossref_deposit.models.dates import DateLike, PublicationDate
from crossref_deposit.models.doi_data import DoiData
from crossref_deposit.models.simple_types import DOI, LANGUAGE, MIME_TYPE, bare_doi, text
from crossref_deposit.models.titles import Titles

ParentRelation: TypeAlias = Literal["isPartOf", "isReferencedBy", "isRequiredBy", "isTranslationOf"]
COMPONENTS: Final = Wrapper("component_list")
_PARENT_DOI: Final = text(6, 2048, prepare=bare_doi)


@element("format")
class Format:
    """The form of the content. Crossref element ``format``."""

    value: One[str] = content(text(0, 130, name="format_t"), default="", kw_only=False)
    mime_type: Maybe[str] = attribute(MIME_TYPE, default=None)


@element("component", choice(required("doi_data"), required("doi")), doi="doi_data")
class Component:
    """A part with a DOI of its own. Crossref element ``component``.

    Example:
        >>> from crossref_deposit import Component, DoiData, Format
        >>> figure = Component(
        ...     parent_relation="isPartOf",
        ...     titles="Figure 1",
        ...     format=Format(mime_type="image/png"),
        ...     doi_data=DoiData(doi="10.5555/12345678.001", resource="https://example.org/1#f1"),
        ... )
        >>> figure.doi_data.doi
        '10.5555/12345678.001'

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/components/
    """

    titles: Maybe[Titles, Titles | Markup | str] = child(Titles, default=None)
    contributors: Many[PersonName | Organization | Anonymous] = children(
        PersonName, Organization, Anonymous, within=CONTRIBUTORS, at_least=1, default=()
    )
    publication_date: Maybe[PublicationDate, PublicationDate | DateLike] = child(PublicationDate, default=None)
    description: Maybe[Description, Description | Markup | str] = child(Description, default=None)
    format: Maybe[Format] = child(Format, default=None)
    free_to_read: Maybe[FreeToRead] = child(FreeToRead, within=LICENSES, default=None)
    licenses: Many[License, License | str] = children(License, within=LICENSES, default=())
    doi_data: Maybe[DoiData] = child(DoiData, default=None)
    """The DOI and its URL."""
    doi: Maybe[str] = child(leaf("doi", DOI), default=None)
    """In place of ``doi_data``: a DOI that is registered already."""
    parent_relation: One[ParentRelation, ParentRelation] = attribute(ParentRelation)
    reg_agency: Maybe[str] = attribute(SimpleType(), "reg-agency", default=None)
    language: Maybe[str] = attribute(LANGUAGE, default=None)
    component_size: Maybe[int] = attribute(SimpleType(base="nonNegativeInteger"), default=None)
    """In bytes."""


@element("sa_component")
class SaComponent:
    """Components of a work that was registered before. Crossref element ``sa_component``.

    Example:
        >>> from crossref_deposit import Component, DoiData, SaComponent
        >>> figures = SaComponent(
        ...     parent_doi="10.5555/12345678",
        ...     components=Component(
        ...         parent_relation="isPartOf",
        ...         doi_data=DoiData(doi="10.5555/12345678.f1", resource="https://example.org/1#f1"),
        ...     ),
        ... )
        >>> figures.components[0].doi_data.doi
        '10.5555/12345678.f1'

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/components/
    """

    components: Many[Component] = children(Component, within=COMPONENTS, at_least=0)
    parent_doi: One[str] = attribute(_PARENT_DOI)
