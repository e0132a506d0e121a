"""Timestamps: there, newer than the last one, and such that later ones can be newer still."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Final

from crossref_deposit.validation.rules.deposit import CheckedDeposit
from crossref_deposit.validation.rules.rule import Finding, Place, rule
from crossref_deposit.validation.submission_index import Element

_DIGITS_OF_DATES: Final = range(8, 18)  # from 20260131 to 20260131235959999
_NUMBER: Final = re.compile(r"[0-9]{1,100}")
_SECONDS: Final = 10  # digits
_NANOSECONDS: Final = 19
_TOLERANCE: Final = datetime.timedelta(days=2)


@rule("timestamp-missing")
def timestamp_missing(deposit: CheckedDeposit) -> Iterator[Finding]:
    """A head without a timestamp, or with an empty one."""
    head = next(deposit.parts("head"), None)
    if head is not None and not deposit.timestamp:
        yield Finding(head, "The head has no timestamp.")


@rule("timestamp-not-newer")
def timestamp_not_newer(deposit: CheckedDeposit) -> Iterator[Finding]:
    """Each record that was deposited before with the same or a greater timestamp, as far as is known."""
    return _too_old(deposit, titles=False)


@rule("title-level-timestamp")
def title_level_timestamp(deposit: CheckedDeposit) -> Iterator[Finding]:
    """The same of a journal's own DOI, which takes along what is below it."""
    return _too_old(deposit, titles=True)


def _too_old(deposit: CheckedDeposit, *, titles: bool) -> Iterator[Finding]:
    for record in deposit.records:
        if (record.name == "journal_metadata") is not titles:
            continue
        last, own = deposit.last_timestamp(record.doi), _number(record.timestamp or deposit.timestamp)
        if last is not None and own is not None and own <= last:
            message = f"The timestamp {own} of {record.doi} is not greater than {last}, the one of its last deposit."
            yield Finding(record.timestamp_element or record.doi_element, message, str(own))


@rule("timestamp-implausible")
def timestamp_implausible(deposit: CheckedDeposit) -> Iterator[Finding]:
    """Each timestamp that is no date, or one in the future."""
    for place, text in _timestamps(deposit):
        if fault := _fault(text, deposit.today):
            yield Finding(place, f"The timestamp {text} {fault}.", text)


def _timestamps(deposit: CheckedDeposit) -> Iterator[tuple[Place, str]]:
    for part, (text, offset) in deposit.scan.timestamps.items():
        if text:
            yield Element(deposit, "timestamp", offset, part), text


def _number(text: str | None) -> int | None:
    return int(text) if text and _NUMBER.fullmatch(text) else None


def _fault(text: str, today: datetime.date) -> str:
    """Why a timestamp is a bad one, or nothing; dates in digits and the clocks of computers are good ones."""
    if not (text.isascii() and text.isdecimal()):
        return "has something else than digits"
    day = _day(text)
    if day is None:
        return "is not a date in digits such as 20260131235959"
    return "is in the future" if day > today + _TOLERANCE else ""


def _day(text: str) -> datetime.date | None:
    for date in (_written_day, _counted_day):
        try:
            if (day := date(text)) is not None:
                return day
        except (ValueError, OverflowError, OSError):
            continue
    return None


def _written_day(text: str) -> datetime.date | None:
    return datetime.date(int(text[:4]), int(text[4:6]), int(text[6:8])) if len(text) in _DIGITS_OF_DATES else None


def _counted_day(text: str) -> datetime.date | None:
    """Of seconds since 1970, or fractions of them."""
    if not _SECONDS <= len(text) <= _NANOSECONDS:
        return None
    return datetime.datetime.fromtimestamp(int(text[:_SECONDS]), tz=datetime.UTC).date()


TIMESTAMP_RULES: Final = (timestamp_missing, timestamp_not_newer, title_level_timestamp, timestamp_implausible)
