"""What readers may do: licences and free access. Crossref's AccessIndicators."""

from __future__ import annotations

import datetime
from typing import Final, Literal, TypeAlias

from crossref_deposit.binding.declaration import Wrapper, attribute, content, element
from crossref_deposit.binding.field_types import Maybe, One
from crossref_deposit.binding.namespaces import ACCESS_INDICATORS
from crossref_deposit.binding.values import SimpleType
from crossref_deposit.models.simple_types import DATE

AppliesTo: TypeAlias = Literal["vor", "am", "tdm", "stm-asf"]
LICENSES: Final = Wrapper("program", ACCESS_INDICATORS, fixed=("name", "AccessIndicators"))
_LICENSE_URL: Final = SimpleType(
    base="anyURI",
    name="license_ref_t",
    min_length=10,
    pattern=r"([hH][tT][tT][pP]|[hH][tT][tT][pP][sS]|[fF][tT][pP])://.*",
    expected="the URL of a licence such as https://creativecommons.org/licenses/by/4.0/",
)


@element("free_to_read", namespace=ACCESS_INDICATORS)
class FreeToRead:
    """Free to read, perhaps for a time. Crossref element ``ai:free_to_read``."""

    end_date: Maybe[datetime.date, datetime.date | str] = attribute(DATE, default=None)
    start_date: Maybe[datetime.date, datetime.date | str] = attribute(DATE, default=None)


@element("license_ref", namespace=ACCESS_INDICATORS)
class License:
    """A licence, from a day on, for a version. Crossref element ``ai:license_ref``.

    Example:
        >>> from crossref_deposit import License
        >>> License("https://creativecommons.org/licenses/by/4.0/", applies_to="vor").applies_to
        'vor'

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/license-information/
    """

    value: One[str] = content(_LICENSE_URL, kw_only=False)
    start_date: Maybe[datetime.date, datetime.date | str] = attribute(DATE, default=None)
    applies_to: Maybe[AppliesTo, AppliesTo] = attribute(AppliesTo, default=None)
    """The version of record, the accepted manuscript, text mining, or the STM article sharing framework."""
