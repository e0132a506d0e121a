"""Reports and working papers."""

from __future__ import annotations

from crossref_deposit.binding.declaration import (
    attribute,
    child,
    children,
    choice,
    element,
    leaf,
    required,
    sequence,
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
from crossref_deposit.models.books import ContentItem
from crossref_deposit.models.citations import CITATIONS, Citation
from crossref_deposit.models.clinical_trials import TRIALS, ClinicalTrial
from crossref_deposit.models.components import COMPONENTS, Component
from crossref_deposit.models.contributors import CONTRIBUTORS, Anonymous, Organization, PersonName
from crossref_deposit.models.crossmark import CROSSMARK_OR_PARTS, Crossmark
from crossref_deposit.models.dates import (
    ApprovalDate,
    DateLike,
    PublicationDate,
)
from crossref_deposit.models.doi_data import DoiData
from crossref_deposit.models.funding import FUNDING, FundingAssertion
from crossref_deposit.models.identifiers import Isbn, PublisherItem
from crossref_deposit.models.institutions import Institution
from crossref_deposit.models.jats import Abstract
from crossref_deposit.models.publishers import (
    SHORT_NUMBER,
    Publisher,
    SeriesMetadata,
)
from crossref_deposit.models.relations import RELATED, RelatedItem
from crossref_deposit.models.simple_types import LANGUAGE, VOLUME, PublicationType, text
from crossref_deposit.models.titles import Titles


@element(
    "report-paper_metadata",
    CROSSMARK_OR_PARTS,
    doi="doi_data",
)
class ReportPaperMetadata:
    """What is said of a report that is in no series. Crossref element ``report-paper_metadata``.

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/reports-and-working-papers/
    """

    contributors: Many[PersonName | Organization | Anonymous] = children(
        PersonName, Organization, Anonymous, within=CONTRIBUTORS, at_least=1, default=()
    )
    titles: One[Titles, Titles | Markup | str] = child(Titles)
    edition_number: Maybe[str, str | int] = child(leaf("edition_number", SHORT_NUMBER), default=None)
    abstracts: Many[Abstract, Abstract | Markup | str] = children(Abstract, default=())
    publication_dates: Many[PublicationDate, PublicationDate | DateLike] = children(PublicationDate, at_most=10)
    approval_dates: Many[ApprovalDate, ApprovalDate | DateLike] = children(ApprovalDate, default=(), at_most=10)
    isbns: Many[Isbn, Isbn | str] = children(Isbn, default=(), at_most=100)
    publisher: Maybe[Publisher, Publisher | str] = child(Publisher, default=None)
    institutions: Many[Institution, Institution | str] = children(Institution, default=(), at_most=5)
    publisher_item: Maybe[PublisherItem] = child(PublisherItem, default=None)
    contract_number: Maybe[str] = child(leaf("contract_number", text(2, 255)), default=None)
    crossmark: Maybe[Crossmark] = child(Crossmark, default=None)
    funding: Many[FundingAssertion] = children(FundingAssertion, within=FUNDING, default=())
    free_to_read: Maybe[FreeToRead] = child(FreeToRead, within=LICENSES, default=None)
    licenses: Many[License, License | str] = children(License, within=LICENSES, default=())
    clinical_trials: Many[ClinicalTrial] = children(ClinicalTrial, within=TRIALS, default=())
    relations: Many[RelatedItem] = children(RelatedItem, within=RELATED, default=())
    archive_locations: Many[Archive, Archive | ArchiveName] = children(Archive, within=ARCHIVES, default=())
    scn_policies: Many[ScnPolicySet] = children(ScnPolicySet, within=POLICIES, default=())
    version_info: Maybe[VersionInfo, VersionInfo | str] = child(VersionInfo, default=None)
    doi_data: Maybe[DoiData] = child(DoiData, default=None)
    citations: Many[Citation] = children(Citation, within=CITATIONS, default=())
    language: Maybe[str] = attribute(LANGUAGE, default=None)


@element(
    "report-paper_series_metadata",
    choice(sequence(required("titles"), "abstracts", "volume"), required("volume")),
    CROSSMARK_OR_PARTS,
    doi="doi_data",
)
class ReportPaperSeriesMetadata:
    """What is said of a report in a series, and of the series. Crossref element ``report-paper_series_metadata``.

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/reports-and-working-papers/
    """

    series_metadata: One[SeriesMetadata] = child(SeriesMetadata)
    contributors: Many[PersonName | Organization | Anonymous] = children(
        PersonName, Organization, Anonymous, within=CONTRIBUTORS, at_least=1, default=()
    )
    titles: Maybe[Titles, Titles | Markup | str] = child(Titles, default=None)
    abstracts: Many[Abstract, Abstract | Markup | str] = children(Abstract, default=())
    volume: Maybe[str, str | int] = child(leaf("volume", VOLUME), default=None)
    edition_number: Maybe[str, str | int] = child(leaf("edition_number", SHORT_NUMBER), default=None)
    publication_dates: Many[PublicationDate, PublicationDate | DateLike] = children(PublicationDate, at_most=10)
    approval_dates: Many[ApprovalDate, ApprovalDate | DateLike] = children(ApprovalDate, default=(), at_most=10)
    isbns: Many[Isbn, Isbn | str] = children(Isbn, default=(), at_most=100)
    publisher: Maybe[Publisher, Publisher | str] = child(Publisher, default=None)
    institutions: Many[Institution, Institution | str] = children(Institution, default=(), at_most=5)
    publisher_item: Maybe[PublisherItem] = child(PublisherItem, default=None)
    contract_number: Maybe[str] = child(leaf("contract_number", text(2, 255)), default=None)
    crossmark: Maybe[Crossmark] = child(Crossmark, default=None)
    funding: Many[FundingAssertion] = children(FundingAssertion, within=FUNDING, default=())
    free_to_read: Maybe[FreeToRead] = child(FreeToRead, within=LICENSES, default=None)
    licenses: Many[License, License | str] = children(License, within=LICENSES, default=())
    clinical_trials: Many[ClinicalTrial] = children(ClinicalTrial, within=TRIALS, default=())
    archive_locations: Many[Archive, Archive | ArchiveName] = children(Archive, within=ARCHIVES, default=())
    version_info: Maybe[VersionInfo, VersionInfo | str] = child(VersionInfo, default=None)
    doi_data: Maybe[DoiData] = child(DoiData, default=None)
    citations: Many[Citation] = children(Citation, within=CITATIONS, default=())
    relations: Many[RelatedItem] = children(RelatedItem, within=RELATED, default=())
    language: Maybe[str] = attribute(LANGUAGE, default=None)


@element("report-paper", choice(required("metadata"), required("series_metadata")))
class ReportPaper:
    """A report or working paper, with its parts. Crossref element ``report-paper``.

    Example:
        >>> from crossref_deposit import DoiData, ReportPaper, ReportPaperMetadata
        >>> report = ReportPaper(
        ...     metadata=ReportPaperMetadata(
        ...         titles="Pots in Numbers",
        ...         publication_dates=2024,
        ...         doi_data=DoiData(doi="10.5555/report", resource="https://example.org/report"),
        ...     )
        ... )
        >>> report.metadata.doi_data.doi
        '10.5555/report'

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/reports-and-working-papers/
    """

    metadata: Maybe[ReportPaperMetadata] = child(ReportPaperMetadata, default=None)
    series_metadata: Maybe[ReportPaperSeriesMetadata] = child(ReportPaperSeriesMetadata, default=None)
    content_items: Many[ContentItem] = children(ContentItem, default=())
    components: Many[Component] = children(Component, within=COMPONENTS, default=())
    publication_type: Maybe[PublicationType, PublicationType] = attribute(
        PublicationType, default=None, implied="full_text"
    )
