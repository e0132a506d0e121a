"""Titles: there, and text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from crossref_deposit.problems import Severity
from crossref_deposit.validation.rules.deposit import CheckedDeposit
from crossref_deposit.validation.rules.rule import Finding, rule

_TITLES: Final = ("title", "full_title", "proceedings_title")
_ALL_TITLES: Final = (*_TITLES, "subtitle", "original_language_title")
_TAGS: Final = "i|b|em|strong|u|sub|sup|span|p|br|font|tt|scp|a|div|italic|bold|mml:\\w+|jats:\\w+"
_MARKUP: Final = re.compile(
    rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>|&(?:#\d+|#x[0-9a-f]+|amp|lt|gt|quot|apos|nbsp|[mn]dash|[lr][sd]quo|hellip|szlig"
    r"|[a-z]+(?:acute|grave|uml|circ|tilde|cedil));|\\(?:textit|textbf|emph|mathrm)\{",
    re.IGNORECASE,
)


@rule("title-empty")
def title_empty(deposit: CheckedDeposit) -> Iterator[Finding]:
    """A title in which there is nothing but markup and blanks; of a component it is not known to be refused."""
    for found in deposit.found(*_TITLES):
        if not found.text:
            severity = Severity.WARNING if deposit.scan.names[found.part] == "component" else None
            yield Finding(found, f"The {found.name} is empty.", severity=severity)


@rule("title-looks-like-markup")
def title_looks_like_markup(deposit: CheckedDeposit) -> Iterator[Finding]:
    """Markup that was escaped, so that readers see tags."""
    for found in deposit.found(*_ALL_TITLES):
        if match := _MARKUP.search(found.text):
            yield Finding(found, f"The {found.name} has {match[0]} as text.", found.text)


@rule("title-without-identifier")
def title_without_identifier(deposit: CheckedDeposit) -> Iterator[Finding]:
    """A journal with neither ISSN nor DOI."""
    identified = {found.part for found in deposit.found("issn")} | deposit.scan.dois.keys()
    names = {found.part: found for found in reversed(deposit.found("full_title"))}
    for part in deposit.parts("journal_metadata"):
        if part.number not in identified:
            title = names.get(part.number)
            name = f"The journal {title.text}" if title else "A journal"
            yield Finding(title or part, f"{name} has neither an ISSN nor a DOI.", title.text if title else None)


TITLE_RULES: Final = (title_empty, title_looks_like_markup, title_without_identifier)
