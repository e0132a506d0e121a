"""Old deposits come out as the current version, with every change told."""

from __future__ import annotations

from collections import Counter

import pytest

import crossref_deposit as cd
from accounting import unaccounted
from old_documents import DOCUMENTS, RESOURCES, Old

EVERY = DOCUMENTS | RESOURCES


@pytest.fixture(params=EVERY, scope="module")
def old(request) -> Old:
    return EVERY[request.param]


def test_it_is_valid_in_the_current_version(old):
    deposit = cd.read_deposit(old.xml)
    assert deposit.batch.schema in {"5.5.0", "doi_resources-5.4.0"}
    written = deposit.batch.to_xml()
    assert cd.validate(written, rules=False).ok
    assert cd.read_deposit(written) == cd.Deposit(batch=deposit.batch)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_is_valid_by_the_official_schema(name, assert_officially_valid):
    assert_officially_valid(cd.read_deposit(DOCUMENTS[name].xml).batch.to_xml())


@pytest.mark.parametrize("name", RESOURCES)
def test_parts_of_records_are_valid_by_the_official_schema(name, official_schema_of):
    written = cd.read_deposit(RESOURCES[name].xml).batch.to_xml()
    assert list(official_schema_of("doi_resources-5.4.0").iter_errors(written)) == []


def test_each_change_is_told(old):
    first, *changes = cd.read_deposit(old.xml).changes
    assert (first.code, first.line, first.column) == ("schema-version", 2, 1)
    assert first.before == f'version="{old.version.rpartition("-")[2]}"'
    assert Counter(change.code for change in changes) == Counter(old.codes)


def test_nothing_vanishes_in_silence(old):
    assert unaccounted(old.xml, cd.read_deposit(old.xml)) == []


def test_each_change_points_to_its_element(old):
    lines = old.xml.splitlines()
    for change in cd.read_deposit(old.xml).changes:
        there = lines[change.line - 1][change.column - 1 :]
        name = change.xpath.rpartition("/")[2].partition("[")[0]
        assert there.partition(">")[0].split()[0].rpartition(":")[2].removeprefix("<").rstrip("/") == name
