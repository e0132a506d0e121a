"""Simple types: what the text of an element or attribute may be, and the Python value it stands for."""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, Final

import attrs

from crossref_deposit.binding.escape import not_xml
from crossref_deposit.errors import ModelError

LENGTH: Final = 60  # characters of a found value that a message shows


class Refused(Exception):  # noqa: N818 - never leaves the package: whoever knows the place makes it an error
    """A value that does not fit, before it is known where it stood."""

    def __init__(self, found: str, expected: str, remedy: str = "") -> None:
        self.found = found
        self.expected = expected
        self.remedy = remedy
        super().__init__(found, expected, remedy)

    def at(self, path: str) -> ModelError:
        """The error, when the place is known."""
        return ModelError(path, found=self.found, expected=self.expected, remedy=self.remedy)


def show(value: object) -> str:
    """A found value for a message: quoted and shortened."""
    text = _digits(value) if type(value) is int else repr(value)
    return text if len(text) <= LENGTH else f"{text[: LENGTH - 1]}…"


def _digits(value: int) -> str:
    """A number as it is written; of more digits than Python writes, in hexadecimal ones."""
    return hex(value) if value.bit_length() > 3 * _MOST_DIGITS else str(value)


def collapse(text: str) -> str:
    """Without white space at the ends, and with single blanks inside, as the schema means it."""
    return _spaces(" ", text).strip(" ")


class SpelledInt(int):
    """A number that a document wrote otherwise than Python does: ``05``."""

    spelling: str

    def __str__(self) -> str:
        return self.spelling


class SpelledDate(datetime.date):
    """A date that a document wrote with a time zone: ``2024-05-01Z``."""

    spelling: str

    def __reduce__(self) -> tuple[Any, ...]:
        return spelled_date, (self.year, self.month, self.day, self.spelling)

    def __str__(self) -> str:
        return self.spelling


def spelled_date(year: int, month: int, day: int, spelling: str) -> SpelledDate:
    """A date with its spelling."""
    made = SpelledDate(year, month, day)
    made.spelling = spelling
    return made


