"""Publishers, series and sets: what books, proceedings and reports have around them."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from crossref_deposit.binding.declaration import attribute, child, children, choice, element, leaf, required
from crossref_deposit.binding.field_types import Many, Maybe, One
from crossref_deposit.binding.markup import Markup
from crossref_deposit.models.access_indicators import LICENSES, FreeToRead, License
from crossref_deposit.models.archiving import ARCHIVES, Archive, ArchiveName
from crossref_deposit.models.clinical_trials import TRIALS, ClinicalTrial
from crossref_deposit.models.contributors import CONTRIBUTORS, Anonymous, Organization, PersonName
from crossref_deposit.models.crossmark import CROSSMARK_OR_PARTS, Crossmark
from crossref_deposit.models.doi_data import DoiData
from crossref_deposit.models.funding import FUNDING, FundingAssertion
from crossref_deposit.models.identifiers import Isbn, Issn, PublisherItem
from crossref_deposit.models.jats import Abstract
from crossref_deposit.models.simple_types import as_text, text
from crossref_deposit.models.titles import Titles

NoIsbnReason: TypeAlias = Literal["archive_volume", "monograph", "simple_series"]
SHORT_NUMBER: Final = text(1, 15, prepare=as_text)


@element("publisher", plain="name")
class Publisher:
    """Who published it. Crossref element ``publisher``.

    Example:
        >>> from crossref_deposit import Publisher
        >>> Publisher(name="Psychoceramics Press", place="Providence")
        Publisher(name='Psychoceramics Press', place='Providence')
    """

    name: One[str] = child(leaf("publisher_name", text(1, 255)))
    place: Maybe[str] = child(leaf("publisher_place", text(2, 255)), default=None)


@element("noisbn", plain="reason")
class NoIsbn:
    """That there is no ISBN, and why. Crossref element ``noisbn``."""

    reason: One[NoIsbnReason, NoIsbnReason] = attribute(NoIsbnReason)


@element(
    "series_metadata",
    CROSSMARK_OR_PARTS,
    doi="doi_data",
)
class SeriesMetadata:
    """What is said of a series: of books, proceedings or reports. Crossref element ``series_metadata``.

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/books-and-chapters/
    """

    contributors: Many[PersonName | Organization | Anonymous] = children(
        PersonName, Organization, Anonymous, within=CONTRIBUTORS, at_least=1, default=()
    )
    titles: One[Titles, Titles | Markup | str] = child(Titles)
    abstracts: Many[Abstract, Abstract | Markup | str] = children(Abstract, default=())
    issns: Many[Issn, Issn | str] = children(Issn, at_most=6)
    coden: Maybe[str] = child(leaf("coden", text(1, 6)), default=None)
    series_number: Maybe[str, str | int] = child(leaf("series_number", SHORT_NUMBER), default=None)
    publisher_item: Maybe[PublisherItem] = child(PublisherItem, default=None)
    crossmark: Maybe[Crossmark] = child(Crossmark, default=None)
    funding: Many[FundingAssertion] = children(FundingAssertion, within=FUNDING, default=())
    free_to_read: Maybe[FreeToRead] = child(FreeToRead, within=LICENSES, default=None)
    licenses: Many[License, License | str] = children(License, within=LICENSES, default=())
    clinical_trials: Many[ClinicalTrial] = children(ClinicalTrial, within=TRIALS, default=())
    archive_locations: Many[Archive, Archive | ArchiveName] = children(Archive, within=ARCHIVES, default=())
    doi_data: Maybe[DoiData] = child(DoiData, default=None)


@element("set_metadata", choice(required("isbns"), required("noisbn")), doi="doi_data")
class SetMetadata:
    """What is said of a set of books. Crossref element ``set_metadata``."""

    titles: One[Titles, Titles | Markup | str] = child(Titles)
    isbns: Many[Isbn, Isbn | str] = children(Isbn, default=(), at_most=100)
    noisbn: Maybe[NoIsbn, NoIsbn | NoIsbnReason] = child(NoIsbn, default=None)
    contributors: Many[PersonName | Organization | Anonymous] = children(
        PersonName, Organization, Anonymous, within=CONTRIBUTORS, at_least=1, default=()
    )
    part_number: Maybe[str, str | int] = child(leaf("part_number", SHORT_NUMBER), default=None)
    publisher_item: Maybe[PublisherItem] = child(PublisherItem, default=None)
    archive_locations: Many[Archive, Archive | ArchiveName] = children(Archive, within=ARCHIVES, default=())
    doi_data: Maybe[DoiData] = child(DoiData, default=None)
