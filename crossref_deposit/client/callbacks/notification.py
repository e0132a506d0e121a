"""What a notification says: all of it stands in the headers of a request."""

from __future__ import annotations

import email.utils
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import attrs

from crossref_deposit.binding.values import show
from crossref_deposit.errors import ModelError

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

ENDPOINT: Final = "CROSSREF-NOTIFY-ENDPOINT"
BATCH_ID: Final = "CROSSREF-EXTERNAL-ID"
SUBMISSION_ID: Final = "CROSSREF-INTERNAL-ID"
RETRIEVE_URL: Final = "CROSSREF-RETRIEVE-URL"
SERVICE_DATE: Final = "CROSSREF-SERVICE-DATE"
EXPIRATION_DATE: Final = "CROSSREF-RETRIEVE-URL-EXPIRATION-DATE"

_OWN: Final = "CROSSREF-"
_LONGEST: Final = 8192  # characters of a header; servers allow less in all
_MILLISECONDS: Final = 10_000_000_000  # numbers above are no seconds since 1970 for the next 250 years


@attrs.frozen(kw_only=True)
class Notification:
    """Crossref's word that a result is there.

    See https://www.crossref.org/documentation/register-maintain-records/verify-your-registration/notification-callback-service/

    Example:
        >>> from crossref_deposit.client import Notification
        >>> notification = Notification.from_headers({
        ...     "CROSSREF-NOTIFY-ENDPOINT": "psychoceramics.1",
        ...     "CROSSREF-EXTERNAL-ID": "batch-1",
        ...     "CROSSREF-RETRIEVE-URL": "https://doi.crossref.org/notification/1",
        ...     "CROSSREF-RETRIEVE-URL-EXPIRATION-DATE": "Sat, 28 Nov 2026 10:00:00 GMT",
        ... })
        >>> notification.batch_id, notification.expires.isoformat()
        ('batch-1', '2026-11-28T10:00:00+00:00')
    """

    endpoint: str
    """The name under which Crossref's support has registered the receiver, such as ``ctf.org.1``."""
    retrieve_url: str
    """Where the result is; nothing in it is encoded."""
    batch_id: str | None = None
    """The ``doi_batch_id`` of the submission."""
    submission_id: str | None = None
    """Crossref's number."""
    service_date: datetime | None = None
    """When it was made."""
    expires: datetime | None = None
    """When the result is no longer there."""

    @classmethod
    def from_headers(cls, headers: Mapping[str, str], *, endpoint: str | Iterable[str] | None = None) -> Notification:
        """The notification in the headers of a request.

        Args:
            headers: All headers, in any case.
            endpoint: The names of the receiver. Another name is refused; none accepts any.

        Raises:
            ModelError: A header is missing, cannot be read, or is not for this receiver; ``path`` is the header.
        """
        own = {name.upper(): value for name, value in headers.items() if name.upper().startswith(_OWN)}
        values = {name: _decoded(name, value) for name, value in own.items()}
        notification = cls(
            endpoint=_required(values, ENDPOINT),
            retrieve_url=_required(values, RETRIEVE_URL),
            batch_id=values.get(BATCH_ID) or None,
            submission_id=values.get(SUBMISSION_ID) or None,
            service_date=_moment(values, SERVICE_DATE),
            expires=_moment(values, EXPIRATION_DATE),
        )
        if endpoint is not None:
            notification._check_endpoint((endpoint,) if isinstance(endpoint, str) else endpoint)
        return notification

    @classmethod
    def from_environ(cls, environ: WSGIEnvironment, *, endpoint: str | Iterable[str] | None = None) -> Notification:
        """The notification in the headers of a WSGI request; see `from_headers`.

        Args:
            environ: The request.
            endpoint: The names of the receiver.

        Raises:
            ModelError: As for `from_headers`.
        """
        headers = {
            name.removeprefix("HTTP_").replace("_", "-"): str(value)
            for name, value in environ.items()
            if name.startswith("HTTP_CROSSREF_")
        }
        return cls.from_headers(headers, endpoint=endpoint)

    @property
    def expired(self) -> bool:
        """Whether the result is no longer there."""
        return self.expires is not None and self.expires <= datetime.now(UTC)

    def _check_endpoint(self, names: Iterable[str]) -> None:
        if self.endpoint not in names:
            raise ModelError(ENDPOINT, found=show(self.endpoint), expected="the name of this receiver")


def _decoded(name: str, value: str) -> str:
    """A header's text: UTF-8, which servers hand on as if it were Latin-1."""
    if len(value) > _LONGEST:
        raise ModelError(name, found=f"{len(value):,} characters", expected=f"at most {_LONGEST:,}")
    try:
        return value.encode("latin-1").decode().strip()
    except UnicodeError:
        return value.strip()


def _required(values: Mapping[str, str], name: str) -> str:
    if value := values.get(name):
        return value
    raise ModelError(name, found="no such header", expected="a notification of Crossref's, which has it")


def _moment(values: Mapping[str, str], name: str) -> datetime | None:
    value = values.get(name)
    if not value:
        return None
    for read in (_seconds, email.utils.parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = read(value)
        except (ValueError, OverflowError, OSError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    raise ModelError(name, found=show(value), expected="a date such as 'Sat, 28 Nov 2026 10:00:00 GMT'")


def _seconds(value: str) -> datetime:
    """A moment given as seconds or milliseconds since 1970."""
    seconds = int(value)
    return datetime.fromtimestamp(seconds / 1000 if seconds >= _MILLISECONDS else seconds, UTC)
