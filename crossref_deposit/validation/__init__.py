"""Is this right? By the schema, and by what Crossref refuses after the schema."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_HOMES = {
    "SchemaCopy": "official_cache",
    "SubmissionIndex": "submission_index",
    "ValidationReport": "report",
    "check": "rules",
    "export_schema": "schema",
    "install_schema": "official_cache",
    "schema_copies": "official_cache",
    "validate": "validator",
}
"""The module of each name, imported when the name is first used: a first validation waits for no more than it needs."""


if not TYPE_CHECKING:  # type checkers would take any name for one of ours

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        found = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        return found
