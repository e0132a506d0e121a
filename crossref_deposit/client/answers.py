"""What Crossref's servlets mean by what they answer.

The body decides first and the status second: a refusal may come with 200. Whatever does not say that
the file was received has not said so.
"""

from __future__ import annotations

import http
import json
import re
from typing import TYPE_CHECKING, Any, NoReturn

import attrs

from crossref_deposit.client.operations.query_results import QueryResults
from crossref_deposit.client.retry import Again, retry_after
from crossref_deposit.diagnostics import DiagnosticParser, DiagnosticReport
from crossref_deposit.errors import (
    AuthenticationError,
    LogError,
    QueueFullError,
    RejectedError,
    SchemaError,
    TransportError,
)
from crossref_deposit.models.root import root_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from crossref_deposit.client.transport import HttpResponse
    from crossref_deposit.errors import ClientError

_READ = 1 << 16
_EXCERPT = 500
_SHORT = 2000
_LIST = b"H:"
_BLANK = "\ufeff \t\r\n"
_RECEIVED = re.compile(r"batch\s+submission\s+was\s+successfully\s+received", re.IGNORECASE)
_FAILED = re.compile(r"submission\s+failed\.?\s*\[(?P<reason>.*)\]", re.IGNORECASE | re.DOTALL)
_NO_ENTRY = re.compile(
    r"wrong\s+credentials|incorrect\s+username\s+or\s+password|cannot\s+authenticate\s+user"
    r"|cannot\s+assume\s+specified\s+role|please\s+supply\s+a\s+login\s+and\s+a\s+password",
    re.IGNORECASE,
)
_CHARSET = re.compile(r"charset=[\"']?([A-Za-z0-9._-]+)", re.IGNORECASE)
_TOO_MANY_AT_ONCE = re.compile(r"ExceededConcurre", re.IGNORECASE)
_WITH_LOG = frozenset({http.HTTPStatus.OK, http.HTTPStatus.FORBIDDEN})
_DENIED = frozenset({http.HTTPStatus.UNAUTHORIZED, http.HTTPStatus.FORBIDDEN})
_OUT_OF_SERVICE = frozenset(
    {http.HTTPStatus.REQUEST_TIMEOUT, http.HTTPStatus.TOO_MANY_REQUESTS, http.HTTPStatus.SERVICE_UNAVAILABLE}
)
"""What says that nothing was done, and may be another time."""
_MEND_CREDENTIALS = (
    "Check user name, password and role; both are case-sensitive, and Crossref's test system has accounts of its own."
)


@attrs.frozen(kw_only=True)
class Page:
    """An answer, with what an error message says of it."""

    response: HttpResponse = attrs.field(repr=False)
    server: str
    """Host and port that answered."""
    text: str = attrs.field(repr=False)
    """The beginning of the body."""
    redact: Callable[[str], str] = attrs.field(repr=False)
    """Takes the password out of the server's words, should it repeat it; what they mean is read before."""
    file_name: str | None = None

    @classmethod
    def of(cls, response: HttpResponse, server: str, redact: Callable[[str], str], file_name: str | None) -> Page:
        """The page that a response holds."""
        return cls(response=response, server=server, text=_decoded(response), redact=redact, file_name=file_name)

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.response.status_code

    @property
    def is_html(self) -> bool:
        """Whether it is a web page and no log, deposit or list."""
        return self.text.lstrip(_BLANK)[:_SHORT].lower().startswith(("<!doctype html", "<html"))

    @property
    def is_for_people(self) -> bool:
        """Whether it is a web page, a piece of one, or a line of plain text."""
        is_xml = self.text.lstrip(_BLANK).startswith(("<?xml", "<doi_batch"))
        return self.is_html or (len(self.text) < _SHORT and not is_xml)

    def error(self, kind: type[ClientError], message: str) -> ClientError:
        """An error that carries this page."""
        body = self.redact(self.text)[:_EXCERPT]
        return kind(message, status_code=self.status, body=body, file_name=self.file_name)

    def again(self, message: str, kind: type[ClientError] = TransportError, *, in_doubt: bool = False) -> Again:
        """The same, for an attempt that may be repeated."""
        return Again(self.error(kind, message), retry_after=retry_after(self.response.headers), in_doubt=in_doubt)


def _decoded(response: HttpResponse) -> str:
    charset = _CHARSET.search(response.headers.get("content-type", ""))
    start = response.body[:_READ]
    try:
        return start.decode(charset[1] if charset else "utf-8", "replace")
    except (LookupError, UnicodeError):  # no such encoding, or one that is not for texts
        return start.decode("latin-1")


@attrs.frozen(kw_only=True)
class LogAnswer:
    """A submission log, whatever state it tells of."""

    log: bytes = attrs.field(repr=False)
    report: DiagnosticReport = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class MatchedReference:
    """A reference that Crossref has found the DOI of."""

    key: str
    """Its key in the deposit."""
    doi: str
    """The DOI of the work that is cited."""
    doi_type: str | None = None
    """What it is the DOI of, such as ``journal_article``."""


