"""The DOIs that are to be registered: how they are written, and that they go together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from crossref_deposit.problems import Severity
from crossref_deposit.validation.rules.deposit import CheckedDeposit
from crossref_deposit.validation.rules.rule import Finding, rule
from crossref_deposit.validation.rules.whole import Namesake, prefix_of
from crossref_deposit.validation.submission_index import Record

_DOI: Final = re.compile(r"10\.[0-9]{4,9}/(.{1,200})")
_RESOLVER: Final = re.compile(r"(?:https?://)?(?:(?:dx|www)\.)?doi\.org/|doi:|info:doi/|https?://", re.IGNORECASE)
_ALLOWED: Final = re.compile(r"[a-zA-Z0-9\-._;()/]+")
_NEVER_ALLOWED: Final = re.compile(r"[^!-~]")
_ESCAPE: Final = re.compile(r"%[0-9A-Fa-f]{2}")
_SHARED: Final = frozenset(
    [
        "journal_metadata",
        "journal_issue",
        "book_series_metadata",
        "proceedings_series_metadata",
        "report-paper_series_metadata",
        "series_metadata",
        "set_metadata",
    ]
)
"""What several elements of a file may have in common: a journal in two issues, a series in two books."""


@rule("doi-malformed")
def doi_malformed(deposit: CheckedDeposit) -> Iterator[Finding]:
    """A resolver before the DOI, no suffix, a suffix of more than 200 characters."""
    for record in deposit.records:
        if not _DOI.fullmatch(record.doi):
            yield Finding(record.doi_element, _fault_of_form(record.doi), record.doi)


def _fault_of_form(doi: str) -> str:
    if not doi:
        return "There is no DOI in doi."
    if resolver := _RESOLVER.match(doi):
        return f"{doi} has {resolver[0]} before the DOI."
    prefix, _, suffix = doi.partition("/")
    if not re.fullmatch(r"10\.[0-9]{4,9}", prefix):
        return f"{doi} does not begin with a prefix such as 10.5555/."
    return f"{doi} has a suffix of {len(suffix)} characters, expected 1 to 200."


@rule("doi-invalid-characters")
def doi_invalid_characters(deposit: CheckedDeposit) -> Iterator[Finding]:
    """Characters that new DOIs may not have; DOIs from before 2008 have some of them."""
    for record in deposit.records:
        form = _DOI.fullmatch(record.doi)
        if form and not _ALLOWED.fullmatch(form[1]) and deposit.last_timestamp(record.doi) is None:
            yield _of_characters(record, form[1])


def _of_characters(record: Record, suffix: str) -> Finding:
    wrong = "".join(dict.fromkeys(_ALLOWED.sub("", suffix)))
    message = f"The suffix of {record.doi} has {wrong!r}; only a-z A-Z 0-9 - . _ ; ( ) / may be in a new DOI."
    if _ESCAPE.search(suffix):
        message += " It looks as if it were escaped for a URL: write the DOI itself."
    certain = _NEVER_ALLOWED.search(suffix) is not None
    return Finding(record.doi_element, message, record.doi, None if certain else Severity.WARNING)


@rule("prefixes-differ")
def prefixes_differ(deposit: CheckedDeposit) -> Iterator[Finding]:
    """Each DOI that has not the prefix of most."""
    counts = deposit.whole.prefixes
    if len(counts) <= 1:
        return
    [(common, _)] = counts.most_common(1)
    for record in deposit.records:
        if prefix_of(record.doi) not in {None, common}:
            message = f"The prefix of {record.doi} is not {common}, which most DOIs of this file have."
            yield Finding(record.doi_element, message, record.doi)


@rule("doi-repeated")
def doi_repeated(deposit: CheckedDeposit) -> Iterator[Finding]:
    """The second time that a DOI is there, and any further time, upper and lower case being the same."""
    for record in deposit.records:
        if first := deposit.whole.earlier(record):
            yield _of_repetition(record, first)


def _of_repetition(record: Record, first: Namesake) -> Finding:
    if record.name == first.name and record.name in _SHARED:
        message = f"The {record.kind} {record.doi} is there already in line {first.line}."
        return Finding(record.doi_element, message, record.doi, Severity.WARNING)
    case = "" if record.doi == first.doi else f", as {first.doi}: upper and lower case do not tell DOIs apart"
    message = f"The DOI {record.doi} is there already for the {first.kind} in line {first.line}{case}."
    newer = record.timestamp is not None and record.timestamp != first.timestamp
    return Finding(record.doi_element, message, record.doi, Severity.WARNING if newer else None)


@rule("doi-missing")
def doi_missing(deposit: CheckedDeposit) -> Iterator[Finding]:
    """A body in which no element has a DOI."""
    if not deposit.whole.has_records:
        for body in deposit.parts("body"):
            yield Finding(body, "No record of this file has a DOI, so there is nothing to register.")


DOI_RULES: Final = (doi_malformed, doi_invalid_characters, prefixes_differ, doi_repeated, doi_missing)
