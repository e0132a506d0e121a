"""Old deposits come out as the current version, with every change told."""

from __future__ import annotations

from collections import Counter

import pytest

import crossref_deposit as cd
from accounting import unaccounted
from old_documents import DOCUMENTS, Old


@pytest.fixture(params=DOCUMENTS, scope="module")
def old(request) -> Old:
    return DOCUMENTS[request.param]


def test_it_is_valid_in_the_current_version(old, assert_officially_valid):
    deposit = cd.read_deposit(old.xml)
    assert deposit.batch.schema_version == "5.5.0"
    written = deposit.batch.to_xml()
    assert cd.validate(written, rules=False).ok
    assert_officially_valid(written)
    assert cd.read_deposit(written) == cd.Deposit(batch=deposit.batch)


def test_each_change_is_told(old):
    first, *changes = cd.read_deposit(old.xml).changes
    assert (first.code, first.before, first.after) == (
        "schema-version",
        f'version="{old.version}"',
        'version="5.5.0"',
    )
    assert Counter(change.code for change in changes) == Counter(old.codes)


def test_nothing_vanishes_in_silence(old):
    assert unaccounted(old.xml, cd.read_deposit(old.xml)) == []


def test_each_change_points_to_its_element(old):
    lines = old.xml.splitlines()
    for change in cd.read_deposit(old.xml).changes:
        there = lines[change.line - 1][change.column - 1 :]
        name = change.xpath.rpartition("/")[2].partition("[")[0]
        assert there.partition(">")[0].split()[0].rpartition(":")[2].removeprefix("<").rstrip("/") == name
