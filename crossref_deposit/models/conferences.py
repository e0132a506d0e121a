"""Conferences, their proceedings and papers."""

from __future__ import annotations

from crossref_deposit.binding.declaration import (
    attribute,
    child,
    children,
    choice,
    content,
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
from crossref_deposit.models.citations import CITATIONS, Citation
from crossref_deposit.models.clinical_trials import TRIALS, ClinicalTrial
from crossref_deposit.models.components import COMPONENTS, Component
from crossref_deposit.models.contributors import CONTRIBUTORS, Anonymous, Organization, PersonName
from crossref_deposit.models.crossmark import CROSSMARK_OR_PARTS, Crossmark
from crossref_deposit.models.dates import (
    AcceptanceDate,
    DateLike,
    PublicationDate,
)
from crossref_deposit.models.doi_data import DoiData
from crossref_deposit.models.funding import FUNDING, FundingAssertion
from crossref_deposit.models.identifiers import Isbn, Pages, PublisherItem
from crossref_deposit.models.jats import Abstract
from crossref_deposit.models.publishers import (
    SHORT_NUMBER,
    NoIsbn,
    NoIsbnReason,
    Publisher,
    SeriesMetadata,
)
from crossref_deposit.models.relations import RELATED, RelatedItem
from crossref_deposit.models.simple_types import (
    DAY,
    LANGUAGE,
    MONTH,
    VOLUME,
    YEAR,
    PublicationType,
    text,
)
from crossref_deposit.models.titles import Titles


@element("conference_date")
class ConferenceDate:
    """When a conference took place: in words, and from day to day. Crossref element ``conference_date``."""

    value: One[str] = content(text(0, 100, name="conference_date_t"), default="", kw_only=False)
    start_day: Maybe[int] = attribute(DAY, default=None)
    start_month: Maybe[int] = attribute(MONTH, default=None)
    start_year: Maybe[int] = attribute(YEAR, default=None)
    end_day: Maybe[int] = attribute(DAY, default=None)
    end_month: Maybe[int] = attribute(MONTH, default=None)
    end_year: Maybe[int] = attribute(YEAR, default=None)


@element("event_metadata")
class EventMetadata:
    """What is said of a conference as an event. Crossref element ``event_metadata``.

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/conference-proceedings/
    """

    conference_name: One[str] = child(leaf("conference_name", text(3, 512)))
    conference_theme: Maybe[str] = child(leaf("conference_theme", text(1, 255)), default=None)
    conference_acronym: Maybe[str] = child(leaf("conference_acronym", text(1, 127)), default=None)
    conference_sponsors: Many[str] = children(leaf("conference_sponsor", text(1, 255)), default=(), at_most=10)
    conference_number: Maybe[str, str | int] = child(leaf("conference_number", SHORT_NUMBER), default=None)
    conference_location: Maybe[str] = child(leaf("conference_location", text(2, 255)), default=None)
    conference_date: Maybe[ConferenceDate, ConferenceDate | str] = child(ConferenceDate, default=None)


@element("proceedings_metadata", choice(required("isbns"), required("noisbn")), doi="doi_data")
class ProceedingsMetadata:
    """What is said of proceedings that are in no series. Crossref element ``proceedings_metadata``.

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/conference-proceedings/
    """

    proceedings_title: One[str] = child(leaf("proceedings_title", text(1, 511)))
    proceedings_subject: Maybe[str] = child(leaf("proceedings_subject", text(1, 255)), default=None)
    publishers: Many[Publisher, Publisher | str] = children(Publisher, at_most=5)
    publication_dates: Many[PublicationDate, PublicationDate | DateLike] = children(PublicationDate, at_most=10)
    isbns: Many[Isbn, Isbn | str] = children(Isbn, default=(), at_most=100)
    noisbn: Maybe[NoIsbn, NoIsbn | NoIsbnReason] = child(NoIsbn, default=None)
    publisher_item: Maybe[PublisherItem] = child(PublisherItem, default=None)
    archive_locations: Many[Archive, Archive | ArchiveName] = children(Archive, within=ARCHIVES, default=())
    doi_data: Maybe[DoiData] = child(DoiData, default=None)
    language: Maybe[str] = attribute(LANGUAGE, default=None)


@element(
    "proceedings_series_metadata",
    choice(
        sequence(
            choice(sequence(required("proceedings_title"), "volume"), required("volume")),
            "proceedings_subject",
            "publishers",
            "publication_dates",
            choice(required("isbns"), required("noisbn")),
        ),
        sequence("proceedings_subject", "publishers", "publication_dates"),
    ),
    doi="doi_data",
)
class ProceedingsSeriesMetadata:
    """What is said of proceedings in a series, and of the series. Crossref element ``proceedings_series_metadata``.

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/conference-proceedings/
    """

    series_metadata: One[SeriesMetadata] = child(SeriesMetadata)
    proceedings_title: Maybe[str] = child(leaf("proceedings_title", text(1, 511)), default=None)
    volume: Maybe[str, str | int] = child(leaf("volume", VOLUME), default=None)
    proceedings_subject: Maybe[str] = child(leaf("proceedings_subject", text(1, 255)), default=None)
    publishers: Many[Publisher, Publisher | str] = children(Publisher, at_most=5)
    publication_dates: Many[PublicationDate, PublicationDate | DateLike] = children(PublicationDate, at_most=10)
    isbns: Many[Isbn, Isbn | str] = children(Isbn, default=(), at_most=100)
    noisbn: Maybe[NoIsbn, NoIsbn | NoIsbnReason] = child(NoIsbn, default=None)
    publisher_item: Maybe[PublisherItem] = child(PublisherItem, default=None)
    archive_locations: Many[Archive, Archive | ArchiveName] = children(Archive, within=ARCHIVES, default=())
    doi_data: Maybe[DoiData] = child(DoiData, default=None)


@element(
    "conference_paper",
    CROSSMARK_OR_PARTS,
    doi="doi_data",
)
class ConferencePaper:
    """A paper in proceedings. Crossref element ``conference_paper``.

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/conference-proceedings/
    """

    contributors: Many[PersonName | Organization | Anonymous] = children(
        PersonName, Organization, Anonymous, within=CONTRIBUTORS, at_least=1, default=()
    )
    titles: One[Titles, Titles | Markup | str] = child(Titles)
    abstracts: Many[Abstract, Abstract | Markup | str] = children(Abstract, default=())
    publication_dates: Many[PublicationDate, PublicationDate | DateLike] = children(
        PublicationDate, default=(), at_most=10
    )
    acceptance_date: Maybe[AcceptanceDate, AcceptanceDate | DateLike] = child(AcceptanceDate, default=None)
    pages: Maybe[Pages, Pages | str | int] = child(Pages, default=None)
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


@element("conference", choice(required("proceedings_series_metadata"), required("proceedings_metadata")))
class Conference:
    """A conference with its proceedings and papers. Crossref element ``conference``.

    Example:
        >>> from crossref_deposit import Conference, EventMetadata, ProceedingsMetadata
        >>> conference = Conference(
        ...     event_metadata=EventMetadata(conference_name="First Conference on Pots"),
        ...     proceedings_metadata=ProceedingsMetadata(
        ...         proceedings_title="Proceedings of the First Conference on Pots",
        ...         publishers="Psychoceramics Press",
        ...         publication_dates=2024,
        ...         noisbn="simple_series",
        ...     ),
        ... )
        >>> conference.proceedings_metadata.noisbn
        NoIsbn(reason='simple_series')

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/conference-proceedings/
    """

    contributors: Many[PersonName | Organization | Anonymous] = children(
        PersonName, Organization, Anonymous, within=CONTRIBUTORS, at_least=1, default=()
    )
    event_metadata: One[EventMetadata] = child(EventMetadata)
    proceedings_series_metadata: Maybe[ProceedingsSeriesMetadata] = child(ProceedingsSeriesMetadata, default=None)
    proceedings_metadata: Maybe[ProceedingsMetadata] = child(ProceedingsMetadata, default=None)
    papers: Many[ConferencePaper] = children(ConferencePaper, default=())
