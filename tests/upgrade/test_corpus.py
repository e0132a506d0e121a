"""Real deposits of every version: nothing of them vanishes, and what cannot be read is refused at its place."""

from __future__ import annotations

from collections import Counter

import crossref_deposit as cd
from accounting import unaccounted


def read(data):
    """The deposit, or the error."""
    try:
        return cd.read_deposit(data)
    except cd.errors.SchemaError as error:
        return error


def outcome(path):
    """What becomes of a document, in one word."""
    data = path.read_bytes()
    deposit = read(data)
    if isinstance(deposit, cd.errors.SchemaError):
        assert deposit.line, path
        return "refused"
    assert cd.validate(deposit.batch, rules=False).ok, path
    assert unaccounted(data, deposit) == [], path
    assert all(change.line for change in deposit.changes), path
    return "current" if not deposit.changes else "upgraded"


def test_real_deposits_are_brought_up_to_date(corpus):
    outcomes = Counter(outcome(path) for path in sorted((corpus / "deposits").rglob("*.xml")))
    assert outcomes["upgraded"] > 180
    assert outcomes["current"] > 15


def test_real_deposits_of_the_current_version_are_read_as_ever(corpus):
    paths = sorted((corpus / "deposits").rglob("5.5.0/*.xml"))
    for path in paths:
        assert cd.read_deposit(path) == cd.Deposit(batch=cd.DoiBatch.from_xml(path))
    assert paths
