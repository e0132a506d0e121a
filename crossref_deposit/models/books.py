"""Books: monographs, edited volumes, series and sets, and their chapters."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

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
from crossref_deposit.binding.values import SimpleType
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
    SetMetadata,
)
from crossref_deposit.models.relations import RELATED, RelatedItem
from crossref_deposit.models.simple_types import LANGUAGE, VOLUME, PublicationType, as_text, text
from crossref_deposit.models.titles import Titles

ComponentType: TypeAlias = Literal["chapter", "section", "part", "track", "reference_entry", "other"]
BookType: TypeAlias = Literal["edited_book", "monograph", "reference", "other"]
_LEVEL: Final = SimpleType(base="positiveInteger", minimum=1, maximum=9, digits=1)


@element(
    "content_item",
    CROSSMARK_OR_PARTS,
    doi="doi_data",
)
class ContentItem:
    """A chapter or another part of a book, a report or a standard. Crossref element ``content_item``.

    Example:
        >>> from crossref_deposit import ContentItem, DoiData
        >>> ContentItem(
        ...     component_type="chapter",
        ...     titles="Of Pots",
        ...     pages="12-34",
        ...     doi_data=DoiData(doi="10.5555/book.1", resource="https://example.org/book/1"),
        ... ).pages
        Pages(first_page='12', last_page='34')

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/books-and-chapters/
    """

    contributors: Many[PersonName | Organization | Anonymous] = children(
        PersonName, Organization, Anonymous, within=CONTRIBUTORS, at_least=1, default=()
    )
    titles: Maybe[Titles, Titles | Markup | str] = child(Titles, default=None)
    abstracts: Many[Abstract, Abstract | Markup | str] = children(Abstract, default=())
    component_number: Maybe[str, str | int] = child(
        leaf("component_number", text(1, 50, prepare=as_text)), default=None
    )
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
    component_type: One[ComponentType, ComponentType] = attribute(ComponentType)
    level_sequence_number: Maybe[int] = attribute(_LEVEL, default=None, implied="1")
    publication_type: Maybe[PublicationType, PublicationType] = attribute(
        PublicationType, default=None, implied="full_text"
    )
    language: Maybe[str] = attribute(LANGUAGE, default=None)


@element(
    "book_metadata",
    choice(required("isbns"), required("noisbn")),
    CROSSMARK_OR_PARTS,
    doi="doi_data",
)
class BookMetadata:
    """What is said of a book that is in no series or set. Crossref element ``book_metadata``.

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/books-and-chapters/
    """

    contributors: Many[PersonName | Organization | Anonymous] = children(
        PersonName, Organization, Anonymous, within=CONTRIBUTORS, at_least=1, default=()
    )
    titles: One[Titles, Titles | Markup | str] = child(Titles)
    abstracts: Many[Abstract, Abstract | Markup | str] = children(Abstract, default=())
    edition_number: Maybe[str, str | int] = child(leaf("edition_number", SHORT_NUMBER), default=None)
    publication_dates: Many[PublicationDate, PublicationDate | DateLike] = children(PublicationDate, at_most=10)
    acceptance_date: Maybe[AcceptanceDate, AcceptanceDate | DateLike] = child(AcceptanceDate, default=None)
    isbns: Many[Isbn, Isbn | str] = children(Isbn, default=(), at_most=100)
    noisbn: Maybe[NoIsbn, NoIsbn | NoIsbnReason] = child(NoIsbn, default=None)
    publishers: Many[Publisher, Publisher | str] = children(Publisher)
    publisher_item: Maybe[PublisherItem] = child(PublisherItem, default=None)
    crossmark: Maybe[Crossmark] = child(Crossmark, default=None)
    funding: Many[FundingAssertion] = children(FundingAssertion, within=FUNDING, default=())
    free_to_read: Maybe[FreeToRead] = child(FreeToRead, within=LICENSES, default=None)
    licenses: Many[License, License | str] = children(License, within=LICENSES, default=())
    clinical_trials: Many[ClinicalTrial] = children(ClinicalTrial, within=TRIALS, default=())
    relations: Many[RelatedItem] = children(RelatedItem, within=RELATED, default=())
    archive_locations: Many[Archive, Archive | ArchiveName] = children(Archive, within=ARCHIVES, default=())
    doi_data: Maybe[DoiData] = child(DoiData, default=None)
    citations: Many[Citation] = children(Citation, within=CITATIONS, default=())
    language: Maybe[str] = attribute(LANGUAGE, default=None)


@element(
    "book_series_metadata",
    choice(
        sequence(
            "contributors",
            choice(sequence(required("titles"), "abstracts", "volume"), required("volume")),
            "edition_number",
            "publication_dates",
            choice(required("isbns"), required("noisbn")),
        ),
        "publication_dates",
    ),
    CROSSMARK_OR_PARTS,
    doi="doi_data",
)
class BookSeriesMetadata:
    """What is said of a book in a series, and of the series. Crossref element ``book_series_metadata``.

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/books-and-chapters/
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
    isbns: Many[Isbn, Isbn | str] = children(Isbn, default=(), at_most=100)
    noisbn: Maybe[NoIsbn, NoIsbn | NoIsbnReason] = child(NoIsbn, default=None)
    publisher: One[Publisher, Publisher | str] = child(Publisher)
    publisher_item: Maybe[PublisherItem] = child(PublisherItem, default=None)
    crossmark: Maybe[Crossmark] = child(Crossmark, default=None)
    funding: Many[FundingAssertion] = children(FundingAssertion, within=FUNDING, default=())
    free_to_read: Maybe[FreeToRead] = child(FreeToRead, within=LICENSES, default=None)
    licenses: Many[License, License | str] = children(License, within=LICENSES, default=())
    clinical_trials: Many[ClinicalTrial] = children(ClinicalTrial, within=TRIALS, default=())
    relations: Many[RelatedItem] = children(RelatedItem, within=RELATED, default=())
    archive_locations: Many[Archive, Archive | ArchiveName] = children(Archive, within=ARCHIVES, default=())
    doi_data: Maybe[DoiData] = child(DoiData, default=None)
    citations: Many[Citation] = children(Citation, within=CITATIONS, default=())
    language: Maybe[str] = attribute(LANGUAGE, default=None)


