"""Simple types that several elements share, and how people's spellings become them.

Facets are those of the schema's common part; `prepare` functions take what people have at hand.
"""

from __future__ import annotations

import re
from typing import Any, Final, Literal, TypeAlias
from urllib.parse import unquote

from crossref_deposit.binding.values import SimpleType, collapse
from crossref_deposit.models import lists

MediaType: TypeAlias = Literal["online", "print", "other"]
IssnMediaType: TypeAlias = Literal["print", "electronic"]
PublicationType: TypeAlias = Literal["abstract_only", "full_text", "bibliographic_record"]
Sequence: TypeAlias = Literal["first", "additional"]
NameStyle: TypeAlias = Literal["western", "eastern", "islensk", "given-only"]
ContributorRole: TypeAlias = Literal[
    "author",
    "editor",
    "chair",
    "reviewer",
    "review-assistant",
    "stats-reviewer",
    "reviewer-external",
    "reader",
    "translator",
    "corresponding-author",
    "other",
]
CreditRole: TypeAlias = Literal[
    "conceptualization",
    "data-curation",
    "formal-analysis",
    "funding-acquisition",
    "investigation",
    "methodology",
    "project-administration",
    "resources",
    "software",
    "supervision",
    "validation",
    "visualization",
    "writing-original-draft",
    "writing-review-editing",
]


def text(low: int | None, high: int | None, **facets: Any) -> SimpleType:  # noqa: ANN401 - those of SimpleType
    """A string of bounded length."""
    return SimpleType(min_length=low, max_length=high, **facets)


def bare_doi(value: object) -> object:
    """A DOI as it is deposited, from a DOI, ``doi:10...`` or ``https://doi.org/10...``, where ``%3C`` is ``<``."""
    if not isinstance(value, str):
        return value
    value = value.strip()
    if before := _doi_prefix(value):
        value = value[before.end() :]
        if before[1] and "\ufffd" not in (decoded := unquote(value)):
            return decoded
    return value


def orcid_url(value: object) -> object:
    """An ORCID iD as the URL that is deposited, from a URL or the bare iD."""
    if not isinstance(value, str):
        return value
    found = _orcid(value.strip())
    if found is None:
        return value.strip()
    digits = found["digits"].replace("-", "").upper()
    return f"{found['scheme'] or 'https'}://orcid.org/{'-'.join(re.findall('....', digits))}"


def language_code(value: object) -> object:
    """A three-letter code, also from a two-letter one: ``en`` is ``eng``."""
    if not isinstance(value, str):
        return value
    lower = value.strip().lower()
    known = lists.three_letter_codes()
    return known.get(lower, lower if lower in (LANGUAGE.enumeration or ()) else value)


def as_text(value: object) -> object:
    """Text, also from a whole number: a volume, a page, a year of a citation."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def collapsed(value: object) -> object:
    """Text with single blanks, as types that collapse white space store it."""
    return collapse(value) if isinstance(value, str) else value


def bare_number(value: object) -> object:
    """An ISSN or ISBN without what people write around it."""
    return _label("", value.strip(), count=1).upper() if isinstance(value, str) else value


_doi_prefix: Final = re.compile(r"((?:https?://)?(?:dx\.|www\.)?doi\.org/|info:doi/)|doi:?\s*", re.IGNORECASE).match
_label: Final = re.compile(r"^(?:urn:)?(?:[ep]-?)?is[bs]n(?:-1[03])?:?\s*", re.IGNORECASE).sub
_orcid: Final = re.compile(
    r"(?:(?:(?P<scheme>https?)://)?(?:www\.)?orcid\.org/|orcid:\s*)?(?P<digits>\d{4}(?:-?\d{4}){2}-?\d{3}[\dXx])/?",
    re.IGNORECASE | re.ASCII,
).fullmatch

DOI: Final = SimpleType(
    name="doi_t",
    min_length=6,
    max_length=2048,
    pattern=r"10\.[0-9]{4,9}/.{1,200}",
    expected="a DOI such as 10.5555/12345678",
    prepare=bare_doi,
)
ORCID: Final = SimpleType(
    name="orcid_t",
    pattern=r"https?://orcid.org/[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[X0-9]{1}",
    expected="an ORCID iD such as https://orcid.org/0000-0002-1825-0097",
    prepare=orcid_url,
)
ISSN: Final = SimpleType(
    name="issn_t",
    min_length=8,
    max_length=9,
    pattern=r"\d{4}-?\d{3}[\dX]",
    expected="an ISSN such as 2050-084X",
    prepare=bare_number,
)
ISBN: Final = SimpleType(
    name="isbn_t",
    min_length=10,
    max_length=17,
    pattern=r"(97(8|9)-)?\d[\d \-]+[\dX]",
    expected="an ISBN such as 978-3-16-148410-0",
    prepare=bare_number,
)
RESOURCE: Final = SimpleType(
    base="anyURI",
    name="resource_t",
    min_length=1,
    max_length=2048,
    pattern=r"([hH][tT][tT][pP]|[hH][tT][tT][pP][sS]|[fF][tT][pP])://.*",
    expected="a URL that begins with http://, https:// or ftp:// (at most 2,048 characters)",
)
LANGUAGE: Final = SimpleType(
    base="NMTOKEN",
    name="language_t",
    values=lists.languages,
    expected="a language code such as eng or en (ISO 639)",
    prepare=language_code,
)
MIME_TYPE: Final = SimpleType(
    name="mime_type_t", values=lists.media_types, expected="a registered media type such as application/pdf"
)
COUNTRY: Final = SimpleType(
    base="NMTOKEN", name="country_t", values=lists.countries, expected="a country code such as DE (ISO 3166)"
)
YEAR: Final = SimpleType(
    base="positiveInteger", name="year_t", minimum=1400, maximum=2200, digits=4, expected="a year from 1400 to 2200"
)
MONTH: Final = SimpleType(
    base="positiveInteger",
    name="month_t",
    minimum=1,
    maximum=34,
    digits=2,
    expected="a month from 1 to 12 (or a season from 21 to 24, a quarter from 31 to 34)",
)
DAY: Final = SimpleType(base="positiveInteger", name="day_t", minimum=1, maximum=31, digits=2)
VOLUME: Final = text(1, 32, prepare=as_text)
ISSUE: Final = text(1, 32, prepare=as_text)
PAGE: Final = text(1, 32, prepare=as_text)
OTHER_PAGES: Final = text(1, 100)
ANY_TEXT: Final = SimpleType(prepare=as_text)
FORMAT: Final = text(0, 130)
DATE: Final = SimpleType(base="date")
URI: Final = SimpleType(base="anyURI")
BOOLEAN: Final = SimpleType(base="boolean")
INTEGER: Final = SimpleType(base="integer")
TIMESTAMP: Final = SimpleType(base="nonNegativeInteger")
XML_LANG: Final = SimpleType(
    base="string",
    pattern=r"(\s*[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*\s*)?",  # nothing at all, but not white space alone
    expected="a language tag",
    prepare=collapsed,
    from_document=collapse,
)
