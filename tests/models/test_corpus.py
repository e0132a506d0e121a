"""Real deposits: what the schema calls valid is read and says the same when written, what it does not is refused."""

from __future__ import annotations

from collections import Counter

import pytest

import crossref_deposit as cd


def read(data):
    """The batch of a document, or the error."""
    try:
        return cd.DoiBatch.from_xml(data)
    except (cd.errors.VersionError, cd.errors.SchemaError) as error:
        return error


def outcome(path):
    """What becomes of a document, in one word; fails where reader and schema disagree."""
    data = path.read_bytes()
    report = cd.validate(data, rules=False)
    found = read(data)
    if isinstance(found, cd.errors.VersionError):
        return "other version"
    if isinstance(found, cd.errors.SchemaError):
        assert not report.ok, f"{path}: valid by the schema, refused by the reader: {found}"
        assert found.line, path
        assert report.problems[0].line, path
        return "refused"
    assert report.ok, f"{path}: read, although {report.problems[0]}"
    written = found.to_xml()
    assert cd.validate(written, rules=False).ok, path
    assert cd.DoiBatch.from_xml(written) == found, path
    return "read"


@pytest.mark.parametrize("folder", ["deposits", "deposits-generated"])
def test_reader_and_schema_agree_on_real_deposits(corpus, folder):
    outcomes = Counter(outcome(path) for path in sorted((corpus / folder).rglob("*.xml")))
    assert outcomes["read"] > 20
