"""Characters that tell of a wrong encoding on the way, anywhere in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from crossref_deposit.validation.rules.deposit import CheckedDeposit
from crossref_deposit.validation.rules.rule import Finding, rule
from crossref_deposit.validation.submission_index import Element

_CONTROL: Final = (
    (b"\xc2", re.compile(rb"\xc2[\x80-\x9f]")),
    (b"&#", re.compile(rb"&#(?:0*1(?:2[89]|[34]\d|5\d)|x0*[89][0-9a-f]);", re.IGNORECASE)),
)
_MISREAD: Final = (
    (
        b"\xc3",
        re.compile(
            rb"\xc3(?:\x83\xc2[\x80-\x9f\xa1-\xaa\xac\xae-\xba\xbc-\xbf]|\x83\xc6\x92|\x83\xe2\x80[\x98-\x9e\xa0-\xa2\xb0]"
            rb"|\x82\xc2[\xa1-\xaa\xac\xae-\xba\xbc-\xbf]|\xa2\xe2\x82\xac)"
        ),
    ),
    (b"\xef", re.compile(rb"\xef\xbf\xbd")),
)
"""A-tilde and A-circumflex before what only UTF-8 read as Windows-1252 has behind them, a-circumflex before the euro
sign, and the sign for what could not be read; each with a beginning that is quicker to look for."""
_AROUND: Final = 20


class _Hit(NamedTuple):
    element: Element
    found: str
    context: str


def _hits(deposit: CheckedDeposit, patterns: tuple[tuple[bytes, re.Pattern[bytes]], ...]) -> Iterator[_Hit]:
    """The first place in each element where a pattern fits."""
    text, seen = deposit.text, set[Element]()
    looked_for = [pattern for landmark, pattern in patterns if landmark in text]
    places = sorted(match.span() for pattern in looked_for for match in pattern.finditer(text))
    for start, end in places:
        element = deposit.around(start)
        if element not in seen:
            seen.add(element)
            context = re.split("[<>]", _decoded(text[max(0, start - _AROUND) : start]))[-1] + _decoded(text[start:end])
            yield _Hit(element, _decoded(text[start:end]), context)


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "ignore")


@rule("text-control-character")
def text_control_character(deposit: CheckedDeposit) -> Iterator[Finding]:
    """Control characters from U+0080 to U+009F, where Windows-1252 has quotes, dashes and letters."""
    for hit in _hits(deposit, _CONTROL):
        code = _code_point(hit.found)
        windows = bytes([code]).decode("cp1252", "ignore")
        meant = f", which is {windows} in Windows-1252" if windows else ""
        message = f"The {hit.element.name} has the control character U+{code:04X}{meant}."
        yield Finding(hit.element, message, hit.context)


def _code_point(found: str) -> int:
    digits = found.strip("&#;")
    if digits == found:
        return ord(found)
    return int(digits[1:], 16) if digits[0] in "xX" else int(digits)


@rule("text-misread")
def text_misread(deposit: CheckedDeposit) -> Iterator[Finding]:
    """Ã© for é, â€ for a quote, � for anything."""
    for hit in _hits(deposit, _MISREAD):
        yield Finding(
            hit.element, f"The {hit.element.name} has {hit.found!r}: text that was read wrongly.", hit.context
        )


TEXT_RULES: Final = (text_control_character, text_misread)
