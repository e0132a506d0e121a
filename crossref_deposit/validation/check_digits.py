"""Check digits: the last character of an identifier, computed from the others.

Crossref computes them after the schema has passed a document, and refuses what does not fit.

Example:
    >>> is_orcid("https://orcid.org/0000-0002-1825-0097"), is_issn("0264-3561"), is_isbn("978-0-306-40615-7")
    (True, True, True)
    >>> is_ror("https://ror.org/029chgv08")
    True
"""

from __future__ import annotations

import re

_ORCID = re.compile(r"(?:https?://(?:www\.)?orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])", re.ASCII)
_ISSN = re.compile(r"(\d{4})-?(\d{3}[\dX])", re.ASCII)
_ISBN = re.compile(r"(?:97[89])?\d{9}[\dX]", re.ASCII)
_ROR = re.compile(r"(?:https?://(?:www\.)?ror\.org/)?(0[0-9a-hjkmnp-tv-z]{6})(\d\d)", re.ASCII | re.IGNORECASE)
_ZERO = ord("0")
_CROCKFORD = {character: value for value, character in enumerate("0123456789abcdefghjkmnpqrstvwxyz")}


def is_orcid(value: str) -> bool:
    """Whether an ORCID iD, bare or as a URL, has the right check digit (ISO 7064, mod 11-2)."""
    match = _ORCID.fullmatch(value.strip())
    if match is None:
        return False
    digits = match[1].replace("-", "")
    return orcid_check_digit(digits[:-1]) == digits[-1]


def is_issn(value: str) -> bool:
    """Whether an ISSN, with or without its hyphen, has the right check digit (ISO 3297)."""
    match = _ISSN.fullmatch(value.strip())
    if match is None:
        return False
    digits = match[1] + match[2]
    return issn_check_digit(digits[:-1]) == digits[-1]


def is_isbn(value: str) -> bool:
    """Whether an ISBN of 10 or 13 digits, hyphens and blanks anywhere, has the right check digit (ISO 2108)."""
    digits = re.sub(r"[- ]", "", value.strip())
    if _ISBN.fullmatch(digits) is None:
        return False
    return isbn_check_digit(digits[:-1]) == digits[-1]


def is_ror(value: str) -> bool:
    """Whether a ROR iD, bare or as a URL, has the right check digits (ISO 7064, mod 97-10)."""
    match = _ROR.fullmatch(value.strip())
    return match is not None and ror_check_digits(match[1]) == match[2]


def orcid_check_digit(digits: str) -> str:
    """The last character of an ORCID iD, or of an ISNI, that begins with these 15 digits."""
    total = 0
    for digit in digits.encode():
        total = (total + digit - _ZERO) * 2
    return "0123456789X"[(12 - total % 11) % 11]


def issn_check_digit(digits: str) -> str:
    """The last character of an ISSN that begins with these 7 digits."""
    total = sum(weight * int(digit) for weight, digit in zip(range(8, 1, -1), digits, strict=True))
    return "0123456789X"[-total % 11]


def isbn_check_digit(digits: str) -> str:
    """The last character of an ISBN that begins with these 9 or 12 digits."""
    if len(digits) == 9:  # noqa: PLR2004 - ISBN-10
        return "0123456789X"[sum(place * int(digit) for place, digit in enumerate(digits, 1)) % 11]
    return str(-sum((1, 3)[place % 2] * int(digit) for place, digit in enumerate(digits)) % 10)


def ror_check_digits(characters: str) -> str:
    """The last two characters of a ROR iD that begins with these 7, a number in Crockford's base 32."""
    number = 0
    for character in characters.lower():
        number = number * 32 + _CROCKFORD[character]
    return f"{98 - number * 100 % 97:02d}"
