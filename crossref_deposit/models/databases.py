"""Databases and datasets."""

from __future__ import annotations

from typing import Literal, TypeAlias

from crossref_deposit.binding.declaration import (
    attribute,
    child,
    children,
    choice,
    element,
)
from crossref_deposit.binding.field_types import Many, Maybe, One
from crossref_deposit.binding.markup import Markup
from crossref_deposit.models.access_indicators import LICENSES, FreeToRead, License
from crossref_deposit.models.archiving import (
    ARCHIVES,
    Archive,
    ArchiveName,
    Description,
    VersionInfo,
)
from crossref_deposit.models.citations import CITATIONS, Citation
from crossref_deposit.models.clinical_trials import TRIALS, ClinicalTrial
from crossref_deposit.models.components import COMPONENTS, Component, Format
from crossref_deposit.models.contributors import CONTRIBUTORS, Anonymous, Organization, PersonName
from crossref_deposit.models.crossmark import CROSSMARK_OR_PARTS, Crossmark
from crossref_deposit.models.dates import (
    CreationDate,
    DateLike,
    PublicationDate,
    UpdateDate,
)
from crossref_deposit.models.doi_data import DoiData
from crossref_deposit.models.funding import FUNDING, FundingAssertion
from crossref_deposit.models.identifiers import PublisherItem
from crossref_deposit.models.institutions import Institution
from crossref_deposit.models.publishers import (
    Publisher,
)
from crossref_deposit.models.relations import RELATED, RelatedItem
from crossref_deposit.models.simple_types import LANGUAGE
from crossref_deposit.models.titles import Titles

DatasetType: TypeAlias = Literal["record", "collection", "crossmark_policy", "other"]


@element("database_date")
class DatabaseDate:
    """When a database or dataset was made, published and updated. Crossref element ``database_date``."""

    creation_date: Maybe[CreationDate, CreationDate | DateLike] = child(CreationDate, default=None)
    publication_date: Maybe[PublicationDate, PublicationDate | DateLike] = child(PublicationDate, default=None)
    update_date: Maybe[UpdateDate, UpdateDate | DateLike] = child(UpdateDate, default=None)


@element("database_metadata", doi="doi_data")
class DatabaseMetadata:
    """What is said of a database. Crossref element ``database_metadata``.

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/datasets/
    """

    contributors: Many[PersonName | Organization | Anonymous] = children(
        PersonName, Organization, Anonymous, within=CONTRIBUTORS, at_least=1, default=()
    )
    titles: One[Titles, Titles | Markup | str] = child(Titles)
    description: Maybe[Description, Description | Markup | str] = child(Description, default=None)
    database_dates: Many[DatabaseDate] = children(DatabaseDate, default=(), at_most=10)
    publisher: Maybe[Publisher, Publisher | str] = child(Publisher, default=None)
    institutions: Many[Institution, Institution | str] = children(Institution, default=(), at_most=10)
    publisher_item: Maybe[PublisherItem] = child(PublisherItem, default=None)
    archive_locations: Many[Archive, Archive | ArchiveName] = children(Archive, within=ARCHIVES, default=())
    version_info: Maybe[VersionInfo, VersionInfo | str] = child(VersionInfo, default=None)
    doi_data: Maybe[DoiData] = child(DoiData, default=None)
    relations: Many[RelatedItem] = children(RelatedItem, within=RELATED, default=())
    language: Maybe[str] = attribute(LANGUAGE, default=None)


@element("dataset", CROSSMARK_OR_PARTS, doi="doi_data")
class Dataset:
    """A dataset. Crossref element ``dataset``.

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/datasets/
    """

    contributors: Many[PersonName | Organization | Anonymous] = children(
        PersonName, Organization, Anonymous, within=CONTRIBUTORS, at_least=1, default=()
    )
    titles: Maybe[Titles, Titles | Markup | str] = child(Titles, default=None)
    database_dates: Many[DatabaseDate] = children(DatabaseDate, default=(), at_most=10)
    publisher_item: Maybe[PublisherItem] = child(PublisherItem, default=None)
    description: Maybe[Description, Description | Markup | str] = child(Description, default=None)
    format: Maybe[Format] = child(Format, default=None)
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
    components: Many[Component] = children(Component, within=COMPONENTS, default=())
    dataset_type: Maybe[DatasetType, DatasetType] = attribute(DatasetType, default=None, implied="record")


@element("database", choice("datasets", "components"))
class Database:
    """A database, with its datasets or components. Crossref element ``database``.

    Example:
        >>> from crossref_deposit import Database, DatabaseMetadata, Dataset, DoiData
        >>> database = Database(
        ...     metadata=DatabaseMetadata(titles="The Pot Collection"),
        ...     datasets=Dataset(
        ...         titles="Pots of 2024",
        ...         doi_data=DoiData(doi="10.5555/pots", resource="https://example.org/pots"),
        ...     ),
        ... )
        >>> database.datasets[0].doi_data.doi
        '10.5555/pots'

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/datasets/
    """

    metadata: One[DatabaseMetadata] = child(DatabaseMetadata)
    datasets: Many[Dataset] = children(Dataset, default=())
    components: Many[Component] = children(Component, within=COMPONENTS, default=())
