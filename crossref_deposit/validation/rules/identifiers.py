"""Identifiers of people, institutions, journals and books: their check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from crossref_deposit.validation.check_digits import is_isbn, is_issn, is_orcid, is_ror, orcid_check_digit
from crossref_deposit.validation.rules.deposit import CheckedDeposit
from crossref_deposit.validation.rules.rule import Finding, rule
from crossref_deposit.validation.submission_index import canonical

_ORCID: Final = re.compile(r"(?:https?://(?:www\.)?orcid\.org/)?\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)
_LENGTH_OF_ORCID: Final = len("0000-0002-1825-0097")
_ISSN: Final = re.compile(r"\d{4}-?\d{3}[\dX]", re.ASCII)
_ISBN: Final = re.compile(r"(?:97[89])?\d{9}[\dX]", re.ASCII)
_INSTITUTION: Final = {
    "ror": ("a ROR iD such as https://ror.org/029chgv08", r"https://ror\.org/0[0-9a-hjkmnp-tv-z]{6}\d\d/?"),
    "isni": ("an ISNI such as https://isni.org/isni/0000000123456789", r"https?://(?:www\.)?isni\.org/(?:isni/)?\d{15}[\dX]"),
    "wikidata": ("a Wikidata item such as https://www.wikidata.org/entity/Q42", r"https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/Q\d+"),
}  # fmt: skip
"""By the type of an ``institution_id``: what it is to be, and its form."""


@rule("orcid-checksum")
def orcid_checksum(deposit: CheckedDeposit) -> Iterator[Finding]:
    """Each iD that has the form of one."""
    for found in deposit.found("ORCID"):
        if not is_orcid(found.text) and _ORCID.fullmatch(found.text):
            yield Finding(found, f"The ORCID iD {found.text} has a wrong check digit.", found.text)


@rule("orcid-duplicate")
def orcid_duplicate(deposit: CheckedDeposit) -> Iterator[Finding]:
    """The second time that an iD is in a list of contributors, and any further time."""
    seen: set[tuple[int, str]] = set()
    for found in deposit.found("ORCID"):
        key = found.contributors, found.text[-_LENGTH_OF_ORCID:].upper()
        if key in seen:
            message = f"The ORCID iD {found.text} is there more than once in one list of contributors."
            yield Finding(found, message, found.text)
        seen.add(key)


@rule("issn-invalid")
def issn_invalid(deposit: CheckedDeposit) -> Iterator[Finding]:
    """Each ISSN that has the form of one, those of references left out."""
    for found in deposit.found("issn"):
        if not is_issn(found.text) and _ISSN.fullmatch(found.text):
            yield Finding(found, f"The ISSN {found.text} has a wrong check digit.", found.text)


@rule("isbn-invalid")
def isbn_invalid(deposit: CheckedDeposit) -> Iterator[Finding]:
    """Each ISBN that has the form of one, those of references left out."""
    for found in deposit.found("isbn"):
        if not is_isbn(found.text) and _ISBN.fullmatch(canonical("isbn", found.text)):
            yield Finding(found, f"The ISBN {found.text} has a wrong check digit.", found.text)


@rule("institution-identifier")
def institution_identifier(deposit: CheckedDeposit) -> Iterator[Finding]:
    """Each ``institution_id``: the form of its type, and the check digits of ROR and ISNI."""
    judged: dict[tuple[str, str], str] = {}
    for found in deposit.found("institution_id"):
        key = found.attributes.get("type", ""), found.text
        if key not in judged:
            judged[key] = _fault_of_institution(*key)
        if judged[key]:
            yield Finding(found, judged[key], found.text)


def _fault_of_institution(kind: str, text: str) -> str:
    expected, pattern = _INSTITUTION.get(kind, ("", ".*"))
    if not re.fullmatch(pattern, text, re.ASCII | re.IGNORECASE):
        return f"{text} is not {expected}."
    if kind == "ror" and not is_ror(text.rstrip("/")):
        return f"The ROR iD {text} has wrong check digits."
    if kind == "isni" and orcid_check_digit(text[-16:-1]) != text[-1].upper():
        return f"The ISNI {text} has a wrong check digit."
    return ""


IDENTIFIER_RULES: Final = (orcid_checksum, orcid_duplicate, issn_invalid, isbn_invalid, institution_identifier)
