"""The profile of JATS says what JATS says of the same elements, as far as it looks into them."""

from __future__ import annotations

import pytest
import xmlschema

import crossref_deposit
from conformance.comparison import Comparison
from crossref_deposit.binding.namespaces import JATS, MATHML
from crossref_deposit.models.jats import ABSTRACT

UNCHECKED = frozenset(f"{{{JATS.uri}}}{name.removeprefix('jats:')}" for name in ABSTRACT.unchecked)
TYPE = "attributes {http://www.w3.org/1999/xlink}type"
LINKS = ("email", "ext-link", "uri")
SAID_OTHERWISE = {
    # a default is nothing that a document can break
    "abstract/title/italic: attributes toggle default: expected yes, found None",
    "abstract/title/roman: attributes toggle default: expected no, found None",
    # one value of a list, fixed, is a list of one value
    *(f"abstract/title/{name}: {TYPE} fixed: expected simple, found None" for name in LINKS),
    *(
        f"abstract/title/{name}: {TYPE} values: "
        "expected ['arc', 'extended', 'locator', 'none', 'resource', 'title'], found []"
        for name in LINKS
    ),
}


def jats_of(schema: xmlschema.XMLSchema) -> xmlschema.XMLSchema:
    return schema.maps.namespaces[JATS.uri][0]


@pytest.fixture(params=crossref_deposit.SCHEMA_VERSIONS)
def comparison(request, official_schema_of, tmp_path):
    bundled = xmlschema.XMLSchema(crossref_deposit.export_schema(tmp_path, version=request.param), allow="local")
    theirs = official_schema_of(request.param)
    return Comparison(jats_of(theirs), jats_of(bundled), leaves=UNCHECKED | {MATHML.uri})


def test_every_element_of_the_profile_is_that_of_jats(comparison):
    differences = [str(difference) for difference in comparison.differences("abstract")]
    assert sorted(differences) == sorted(SAID_OTHERWISE)
    compared = {JATS.tag(name.rpartition("}")[2]) for name in comparison.compared}
    assert compared == {"jats:abstract", *ABSTRACT.elements}
