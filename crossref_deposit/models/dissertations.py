"""Dissertations."""

from __future__ import annotations

from crossref_deposit.binding.declaration import (
    attribute,
    child,
    children,
    choice,
    element,
    leaf,
    required,
)
from crossref_deposit.binding.field_types import Many, Maybe, One
from crossref_deposit.binding.markup import Markup
from crossref_deposit.models.access_indicators import LICENSES, FreeToRead, License
from crossref_deposit.models.archiving import (
    ARCHIVES,
    POLICIES,
    Archive,
    ArchiveName,
    ScnPolicySet,
    VersionInfo,
)
from crossref_deposit.models.citations import CITATIONS, Citation
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
from crossref_deposit.models.institutions import Institution
from crossref_deposit.models.jats import Abstract
from crossref_deposit.models.relations import RELATED, RelatedItem
from crossref_deposit.models.simple_types import LANGUAGE, PublicationType, text
from crossref_deposit.models.titles import Titles


@element(
    "dissertation",
    choice(required("person_names"), required("contributors")),
    CROSSMARK_OR_PARTS,
    doi="doi_data",
)
class Dissertation:
    """A dissertation. Crossref element ``dissertation``.

    Example:
        >>> from crossref_deposit import Dissertation, DoiData, PersonName
        >>> dissertation = Dissertation(
        ...     contributors=[PersonName(given_name="Josiah", surname="Carberry", contributor_role="author")],
        ...     titles="A Theory of Pots",
        ...     approval_dates="2008-05",
        ...     institutions="Brown University",
        ...     degrees="PhD",
        ...     doi_data=DoiData(doi="10.5555/thesis", resource="https://example.org/thesis"),
        ... )
        >>> dissertation.approval_dates[0].month
        5

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/dissertations/
    """

    person_names: Many[PersonName] = children(PersonName, default=())
    contributors: Many[PersonName | Organization | Anonymous] = children(
        PersonName, Organization, Anonymous, within=CONTRIBUTORS, at_least=1, default=()
    )
    titles: One[Titles, Titles | Markup | str] = child(Titles)
    abstracts: Many[Abstract, Abstract | Markup | str] = children(Abstract, default=())
    approval_dates: Many[ApprovalDate, ApprovalDate | DateLike] = children(ApprovalDate, at_most=10)
    institutions: Many[Institution, Institution | str] = children(Institution, at_most=6)
    degrees: Many[str] = children(leaf("degree", text(2, 255)), default=(), at_most=10)
    isbns: Many[Isbn, Isbn | str] = children(Isbn, default=(), at_most=100)
    publisher_item: Maybe[PublisherItem] = child(PublisherItem, default=None)
    crossmark: Maybe[Crossmark] = child(Crossmark, default=None)
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
    components: Many[Component] = children(Component, within=COMPONENTS, default=())
    publication_type: Maybe[PublicationType, PublicationType] = attribute(
        PublicationType, default=None, implied="full_text"
    )
    language: Maybe[str] = attribute(LANGUAGE, default=None)
