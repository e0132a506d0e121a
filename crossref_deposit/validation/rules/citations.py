"""References that Crossref cannot look up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from crossref_deposit.validation import elements
from crossref_deposit.validation.rules.deposit import CheckedDeposit
from crossref_deposit.validation.rules.rule import Finding, rule

_ENOUGH: Final = frozenset(
    [
        "doi",
        "isbn",
        "issn",
        "journal_title",
        "series_title",
        "std_designator",
        "unstructured_citation",
        "volume_title",
    ]
)
"""One of these is enough to look a reference up."""
_CITATION: Final = re.compile(rb"citation\s")
_SAYS_ENOUGH: Final = re.compile(rb"[<:](?:%s)[\s>]" % b"|".join(name.encode() for name in sorted(_ENOUGH))).search
_KEY: Final = re.compile(rb"""\skey\s*=\s*["']([^"'<]*)["']""")


class _Citation(NamedTuple):
    name: str
    offset: int


@rule("reference-too-thin")
def reference_too_thin(deposit: CheckedDeposit) -> Iterator[Finding]:
    """A reference with nothing to look it up by."""
    for start, end in deposit.citation_lists:
        if _may_be_thin(deposit.text[start:end]):
            yield from _thin(deposit, start, end)


def _may_be_thin(text: bytes) -> bool:
    """Whether references are worth a closer look: something between two of them says not enough, or is a comment."""
    return not all(map(_SAYS_ENOUGH, _CITATION.split(text)[1:])) or b"<!" in text


def _thin(deposit: CheckedDeposit, start: int, end: int) -> Iterator[Finding]:
    text = deposit.text[start:end]
    found = elements.find_named(text, _ENOUGH | {"citation"})
    for number, element in enumerate(found):
        following = found[number + 1].name if number + 1 < len(found) else "citation"
        if element.name == "citation" and following == "citation":
            key = _KEY.search(text, element.offset)
            value = key[1].decode("utf-8", "replace") if key else None
            message = f"The reference {value} has neither DOI, ISSN, ISBN nor a title to look it up by."
            yield Finding(_Citation("citation", start + element.offset), message, value)


CITATION_RULES: Final = (reference_too_thin,)
