"""Whatever batch can be built is written valid, and read back equal."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

import crossref_deposit as cd
import strategies
from crossref_deposit.validation.schema import bundled_schema, parse_tree

BATCHES = strategies.models(cd.DoiBatch, depth=7)
ANY_SIZE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def schema_faults(data):
    schema = bundled_schema()
    schema.validate(parse_tree(data))
    return [f"{error.path}: {error.message}" for error in schema.error_log]


@ANY_SIZE
@given(BATCHES, st.booleans())
def test_what_is_written_is_valid_and_read_back_equal(batch, pretty):
    data = batch.to_xml(pretty=pretty)
    assert schema_faults(data) == []
    assert cd.DoiBatch.from_xml(data) == batch


@settings(ANY_SIZE, max_examples=25)
@given(batch=BATCHES)
def test_what_is_written_is_valid_by_crossrefs_own_schema(batch, assert_officially_valid):
    assert_officially_valid(batch.to_xml())


@ANY_SIZE
@given(strategies.models(cd.JournalArticle, depth=4))
def test_objects_with_equal_content_are_equal_and_hash_equal(article):
    batch = cd.DoiBatch(
        depositor=cd.Depositor(name="Us", email="us@example.org"),
        registrant="Us",
        body=cd.Journal(metadata=cd.JournalMetadata(full_titles="J"), articles=article),
    )
    copy = cd.DoiBatch.from_xml(batch.to_xml())
    assert copy.body[0].articles[0] == article
    assert hash(copy) == hash(batch)


@ANY_SIZE
@given(BATCHES)
def test_repr_builds_the_same_object(batch):
    names = {name: getattr(cd, name) for name in cd.__all__}
    import datetime  # noqa: PLC0415 - the name that the repr of dates uses

    assert eval(repr(batch), {**names, "datetime": datetime}) == batch  # noqa: S307 - our own repr


@pytest.mark.parametrize("name", sorted(set(cd.models.__all__) - {"Record"}))
def test_every_model_can_be_built(name):
    model = getattr(cd, name)
    assert isinstance(_example(model), model)


def _example(model):
    return find(strategies.models(model), lambda _: True, settings=settings(ANY_SIZE, database=None))