@element(
    "book_set_metadata",
    choice(sequence(required("titles"), "abstracts", "volume"), required("volume")),
    choice(required("isbns"), required("noisbn")),
    CROSSMARK_OR_PARTS,
    doi="doi_data",
)
class BookSetMetadata:
    """What is said of a book in a set, and of the set. Crossref element ``book_set_metadata``.

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/books-and-chapters/
    """

    set_metadata: One[SetMetadata] = child(SetMetadata)
    contributors: Many[PersonName | Organization | Anonymous] = children(
        PersonName, Organization, Anonymous, within=CONTRIBUTORS, at_least=1, default=()
    )
    titles: Maybe[Titles, Titles | Markup | str] = child(Titles, default=None)
    abstracts: Many[Abstract, Abstract | Markup | str] = children(Abstract, default=())
    volume: Maybe[str, str | int] = child(leaf("volume", VOLUME), default=None)
    edition_number: Maybe[str, str | int] = child(leaf("edition_number", SHORT_NUMBER), default=None)
    publication_dates: Many[PublicationDate, PublicationDate | DateLike] = children(PublicationDate, at_most=10)
    isbns: Many[Isbn, Isbn | str] = children(Isbn, default=(), at_most=100)
    noisbn: Maybe[NoIsbn, NoIsbn | NoIsbnReason] = child(NoIsbn, default=None)
    publisher: One[Publisher, Publisher | str] = child(Publisher)
    publisher_item: Maybe[PublisherItem] = child(PublisherItem, default=None)
    crossmark: Maybe[Crossmark] = child(Crossmark, default=None)
    funding: Many[FundingAssertion] = children(FundingAssertion, within=FUNDING, default=())
    free_to_read: Maybe[FreeToRead] = child(FreeToRead, within=LICENSES, default=None)
    licenses: Many[License, License | str] = children(License, within=LICENSES, default=())
    clinical_trials: Many[ClinicalTrial] = children(ClinicalTrial, within=TRIALS, default=())
    relations: Many[RelatedItem] = children(RelatedItem, within=RELATED, default=())
    archive_locations: Many[Archive, Archive | ArchiveName] = children(Archive, within=ARCHIVES, default=())
    doi_data: Maybe[DoiData] = child(DoiData, default=None)
    citations: Many[Citation] = children(Citation, within=CITATIONS, default=())
    language: Maybe[str] = attribute(LANGUAGE, default=None)


@element("book", choice(required("metadata"), required("series_metadata"), required("set_metadata")))
class Book:
    """A book with its chapters; alone, in a series, or in a set. Crossref element ``book``.

    Example:
        >>> from crossref_deposit import Book, BookMetadata, DoiData
        >>> book = Book(
        ...     book_type="monograph",
        ...     metadata=BookMetadata(
        ...         titles="On Pots",
        ...         publication_dates=2024,
        ...         isbns="978-3-16-148410-0",
        ...         publishers="Psychoceramics Press",
        ...         doi_data=DoiData(doi="10.5555/book", resource="https://example.org/book"),
        ...     ),
        ... )
        >>> book.metadata.publishers[0].name
        'Psychoceramics Press'

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/books-and-chapters/
    """

    metadata: Maybe[BookMetadata] = child(BookMetadata, default=None)
    series_metadata: Maybe[BookSeriesMetadata] = child(BookSeriesMetadata, default=None)
    set_metadata: Maybe[BookSetMetadata] = child(BookSetMetadata, default=None)
    content_items: Many[ContentItem] = children(ContentItem, default=())
    book_type: One[BookType, BookType] = attribute(BookType)
