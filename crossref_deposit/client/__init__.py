"""Talking to Crossref: transport, retry, submissions, the ledger."""

from crossref_deposit.client.answers import MatchedReference
from crossref_deposit.client.callbacks import CallbackApplication, Notification, NotifiedResult, ServiceStatus
from crossref_deposit.client.client import DepositClient
from crossref_deposit.client.credentials import Secret
from crossref_deposit.client.events import Event, EventKind
from crossref_deposit.client.flow import FlowProgress, SubmissionResult
from crossref_deposit.client.ledger import Ledger
from crossref_deposit.client.ledger_entry import LedgerEntry, LedgerState
from crossref_deposit.client.operation import Operation
from crossref_deposit.client.operations import (
    AliasPair,
    ConflictOperation,
    ConflictResolution,
    ForcedAliases,
    OwnershipTransfer,
    Query,
    QueryBatch,
    QueryResult,
    QueryResults,
    QueryStatus,
    Term,
    Uploadable,
    UrlUpdate,
)
from crossref_deposit.client.policies import PollPolicy, RetryPolicy
from crossref_deposit.client.servlets import PRODUCTION, TEST
from crossref_deposit.client.submission import Progress, Submission
from crossref_deposit.client.summary import SubmissionSummary
from crossref_deposit.client.transport import HttpRequest, HttpResponse, RequestsTransport, Transport, TransportFailure
from crossref_deposit.display.progress import ProgressDisplay

__all__ = [
    "PRODUCTION",
    "TEST",
    "AliasPair",
    "CallbackApplication",
    "ConflictOperation",
    "ConflictResolution",
    "DepositClient",
    "Event",
    "EventKind",
    "FlowProgress",
    "ForcedAliases",
    "HttpRequest",
    "HttpResponse",
    "Ledger",
    "LedgerEntry",
    "LedgerState",
    "MatchedReference",
    "Notification",
    "NotifiedResult",
    "Operation",
    "OwnershipTransfer",
    "PollPolicy",
    "Progress",
    "ProgressDisplay",
    "Query",
    "QueryBatch",
    "QueryResult",
    "QueryResults",
    "QueryStatus",
    "RequestsTransport",
    "RetryPolicy",
    "Secret",
    "ServiceStatus",
    "Submission",
    "SubmissionResult",
    "SubmissionSummary",
    "Term",
    "Transport",
    "TransportFailure",
    "Uploadable",
    "UrlUpdate",
]
