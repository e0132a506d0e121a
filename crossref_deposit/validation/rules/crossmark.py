"""Crossmark: what is updated, and where the policy is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from crossref_deposit.validation.rules.deposit import CheckedDeposit
from crossref_deposit.validation.rules.rule import Finding, rule
from crossref_deposit.validation.submission_index import canonical_doi

_DOI: Final = re.compile(r"10\.[0-9]{4,9}/.{1,200}")


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


CROSSMARK_RULES: Final = (crossmark_policy, update_of_itself)
