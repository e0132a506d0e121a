"""Documents that hypothesis builds and damages: Crossref's schema, our schema and our reader say the same of them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import crossref_deposit as cd
import strategies
from conformance import judges
from conformance.agreement import Trial
from crossref_deposit.binding.namespaces import CROSSREF
from mutations import damaged


def documents(schema):
    """Documents of a schema; of the current one, where an older cannot say it."""
    if judges.model_of(schema) is cd.ResourceBatch:
        return strategies.batches("ResourceBatch").map(cd.ResourceBatch.to_xml)
    batches = st.sampled_from(strategies.RECORD_TYPES).flatmap(strategies.batches)
    return batches.map(lambda batch: written(batch, schema))


def written(batch, schema):
    try:
        return cd.evolve(batch, schema_version=schema).to_xml()
    except cd.errors.VersionError:
        return batch.to_xml()


@pytest.mark.parametrize("schema", judges.SCHEMAS)
def test_all_agree_on_what_is_damaged(schema):
    @settings(strategies.ANY_SIZE, suppress_health_check=list(HealthCheck), max_examples=20)
    @given(damaged(documents(schema)))
    def law(document):
        judge = schema if CROSSREF.at(schema).encode() in document else cd.DEFAULT_SCHEMA_VERSION
        verdicts = judges.verdicts(document, judge)
        assert verdicts.agree or Trial(judge, "drawn", document, verdicts).excuse, verdicts.told

    law()