class _Known(dict[str, Any]):
    """Values by their texts, those that came first: years, languages and roles come again and again."""

    def __init__(self, read: Callable[[str], Any]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Any:
        value = self._read(text)
        if len(self) < _MOST_KNOWN:
            self[text] = value
        return value


@attrs.frozen(kw_only=True, eq=False)
class SimpleType:
    """A type of XML Schema with the facets that Crossref puts on it.

    ``prepare`` brings what a person has at hand (a DOI as a URL, a bare ORCID iD) into the form
    that is stored, before the facets are checked; documents are read without it. ``from_document``
    and ``into_document`` belong to types of older schema versions: they turn what such a document
    has into what is stored, and back.
    """

    base: str = "string"
    name: str = ""
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    values: tuple[str, ...] | Callable[[], tuple[str, ...]] | None = None
    minimum: int | None = None
    maximum: int | None = None
    digits: int | None = None
    collapse: bool = False
    mixed: bool = False
    is_list: bool = False
    expected: str = ""
    prepare: Callable[[Any], Any] | None = None
    from_document: Callable[[str], Any] | None = None
    into_document: Callable[[Any], str] | None = None

    @cached_property
    def enumeration(self) -> frozenset[str] | None:
        """The allowed values, where there is a list of them."""
        return None if self.values is None else frozenset(self.listed)

    @property
    def listed(self) -> tuple[str, ...]:
        """The allowed values in the order of the declaration."""
        return self.values() if callable(self.values) else self.values or ()

    @cached_property
    def _matches(self) -> Callable[[str], Any]:
        return re.compile(python_pattern(self.pattern or "")).fullmatch

    @cached_property
    def plain(self) -> bool:
        """Whether a written value never needs escaping."""
        return self.base in _SAFE or self.values is not None

    @property
    def plain_builtin(self) -> bool:
        """Whether it is a type of XML Schema as it is."""
        facets = (self.min_length, self.max_length, self.pattern, self.values, self.minimum, self.maximum, self.digits)
        return all(facet is None for facet in facets) and not (self.collapse and self.base == "string")

    @cached_property
    def read(self) -> Callable[[str], Any]:
        """The function from document text to value; raises `Refused`."""
        read, lift = self._reader(), self.from_document
        return read if lift is None else lambda text: lift(read(text))

    def write(self, value: Any) -> str:
        """The value as a document of the type's schema version writes it."""
        if self.into_document is not None:
            return self.into_document(value)
        if isinstance(value, bool):
            return "true" if value else "false"
        return str(value)

    def convert(self, value: object) -> Any:
        """The function from what a person gives to the value; raises `Refused`."""
        if self.prepare is not None:
            value = self.prepare(value)
        if self.is_list and isinstance(value, (list, tuple)):
            value = " ".join(map(str, value))
        kind = _PYTHON.get(self.base, str)
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return self._checked(_plain(value))
        if isinstance(value, str) or (kind is not str and isinstance(value, int)):
            return self.read(str(_plain(value)).strip())
        raise Refused(f"{show(value)} ({type(value).__name__})", self.describe())

    def _checked(self, value: Any) -> Any:
        if isinstance(value, str):
            if bad := not_xml(value):
                remedy = "Remove control characters; they are often left over from copied text."
                raise Refused(f"the character {bad.group()!r} in {show(value)}", "characters that XML can hold", remedy)
            return self.read(value)
        if isinstance(value, int) and not isinstance(value, bool):
            self.read(_digits(value))
        return value

    def _reader(self) -> Callable[[str], Any]:
        kind = _PYTHON.get(self.base, str)
        if kind is str:
            return _Known(self._read_text).__getitem__ if self._few else self._quick_reader()
        if kind is int:
            return _Known(self._read_int).__getitem__
        return _Known(self._read_bool if kind is bool else self._read_date).__getitem__

    @property
    def _few(self) -> bool:
        return self.values is not None or self.base in _LEXICAL

    def _quick_reader(self) -> Callable[[str], str]:
        """What is plainly right, as most is, passes with a glance; the rest is looked at with care."""
        low, high = self.min_length or 0, self.max_length if self.max_length is not None else sys.maxsize
        one_word = self.collapse or self.base in _COLLAPSED
        matches = self._matches if self.pattern is not None else None
        careful = self._read_text

        def read(text: str) -> str:
            if (
                low <= len(text) <= high
                and (not one_word or text.split() == [text])
                and (matches is None or matches(text))
            ):
                return text
            return careful(text)

        return read

    def _read_text(self, text: str) -> str:
        if self.collapse or self.base in _COLLAPSED:
            text = collapse(text)
        if self.is_list:
            return " ".join(self._read_listed(word) for word in text.split())
        if self.values is not None:
            return self._read_listed(text)
        length = len(text)
        if (self.min_length is not None and length < self.min_length) or (
            self.max_length is not None and length > self.max_length
        ):
            raise Refused(f"{show(text)} ({length:,} characters)", self.describe())
        if self.pattern is not None and not self._matches(text):
            raise Refused(show(text), self.describe())
        if self.base in _LEXICAL and not re.fullmatch(_LEXICAL[self.base], text):
            raise Refused(show(text), self.describe())
        return text

    def _read_listed(self, text: str) -> str:
        if self.enumeration is not None and text not in self.enumeration:
            raise Refused(show(text), self.describe(), self._nearest(text))
        return text

    def _read_int(self, text: str) -> int:
        text = text.strip(_SPACE)
        if not _is_integer(text):
            raise Refused(show(text), self.describe())
        if len(text) > _MOST_DIGITS:
            raise Refused(show(text), f"{self.describe()} of at most {_MOST_DIGITS} digits")
        value = int(text)
        low = self.minimum if self.minimum is not None else _LOWEST.get(self.base)
        if (low is not None and value < low) or (self.maximum is not None and value > self.maximum):
            raise Refused(show(text), self.describe())
        if str(value) != text:
            value = SpelledInt(value)
            value.spelling = text
        return value

    def _read_bool(self, text: str) -> bool:
        text = text.strip(_SPACE)
        if text not in _BOOLEANS:
            raise Refused(show(text), self.describe())
        return _BOOLEANS[text]

    def _read_date(self, text: str) -> datetime.date:
        text = text.strip(_SPACE)
        match = _is_date(text)
        value = _date(match[1]) if match else None
        if match is None or value is None:
            raise Refused(show(text), self.describe())
        if match[2]:
            return spelled_date(value.year, value.month, value.day, text)
        return value

    def _nearest(self, text: str) -> str:
        import difflib

        listed = {value.lower(): value for value in reversed(self.listed)}
        near = difflib.get_close_matches(text.lower(), listed, n=1)
        return (
            f"Did you mean {listed[near[0]]!r}?" if near and (len(near[0]) > _CODE or near[0] == text.lower()) else ""
        )

    def describe(self) -> str:
        """What the type accepts, in words."""
        if self.expected:
            return self.expected
        if self.values is not None:
            return "one of " + _some(self.listed)
        if self.base in _LOWEST or self.minimum is not None:
            return _range(self.minimum if self.minimum is not None else _LOWEST.get(self.base), self.maximum)
        words = _WORDS.get(self.base, "text")
        if self.max_length is not None:
            words += f" of {self.min_length or 0} to {self.max_length:,} characters"
        elif self.min_length:
            words += f" of at least {self.min_length} characters"
        return f"{words} matching {self.pattern}" if self.pattern else words


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _plain(value: Any) -> Any:
    """The value without what a subclass adds: a member of an enumeration, a time of day."""
    if isinstance(value, (SpelledInt, SpelledDate)):
        return value
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, str):
        return str.__str__(value)
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else value