def report_of(log: bytes, *, submission: bytes | None = None) -> DiagnosticReport:
    """What Crossref says when it is done: a submission log, or the results of queries.

    Args:
        log: The document.
        submission: The file that it answers, to trace the results to its records; lists and queries have none.

    Raises:
        LogError: It is neither.
    """
    if QueryResults.are_in(log):
        return QueryResults.from_xml(log).report
    has_records = submission is not None and _has_records(submission)
    return DiagnosticParser(submission=submission if has_records else None).parse(log)


def _has_records(submission: bytes) -> bool:
    """Whether it is a deposit, be it a broken one, and no list or query."""
    try:
        return root_of(submission).name != "query_batch"
    except SchemaError:
        return not submission.startswith(_LIST)


def read_receipt(page: Page) -> None:
    """Whether ``/servlet/deposit`` took the file: returns if it did.

    Raises:
        AuthenticationError: The credentials were refused.
        RejectedError: The file was refused.
        Again: It may be sent again; ``in_doubt`` if nobody can tell whether it was taken.
    """
    if page.status < http.HTTPStatus.MULTIPLE_CHOICES and _RECEIVED.search(page.text):
        return
    _refuse_entry(page)
    if page.status == http.HTTPStatus.TOO_MANY_REQUESTS:
        message = (
            f"{page.server} takes no more submissions now: too many of this account are pending. "
            "Wait until some are done, or allow more time in RetryPolicy"
        )
        raise page.again(message, QueueFullError)
    if page.status in _OUT_OF_SERVICE:
        message = f"{page.server} is out of service ({page.status})"
        raise page.again(message)
    _refuse_file(page)
    _refuse_redirect(page)
    message = f"{page.server} answered {page.status}, but not whether it received {page.file_name}"
    raise page.again(message, in_doubt=True)


def read_log(page: Page) -> LogAnswer:
    """The log that ``/servlet/submissionDownload`` returned.

    Raises:
        AuthenticationError: The credentials were refused.
        TransportError: An answer that will not change.
        Again: No log, this time.
    """
    _refuse_all_but_documents(page)
    try:
        report = report_of(page.response.body)
    except LogError as error:
        message = (
            f"{page.server} answered with something else than a log of {page.file_name}: {page.redact(str(error))}"
        )
    else:
        return LogAnswer(log=page.response.body, report=report)
    raise page.again(message)


def read_contents(page: Page) -> bytes:
    """The submitted file that ``/servlet/submissionDownload`` returned.

    Raises:
        AuthenticationError: The credentials were refused.
        RejectedError: Crossref has no such file.
        TransportError: An answer that will not change.
        Again: No file, this time.
    """
    if page.status != http.HTTPStatus.NOT_FOUND:
        _refuse_all_but_documents(page)
    if page.status == http.HTTPStatus.NOT_FOUND or "<doi_batch_diagnostic" in page.text[:_SHORT]:
        message = f"{page.server} has no submission called {page.file_name} of this account"
        raise page.error(RejectedError, message)
    if page.is_html or not page.response.body:
        found = "an HTML page" if page.response.body else "nothing"
        message = f"{page.server} answered with {found}, not with the contents of {page.file_name}"
        raise page.again(message)
    return page.response.body


def read_login(page: Page) -> tuple[str, ...]:
    """The roles that ``/servlet/login`` names.

    Raises:
        AuthenticationError: The credentials were refused.
        TransportError: An answer that will not change.
        Again: No answer, this time.
    """
    answer = _json_object(page.response.body)
    if answer is None:
        _refuse_all_but_documents(page)
        message = f"{page.server} answered with something else than JSON to /servlet/login"
        raise page.again(message)
    denied = any(answer.get(name) is False for name in ("authenticated", "authorised"))
    if page.status == http.HTTPStatus.OK and answer.get("success") is True and not denied:
        roles = answer.get("roles")
        return tuple(map(str, roles)) if isinstance(roles, list) else ()
    said = page.redact(str(answer.get("errorMessage") or answer.get("message") or "no reason given"))
    # The answer may hold tokens, so no part of it but the message is kept.
    message = f"{page.server} refused the login: {said.rstrip('.')}. {_MEND_CREDENTIALS}"
    raise AuthenticationError(message, status_code=page.status)


