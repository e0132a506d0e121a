"""Crossref's notification callbacks: it says that a log is there, so nobody has to ask."""

from crossref_deposit.client.callbacks.application import CallbackApplication
from crossref_deposit.client.callbacks.notification import Notification
from crossref_deposit.client.callbacks.retrieval import NotifiedResult, ServiceStatus

__all__ = ["CallbackApplication", "Notification", "NotifiedResult", "ServiceStatus"]
