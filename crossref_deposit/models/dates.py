"""Dates: a year at least, with month and day where they are known."""

from __future__ import annotations

import datetime
import re
from typing import Final, TypeAlias

from crossref_deposit.binding.declaration import attribute, child, element, leaf
from crossref_deposit.binding.field_types import Maybe, One
from crossref_deposit.binding.values import Refused, show
from crossref_deposit.models.simple_types import DAY, MONTH, YEAR, MediaType

DateLike: TypeAlias = datetime.date | int | str
"""A date, a year, or a text such as ``2024-05``."""

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
    media_type: Maybe[MediaType, MediaType] = attribute(MediaType, default=None, implied="print")

    @classmethod
    def _from_plain(cls, value: DateLike) -> PublicationDate:
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
    media_type: Maybe[MediaType, MediaType] = attribute(MediaType, default=None, implied="print")

    @classmethod
    def _from_plain(cls, value: DateLike) -> AcceptanceDate:
        year, month, day = parts(value)
        return cls(year=year, month=month, day=day)


@element("approval_date")
class ApprovalDate:
    """When it was approved: a dissertation, a report, a standard. Crossref element ``approval_date``."""

    month: Maybe[int, int | str] = child(leaf("month", MONTH), default=None)
    day: Maybe[int, int | str] = child(leaf("day", DAY), default=None)
    year: One[int, int | str] = child(leaf("year", YEAR))
    media_type: Maybe[MediaType, MediaType] = attribute(MediaType, default=None, implied="print")

    @classmethod
    def _from_plain(cls, value: DateLike) -> ApprovalDate:
        year, month, day = parts(value)
        return cls(year=year, month=month, day=day)


@element("posted_date")
class PostedDate:
    """When it was posted. Crossref element ``posted_date``."""

    month: Maybe[int, int | str] = child(leaf("month", MONTH), default=None)
    day: Maybe[int, int | str] = child(leaf("day", DAY), default=None)
    year: One[int, int | str] = child(leaf("year", YEAR))
    media_type: Maybe[MediaType, MediaType] = attribute(MediaType, default=None, implied="print")

    @classmethod
    def _from_plain(cls, value: DateLike) -> PostedDate:
        year, month, day = parts(value)
        return cls(year=year, month=month, day=day)


@element("creation_date")
class CreationDate:
    """When a dataset was made. Crossref element ``creation_date``."""

    month: Maybe[int, int | str] = child(leaf("month", MONTH), default=None)
    day: Maybe[int, int | str] = child(leaf("day", DAY), default=None)
    year: One[int, int | str] = child(leaf("year", YEAR))
    media_type: Maybe[MediaType, MediaType] = attribute(MediaType, default=None, implied="print")

    @classmethod
    def _from_plain(cls, value: DateLike) -> CreationDate:
        year, month, day = parts(value)
        return cls(year=year, month=month, day=day)


@element("update_date")
class UpdateDate:
    """When a dataset was updated. Crossref element ``update_date``."""

    month: Maybe[int, int | str] = child(leaf("month", MONTH), default=None)
    day: Maybe[int, int | str] = child(leaf("day", DAY), default=None)
    year: One[int, int | str] = child(leaf("year", YEAR))
    media_type: Maybe[MediaType, MediaType] = attribute(MediaType, default=None, implied="print")

    @classmethod
    def _from_plain(cls, value: DateLike) -> UpdateDate:
        year, month, day = parts(value)
        return cls(year=year, month=month, day=day)


@element("review_date")
class ReviewDate:
    """When a review was written, to the day. Crossref element ``review_date``."""

    month: One[int, int | str] = child(leaf("month", MONTH))
    day: One[int, int | str] = child(leaf("day", DAY))
    year: One[int, int | str] = child(leaf("year", YEAR))

    @classmethod
    def _from_plain(cls, value: DateLike) -> ReviewDate:
        year, month, day = parts(value)
        if month is None or day is None:
            raise Refused(show(value), "a date to the day")
        return cls(year=year, month=month, day=day)
