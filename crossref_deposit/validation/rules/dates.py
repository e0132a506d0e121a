"""Dates of publication, acceptance and so on: days that there are, at a time that can be."""

from __future__ import annotations

import calendar
import functools
from collections.abc import Iterator
from typing import Final

from crossref_deposit.validation.rules.deposit import CheckedDeposit
from crossref_deposit.validation.rules.rule import Finding, rule
from crossref_deposit.validation.rules.scan import Grouping

_LATEST: Final = 2200  # by the schema
_YEARS_AHEAD: Final = 3
_DIGITS: Final = 4
_LEAP_YEAR: Final = 4
_LAST_MONTH: Final = 34  # by the schema
_LAST_DAY: Final = 31
_MONTHS: Final = range(1, 13)
_SEASONS: Final = {*range(21, 25), *range(31, 35)}


_PARTS: Final = ("year", "month", "day")


@rule("date-impossible")
def date_impossible(deposit: CheckedDeposit) -> Iterator[Finding]:
    """31 February, month 13, the third day of spring."""
    for group in _dates(deposit):
        if fault := _fault(*map(group.children.get, _PARTS)):
            yield Finding(group, f"The {group.name} has {fault}.", _written(group))


@functools.lru_cache(maxsize=4096)
def _fault(year_text: str | None, month_text: str | None, day_text: str | None) -> str:
    year, month, day = map(_number, (year_text, month_text, day_text))
    if not (month is None or 1 <= month <= _LAST_MONTH) or not (day is None or 1 <= day <= _LAST_DAY):
        return ""  # the schema says it
    if month is not None and month not in _MONTHS and month not in _SEASONS:
        return f"a month {month}"
    if day is None:
        return ""
    if month is None:
        return f"a day {day} of no month"
    if month in _SEASONS:
        return f"a day {day} of a season or quarter ({month})"
    most = calendar.monthrange(year or _LEAP_YEAR, month)[1]
    return "" if day <= most else f"a day {day} of a month with {most} days"


@rule("date-implausible")
def date_implausible(deposit: CheckedDeposit) -> Iterator[Finding]:
    """A year far in the future."""
    latest = deposit.today.year + _YEARS_AHEAD
    for group in _dates(deposit):
        year = _number(group.children.get("year"))
        if year is not None and latest < year <= _LATEST:
            yield Finding(group, f"The {group.name} is in the year {year}.", _written(group))


def _dates(deposit: CheckedDeposit) -> Iterator[Grouping]:
    return (group for group in deposit.groups if group.name != "pages")


def _number(text: str | None) -> int | None:
    """A number of a date, none if it is not one; the schema has something to say then."""
    return int(text) if text and len(text) <= _DIGITS and text.isascii() and text.isdigit() else None


def _written(group: Grouping) -> str:
    return "-".join(group.children.get(name, "") for name in _PARTS).rstrip("-")


DATE_RULES: Final = (date_impossible, date_implausible)
