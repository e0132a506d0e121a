"""Register DOIs with Crossref: say it, check it, send it, read the answer.

.. code-block:: python

    import crossref_deposit as cd
"""

from __future__ import annotations

from crossref_deposit import errors
from crossref_deposit.binding.construct import evolve
from crossref_deposit.binding.markup import Markup
from crossref_deposit.binding.versions import CURRENT, VERSIONS
from crossref_deposit.client import PRODUCTION, TEST, DepositClient, Operation, PollPolicy, RetryPolicy, Submission
from crossref_deposit.diagnostics import (
    Attribution,
    DiagnosticParser,
    DiagnosticReport,
    RecordDiagnostic,
    RecordStatus,
    SubmissionState,
)
from crossref_deposit.models import (
    Abstract,
    AcceptanceDate,
    Anonymous,
    Archive,
    Assertion,
    Citation,
    ClinicalTrial,
    Collection,
    Component,
    Crossmark,
    CrossmarkDomain,
    CustomMetadata,
    Depositor,
    Description,
    DoiBatch,
    DoiData,
    Format,
    FreeToRead,
    FundingAssertion,
    Identifier,
    Institution,
    InstitutionId,
    InterWorkRelation,
    IntraWorkRelation,
    Isbn,
    Issn,
    Item,
    ItemNumber,
    Journal,
    JournalArticle,
    JournalIssue,
    JournalMetadata,
    JournalVolume,
    License,
    Name,
    Orcid,
    Organization,
    OriginalLanguageTitle,
    Pages,
    PersonName,
    Prefix,
    PublicationDate,
    PublisherItem,
    Record,
    RelatedItem,
    RelationDescription,
    Resource,
    Role,
    ScnPolicySet,
    StandardsBody,
    StringName,
    Titles,
    Update,
    Version,
    VersionInfo,
)
from crossref_deposit.problems import Problem, Severity
from crossref_deposit.validation import SubmissionIndex, ValidationReport, check, export_schema, validate

__all__ = [
    "Abstract",
    "AcceptanceDate",
    "Anonymous",
    "Archive",
    "Assertion",
    "Attribution",
    "Citation",
    "ClinicalTrial",
    "Collection",
    "Component",
    "Crossmark",
    "CrossmarkDomain",
    "CustomMetadata",
    "DEFAULT_SCHEMA_VERSION",
    "DepositClient",
    "Depositor",
    "Description",
    "DiagnosticParser",
    "DiagnosticReport",
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
    "Markup",
    "Name",
    "Operation",
    "Orcid",
    "Organization",
    "OriginalLanguageTitle",
    "PRODUCTION",
    "Pages",
    "PersonName",
    "PollPolicy",
    "Prefix",
    "Problem",
    "PublicationDate",
    "PublisherItem",
    "Record",
    "RecordDiagnostic",
    "RecordStatus",
    "RelatedItem",
    "RelationDescription",
    "Resource",
    "RetryPolicy",
    "Role",
    "SCHEMA_VERSIONS",
    "ScnPolicySet",
    "Severity",
    "StandardsBody",
    "StringName",
    "Submission",
    "SubmissionIndex",
    "SubmissionState",
    "TEST",
    "Titles",
    "Update",
    "ValidationReport",
    "Version",
    "VersionInfo",
    "check",
    "errors",
    "evolve",
    "export_schema",
    "validate",
]

SCHEMA_VERSIONS = tuple(VERSIONS)
"""The schema versions that can be written, newest first."""
DEFAULT_SCHEMA_VERSION = CURRENT
"""The schema version that is written unless another is asked for."""


def __getattr__(name: str) -> str:
    if name != "__version__":
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib.metadata import version

    return version("crossref_deposit")