def is_blank(text: str) -> bool:
    """Whether there is nothing but what XML counts as white space; a no-break space is not."""
    return not text.strip(_SPACE)


def trimmed(text: str) -> str:
    """Without XML's white space at the ends."""
    return text.strip(_SPACE)


def _some(values: Iterable[str], most: int = 24) -> str:
    listed = list(values)
    more = f" ... ({len(listed):,} values)" if len(listed) > most else ""
    return ", ".join(listed[:most]) + more


def _range(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return f"a whole number from {low} to {high}"
    return f"a whole number from {low} on" if low is not None else "a whole number"


def python_pattern(pattern: str) -> str:
    """A pattern of XML Schema as Python's ``re`` reads it.

    A dot is no line break, ``^`` and ``$`` are letters, white space is XML's, and digits are those that
    check digits are reckoned with.
    """
    out, in_class, position = [], False, 0
    while position < len(pattern):
        char = pattern[position]
        if char == "\\":
            escaped = pattern[position : position + 2]
            inside = _CLASSES.get(escaped, escaped)
            out.append(inside if in_class or inside is escaped else f"[{inside}]")
            position += 2
            continue
        if char in "[]":
            in_class = char == "["
        if not in_class and char in _DIFFERENT:
            char = _DIFFERENT[char]
        out.append(char)
        position += 1
    return "".join(out)


_SPACE: Final = " \t\r\n"
_spaces: Final = re.compile(f"[{_SPACE}]+").sub
_DIFFERENT: Final = {".": r"[^\n\r]", "^": r"\^", "$": r"\$"}
_CLASSES: Final = {r"\d": "0-9", r"\s": r" \t\n\r"}
_CODE: Final = 3  # letters; of all codes so short, another one is always near
_MOST_KNOWN: Final = 1024
_MOST_DIGITS: Final = 4000  # Python refuses to convert more than 4,300 digits
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}
_PYTHON: Final[dict[str, type]] = {
    "integer": int,
    "positiveInteger": int,
    "nonNegativeInteger": int,
    "boolean": bool,
    "date": datetime.date,
}
_LOWEST: Final[dict[str, int | None]] = {"positiveInteger": 1, "nonNegativeInteger": 0, "integer": None}
_COLLAPSED: Final = {"token", "NMTOKEN", "NCName", "anyURI", "language", "gYear", "ID", "IDREF"}
_SAFE: Final = {"NMTOKEN", "NCName", "language", "gYear", "ID", "IDREF", *_PYTHON}
_WORDS: Final = {
    "anyURI": "a URL",
    "NCName": "a name of letters, digits, '.', '-' and '_' that begins with a letter or '_'",
    "ID": "a name of letters, digits, '.', '-' and '_' that begins with a letter or '_'",
    "NMTOKEN": "one word",
    "boolean": "True or False",
    "date": "a date such as 2024-05-31",
    "language": "a language tag such as en or pt-BR",
    "gYear": "a year such as 2024",
}
_is_integer = re.compile(r"[+-]?[0-9]+").fullmatch
_is_date = re.compile(r"(-?[0-9]{4,}-[0-9]{2}-[0-9]{2})(Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?").fullmatch
# names as XML 1.0 had them when XML Schema came: letters, none of them beyond the basic plane
_NAME_START: Final = r"(?:(?![\U00010000-\U0010ffff])[^\W\d])"
_NAME: Final = r"(?:(?![\U00010000-\U0010ffff])[\w.\-\u00b7])"
_LEXICAL: Final = {
    "NMTOKEN": f"(?:{_NAME}|:)+",
    "NCName": f"{_NAME_START}{_NAME}*",
    "ID": f"{_NAME_START}{_NAME}*",
    "IDREF": f"{_NAME_START}{_NAME}*",
    "language": r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*",
    "gYear": r"-?([1-9][0-9]{3,}|0[0-9]{3})(Z|[+-][0-9]{2}:[0-9]{2})?",
}