def read_matched_references(page: Page, doi: str) -> tuple[MatchedReference, ...]:
    """The references that ``/getResolvedRefs`` lists.

    Raises:
        AuthenticationError: The credentials were refused.
        RejectedError: Crossref knows no references of this DOI.
        TransportError: An answer that will not change.
        Again: No answer, this time.
    """
    if page.status == http.HTTPStatus.NOT_FOUND:
        message = (
            f"{page.server} knows no references of {doi} (404). Is it registered, with references? Is base_url right?"
        )
        raise page.error(RejectedError, message)
    answer = _json_object(page.response.body)
    listed = None if answer is None else answer.get("matched-references")
    if page.status == http.HTTPStatus.OK and isinstance(listed, list):
        return tuple(_matched_reference(item) for item in listed if isinstance(item, dict))
    _refuse_all_but_documents(page)
    message = f"{page.server} answered with something else than the matched references of {doi}"
    raise page.again(message)


def _matched_reference(item: dict[str, Any]) -> MatchedReference:
    kind = item.get("type")
    return MatchedReference(
        key=str(item.get("key", "")), doi=str(item.get("doi", "")), doi_type=None if kind is None else str(kind)
    )


def read_synchronous_log(page: Page) -> bytes:
    """The log that ``/v2/deposits`` returned; with 403 it tells of failures.

    Raises:
        AuthenticationError: The credentials were refused.
        RejectedError: The request was refused.
        TransportError: Nobody can tell whether the file was processed.
        Again: It was certainly not processed, and may be sent again.
    """
    if page.status in _WITH_LOG and "<doi_batch_diagnostic" in page.text[:_SHORT]:
        return page.response.body
    if _TOO_MANY_AT_ONCE.search(page.text):
        message = f"{page.server} works on too many files of this account at once. Send fewer at a time, or try later"
        raise page.again(message, QueueFullError)
    _refuse_entry(page)
    if page.status in _OUT_OF_SERVICE:
        message = f"{page.server} takes no deposits now (HTTP status {page.status})"
        raise page.again(message)
    _refuse_file(page)
    _refuse_redirect(page)
    message = f"{page.server} answered {page.status} without a log"
    raise page.again(message, in_doubt=True)


def read_retrieved(page: Page) -> bytes:
    """What the address of a notification returned.

    Raises:
        RejectedError: It is not there, or no longer.
        TransportError: An answer that will not change.
        Again: Nothing, this time.
    """
    if page.status in _OUT_OF_SERVICE or page.status >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
        message = f"{page.server} cannot answer now (HTTP status {page.status})"
        raise page.again(message)
    _refuse_redirect(page)
    if page.status >= http.HTTPStatus.BAD_REQUEST:
        message = f"{page.server} does not have the result, or no longer (HTTP status {page.status}). Ask for its log"
        raise page.error(RejectedError, message)
    if page.is_html or not page.response.body.strip():
        found = "an HTML page" if page.response.body.strip() else "nothing"
        message = f"{page.server} answered with {found}, not with a result"
        raise page.again(message)
    return page.response.body


def _json_object(body: bytes) -> dict[str, Any] | None:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None


def _refuse_entry(page: Page) -> None:
    if page.status in _DENIED or _NO_ENTRY.search(page.text):
        _deny(page)


def _deny(page: Page) -> NoReturn:
    reason = _reason(page) or ("its login page" if _NO_ENTRY.search(page.text) else "no reason given")
    message = f"{page.server} refused the credentials ({page.status}): {reason.rstrip('.')}. {_MEND_CREDENTIALS}"
    raise page.error(AuthenticationError, message)


def _refuse_file(page: Page) -> None:
    if _FAILED.search(page.text):
        message = f"{page.server} did not take {page.file_name}: {_reason(page)}"
        raise page.error(RejectedError, message)
    if http.HTTPStatus.BAD_REQUEST <= page.status < http.HTTPStatus.INTERNAL_SERVER_ERROR:
        message = f"{page.server} did not take {page.file_name}: HTTP status {page.status}. Is base_url right?"
        raise page.error(RejectedError, message)


def _refuse_all_but_documents(page: Page) -> None:
    if page.status in _DENIED or (page.is_for_people and _NO_ENTRY.search(page.text)):
        _deny(page)
    if page.status in _OUT_OF_SERVICE or page.status >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
        message = f"{page.server} cannot answer now (HTTP status {page.status})"
        raise page.again(message)
    _refuse_redirect(page)
    if page.status >= http.HTTPStatus.BAD_REQUEST:
        message = f"{page.server} answered with HTTP status {page.status}. Is base_url right?"
        raise page.error(TransportError, message)


def _refuse_redirect(page: Page) -> None:
    if http.HTTPStatus.MULTIPLE_CHOICES <= page.status < http.HTTPStatus.BAD_REQUEST:
        message = (
            f"{page.server} answered with a redirect ({page.status}), which is not followed because the request "
            "holds a password. Give the right address as base_url"
        )
        raise page.error(TransportError, message)


def _reason(page: Page) -> str | None:
    """What the page says for itself: the reason in brackets, or a line of plain text."""
    if match := _FAILED.search(page.text):
        return page.redact(" ".join(match["reason"].split()))
    if page.is_for_people and not page.is_html:
        return page.redact(" ".join(page.text.split()).rstrip("."))
    return None
