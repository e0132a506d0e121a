"""Posted content: preprints and the like."""

from __future__ import annotations

import datetime
from typing import Literal, TypeAlias

from crossref_deposit.binding.declaration import (
    attribute,
    child,
    children,
    element,
    leaf,
)
from crossref_deposit.binding.field_types import Many, Maybe, One
from crossref_deposit.binding.markup import Markup
from crossref_deposit.models.access_indicators import LICENSES, FreeToRead, License
from crossref_deposit.models.archiving import (
    ARCHIVES,
    POLICIES,
    Archive,
    ArchiveName,
    Description,
    ScnPolicySet,
    VersionInfo,
)
from crossref_deposit.models.citations import CITATIONS, Citation
from crossref_deposit.models.clinical_trials import TRIALS, ClinicalTrial
from crossref_deposit.models.contributors import CONTRIBUTORS, Anonymous, Organization, PersonName
from crossref_deposit.models.dates import (
    AcceptanceDate,
    DateLike,
    PostedDate,
)
from crossref_deposit.models.doi_data import DoiData
from crossref_deposit.models.funding import FUNDING, FundingAssertion
from crossref_deposit.models.identifiers import ItemNumber
from crossref_deposit.models.institutions import Institution
from crossref_deposit.models.jats import Abstract
from crossref_deposit.models.relations import RELATED, RelatedItem
from crossref_deposit.models.simple_types import DATE, LANGUAGE, text
from crossref_deposit.models.titles import Titles

PostedContentType: TypeAlias = Literal["preprint", "blog", "letter", "other", "poster", "review"]


@element("status")
class Status:
    """That posted content was withdrawn or removed, and why. Crossref element ``status``."""

    descriptions: Many[Description, Description | Markup | str] = children(Description)
    type: Maybe[Literal["withdrawn", "removed"], Literal["withdrawn", "removed"]] = attribute(
        Literal["withdrawn", "removed"], default=None
    )
    date: Maybe[datetime.date, datetime.date | str] = attribute(DATE, default=None)


@element("posted_content", doi="doi_data")
class PostedContent:
    """A preprint, or something else that was posted. Crossref element ``posted_content``.

    Example:
        >>> from crossref_deposit import DoiData, PostedContent
        >>> preprint = PostedContent(
        ...     titles="A Theory of Pots",
        ...     posted_date="2024-05-31",
        ...     doi_data=DoiData(doi="10.5555/preprint", resource="https://example.org/preprint"),
        ... )
        >>> preprint.posted_date.month
        5

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/posted-content-includes-preprints/
    """

    group_title: Maybe[str] = child(leaf("group_title", text(1, 1024)), default=None)
    contributors: Many[PersonName | Organization | Anonymous] = children(
        PersonName, Organization, Anonymous, within=CONTRIBUTORS, at_least=1, default=()
    )
    titles: One[Titles, Titles | Markup | str] = child(Titles)
    posted_date: One[PostedDate, PostedDate | DateLike] = child(PostedDate)
    acceptance_date: Maybe[AcceptanceDate, AcceptanceDate | DateLike] = child(AcceptanceDate, default=None)
    statuses: Many[Status] = children(Status, default=())
    institutions: Many[Institution, Institution | str] = children(Institution, default=(), at_most=5)
    item_numbers: Many[ItemNumber, ItemNumber | str] = children(ItemNumber, default=(), at_most=3)
    abstracts: Many[Abstract, Abstract | Markup | str] = children(Abstract, default=())
    funding: Many[FundingAssertion] = children(FundingAssertion, within=FUNDING, default=())
    free_to_read: Maybe[FreeToRead] = child(FreeToRead, within=LICENSES, default=None)
    licenses: Many[License, License | str] = children(License, within=LICENSES, default=())
    clinical_trials: Many[ClinicalTrial] = children(ClinicalTrial, within=TRIALS, default=())
    relations: Many[RelatedItem] = children(RelatedItem, within=RELATED, default=())
    archive_locations: Many[Archive, Archive | ArchiveName] = children(Archive, within=ARCHIVES, default=())
    scn_policies: Many[ScnPolicySet] = children(ScnPolicySet, within=POLICIES, default=())
    version_info: Maybe[VersionInfo, VersionInfo | str] = child(VersionInfo, default=None)
    doi_data: One[DoiData] = child(DoiData)
    citations: Many[Citation] = children(Citation, within=CITATIONS, default=())
    type: Maybe[PostedContentType, PostedContentType] = attribute(PostedContentType, default=None, implied="preprint")
    language: Maybe[str] = attribute(LANGUAGE, default=None)
