"""Is this right? By the schema, and by what Crossref refuses after the schema."""

from crossref_deposit.validation.official_cache import SchemaCopy, install_schema, schema_copies
from crossref_deposit.validation.report import ValidationReport
from crossref_deposit.validation.rules import check
from crossref_deposit.validation.schema import export_schema
from crossref_deposit.validation.submission_index import SubmissionIndex
from crossref_deposit.validation.validator import validate

__all__ = [
    "SchemaCopy",
    "SubmissionIndex",
    "ValidationReport",
    "check",
    "export_schema",
    "install_schema",
    "schema_copies",
    "validate",
]
