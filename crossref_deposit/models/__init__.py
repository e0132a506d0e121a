"""What a deposit says: one module per part of Crossref's documentation."""

from crossref_deposit.models.access_indicators import FreeToRead, License
from crossref_deposit.models.archiving import Archive, Description, ScnPolicySet, Version, VersionInfo
from crossref_deposit.models.batch import Depositor, DoiBatch
from crossref_deposit.models.citations import Citation, StandardsBody
from crossref_deposit.models.clinical_trials import ClinicalTrial
from crossref_deposit.models.components import Component, Format
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
from crossref_deposit.models.dates import AcceptanceDate, PublicationDate
from crossref_deposit.models.doi_data import Collection, DoiData, Item, Resource
from crossref_deposit.models.funding import FundingAssertion
from crossref_deposit.models.identifiers import Identifier, Isbn, Issn, ItemNumber, Pages, PublisherItem
from crossref_deposit.models.institutions import Institution, InstitutionId
from crossref_deposit.models.jats import Abstract
from crossref_deposit.models.journal import Journal, JournalArticle, JournalIssue, JournalMetadata, JournalVolume
from crossref_deposit.models.records import Record
from crossref_deposit.models.relations import InterWorkRelation, IntraWorkRelation, RelatedItem, RelationDescription
from crossref_deposit.models.titles import OriginalLanguageTitle, Titles

__all__ = [
    "Abstract",
    "AcceptanceDate",
    "Anonymous",
    "Archive",
    "Assertion",
    "Citation",
    "ClinicalTrial",
    "Collection",
    "Component",
    "Crossmark",
    "CrossmarkDomain",
    "CustomMetadata",
    "Depositor",
    "Description",
    "DoiBatch",
    "DoiData",
    "Format",
    "FreeToRead",
    "FundingAssertion",
    "Identifier",
    "Institution",
    "InstitutionId",
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
    "License",
    "Name",
    "Orcid",
    "Organization",
    "OriginalLanguageTitle",
    "Pages",
    "PersonName",
    "Prefix",
    "PublicationDate",
    "PublisherItem",
    "Record",
    "RelatedItem",
    "RelationDescription",
    "Resource",
    "Role",
    "ScnPolicySet",
    "StandardsBody",
    "StringName",
    "Titles",
    "Update",
    "Version",
    "VersionInfo",
]
