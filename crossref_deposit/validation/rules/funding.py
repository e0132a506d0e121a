"""Who paid: identifiers of funders and grants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from crossref_deposit.validation.check_digits import is_ror
from crossref_deposit.validation.rules.deposit import CheckedDeposit
from crossref_deposit.validation.rules.rule import Finding, rule

_RESOLVER: Final = r"(?:https?://)?(?:(?:dx|www)\.)?doi\.org/"
_FUNDER: Final = re.compile(rf"(?:(?:{_RESOLVER})?10\.13039/)?(?:100\d{{6,9}}|501100\d{{6}})", re.IGNORECASE)
_ROR: Final = re.compile(r"https?://(?:www\.)?ror\.org/0[0-9a-hjkmnp-tv-z]{6}\d\d/?", re.IGNORECASE)
_DOI: Final = re.compile(rf"(?:{_RESOLVER})?10\.\d{{4,9}}/\S+", re.IGNORECASE)


@rule("funder-identifier")
def funder_identifier(deposit: CheckedDeposit) -> Iterator[Finding]:
    """A funder that neither the Open Funder Registry nor ROR has under this identifier."""
    for found in deposit.found("assertion"):
        if fault := _FAULTS.get(found.attributes.get("name", ""), _none)(found.text):
            yield Finding(found, fault, found.text)


def _fault_of_funder(text: str) -> str:
    if _FUNDER.fullmatch(text):
        return ""
    if _ROR.fullmatch(text):
        return f"The funder_identifier {text} is a ROR iD: since schema 5.4.0 it has an assertion ror of its own."
    return (
        f"The funder_identifier {text} is none of the Open Funder Registry, such as https://doi.org/10.13039/100010269."
    )


def _fault_of_ror(text: str) -> str:
    if not _ROR.fullmatch(text):
        return f"{text} is not a ROR iD such as https://ror.org/029chgv08."
    return "" if is_ror(text.rstrip("/")) else f"The ROR iD {text} has wrong check digits."


def _none(_: str) -> str:
    return ""


_FAULTS: Final = {"funder_identifier": _fault_of_funder, "ror": _fault_of_ror}


@rule("grant-identifier")
def grant_identifier(deposit: CheckedDeposit) -> Iterator[Finding]:
    """A grant whose DOI is none."""
    for found in deposit.found("assertion"):
        if found.attributes.get("name") == "grant_doi" and not _DOI.fullmatch(found.text):
            yield Finding(found, f"The grant_doi {found.text} is not a DOI.", found.text)


FUNDING_RULES: Final = (funder_identifier, grant_identifier)
