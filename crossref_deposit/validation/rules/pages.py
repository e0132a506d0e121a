"""Pages, volumes and issues: numbers, not words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from crossref_deposit.validation.rules.deposit import CheckedDeposit
from crossref_deposit.validation.rules.rule import Finding, rule

_NUMBER: Final = re.compile(r"[0-9]{1,32}")
_RANGE: Final = re.compile(r"([0-9]{1,15})\s*(?:--?|\N{EN DASH}|\N{EM DASH}|\N{MINUS SIGN})\s*([0-9]{1,15})")
_WORD: Final = re.compile(r"(?:pp?|pages?|seiten?|p\N{LATIN SMALL LETTER A WITH ACUTE}gs?)\b\.?\s*\d", re.IGNORECASE)
_LABEL: Final = {
    "volume": re.compile(r"(?:vol(?:umen?)?|band|bd|tome?)\b\.?\s*\d", re.IGNORECASE),
    "issue": re.compile(r"(?:issue|iss|no|nr|num(?:ber)?|n\N{DEGREE SIGN}|heft)\b\.?\s*\d", re.IGNORECASE),
}
"""Words that people write before the number."""


@rule("pages-implausible")
def pages_implausible(deposit: CheckedDeposit) -> Iterator[Finding]:
    """A range in first_page, pages that run backwards, words before the number."""
    for group in deposit.groups:
        if group.name == "pages":
            first, last = group.children.get("first_page", ""), group.children.get("last_page", "")
            if fault := _fault(first, last):
                yield Finding(group, fault, f"{first}-{last}" if last else first)


def _fault(first: str, last: str) -> str:
    if _NUMBER.fullmatch(first) and _NUMBER.fullmatch(last):
        return f"The last page {last} is before the first page {first}." if int(last) < int(first) else ""
    if not last and (pages := _RANGE.fullmatch(first)) and int(pages[1]) < int(pages[2]):
        return f"The first page {first} is a range; {pages[2]} belongs in last_page."
    if _WORD.match(first) or _WORD.match(last):
        return f"The pages {first} {last}".rstrip() + " have a word before the number."
    return ""


@rule("volume-implausible")
def volume_implausible(deposit: CheckedDeposit) -> Iterator[Finding]:
    """A volume or an issue with the word before the number."""
    for found in deposit.found("volume", "issue"):
        if not found.text.isdigit() and _LABEL[found.name].match(found.text):
            yield Finding(found, f"The {found.name} {found.text} has a word before the number.", found.text)


PAGE_RULES: Final = (pages_implausible, volume_implausible)
