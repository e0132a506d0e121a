"""Journals, their issues, volumes and articles."""

from __future__ import annotations

from crossref_deposit.binding.declaration import attribute, child, children, element, leaf
from crossref_deposit.binding.field_types import Many, Maybe, One
from crossref_deposit.binding.markup import Markup
from crossref_deposit.models.access_indicators import LICENSES, FreeToRead, License
from crossref_deposit.models.archiving import ARCHIVES, POLICIES, Archive, ArchiveName, ScnPolicySet, VersionInfo
from crossref_deposit.models.citations import CITATIONS, Citation
from crossref_deposit.models.clinical_trials import TRIALS, ClinicalTrial
from crossref_deposit.models.components import COMPONENTS, Component
from crossref_deposit.models.contributors import CONTRIBUTORS, Anonymous, Organization, PersonName
from crossref_deposit.models.crossmark import CROSSMARK_OR_PARTS, Crossmark
from crossref_deposit.models.dates import AcceptanceDate, DateLike, PublicationDate
from crossref_deposit.models.doi_data import DoiData
from crossref_deposit.models.funding import FUNDING, FundingAssertion
from crossref_deposit.models.identifiers import Issn, Pages, PublisherItem
from crossref_deposit.models.jats import Abstract
from crossref_deposit.models.relations import RELATED, RelatedItem
from crossref_deposit.models.simple_types import ISSUE, LANGUAGE, VOLUME, PublicationType, text
from crossref_deposit.models.titles import Titles


@element("journal_metadata", doi="doi_data")
class JournalMetadata:
    """What is said of the journal itself. Crossref element ``journal_metadata``.

    Example:
        >>> from crossref_deposit import JournalMetadata
        >>> JournalMetadata(full_titles="Journal of Psychoceramics", issns=["0264-3561"]).issns
        (Issn('0264-3561'),)

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/journals-and-articles/
    """

    full_titles: Many[str] = children(leaf("full_title", text(1, 255)), at_most=10)
    abbrev_titles: Many[str] = children(leaf("abbrev_title", text(1, 150)), default=(), at_most=10)
    issns: Many[Issn, Issn | str] = children(Issn, default=(), at_most=6)
    """Without an ISSN the journal needs a DOI of its own."""
    coden: Maybe[str] = child(leaf("coden", text(1, 6)), default=None)
    archive_locations: Many[Archive, Archive | ArchiveName] = children(Archive, within=ARCHIVES, default=())
    doi_data: Maybe[DoiData] = child(DoiData, default=None)
    language: Maybe[str] = attribute(LANGUAGE, default=None)


@element("journal_volume", plain="volume", doi="doi_data")
class JournalVolume:
    """A volume. Crossref element ``journal_volume``."""

    volume: One[str, str | int] = child(leaf("volume", VOLUME))
    publisher_item: Maybe[PublisherItem] = child(PublisherItem, default=None)
    archive_locations: Many[Archive, Archive | ArchiveName] = children(Archive, within=ARCHIVES, default=())
    doi_data: Maybe[DoiData] = child(DoiData, default=None)


@element("journal_issue", doi="doi_data")
class JournalIssue:
    """An issue. Crossref element ``journal_issue``.

    Example:
        >>> from crossref_deposit import JournalIssue
        >>> JournalIssue(publication_dates=[2024], volume=12, issue=3).volume
        JournalVolume(volume='12')

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/journals-and-articles/
    """

    contributors: Many[PersonName | Organization | Anonymous] = children(
        PersonName, Organization, Anonymous, within=CONTRIBUTORS, at_least=1, default=()
    )
    titles: Maybe[Titles, Titles | Markup | str] = child(Titles, default=None)
    publication_dates: Many[PublicationDate, PublicationDate | DateLike] = children(PublicationDate, at_most=10)
    volume: Maybe[JournalVolume, JournalVolume | str | int] = child(JournalVolume, default=None)
    issue: Maybe[str, str | int] = child(leaf("issue", ISSUE), default=None)
    special_numbering: Maybe[str] = child(leaf("special_numbering", text(1, 15)), default=None)
    """``suppl`` and the like."""
    archive_locations: Many[Archive, Archive | ArchiveName] = children(Archive, within=ARCHIVES, default=())
    doi_data: Maybe[DoiData] = child(DoiData, default=None)


@element(
    "journal_article",
    CROSSMARK_OR_PARTS,
    doi="doi_data",
)
class JournalArticle:
    """An article. Crossref element ``journal_article``.

    Example:
        >>> import datetime
        >>> from crossref_deposit import DoiData, JournalArticle, PersonName
        >>> article = JournalArticle(
        ...     titles="Toward a Unified Theory of High-Energy Metaphysics",
        ...     contributors=[PersonName(given_name="Josiah", surname="Carberry", contributor_role="author")],
        ...     publication_dates=[datetime.date(2008, 8, 14)],
        ...     doi_data=DoiData(doi="10.5555/12345678", resource="https://psychoceramics.example/1"),
        ... )
        >>> article.publication_dates[0].year
        2008

    Raises:
        ModelError: A value does not fit, or fields do not go together: with ``crossmark``, funding,
            licences and clinical trials belong in its ``custom_metadata``.

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/journals-and-articles/
    """

    titles: Many[Titles, Titles | Markup | str] = children(Titles, at_most=20)
    contributors: Many[PersonName | Organization | Anonymous] = children(
        PersonName, Organization, Anonymous, within=CONTRIBUTORS, at_least=1, default=()
    )
    abstracts: Many[Abstract, Abstract | Markup | str] = children(Abstract, default=())
    publication_dates: Many[PublicationDate, PublicationDate | DateLike] = children(PublicationDate, at_most=10)
    acceptance_date: Maybe[AcceptanceDate, AcceptanceDate | DateLike] = child(AcceptanceDate, default=None)
    pages: Maybe[Pages, Pages | str | int] = child(Pages, default=None)
    publisher_item: Maybe[PublisherItem] = child(PublisherItem, default=None)
    crossmark: Maybe[Crossmark] = child(Crossmark, default=None)
    """Takes funding, licences and trials along in its ``custom_metadata``."""
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


@element("journal")
class Journal:
    """A journal with articles, and perhaps the issue they are in. Crossref element ``journal``.

    Example:
        >>> from crossref_deposit import Journal, JournalMetadata
        >>> Journal(metadata=JournalMetadata(full_titles="Journal of Psychoceramics", issns="0264-3561")).articles
        ()

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/journals-and-articles/
    """

    metadata: One[JournalMetadata] = child(JournalMetadata)
    issue: Maybe[JournalIssue] = child(JournalIssue, default=None)
    articles: Many[JournalArticle] = children(JournalArticle, default=())
