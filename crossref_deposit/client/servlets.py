"""What Crossref's servlets are sent: one attempt each.

Passwords travel in the body alone, never in the URL.
See https://www.crossref.org/documentation/register-maintain-records/direct-deposit-xml/https-post/
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode, urlsplit

import attrs

from crossref_deposit.binding.values import show
from crossref_deposit.client import answers
from crossref_deposit.client.retry import Again
from crossref_deposit.client.transport import HttpRequest, TransportFailure
from crossref_deposit.errors import ModelError, TransportError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crossref_deposit.client.credentials import Credentials
    from crossref_deposit.client.operation import Operation
    from crossref_deposit.client.transport import HttpResponse, Transport

PRODUCTION = "https://doi.crossref.org"
"""Crossref."""
TEST = "https://test.crossref.org"
"""Crossref's test system; it has accounts of its own."""


@attrs.frozen(kw_only=True)
class Upload:
    """One file on its way to Crossref."""

    file_name: str
    content: bytes = attrs.field(repr=False)
    operation: Operation


@attrs.frozen(kw_only=True)
class Servlets:
    """The servlets on one host, for one account."""

    base_url: str
    credentials: Credentials
    transport: Transport = attrs.field(repr=False)

    def deposit(self, upload: Upload, *, timeout: float) -> None:
        """Send a file to ``/servlet/deposit``; see `answers.read_receipt` for what it raises."""
        page = self._page(self._deposit_request(upload), timeout, upload.file_name)
        answers.read_receipt(page)

    def log(self, file_name: str, *, timeout: float) -> answers.LogAnswer:
        """The log of a submission; see `answers.read_log`."""
        return answers.read_log(self._page(self._download_request(file_name, "result"), timeout, file_name))

    def contents(self, file_name: str, *, timeout: float) -> bytes:
        """The file as it was submitted; see `answers.read_contents`."""
        return answers.read_contents(self._page(self._download_request(file_name, "contents"), timeout, file_name))

    def login(self, *, timeout: float) -> tuple[str, ...]:
        """The account's roles; see `answers.read_login`."""
        return answers.read_login(self._page(self._login_request(), timeout, None))

    def matched_references(self, doi: str, *, timeout: float) -> tuple[answers.MatchedReference, ...]:
        """The references of a work that have a DOI; see `answers.read_matched_references`."""
        return answers.read_matched_references(self._page(self._references_request(doi), timeout, None), doi)

    def deposit_synchronously(self, upload: Upload, *, timeout: float) -> bytes:
        """Send a file to ``/v2/deposits``, which answers with its log; see `answers.read_synchronous_log`."""
        page = self._page(self._synchronous_request(upload), timeout, upload.file_name)
        return answers.read_synchronous_log(page)

    def retrieve(self, url: str, *, timeout: float) -> bytes:
        """What a notification told of; no password goes there. See `answers.read_retrieved`."""
        return answers.read_retrieved(
            self._page(HttpRequest(method="GET", url=url, headers={}, body=b""), timeout, None)
        )

    def _page(self, request: HttpRequest, timeout: float, file_name: str | None) -> answers.Page:
        server = urlsplit(self.base_url).netloc
        response = self._send(request, timeout, file_name)
        return answers.Page.of(response, server, self.credentials.password.redact, file_name)

    def _send(self, request: HttpRequest, timeout: float, file_name: str | None) -> HttpResponse:
        try:
            return self.transport.send(request, timeout=timeout)
        except TransportFailure as cause:
            failure = cause
        address, _, _ = request.url.partition("?")
        error = TransportError(f"{address}: {failure.reason}", file_name=file_name)
        raise error if failure.permanent else Again(error, in_doubt=failure.sent)

    def _deposit_request(self, upload: Upload) -> HttpRequest:
        login = {"login_id": self.credentials.login_id, "login_passwd": self.credentials.password.reveal()}
        return _upload_request(f"{self.base_url}/servlet/deposit", login, "fname", upload)

    def _synchronous_request(self, upload: Upload) -> HttpRequest:
        login = {"usr": self.credentials.login_id, "pwd": self.credentials.password.reveal()}
        return _upload_request(f"{self.base_url}/v2/deposits", login, "mdFile", upload)

    def _references_request(self, doi: str) -> HttpRequest:
        fields = {"doi": doi, "usr": self.credentials.login_id, "pwd": self.credentials.password.reveal()}
        return _form_request(f"{self.base_url}/getResolvedRefs", fields)

    def _download_request(self, file_name: str, kind: str) -> HttpRequest:
        fields = {
            "usr": self.credentials.login_id,
            "pwd": self.credentials.password.reveal(),
            "file_name": file_name,
            "type": kind,
        }
        return _form_request(f"{self.base_url}/servlet/submissionDownload", fields)

    def _login_request(self) -> HttpRequest:
        user, role = self.credentials.user_and_role
        fields = {"usr": user, "pwd": self.credentials.password.reveal()}
        return _form_request(f"{self.base_url}/servlet/login", {**fields, "role": role} if role else fields)


def _form_request(url: str, fields: Mapping[str, str]) -> HttpRequest:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return HttpRequest(url=url, headers=headers, body=urlencode(fields).encode("ascii"))


def _upload_request(url: str, login: Mapping[str, str], file_field: str, upload: Upload) -> HttpRequest:
    boundary = secrets.token_hex(16)
    return HttpRequest(
        url=url,
        headers={"Content-Type": f"multipart/form-data; boundary={boundary}"},
        body=_multipart(boundary, {**upload.operation.fields, **login}, file_field, upload),
    )


def _multipart(boundary: str, fields: Mapping[str, str], file_field: str, upload: Upload) -> bytes:
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{file_field}"; filename="{upload.file_name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    return b"".join(
        [*(part.encode() for part in parts), head.encode(), upload.content, f"\r\n--{boundary}--\r\n".encode()]
    )


def checked_base_url(base_url: str) -> str:
    """The address without its last slash.

    Raises:
        ModelError: It is not the address of a server, or holds a user name, a query or a fragment.
    """
    if _bare(str(base_url)) and _has_server(str(base_url)):
        return base_url.rstrip("/")
    may_be_secret = any(character in str(base_url) for character in "@?#")
    raise ModelError(
        path="DepositClient.base_url",
        found="an address with a user name, a query or a fragment" if may_be_secret else show(base_url),
        expected="an address such as https://doi.crossref.org: scheme, host and perhaps port, nothing else",
    )


def _has_server(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a host or a port that is none
        return False


_bare: Final = re.compile(r"[^\s@?#]+").fullmatch
