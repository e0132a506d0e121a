"""Notification callbacks: a request to the user's own address when a log is there.

See https://www.crossref.org/documentation/register-maintain-records/verify-your-registration/notification-callback-service/
"""

from __future__ import annotations

import email.utils
import functools
import http
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import attrs

from crossref_deposit.sandbox.agenda import Agenda, Clock, moment
from crossref_deposit.sandbox.faults import Endpoint
from crossref_deposit.sandbox.submission import SubmissionView

logger = logging.getLogger("crossref_deposit.sandbox")

_ATTEMPTS: Final = 5
_TIMEOUT: Final = 5.0  # seconds for the receiver to answer


@attrs.frozen(kw_only=True)
class Notify:
    """Where callbacks go."""

    url: str
    endpoint: str
    """The name of the endpoint, as Crossref's support assigns them."""
    expires_after: float
    """Seconds for which a log can be retrieved."""
    retry_every: float
    """Seconds between attempts, if the receiver does not answer with 200."""


class Callbacks:
    """Sends them, each until it is answered with 200, at most five times.

    Args:
        clock: Tells the time.
        base_url: Tells the sandbox's own address.
    """

    def __init__(self, clock: Clock, base_url: Callable[[], str]) -> None:
        self._clock = clock
        self._base_url = base_url
        self._agenda = Agenda(clock, "sandbox-callbacks")
        self.notify: Notify | None = None
        """Where they go; None: nowhere."""

    def start(self) -> None:
        """Begin, or go on where it was stopped."""
        self._agenda.start()

    def stop(self) -> None:
        """Stop; what was not sent is sent after the next start."""
        self._agenda.stop()

    def settle(self, timeout: float) -> bool:
        """Wait until all that is due is sent; whether that came about within so many seconds."""
        return self._agenda.settle(timeout)

    def announce(self, view: SubmissionView) -> None:
        """Send a callback for a submission that is done."""
        if self.notify is not None and not view.log_is_lost:
            self._agenda.at(self._clock.now(), functools.partial(self._send, view, self.notify, 1))

    def has_expired(self, view: SubmissionView) -> bool:
        """Whether the address at which its log can be retrieved is not valid any more."""
        expiry = self._expiry(view, self.notify)
        return expiry is None or self._clock.now() >= expiry.timestamp()

    def status(self, view: SubmissionView) -> dict[str, object]:
        """The state of a submission, as the retrieval address tells it in JSON."""
        expiry = self._expiry(view, self.notify)
        return {
            "id": view.submission_id,
            "status": view.state.value,
            "completed": view.completed.isoformat() if view.completed else None,
            "serviced": view.received.isoformat(),
            "notifyEndpoint": self.notify.endpoint if self.notify else None,
            "notifyPayloadId": str(view.submission_id),
            "notifyPayloadExpiration": expiry.isoformat() if expiry else None,
            "internalTrackingId": str(view.submission_id),
            "externalTrackingId": view.batch_id,
            "recordCreated": view.received.isoformat(),
            "recordUpdated": (view.completed or view.received).isoformat(),
        }

    def _expiry(self, view: SubmissionView, notify: Notify | None) -> datetime | None:
        if notify is None or view.completed is None:
            return None
        return view.completed + timedelta(seconds=notify.expires_after)

    def _send(self, view: SubmissionView, notify: Notify, attempt: int) -> None:
        reason = _post(notify.url, self._headers(view, notify))
        if reason is None:
            logger.info("%s: callback sent to %s", view.file_name, notify.url)
        elif attempt < _ATTEMPTS:
            logger.info("%s: callback to %s failed, will be sent again: %s", view.file_name, notify.url, reason)
            again = functools.partial(self._send, view, notify, attempt + 1)
            self._agenda.at(self._agenda.time + notify.retry_every, again)
        else:
            logger.warning("%s: callback to %s failed for good: %s", view.file_name, notify.url, reason)

    def _headers(self, view: SubmissionView, notify: Notify) -> dict[str, bytes]:
        expiry = self._expiry(view, notify)
        values = {
            "CROSSREF-NOTIFY-ENDPOINT": notify.endpoint,
            "CROSSREF-EXTERNAL-ID": view.batch_id,
            "CROSSREF-INTERNAL-ID": str(view.submission_id),
            "CROSSREF-RETRIEVE-URL": f"{self._base_url()}{Endpoint.RETRIEVE}/{view.submission_id}",
            "CROSSREF-SERVICE-DATE": _http_date(moment(self._clock.now())),
            "CROSSREF-RETRIEVE-URL-EXPIRATION-DATE": _http_date(expiry) if expiry else "",
        }
        return {name: " ".join(value.split()).encode() for name, value in values.items() if value}


def _http_date(date: datetime) -> str:
    return email.utils.format_datetime(date.replace(microsecond=0), usegmt=True)


def _post(url: str, headers: dict[str, bytes]) -> str | None:
    """Send a request; why it failed, None if it did not."""
    import requests

    try:
        with requests.Session() as session:
            session.trust_env = False  # the receiver is near; a proxy may not know the way
            with session.post(url, headers=headers, timeout=_TIMEOUT, allow_redirects=False, stream=True) as response:
                status = response.status_code
    except requests.RequestException as error:
        return type(error).__name__
    return None if status == http.HTTPStatus.OK else f"the receiver answered {status}"
