"""Links to other works: relations, updates, the page of a Crossmark policy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from crossref_deposit.validation.check_digits import is_isbn, is_issn
from crossref_deposit.validation.rules.deposit import CheckedDeposit
from crossref_deposit.validation.rules.rule import Finding, rule
from crossref_deposit.validation.submission_index import canonical_doi

_DOI: Final = re.compile(r"10\.[0-9]{4,9}/.{1,200}")
_RELATIONS: Final = ("inter_work_relation", "intra_work_relation")


def _pattern(pattern: str) -> Callable[[str], object]:
    return re.compile(pattern, re.ASCII | re.IGNORECASE).fullmatch


_KINDS: Final[dict[str, tuple[str, Callable[[str], object]]]] = {
    "arxiv": ("an arXiv number such as 2101.00001", _pattern(r"(?:arxiv:)?(?:\d{4}\.\d{4,5}|[a-z.-]+/\d{7})(?:v\d+)?")),
    "ark": ("an ARK such as ark:/12345/abc", _pattern(r"(?:https?://\S+/)?ark:/?[\da-z]{5,}/\S+")),
    "doi": ("a DOI alone, such as 10.5555/12345678", _pattern(r"10\.\d{4,9}/\S+")),
    "handle": ("a handle such as 2027/abc", _pattern(r"(?:https?://hdl\.handle\.net/|hdl:)?[\w.]+/\S+")),
    "isbn": ("an ISBN with the right check digit", is_isbn),
    "issn": ("an ISSN with the right check digit", is_issn),
    "pmcid": ("a PMCID such as PMC1234567", _pattern(r"PMC\d+(?:\.\d+)?")),
    "pmid": ("a PMID: digits alone", _pattern(r"\d{1,9}")),
    "purl": ("a URL", _pattern(r"https?://\S+")),
    "uri": ("a URI with its scheme", _pattern(r"[a-z][a-z0-9+.-]*:\S+")),
    "uuid": ("a UUID", _pattern(r"(?:urn:uuid:)?[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}")),
}
"""By identifier-type: what it is to be, and whether a text is that; of other types it may be anything."""


@rule("relation-to-itself")
def relation_to_itself(deposit: CheckedDeposit) -> Iterator[Finding]:
    """A work related to itself."""
    for found in deposit.found(*_RELATIONS):
        own = deposit.doi_of(found.part)
        if found.attributes.get("identifier-type") == "doi" and own and canonical_doi(found.text) == canonical_doi(own):
            yield Finding(found, f"The {found.name} of {own} is to {own} itself.", found.text)


@rule("relation-identifier")
def relation_identifier(deposit: CheckedDeposit) -> Iterator[Finding]:
    """An identifier of another kind than it says."""
    for found in deposit.found(*_RELATIONS):
        kind = found.attributes.get("identifier-type", "")
        expected, fits = _KINDS.get(kind, ("", bool))
        if kind in _KINDS and not fits(found.text):
            yield Finding(
                found, f"The {found.name} {found.text} is not {expected}, as its type {kind} says.", found.text
            )


@rule("crossmark-policy")
def crossmark_policy(deposit: CheckedDeposit) -> Iterator[Finding]:
    """A policy page that is not named by its DOI, or is the work itself."""
    for found in deposit.found("crossmark_policy"):
        if not _DOI.fullmatch(found.text):
            yield Finding(found, f"The crossmark_policy {found.text} is not a DOI alone.", found.text)


@rule("update-of-itself")
def update_of_itself(deposit: CheckedDeposit) -> Iterator[Finding]:
    """A work that says it updates itself."""
    for found in deposit.found("update"):
        own = deposit.doi_of(found.part)
        if own and canonical_doi(found.text) == canonical_doi(own):
            kind = found.attributes.get("type", "update")
            yield Finding(found, f"{own} has itself as the work that this {kind} is about.", found.text)


RELATION_RULES: Final = (relation_to_itself, relation_identifier, crossmark_policy, update_of_itself)
