"""Talking to Crossref: transport, retry, submissions."""

from crossref_deposit.client.client import DepositClient
from crossref_deposit.client.credentials import Secret
from crossref_deposit.client.operation import Operation
from crossref_deposit.client.policies import PollPolicy, RetryPolicy
from crossref_deposit.client.servlets import PRODUCTION, TEST
from crossref_deposit.client.submission import Progress, Submission
from crossref_deposit.client.transport import HttpRequest, HttpResponse, RequestsTransport, Transport, TransportFailure

__all__ = [
    "PRODUCTION",
    "TEST",
    "DepositClient",
    "HttpRequest",
    "HttpResponse",
    "Operation",
    "PollPolicy",
    "Progress",
    "RequestsTransport",
    "RetryPolicy",
    "Secret",
    "Submission",
    "Transport",
    "TransportFailure",
]
