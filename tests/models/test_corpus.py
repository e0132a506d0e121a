"""Real deposits: what the schema calls valid is read and written again as it was, what it does not is refused."""

from __future__ import annotations

import pytest
from lxml import etree

import crossref_deposit as cd
from canonical import canonical
from conformance import judges
from crossref_deposit.models.root import root_of

FOLDERS = {"deposits": 60, "deposits-generated": 30}
"""The folders of the corpus, and how many documents are of a version that is written here and read, at least."""


def read(data):
    """The batch of a document; or the error, if that is of a version written here; or nothing."""
    try:
        return cd.DoiBatch.from_xml(data)
    except cd.errors.VersionError:
        return None
    except cd.errors.SchemaError as error:
        return error


@pytest.fixture(scope="module", params=FOLDERS)
def deposits(request, corpus):
    """The documents of a folder, each with what reading it gave."""
    paths = sorted((corpus / request.param).rglob("*.xml"))
    found = {path: read(path.read_bytes()) for path in paths}
    assert sum(isinstance(batch, cd.DoiBatch) for batch in found.values()) >= FOLDERS[request.param]
    return {path: outcome for path, outcome in found.items() if outcome is not None}


def test_what_is_read_is_valid_by_every_judge(deposits):
    for path, outcome in deposits.items():
        if isinstance(outcome, cd.DoiBatch):
            verdicts = judges.verdicts(path.read_bytes(), outcome.schema)
            assert verdicts.words == ("accepts",) * 3, f"{path}: {verdicts.told}"


def test_what_is_refused_is_not_valid_and_its_line_is_told(deposits):
    for path, outcome in deposits.items():
        if isinstance(outcome, cd.errors.SchemaError):
            assert outcome.line, path
            report = cd.validate(path, rules=False)
            assert not report.ok, f"{path}: valid by the schema, refused by the reader: {outcome}"
            assert report.problems[0].line, path
            assert is_refused_by_crossref(path.read_bytes()), f"{path}: {outcome}"


def is_refused_by_crossref(document):
    """Whether it is no deposit at all, or not valid by Crossref's schema."""
    try:
        schema = root_of(document).schema
        etree.fromstring(document)
    except (cd.errors.SchemaError, etree.XMLSyntaxError):
        return True
    return schema not in judges.SCHEMAS or judges.official_faults(document, schema) != ()


def test_what_is_read_is_written_again_as_it_was(deposits):
    for path, outcome in deposits.items():
        if isinstance(outcome, cd.DoiBatch):
            written = outcome.to_xml()
            schema = outcome.schema
            assert canonical(written, schema) == canonical(path.read_bytes(), schema), path
            assert cd.DoiBatch.from_xml(written) == outcome, path


def test_what_is_written_indented_says_the_same(deposits):
    for path, outcome in deposits.items():
        if isinstance(outcome, cd.DoiBatch):
            indented = outcome.to_xml(pretty=True)
            assert canonical(indented, outcome.schema) == canonical(path.read_bytes(), outcome.schema)
            assert cd.DoiBatch.from_xml(indented) == outcome, path
