"""Dates: a year at least, with month and day where they are known."""

from __future__ import annotations

import datetime
import re
from typing import Final

from crossref_deposit.binding.declaration import attribute, child, element, leaf
from crossref_deposit.binding.field_types import Maybe, One
from crossref_deposit.binding.values import Refused, show
from crossref_deposit.models.types import DAY, MONTH, YEAR, MediaType

_written: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?").fullmatch


def parts(value: object) -> tuple[int, int | None, int | None]:
    """Year, month and day of a date, a year, or a text such as ``2024-05``."""
    if isinstance(value, datetime.date):
        return value.year, value.month, value.day
    match = _written(str(value).strip()) if isinstance(value, str | int) else None
    if match is None:
        raise Refused(show(value), "a datetime.date, a year, or a text such as '2024-05-31' or '2024-05'")
    year, month, day = (int(part) if part else None for part in match.groups())
    return int(year or 0), month, day


@element("publication_date")
class PublicationDate:
    """When it was published, online or in print. Crossref element ``publication_date``.

    Example:
        >>> import datetime
        >>> from crossref_deposit import PublicationDate
        >>> PublicationDate(year=2024, month=5, media_type="online")
        PublicationDate(month=5, year=2024, media_type='online')

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/dates/
    """

    month: Maybe[int, int | str] = child(leaf("month", MONTH), default=None)
    """1 to 12; 21 to 24 for the seasons from spring on, 31 to 34 for quarters."""
    day: Maybe[int, int | str] = child(leaf("day", DAY), default=None)
    year: One[int, int | str] = child(leaf("year", YEAR))
    media_type: Maybe[MediaType] = attribute(MediaType, default=None, implied="print")

    @classmethod
    def _from_plain(cls, value: datetime.date | int | str) -> PublicationDate:
        year, month, day = parts(value)
        return cls(year=year, month=month, day=day)


@element("acceptance_date")
class AcceptanceDate:
    """When it was accepted. Crossref element ``acceptance_date``.

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/dates/
    """

    month: Maybe[int, int | str] = child(leaf("month", MONTH), default=None)
    day: Maybe[int, int | str] = child(leaf("day", DAY), default=None)
    year: One[int, int | str] = child(leaf("year", YEAR))
    media_type: Maybe[MediaType] = attribute(MediaType, default=None, implied="print")

    @classmethod
    def _from_plain(cls, value: datetime.date | int | str) -> AcceptanceDate:
        year, month, day = parts(value)
        return cls(year=year, month=month, day=day)
