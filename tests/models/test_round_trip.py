"""Whatever batch can be built is written valid, and read back equal."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

import crossref_deposit as cd
import strategies
from crossref_deposit.binding.declaration import MODELS, declared
from crossref_deposit.validation.schema import bundled_schema, parse_tree

RECORD_TYPES = sorted(item.__name__ for item in declared(cd.DoiBatch).content.parts[1].content.parts[0].field.items)
UNSHRUNK = [Phase.explicit, Phase.reuse, Phase.generate]  # shrinking a batch takes minutes; reading one does not
SETTINGS = settings(deadline=None, suppress_health_check=list(HealthCheck), phases=UNSHRUNK)


def batches(record_type):
    """Batches of one record type."""
    body = st.lists(strategies.models(getattr(cd, record_type), depth=4), min_size=1, max_size=2)
    return strategies.models(cd.DoiBatch, depth=2, body=body)


def schema_faults(data, version=cd.DEFAULT_SCHEMA_VERSION):
    schema = bundled_schema(version)
    schema.validate(parse_tree(data))
    return [f"{error.path}: {error.message}" for error in schema.error_log]


def written_or_refused(batch):
    """The document, or nothing where an error says what the version cannot say."""
    try:
        return batch.to_xml()
    except cd.errors.VersionError as error:
        if not error.field or error.first_version not in cd.SCHEMA_VERSIONS:
            raise
        return None


def test_there_are_eleven_record_types():
    assert len(RECORD_TYPES) == 11


@pytest.mark.parametrize("record_type", RECORD_TYPES)
def test_what_is_written_is_valid_and_read_back_equal(record_type):
    @settings(SETTINGS, max_examples=6)
    @given(batches(record_type), st.booleans())
    def law(batch, pretty):
        data = batch.to_xml(pretty=pretty)
        assert schema_faults(data) == []
        copy = cd.DoiBatch.from_xml(data)
        assert copy == batch
        assert hash(copy) == hash(batch)

    law()


@pytest.mark.parametrize("record_type", RECORD_TYPES)
def test_what_is_written_is_valid_by_crossrefs_own_schema(record_type, assert_officially_valid):
    @settings(SETTINGS, max_examples=3)
    @given(batches(record_type))
    def law(batch):
        assert_officially_valid(batch.to_xml())

    law()


@pytest.mark.parametrize("version", [version for version in cd.SCHEMA_VERSIONS if version != "5.5.0"])
@pytest.mark.parametrize("record_type", RECORD_TYPES)
def test_an_older_version_is_valid_and_read_back_equal_or_cannot_say_it(record_type, version):
    @settings(SETTINGS, max_examples=3)
    @given(batches(record_type))
    def law(batch):
        old = cd.evolve(batch, schema_version=version)
        data = written_or_refused(old)
        if data is not None:
            assert schema_faults(data, version) == []
            assert cd.DoiBatch.from_xml(data) == old

    law()


@settings(SETTINGS, max_examples=10)
@given(batches("Journal"))
def test_repr_builds_the_same_object(batch):
    names = {name: getattr(cd, name) for name in cd.__all__}
    assert eval(repr(batch), {**names, "datetime": datetime}) == batch  # noqa: S307 - our own repr


@pytest.mark.parametrize("name", sorted(MODELS))
def test_every_model_can_be_built(name):
    model = MODELS[name]
    made = find(strategies.models(model), lambda _: True, settings=settings(SETTINGS, database=None))
    assert isinstance(made, model)
