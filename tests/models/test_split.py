"""Batches in parts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crossref_deposit as cd
from crossref_deposit.errors import ModelError
from samples import article, batch, component, journal


def dois(batch):
    return [record.doi for record in batch.records()]


def test_what_fits_stays_as_it_is():
    whole = batch(article("10.5555/a"), article("10.5555/b"))
    assert whole.split() == [whole]
    assert whole.split()[0] is whole
    assert whole.split(max_bytes=len(whole.to_xml())) == [whole]


@settings(max_examples=25)
@given(st.integers(1, 12), st.integers(1500, 5000))
def test_parts_are_small_enough_and_hold_every_record_once_in_order(number, max_bytes):
    whole = batch(*(article(f"10.5555/{index}") for index in range(number)))
    parts = whole.split(max_bytes=max_bytes)
    assert [doi for part in parts for doi in dois(part)] == dois(whole)
    assert all(len(part.to_xml()) <= max_bytes for part in parts)
    assert len({part.batch_id for part in parts}) == len(parts)
    if len(parts) > 1:
        timestamps = [part.timestamp for part in parts]
        assert whole.timestamp < timestamps[0]
        assert timestamps == sorted(set(timestamps))


def test_a_record_that_is_too_large_by_itself_is_an_error():
    whole = batch(article("10.5555/a"), article("10.5555/b", titles="x" * 5000))
    with pytest.raises(
        ModelError, match=r"body\[0\] \(10\.5555/b\): found \d,\d\d\d bytes by itself, expected at most 3,000"
    ):
        whole.split(max_bytes=3000)


def test_prefixes_go_apart_and_what_is_inside_of_a_record_stays_there():
    whole = batch(
        article("10.5555/a", components=[component("10.7777/inside")]), article("10.6666/b"), article("10.5555/c")
    )
    first, second = whole.split()
    assert dois(first) == ["10.5555/a", "10.7777/inside", "10.5555/c"]
    assert dois(second) == ["10.6666/b"]


def test_the_journals_own_doi_is_registered_once():
    metadata = cd.JournalMetadata(
        full_titles="J",
        issns="0264-3561",
        doi_data=cd.DoiData(doi="10.5555/journal", resource="https://example.org/"),
    )
    whole = batch(journal(*(article(f"10.5555/{number}") for number in range(4)), metadata=metadata))
    parts = whole.split(max_bytes=1700)
    assert len(parts) > 1
    assert [doi for part in parts for doi in dois(part)] == dois(whole)


def test_parts_of_a_batch_that_is_ahead_of_its_time_have_timestamps_of_their_own():
    whole = batch(*(article(f"10.5555/{index}") for index in range(4)), timestamp=10**25)
    parts = whole.split(max_bytes=1700)
    assert [part.timestamp for part in parts] == [10**25 + number for number in range(1, len(parts) + 1)]
    assert [doi for part in parts for doi in dois(part)] == dois(whole)


def test_no_bytes_are_not_any_number():
    with pytest.raises(ModelError, match="expected at most 0"):
        batch(article()).split(max_bytes=0)


def test_parts_of_records_are_split_too():
    parts = [
        cd.DoiCitations(doi=f"10.{prefix}/a", citations=[cd.Citation(key="1", doi="10.1038/1")])
        for prefix in (5555, 6666)
    ]
    whole = cd.ResourceBatch(depositor=cd.Depositor(name="Us", email="us@example.org"), doi_citations=parts)
    assert [dois(part) for part in whole.split()] == [["10.5555/a"], ["10.6666/a"]]
    assert whole.select("10.5555/a").split()[0].batch_id != whole.batch_id


def test_a_batch_newer_than_what_is_known():
    own = cd.DoiData(doi="10.5555/own", resource="https://example.org/", timestamp=5)
    whole = batch(article("10.5555/own", doi_data=own), article("10.5555/other"), timestamp=10)
    assert whole.newer_than({}.get) is whole
    assert whole.newer_than({"10.5555/own": 4, "10.5555/other": 9}.get) is whole
    for known in ({"10.5555/own": 5}, {"10.5555/other": 10}, {"10.5555/own": 10**20}):
        newer = whole.newer_than(known.get)
        assert newer.timestamp > max(10, *known.values())
        assert newer.batch_id == whole.batch_id
        assert [record.model.doi_data.timestamp for record in newer.records()] == [None, None]
        assert newer.newer_than(known.get) is newer
