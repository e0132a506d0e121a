from __future__ import annotations

import pathlib

import pytest

from crossref_deposit.errors import SchemaError
from crossref_deposit.problems import Severity
from crossref_deposit.validation.rules import check

FEIGNED = {
    "doi-malformed",
    "issn-invalid",
    "orcid-checksum",
    "timestamp-missing",
    "title-empty",
}
"""Errors that examples and templates have: 0000-0000-0000-0000, 1234-5678, N/A."""


def errors_in(path: pathlib.Path) -> set[str]:
    return {problem.code for problem in check(path) if problem.severity is Severity.ERROR}


def test_what_was_registered_has_no_errors(corpus: pathlib.Path):
    outcomes = {path.parent: path.read_text() for path in sorted(corpus.glob("pairs/*/log-reconstructed.xml"))}
    registered = [folder for folder, log in outcomes.items() if 'status="Failure"' not in log]
    assert registered
    assert [errors_in(folder / "deposit.xml") for folder in registered] == [set()] * len(registered)


def test_real_deposits_have_no_errors_but_repetitions(corpus: pathlib.Path):
    """Whoever sent these gave one iD to two people, or one DOI to two components."""
    found: set[str] = set()
    checked = 0
    for path in sorted(path for path in corpus.glob("deposits*/**/*.xml") if path.is_file()):
        try:
            found |= errors_in(path)
        except SchemaError:
            continue
        checked += 1
    if not checked:
        pytest.skip("the corpus has no deposits")
    assert found - FEIGNED <= {"doi-repeated", "orcid-duplicate"}
