"""What Crossref refuses after the schema, found before sending.

Each rule names the kind of problem (`crossref_deposit.problems.CATALOGUE`) that it foretells, so that a check
before sending and a log afterwards speak of the same things.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

import attrs

from crossref_deposit.problems import CATALOGUE, Problem
from crossref_deposit.validation.check_digits import is_isbn, is_issn, is_orcid
from crossref_deposit.validation.documents import Document, text_of
from crossref_deposit.validation.role_assertions import broken_assertions
from crossref_deposit.validation.submission_index import Element, SubmissionIndex, canonical, canonical_doi
from crossref_deposit.validation.submission_scan import Value

_ORCID: Final = re.compile(r"(?:https?://(?:www\.)?orcid\.org/)?\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)
_ISSN: Final = re.compile(r"\d{4}-?\d{3}[\dX]", re.ASCII)
_ISBN: Final = re.compile(r"(?:97[89])?\d{9}[\dX]", re.ASCII)
_OF_WHOLE_RECORDS: Final = frozenset({"timestamp-missing", "doi-repeated", "prefixes-differ"})
"""Rules that say nothing of deposits of parts of records: several parts may be of one DOI."""

Check: TypeAlias = Callable[[SubmissionIndex], Iterator[Problem]]


@attrs.frozen(kw_only=True)
class Rule:
    """One thing that is looked for."""

    code: str
    """The kind of problem that it foretells."""
    check: Check
    """Finds it in a deposit."""


RULES: list[Rule] = []
"""All rules."""


def _rule(code: str) -> Callable[[Check], Check]:
    """Register the rule that foretells a kind of problem."""
    CATALOGUE[code]  # a rule without an entry is a mistake here, not of the user

    def register(check: Check) -> Check:
        RULES.append(Rule(code=code, check=check))
        return check

    return register


def check(source: Document) -> list[Problem]:
    """Everything in a deposit that Crossref would refuse although the schema allows it, as far as can be foretold.

    Args:
        source: The batch, or the document (bytes, text), or where it is (path, binary file). Lines and columns are
            those of the XML that would be sent.

    Returns:
        The problems in document order, each with its record, line, column, path, value and remedy.

    Raises:
        SchemaError: The document is not well-formed XML, or has a DTD.
        OSError: The path cannot be read.

    Example:
        >>> from crossref_deposit.validation import check
        >>> [problem] = check('''<doi_batch><head><timestamp>1</timestamp></head><body><journal>
        ... <journal_metadata><issn>0264-3562</issn></journal_metadata></journal></body></doi_batch>''')
        >>> problem.code, problem.line, problem.value
        ('issn-invalid', 2, '0264-3562')
    """
    index = SubmissionIndex(text_of(source))
    skipped = _OF_WHOLE_RECORDS if "doi_resources_schema" in index.namespace else frozenset()
    found = [problem for rule in RULES if rule.code not in skipped for problem in rule.check(index)]
    return sorted(found, key=lambda problem: (problem.line or 0, problem.column or 0))


def check_assertions(source: bytes | str) -> list[Problem]:
    """The assertions of schema 5.5.0, which need XSD 1.1 and are left out where validation has only XSD 1.0.

    The ``type`` of a ``role`` must be of its vocabulary, and a ``person_name`` must say the person's role.

    Args:
        source: The document. Only those of schema 5.5.0 have assertions.
    """
    broken = list(broken_assertions(source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source))
    if not broken:
        return []
    index = SubmissionIndex(source)
    return [
        _problem(found.code, index.element_at(found.offset, found.name), found.message, found.value) for found in broken
    ]


def _problem(code: str, element: Element, message: str, value: str | None = None) -> Problem:
    record = element.record
    line, column = element.position
    return CATALOGUE[code].problem(
        message, doi=record.doi if record else None, line=line, column=column, xpath=element.xpath, value=value
    )


def _of_value(code: str, index: SubmissionIndex, value: Value, message: str) -> Problem:
    return _problem(code, index.element_of(value), message, value.text.strip())


@_rule("orcid-checksum")
def _orcid_checksum(index: SubmissionIndex) -> Iterator[Problem]:
    for value in index.scan.values:
        text = value.text.strip()
        if value.name == "ORCID" and _ORCID.fullmatch(text) and not is_orcid(text):
            yield _of_value("orcid-checksum", index, value, f"The ORCID iD {text} has a wrong check digit.")


@_rule("orcid-duplicate")
def _orcid_duplicate(index: SubmissionIndex) -> Iterator[Problem]:
    seen: set[tuple[int, str]] = set()
    for value in index.scan.values:
        if value.name != "ORCID":
            continue
        key = (value.contributors, canonical("ORCID", value.text))
        if key in seen:
            message = f"The ORCID iD {value.text.strip()} is there more than once in one list of contributors."
            yield _of_value("orcid-duplicate", index, value, message)
        seen.add(key)


@_rule("issn-invalid")
def _issn_invalid(index: SubmissionIndex) -> Iterator[Problem]:
    for value in index.scan.values:
        text = value.text.strip()
        if value.name == "issn" and _ISSN.fullmatch(text) and not is_issn(text):
            yield _of_value("issn-invalid", index, value, f"The ISSN {text} has a wrong check digit.")


@_rule("isbn-invalid")
def _isbn_invalid(index: SubmissionIndex) -> Iterator[Problem]:
    for value in index.scan.values:
        if value.name == "isbn" and _ISBN.fullmatch(canonical("isbn", value.text)) and not is_isbn(value.text):
            message = f"The ISBN {value.text.strip()} has a wrong check digit."
            yield _of_value("isbn-invalid", index, value, message)


@_rule("prefixes-differ")
def _prefixes_differ(index: SubmissionIndex) -> Iterator[Problem]:
    prefixes = Counter(canonical_doi(record.doi).partition("/")[0] for record in index.records)
    if len(prefixes) < 2:  # noqa: PLR2004 - two differ
        return
    common = prefixes.most_common(1)[0][0]
    for record in index.records:
        if canonical_doi(record.doi).partition("/")[0] != common:
            message = f"The prefix of {record.doi} is not {common}, which most DOIs of this file have."
            yield _problem("prefixes-differ", record.doi_element, message, record.doi)


@_rule("doi-repeated")
def _doi_repeated(index: SubmissionIndex) -> Iterator[Problem]:
    seen: set[str] = set()
    for record in index.records:
        doi = canonical_doi(record.doi)
        if doi in seen:
            message = f"The DOI {record.doi} is there already for another record of this file."
            yield _problem("doi-repeated", record.doi_element, message, record.doi)
        seen.add(doi)


@_rule("timestamp-missing")
def _timestamp_missing(index: SubmissionIndex) -> Iterator[Problem]:
    head = next(index.parts("head"), None)
    if head is not None and not index.timestamp:
        yield _problem("timestamp-missing", head, "The head has no timestamp.")
