"""Whatever batch can be built is written valid, and read back equal."""

from __future__ import annotations

import datetime
import pickle

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings

import crossref_deposit as cd
import strategies
from canonical import canonical
from conformance import judges
from crossref_deposit.binding.declaration import MODELS
from strategies import batches

UNSHRUNK = [Phase.explicit, Phase.reuse, Phase.generate]  # shrinking a batch takes minutes; reading one does not
SETTINGS = settings(deadline=None, suppress_health_check=list(HealthCheck), phases=UNSHRUNK)


def assert_lossless(batch):
    """Written, it is valid by Crossref's schema and by ours; read, it is as it was, and is written as before."""
    document, indented = batch.to_xml(), batch.to_xml(pretty=True)
    verdicts = judges.verdicts(document, batch.schema)
    assert verdicts.words == ("accepts",) * 3, verdicts.told
    copy = type(batch).from_xml(document)
    assert copy == batch
    assert hash(copy) == hash(batch)
    assert copy.to_xml() == document
    assert type(batch).from_xml(indented) == batch
    sent = pickle.loads(pickle.dumps(copy))  # noqa: S301 - our own; workers get it so
    assert sent == batch
    assert sent.to_xml() == document
    assert canonical(indented, batch.schema) == canonical(document, batch.schema)


def in_version(batch, version):
    """The batch in an older version; or nothing, where an error says what that version cannot say."""
    old = cd.evolve(batch, schema_version=version)
    try:
        old.to_xml()
    except cd.errors.VersionError as error:
        if not error.field or error.first_version not in cd.SCHEMA_VERSIONS:
            raise
        return None
    return old


def test_there_are_eleven_record_types():
    assert len(strategies.RECORD_TYPES) == 11


@pytest.mark.parametrize("kind", [*strategies.RECORD_TYPES, "ResourceBatch"])
def test_what_is_written_is_valid_and_read_back_as_it_was(kind):
    @settings(SETTINGS, max_examples=6)
    @given(batches(kind))
    def law(batch):
        assert_lossless(batch)

    law()


@pytest.mark.parametrize("version", [version for version in cd.SCHEMA_VERSIONS if version != "5.5.0"])
@pytest.mark.parametrize("record_type", strategies.RECORD_TYPES)
def test_an_older_version_is_valid_and_read_back_as_it_was_or_cannot_say_it(record_type, version):
    @settings(SETTINGS, max_examples=3)
    @given(batches(record_type))
    def law(batch):
        old = in_version(batch, version)
        if old is not None:
            assert_lossless(old)

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
