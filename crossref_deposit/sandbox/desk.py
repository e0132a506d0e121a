"""What the servlets work with, and the simple answers that they give."""

from __future__ import annotations

import threading
from collections import Counter

import attrs
from werkzeug.wrappers import Request, Response

from crossref_deposit.sandbox.accounts import Account, Accounts
from crossref_deposit.sandbox.callbacks import Callbacks
from crossref_deposit.sandbox.faults import Fault, FaultKind, FaultPlan
from crossref_deposit.sandbox.queue import SubmissionQueue
from crossref_deposit.sandbox.register import Register
from crossref_deposit.sandbox.submission import ReceivedRequest

HTML = "text/html;charset=ISO-8859-1"
TEXT = "text/plain;charset=UTF-8"
XML = "text/xml;charset=UTF-8"


@attrs.frozen(kw_only=True)
class Desk:
    """What is behind the counter."""

    accounts: Accounts
    queue: SubmissionQueue
    register: Register
    callbacks: Callbacks
    faults: FaultPlan
    requests: list[ReceivedRequest]
    stopped: threading.Event
    pending_limit: int
    retry_after: str | None
    workers: int
    processing_for: float
    at_work: Counter[str] = attrs.field(factory=Counter)
    """How many requests of each account the synchronous route is working on."""
    lock: threading.Lock = attrs.field(factory=threading.Lock)
    """Held while counting them."""


@attrs.frozen(kw_only=True)
class Call:
    """A request at the counter."""

    desk: Desk
    request: Request
    fault: Fault | None = None
    """The trouble that it meets."""

    def value(self, name: str, default: str = "") -> str:
        """A parameter, whether it came in the body or in the address."""
        return self.request.values.get(name, default)

    def log_in(self, user_field: str, password_field: str) -> Account | str:
        """The account that the request is from, or why it is refused."""
        return self.desk.accounts.log_in(self.value(user_field), self.value(password_field))

    def meets(self, kind: FaultKind) -> bool:
        """Whether this trouble was planned for it."""
        return self.fault is not None and self.fault.kind is kind


def html_page(status: int, text: str, retry_after: str | None = None) -> Response:
    """One of Crossref's pages."""
    headers = {"Retry-After": retry_after} if retry_after is not None else None
    return Response(text.encode("latin-1", "xmlcharrefreplace"), status, headers, content_type=HTML)


def denied(reason: str) -> Response:
    """A refused login, where Crossref answers with plain text."""
    return Response(reason, 401, content_type=TEXT)
