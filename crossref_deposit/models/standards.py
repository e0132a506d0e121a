"""Standards and their designators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from crossref_deposit.binding.declaration import (
    attribute,
    child,
    children,
    choice,
    element,
    leaf,
    sequence,
)
from crossref_deposit.binding.field_types import Many, Maybe, One
from crossref_deposit.binding.markup import Markup
from crossref_deposit.binding.values import SimpleType
from crossref_deposit.models.access_indicators import LICENSES, FreeToRead, License
from crossref_deposit.models.archiving import (
    ARCHIVES,
    Archive,
    ArchiveName,
    VersionInfo,
)
from crossref_deposit.models.books import ContentItem
from crossref_deposit.models.citations import CITATIONS, Citation, StandardsBody
from crossref_deposit.models.clinical_trials import TRIALS, ClinicalTrial
from crossref_deposit.models.components import COMPONENTS, Component
from crossref_deposit.models.contributors import CONTRIBUTORS, Anonymous, Organization, PersonName
from crossref_deposit.models.crossmark import CROSSMARK_OR_PARTS, Crossmark
from crossref_deposit.models.dates import (
    ApprovalDate,
    DateLike,
)
from crossref_deposit.models.doi_data import DoiData
from crossref_deposit.models.funding import FUNDING, FundingAssertion
from crossref_deposit.models.identifiers import Isbn, PublisherItem
from crossref_deposit.models.jats import Abstract
from crossref_deposit.models.publishers import (
    SHORT_NUMBER,
    Publisher,
)
from crossref_deposit.models.relations import RELATED, RelatedItem
from crossref_deposit.models.simple_types import LANGUAGE, PublicationType, as_text, text
from crossref_deposit.models.titles import Titles

PublicationStatus: TypeAlias = Literal["released", "withdrawn"]
DESIGNATOR: Final = text(2, 150, name="std_designatorvalue_t")
_REASONS: Final = SimpleType(
    base="NMTOKEN", values=("editorial", "revision", "reapproval", "correction", "amendment"), is_list=True
)
_MONTH: Final = SimpleType(base="positiveInteger", minimum=1, maximum=12, digits=2)
_YEAR: Final = SimpleType(base="gYear", prepare=as_text)


@element("std_family_designator", plain="std_designator")
class StdFamilyDesignator:
    """The designator of a family of standards. Crossref element ``std_family_designator``."""

    std_designator: One[str] = child(leaf("std_designator", DESIGNATOR))
    std_alt_scripts: Many[str] = children(leaf("std_alt_script", DESIGNATOR), default=())
    std_variant_forms: Many[str] = children(leaf("std_variant_form", DESIGNATOR), default=())


@element("std_set_designator", plain="std_designator")
class StdSetDesignator:
    """The designator of a set of standards. Crossref element ``std_set_designator``."""

    std_designator: One[str] = child(leaf("std_designator", DESIGNATOR))
    std_alt_scripts: Many[str] = children(leaf("std_alt_script", DESIGNATOR), default=())
    std_variant_forms: Many[str] = children(leaf("std_variant_form", DESIGNATOR), default=())
    family: Maybe[str] = attribute(SimpleType(), default=None)


@element("std_undated_designator", plain="std_designator")
class StdUndatedDesignator:
    """A designator without a date. Crossref element ``std_undated_designator``."""

    std_designator: One[str] = child(leaf("std_designator", DESIGNATOR))
    std_alt_scripts: Many[str] = children(leaf("std_alt_script", DESIGNATOR), default=())
    std_variant_forms: Many[str] = children(leaf("std_variant_form", DESIGNATOR), default=())
    family: Maybe[str] = attribute(SimpleType(), default=None)
    set: Maybe[str] = attribute(SimpleType(), default=None)


@element("std_as_published", plain="std_designator")
class StdAsPublished:
    """The designator as it is published. Crossref element ``std_as_published``."""

    std_designator: One[str] = child(leaf("std_designator", DESIGNATOR))
    std_alt_scripts: Many[str] = children(leaf("std_alt_script", DESIGNATOR), default=())
    std_variant_forms: Many[str] = children(leaf("std_variant_form", DESIGNATOR), default=())
    family: Maybe[str] = attribute(SimpleType(), default=None)
    set: Maybe[str] = attribute(SimpleType(), default=None)
    undated: Maybe[str] = attribute(SimpleType(), default=None)


@element("std_alt_as_published")
class StdAltAsPublished:
    """Another designator as published, and why there is one. Crossref element ``std_alt_as_published``."""

    std_designator: One[str] = child(leaf("std_designator", DESIGNATOR))
    std_alt_scripts: Many[str] = children(leaf("std_alt_script", DESIGNATOR), default=())
    std_variant_forms: Many[str] = children(leaf("std_variant_form", DESIGNATOR), default=())
    reason: One[str, str | Sequence[str]] = attribute(_REASONS)
    approved_month: Maybe[int] = attribute(_MONTH, "approvedMonth", default=None)
    approved_year: One[str, str | int] = attribute(_YEAR, "approvedYear")


@element(
    "designators",
    choice(
        choice("std_family_designator", choice("std_set_designator", "std_undated_designator")),
        sequence("std_as_published", "std_alt_as_published"),
    ),
)
class Designators:
    """What a standard is called, and which ones it follows. Crossref element ``designators``.

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/standards/
    """

    std_family_designator: Maybe[StdFamilyDesignator, StdFamilyDesignator | str] = child(
        StdFamilyDesignator, default=None
    )
    std_set_designator: Maybe[StdSetDesignator, StdSetDesignator | str] = child(StdSetDesignator, default=None)
    std_undated_designator: Maybe[StdUndatedDesignator, StdUndatedDesignator | str] = child(
        StdUndatedDesignator, default=None
    )
    std_as_published: Maybe[StdAsPublished, StdAsPublished | str] = child(StdAsPublished, default=None)
    std_alt_as_published: Many[StdAltAsPublished] = children(StdAltAsPublished, default=())
    std_supersedes: Many[str] = children(leaf("std_supersedes", DESIGNATOR), default=())
    std_adopted_from: Many[str] = children(leaf("std_adopted_from", DESIGNATOR), default=())
    std_revision_of: Many[str] = children(leaf("std_revision_of", DESIGNATOR), default=())


@element(
    "standard_metadata",
    CROSSMARK_OR_PARTS,
    doi="doi_data",
)
class StandardMetadata:
    """What is said of a standard. Crossref element ``standard_metadata``.

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/standards/
    """

    contributors: Many[PersonName | Organization | Anonymous] = children(
        PersonName, Organization, Anonymous, within=CONTRIBUTORS, at_least=1, default=()
    )
    titles: One[Titles, Titles | Markup | str] = child(Titles)
    abstracts: Many[Abstract, Abstract | Markup | str] = children(Abstract, default=())
    designators: One[Designators] = child(Designators)
    edition_number: Maybe[str, str | int] = child(leaf("edition_number", SHORT_NUMBER), default=None)
    approval_date: Maybe[ApprovalDate, ApprovalDate | DateLike] = child(ApprovalDate, default=None)
    isbns: Many[Isbn, Isbn | str] = children(Isbn, default=(), at_most=100)
    publisher: Maybe[Publisher, Publisher | str] = child(Publisher, default=None)
    standards_body: One[StandardsBody] = child(StandardsBody)
    publisher_item: Maybe[PublisherItem] = child(PublisherItem, default=None)
    crossmark: Maybe[Crossmark] = child(Crossmark, default=None)
    funding: Many[FundingAssertion] = children(FundingAssertion, within=FUNDING, default=())
    free_to_read: Maybe[FreeToRead] = child(FreeToRead, within=LICENSES, default=None)
    licenses: Many[License, License | str] = children(License, within=LICENSES, default=())
    clinical_trials: Many[ClinicalTrial] = children(ClinicalTrial, within=TRIALS, default=())
    relations: Many[RelatedItem] = children(RelatedItem, within=RELATED, default=())
    archive_locations: Many[Archive, Archive | ArchiveName] = children(Archive, within=ARCHIVES, default=())
    version_info: Maybe[VersionInfo, VersionInfo | str] = child(VersionInfo, default=None)
    doi_data: One[DoiData] = child(DoiData)
    citations: Many[Citation] = children(Citation, within=CITATIONS, default=())
    publication_status: Maybe[PublicationStatus, PublicationStatus] = attribute(PublicationStatus, default=None)
    language: Maybe[str] = attribute(LANGUAGE, default=None)


@element("standard")
class Standard:
    """A standard, with its parts. Crossref element ``standard``.

    Example:
        >>> from crossref_deposit import Designators, DoiData, Standard, StandardMetadata, StandardsBody
        >>> standard = Standard(
        ...     metadata=StandardMetadata(
        ...         titles="Pots: Requirements",
        ...         designators=Designators(std_as_published="ISO 12345:2024"),
        ...         standards_body=StandardsBody(name="International Organization for Standardization", acronym="ISO"),
        ...         doi_data=DoiData(doi="10.5555/standard", resource="https://example.org/standard"),
        ...     )
        ... )
        >>> standard.metadata.designators.std_as_published.std_designator
        'ISO 12345:2024'

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/standards/
    """

    metadata: One[StandardMetadata] = child(StandardMetadata)
    content_items: Many[ContentItem] = children(ContentItem, default=())
    components: Many[Component] = children(Component, within=COMPONENTS, default=())
    publication_type: Maybe[PublicationType, PublicationType] = attribute(
        PublicationType, default=None, implied="full_text"
    )
