"""Getting at the log: from bytes, files and e-mail messages, or saying what was found in its place."""

from __future__ import annotations

import codecs
import email
import email.policy
import html
import re
from typing import Final

from crossref_deposit.binding.document import Source, read_source
from crossref_deposit.errors import LogError
from crossref_deposit.validation.text_positions import as_utf8

_LOG: Final = re.compile(r"(?:<\?xml[^>]*\?>\s*)?<(?:[\w.-]+:)?doi_batch_diagnostic\b", re.IGNORECASE)
_LOG_END: Final = re.compile(r"</(?:[\w.-]+:)?doi_batch_diagnostic\s*>|<(?:[\w.-]+:)?doi_batch_diagnostic\b[^<>]*/>")
_MESSAGE: Final = re.compile(rb"(?:From [^\r\n]*\r?\n)?[!-9;-~]+:[^\r\n]*\r?\n")
_INVISIBLE: Final = re.compile(r"(?is)<(script|style|title)\b.*?</\1\s*>|<[^>]*>")
_SHOWN: Final = 200


def read_log(source: Source) -> bytes:
    """The log as XML in UTF-8, out of whatever holds it.

    Args:
        source: The log, or an e-mail message with the log in it, or where one of them is.

    Raises:
        LogError: It is empty, or something else than a log.
        OSError: The path cannot be read.
    """
    data = read_source(source, LogError)
    text = as_utf8(source if isinstance(source, str) else data, LogError).lstrip()
    if text.startswith(b"<"):
        return text
    if text.startswith(b"&lt;"):
        return _unescaped(text.decode("utf-8", "replace")) or text
    if _MESSAGE.match(text):
        return _from_message(data.lstrip())
    message = f"expected a submission log (doi_batch_diagnostic), found {describe(text)}"
    raise LogError(message, line=1, column=1)


def describe(text: bytes) -> str:
    """In a few words, what a text that is no log says."""
    shown = text.decode("utf-8", "replace")
    kind = "text"
    if text.startswith((b"{", b"[")):
        kind = "JSON"
    elif text.startswith(b"<"):
        kind = "an HTML page" if re.search(r"(?i)<(!doctype html|html|body|head)\b", shown) else "XML"
        shown = html.unescape(_INVISIBLE.sub(" ", shown))
    shown = " ".join(shown.split())
    return f"{kind}: {shown[:_SHOWN]!r}" if shown else f"{kind} without text"


def _from_message(data: bytes) -> bytes:
    """The log from an e-mail message: attached, or in the body, there perhaps escaped as HTML."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        text = content.decode(_charset(part.get_content_charset()), "replace")
        found = _cut_out(text) or _unescaped(text)
        if found is not None:
            return found
    subject = str(message.get("Subject", "")).strip()
    found_instead = f"an e-mail message, {subject!r}," if subject else describe(data)
    error = f"expected a submission log (doi_batch_diagnostic), found {found_instead} without one"
    raise LogError(error)


def _charset(name: str | None) -> str:
    try:
        return codecs.lookup(name or "utf-8").name
    except LookupError:
        return "utf-8"


def _unescaped(text: str) -> bytes | None:
    return _cut_out(html.unescape(text)) if "&lt;" in text else None


def _cut_out(text: str) -> bytes | None:
    start = _LOG.search(text)
    if start is None:
        return None
    ends = list(_LOG_END.finditer(text, start.start()))
    document = text[start.start() : ends[-1].end()] if ends else text[start.start() :]
    return re.sub(r"^<\?xml[^>]*\?>\s*", "", document).encode("utf-8", "surrogatepass")
