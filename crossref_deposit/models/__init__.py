"""What a deposit says: one module per part of Crossref's documentation."""

from crossref_deposit.models.access_indicators import FreeToRead, License
from crossref_deposit.models.archiving import Archive, Description, ScnPolicySet, Version, VersionInfo
from crossref_deposit.models.batch import Depositor, DoiBatch
from crossref_deposit.models.books import Book, BookMetadata, BookSeriesMetadata, BookSetMetadata, ContentItem
from crossref_deposit.models.citations import Citation, StandardsBody
from crossref_deposit.models.clinical_trials import ClinicalTrial
from crossref_deposit.models.components import Component, Format, SaComponent
from crossref_deposit.models.conferences import (
    Conference,
    ConferenceDate,
    ConferencePaper,
    EventMetadata,
    ProceedingsMetadata,
    ProceedingsSeriesMetadata,
)
from crossref_deposit.models.contributors import (
    Anonymous,
    Name,
    Orcid,
    Organization,
    PersonName,
    Prefix,
    Role,
    StringName,
)
from crossref_deposit.models.crossmark import Assertion, Crossmark, CrossmarkDomain, CustomMetadata, Update
from crossref_deposit.models.databases import Database, DatabaseDate, DatabaseMetadata, Dataset
from crossref_deposit.models.dates import (
    AcceptanceDate,
    ApprovalDate,
    CreationDate,
    PostedDate,
    PublicationDate,
    ReviewDate,
    UpdateDate,
)
from crossref_deposit.models.dissertations import Dissertation
from crossref_deposit.models.doi_data import Collection, DoiData, Item, Resource
from crossref_deposit.models.funding import FundingAssertion
from crossref_deposit.models.identifiers import Identifier, Isbn, Issn, ItemNumber, Pages, PublisherItem
from crossref_deposit.models.institutions import Institution, InstitutionId
from crossref_deposit.models.jats import Abstract
from crossref_deposit.models.journal import Journal, JournalArticle, JournalIssue, JournalMetadata, JournalVolume
from crossref_deposit.models.peer_reviews import CompetingInterestStatement, PeerReview
from crossref_deposit.models.pending_publications import IntentStatement, PendingPublication, Publication
from crossref_deposit.models.posted_content import PostedContent, Status
from crossref_deposit.models.publishers import NoIsbn, Publisher, SeriesMetadata, SetMetadata
from crossref_deposit.models.records import Record
from crossref_deposit.models.relations import InterWorkRelation, IntraWorkRelation, RelatedItem, RelationDescription
from crossref_deposit.models.reports import ReportPaper, ReportPaperMetadata, ReportPaperSeriesMetadata
from crossref_deposit.models.resources import (
    ClinicaltrialData,
    CrossmarkData,
    DoiCitations,
    DoiRelations,
    DoiResources,
    FundrefData,
    LicRefData,
    ResourceBatch,
)
from crossref_deposit.models.standards import (
    Designators,
    Standard,
    StandardMetadata,
    StdAltAsPublished,
    StdAsPublished,
    StdFamilyDesignator,
    StdSetDesignator,
    StdUndatedDesignator,
)
from crossref_deposit.models.titles import OriginalLanguageTitle, Titles
from crossref_deposit.models.versions import SCHEMA_VERSIONS

__all__ = [
    "SCHEMA_VERSIONS",
    "Abstract",
    "AcceptanceDate",
    "Anonymous",
    "ApprovalDate",
    "Archive",
    "Assertion",
    "Book",
    "BookMetadata",
    "BookSeriesMetadata",
    "BookSetMetadata",
    "Citation",
    "ClinicalTrial",
    "ClinicaltrialData",
    "Collection",
    "CompetingInterestStatement",
    "Component",
    "Conference",
    "ConferenceDate",
    "ConferencePaper",
    "ContentItem",
    "CreationDate",
    "Crossmark",
    "CrossmarkData",
    "CrossmarkDomain",
    "CustomMetadata",
    "Database",
    "DatabaseDate",
    "DatabaseMetadata",
    "Dataset",
    "Depositor",
    "Description",
    "Designators",
    "Dissertation",
    "DoiBatch",
    "DoiCitations",
    "DoiData",
    "DoiRelations",
    "DoiResources",
    "EventMetadata",
    "Format",
    "FreeToRead",
    "FundingAssertion",
    "FundrefData",
    "Identifier",
    "Institution",
    "InstitutionId",
    "IntentStatement",
    "InterWorkRelation",
    "IntraWorkRelation",
    "Isbn",
    "Issn",
    "Item",
    "ItemNumber",
    "Journal",
    "JournalArticle",
    "JournalIssue",
    "JournalMetadata",
    "JournalVolume",
    "LicRefData",
    "License",
    "Name",
    "NoIsbn",
    "Orcid",
    "Organization",
    "OriginalLanguageTitle",
    "Pages",
    "PeerReview",
    "PendingPublication",
    "PersonName",
    "PostedContent",
    "PostedDate",
    "Prefix",
    "ProceedingsMetadata",
    "ProceedingsSeriesMetadata",
    "Publication",
    "PublicationDate",
    "Publisher",
    "PublisherItem",
    "Record",
    "RelatedItem",
    "RelationDescription",
    "ReportPaper",
    "ReportPaperMetadata",
    "ReportPaperSeriesMetadata",
    "Resource",
    "ResourceBatch",
    "ReviewDate",
    "Role",
    "SaComponent",
    "ScnPolicySet",
    "SeriesMetadata",
    "SetMetadata",
    "Standard",
    "StandardMetadata",
    "StandardsBody",
    "Status",
    "StdAltAsPublished",
    "StdAsPublished",
    "StdFamilyDesignator",
    "StdSetDesignator",
    "StdUndatedDesignator",
    "StringName",
    "Titles",
    "Update",
    "UpdateDate",
    "Version",
    "VersionInfo",
]
