"""Submission logs: read, understood, and traced to the records of the deposit."""

from crossref_deposit.diagnostics.grammar import Citation, Conflict
from crossref_deposit.diagnostics.page import html_page
from crossref_deposit.diagnostics.parser import DiagnosticParser
from crossref_deposit.diagnostics.record import Attribution, AttributionMethod, RecordDiagnostic, RecordStatus
from crossref_deposit.diagnostics.report import DiagnosticReport, SubmissionState, report_schema

__all__ = [
    "Attribution",
    "AttributionMethod",
    "Citation",
    "Conflict",
    "DiagnosticParser",
    "DiagnosticReport",
    "RecordDiagnostic",
    "RecordStatus",
    "SubmissionState",
    "html_page",
    "report_schema",
]
