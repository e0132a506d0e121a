"""Logs in text that people and programs wrap around them: e-mail messages, mailboxes, HTML."""

from __future__ import annotations

import codecs
import email.message
import email.parser
import email.policy
import html
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from crossref_deposit.errors import LogError
from crossref_deposit.validation.text_positions import as_utf8

_LOG: Final = re.compile(r"<(?:[\w.-]+:)?doi_batch_diagnostic\b", re.IGNORECASE)
_LOG_END: Final = re.compile(
    r"</(?:[\w.-]+:)?doi_batch_diagnostic\s*>|<(?:[\w.-]+:)?doi_batch_diagnostic\b[^<>]*/>", re.IGNORECASE
)
_MESSAGE: Final = re.compile(rb"(?:From [^\r\n]*\r?\n)?[!-9;-~]+:[^\r\n]*\r?\n")
_ENVELOPE: Final = re.compile(rb"From .*\d\d:\d\d.*\d{4}")
_LINE_BREAK: Final = re.compile(r"(?i)<(?:br|/p|/div|/li|/tr)\b[^<>]*>")
_TAG: Final = re.compile(r"<[^<>]*>")


def is_message(data: bytes) -> bool:
    """Whether it begins as e-mail messages do."""
    return _MESSAGE.match(data) is not None


def logs_in_message(data: bytes) -> list[bytes]:
    """The logs in an e-mail message: attached, or in the body, there perhaps escaped as HTML; each once.

    Raises:
        LogError: The message is nested too deep.
    """
    found: dict[str, bytes] = {}
    for text in _texts(data):
        for log in cut_out(text):
            found.setdefault("".join(log.decode("utf-8", "replace").split()), log)
    return list(found.values())


def subject_of(data: bytes) -> str:
    """What an e-mail message is about."""
    return str(_parsed(data, headersonly=True).get("Subject", "")).strip()


def cut_out(text: str) -> list[bytes]:
    """The logs in a text, as they stand or escaped as HTML; the last may lack its end."""
    return list(_cut_out(text)) or list(_cut_out(_unescaped(text)))


def messages_in(mailbox: Iterable[bytes]) -> Iterator[bytes]:
    """The messages of an mbox file.

    Args:
        mailbox: Its lines, with their line ends.
    """
    message: list[bytes] = []
    after_empty = True
    for line in mailbox:
        if message and after_empty and _ENVELOPE.match(line):
            yield b"".join(message)
            message = []
        message.append(line)
        after_empty = not line.strip()
    if message:
        yield b"".join(message)


def _texts(data: bytes) -> Iterator[str]:
    """The text of every part."""
    try:
        for part in _parsed(data).walk():
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                charset = part.get_content_charset()
                text = content.decode(_charset(charset), "replace") if charset else ""
                yield (
                    text
                    if _LOG.search(text)
                    else as_utf8(content, LogError, errors="replace").decode("utf-8", "replace")
                )
    except RecursionError:
        message = "expected a submission log, found an e-mail message of messages within messages, too many to read"
        raise LogError(message) from None


def _parsed(data: bytes, *, headersonly: bool = False) -> email.message.Message:
    return email.parser.BytesParser(policy=email.policy.compat32).parsebytes(data, headersonly=headersonly)


def _charset(name: str | None) -> str:
    try:
        return codecs.lookup(name or "utf-8").name
    except LookupError:
        return "utf-8"


def _unescaped(text: str) -> str:
    if "&lt;" not in text:
        return ""
    return html.unescape(_TAG.sub("", _LINE_BREAK.sub("\n", text))).replace("\xa0", " ")


def _cut_out(text: str) -> Iterator[bytes]:
    starts = [match.start() for match in _LOG.finditer(text)]
    for start, following in pairwise([*starts, len(text)]):
        end = _LOG_END.search(text, start, following)
        yield text[start : end.end() if end else following].encode("utf-8", "surrogatepass")
