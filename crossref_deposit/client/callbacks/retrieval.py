"""Fetching what a notification tells of: from Crossref and from nowhere else."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import SplitResult, quote, urlsplit

import attrs

from crossref_deposit.binding.values import show
from crossref_deposit.client.answers import report_of
from crossref_deposit.client.callbacks.notification import RETRIEVE_URL
from crossref_deposit.errors import LogError, ModelError, RejectedError

if TYPE_CHECKING:
    from crossref_deposit.client.callbacks.notification import Notification
    from crossref_deposit.client.channel import Channel
    from crossref_deposit.diagnostics import DiagnosticReport

_is_crossref: Final = re.compile(r"(?:[a-z0-9-]+\.)*crossref\.org", re.ASCII).fullmatch
_PORTS: Final = {"http": 80, "https": 443}
_SAFE: Final = "/?&=:;,@+$!*'()~%"
_stray_percent: Final = re.compile(r"%(?![0-9A-Fa-f]{2})").sub
_camel: Final = re.compile(r"_([a-z])")


@attrs.frozen(kw_only=True)
class ServiceStatus:
    """Crossref's account of a notification, where it has no log to give; dates are as Crossref writes them."""

    id: str | None = None
    status: str | None = None
    completed: str | None = None
    """When the submission was done; none if it is not."""
    serviced: str | None = None
    notify_endpoint: str | None = None
    notify_payload_id: str | None = None
    notify_payload_expiration: str | None = None
    internal_tracking_id: str | None = None
    """Crossref's number."""
    external_tracking_id: str | None = None
    """The ``doi_batch_id``."""
    record_created: str | None = None
    record_updated: str | None = None

    @classmethod
    def of(cls, answer: Mapping[str, object]) -> ServiceStatus:
        """What a JSON object says."""
        names = {field.name: _camel.sub(lambda match: match[1].upper(), field.name) for field in attrs.fields(cls)}
        found = {field: answer.get(name) for field, name in names.items()}
        return cls(**{field: None if value is None else str(value) for field, value in found.items()})


@attrs.frozen(kw_only=True)
class NotifiedResult:
    """What a notification told of."""

    notification: Notification
    """The notification."""
    report: DiagnosticReport | None = None
    """The log."""
    log: bytes | None = attrs.field(default=None, repr=False)
    """The same as Crossref wrote it."""
    service: ServiceStatus | None = None
    """What Crossref has in place of a log. Ask for the log as if there had been no notification."""


def retrieve(channel: Channel, notification: Notification, submission: bytes | None) -> NotifiedResult:
    """The result that a notification tells of; see `DepositClient.retrieve`."""
    url = address(notification, channel.servlets.base_url)
    if notification.expired:
        message = f"the result of {_name(notification)} was there until {notification.expires}. Ask for its log"
        raise RejectedError(message)
    answer = _unwrapped(channel.retrieve(url))
    if isinstance(answer, bytes):
        report = report_of(answer, submission=submission)
        _check_belongs(notification, report)
        return NotifiedResult(notification=notification, report=report, log=answer)
    return NotifiedResult(notification=notification, service=ServiceStatus.of(answer))


def address(notification: Notification, base_url: str) -> str:
    """The address to fetch, encoded.

    Whoever knows the receiver can send it a notification; this program must not become the tool with which strangers
    reach hosts that only it can see.

    Raises:
        ModelError: It is not an address of Crossref's, nor one of the client's own server.
    """
    parts, base = _split(notification.retrieve_url), urlsplit(base_url)
    if _origin(parts) == _origin(base):
        server = f"{base.scheme}://{base.netloc}"
    elif _is_crossref(parts.hostname or "") and _PORTS.get(parts.scheme) == _origin(parts)[2]:
        server = f"https://{parts.hostname}"
    else:
        raise _refusal(notification.retrieve_url)
    query = f"?{parts.query}" if parts.query else ""
    return server + quote(_stray_percent("%25", f"{parts.path or '/'}{query}"), safe=_SAFE)


def _split(url: str) -> SplitResult:
    with contextlib.suppress(ValueError):  # a host or a port that is none
        parts = urlsplit(url)
        if parts.port != 0 and parts.scheme in _PORTS and "@" not in parts.netloc and url.isprintable():
            return parts
    raise _refusal(url)


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)


def _refusal(url: str) -> ModelError:
    return ModelError(
        RETRIEVE_URL,
        found=show(url),
        expected="an address at crossref.org, or at the client's base_url",
        remedy="Nothing was fetched: this notification is not from Crossref.",
    )


def _unwrapped(body: bytes) -> bytes | dict[str, Any]:
    """XML as it is, or the object that JSON says; both also as a JSON string, in a list, or in other brackets."""
    text = body.decode("utf-8-sig", "replace").strip()
    if text.startswith("<"):
        return body
    for candidate in (text, text[1:-1].strip()):
        if candidate.startswith("<"):
            return candidate.encode()
        match _json(candidate):
            case str(inner):
                return _unwrapped(inner.encode())
            case dict(answer) | [dict(answer)]:
                return answer
    message = f"expected a log or JSON, found text that begins with {show(text)}"
    raise LogError(message)


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _check_belongs(notification: Notification, report: DiagnosticReport) -> None:
    """Refuse a log that neither has the batch id nor the number of the notification."""
    pairs = (notification.batch_id, report.batch_id), (notification.submission_id, report.submission_id)
    known = [(told, found) for told, found in pairs if told and found]
    if known and all(told != found for told, found in known):
        message = (
            f"expected the log of {_name(notification)}, found that of batch {report.batch_id}, "
            f"submission {report.submission_id}"
        )
        raise LogError(message)


def _name(notification: Notification) -> str:
    return f"batch {notification.batch_id}, submission {notification.submission_id}"
