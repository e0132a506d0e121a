"""The same value, spelled differently: in a document, in a message about it, in a log that somebody passed on."""

from __future__ import annotations

import bisect
import functools
import html
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Final, Generic, TypeVar
from urllib.parse import unquote

_ORCID: Final = re.compile(r"(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])(?!\d)")
_DOI: Final = re.compile(r"(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|(?:info:)?doi[:/]\s*)?(10\..+)", re.IGNORECASE)
_DOI_NAMES: Final = frozenset({"doi", "inter_work_relation", "intra_work_relation"})
_ELLIPSIS: Final = re.compile(r"\s*(?:\[?(?:\.{3,}|…)\]?)\s*$")
_MARKUP: Final = re.compile(r"</?(?:b|em|font|i|ovl|scp|strong|sub|sup|tt|u|mml:\w+)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_UNFINISHED: Final = re.compile(r"(?:<[^<>]*|&[#\w]*)$")
_ADDRESS: Final = re.compile(r"^(?:https?://)?(?:www\.)?(?:orcid\.org/)?", re.IGNORECASE)
_DOUBLE_QUOTES: Final = "\u201c\u201d\u201e\u201f\u00ab\u00bb"
_SINGLE_QUOTES: Final = "\u2018\u2019\u201a\u201b\u0060\u00b4"
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2212"
_PUNCTUATION: Final = str.maketrans(
    dict.fromkeys(_DOUBLE_QUOTES, '"') | dict.fromkeys(_SINGLE_QUOTES, "'") | dict.fromkeys(_DASHES, "-")
)
_ESCAPED_AT_MOST: Final = 3

Item = TypeVar("Item")


def canonical_doi(doi: str) -> str:
    """A DOI in the form in which equal ones are equal: no resolver before it, lower case."""
    match = _DOI.fullmatch(doi.strip())
    return (match[1] if match else doi.strip()).lower()


def canonical(name: str, value: str) -> str:
    """A value in the form in which the same value in a message and in a document are equal.

    Example:
        >>> canonical("ORCID", " http://orcid.org/0000-0002-1825-009x ")
        '000000021825009X'
        >>> canonical("full_title", "Journal of  Things") == canonical("full_title", "journal of things")
        True
    """
    if name == "ORCID" and (orcid := _ORCID.search(value)):
        return "".join(orcid.groups()).upper()
    if name in {"issn", "isbn"}:
        return re.sub(r"[\s-]", "", value).upper()
    if name in _DOI_NAMES:
        return canonical_doi(value)
    return " ".join(value.split()).casefold()


def loosened_doi(doi: str) -> str:
    """A DOI without what escaping and line breaks on the way made of it.

    Example:
        >>> loosened_doi("https://doi.org/10.5555%2FA%26amp;B")
        '10.5555/a&b'
    """
    return canonical_doi("".join(_unescaped(unquote(doi)).split()))


def loosened(name: str, value: str) -> str:
    """A value without markup, blanks, address, or what escaping and typesetting on the way made of it.

    Example:
        >>> loosened("title", "&amp;lt;i&amp;gt;A&amp;lt;/i&amp;gt;&rsquo;s") == loosened("title", "a's")
        True
    """
    if name in _DOI_NAMES:
        return loosened_doi(value)
    text = _MARKUP.sub("", _unescaped(value)).translate(_PUNCTUATION)
    text = "".join(unicodedata.normalize("NFKC", text).split())
    text = _ADDRESS.sub("", text, count=1)
    return re.sub(r"[^\dX]", "", text.upper()) if name == "ORCID" else canonical(name, text)


def without_ellipsis(value: str) -> str | None:
    """What stands before the dots of a shortened value; none if nothing says that it is shortened."""
    match = _ELLIPSIS.search(value)
    return value[: match.start()] if match else None


def _unescaped(text: str) -> str:
    for _ in range(_ESCAPED_AT_MOST):
        before, text = text, html.unescape(text)
        if text == before:
            break
    return text


class Spellings(Generic[Item]):
    """Things by a text that may be spelled differently, or shortened, where it is quoted.

    Args:
        pairs: The texts with their things, in the order in which they shall be found.
        loosen: Makes of a text what all its spellings have in common.

    Example:
        >>> titles = Spellings([("Acta A", 1), ("Acta B", 2)], str.casefold)
        >>> titles.find("ACTA A"), titles.find("Acta…"), titles.find("Act"), titles.beginning_with("Act")
        ([1], [1, 2], [], [1, 2])
    """

    def __init__(self, pairs: Iterable[tuple[str, Item]], loosen: Callable[[str], str]) -> None:
        self._loosen = loosen
        self._found: dict[str, list[tuple[int, Item]]] = {}
        self._begun: dict[str, list[Item]] = {}
        for number, (text, item) in enumerate(pairs):
            self._found.setdefault(loosen(text), []).append((number, item))

    def find(self, text: str) -> list[Item]:
        """The things whose text it is; or begins with it, if it ends in dots."""
        shortened = without_ellipsis(text)
        if shortened is not None:
            return self.beginning_with(shortened)
        return [item for _, item in self._found.get(self._loosen(text), ())]

    def beginning_with(self, text: str) -> list[Item]:
        """The things whose text begins with this."""
        wanted = self._loosen(_UNFINISHED.sub("", text))
        if wanted not in self._begun:
            keys = itertools.islice(self._sorted, bisect.bisect_left(self._sorted, wanted), None)
            begun = itertools.takewhile(lambda key: key.startswith(wanted), keys)
            found = sorted((pair for key in begun for pair in self._found[key]), key=lambda pair: pair[0])
            self._begun[wanted] = [item for _, item in found]
        return self._begun[wanted]

    @functools.cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._found)
