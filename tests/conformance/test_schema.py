"""The schema that the models derive says what Crossref's own says, declaration by declaration."""

from __future__ import annotations

import pathlib
import shutil

import pytest
import xmlschema
from lxml import etree

import crossref_deposit
from conformance.comparison import Comparison

CROSSREF = "{http://www.crossref.org/schema/5.5.0}"
LEAVES = frozenset({"http://www.ncbi.nlm.nih.gov/JATS1", "http://www.w3.org/1998/Math/MathML"})
BRANCHES = {f"{CROSSREF}body": frozenset({f"{CROSSREF}journal"})}
XS = {"xs": "http://www.w3.org/2001/XMLSchema"}
DECLARATIONS = 137
"""How many elements can be reached from ``doi_batch`` by way of ``journal``."""


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    return crossref_deposit.export_schema(tmp_path_factory.mktemp("bundled"), version="5.5.0")


def compare(official_schema: xmlschema.XMLSchema11, bundled: pathlib.Path) -> tuple[list[str], set[str]]:
    comparison = Comparison(official_schema, xmlschema.XMLSchema(bundled, allow="local"), leaves=LEAVES, only=BRANCHES)
    differences = [str(difference) for difference in comparison.differences("doi_batch")]
    return differences, comparison.compared


def test_every_declaration_is_equal(official_schema, bundled):
    differences, compared = compare(official_schema, bundled)
    assert differences == []
    assert len(compared) == DECLARATIONS


def test_libxml2_reads_the_bundled_schema(bundled):
    assert etree.XMLSchema(etree.parse(bundled))


def test_assertions_of_the_official_schema_are_the_known_ones(official_schema):
    """They are rules in Python here; a new one must not go unnoticed."""
    elements = {element.name: element for element in official_schema.iter_components(xmlschema.XsdElement)}
    asserted = {name: len(getattr(element.type, "assertions", ())) for name, element in elements.items()}
    found = {name.removeprefix(CROSSREF): number for name, number in asserted.items() if number}
    assert found == {"person_name": 1, "role": 2}


def doubled(element: etree._Element) -> None:
    element.set("maxOccurs", str(2 * int(element.get("maxOccurs", "1"))))


def removed(element: etree._Element) -> None:
    element.getparent().remove(element)


def swapped(element: etree._Element) -> None:
    element.addprevious(element.getnext())


def optional(element: etree._Element) -> None:
    element.attrib.pop("use")


def other_value(element: etree._Element) -> None:
    element.set("value", f"{element.get('value')}1")


def other_default(element: etree._Element) -> None:
    element.attrib.pop("default")


FAULTS = {
    "another bound of a child": ("//xs:element[@ref][@maxOccurs > 1]", doubled),
    "a child less": ("//xs:sequence/xs:element[@ref][@minOccurs = 0]", removed),
    "another order": ("//xs:sequence/xs:element[@ref][following-sibling::*[1]/@ref != @ref]", swapped),
    "an attribute less": ("//xs:attribute[@name]", removed),
    "an attribute that is not required": ("//xs:attribute[@use = 'required']", optional),
    "a default less": ("//xs:attribute[@default]", other_default),
    "another length": ("//xs:maxLength", other_value),
    "a facet less": ("//xs:maxLength", removed),
    "another pattern": ("//xs:pattern", other_value),
    "a value less": ("//xs:enumeration", removed),
    "another bound of a number": ("//xs:maxInclusive", other_value),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_no_fault_goes_unnoticed(official_schema, bundled, tmp_path, fault):
    xpath, spoil = FAULTS[fault]
    spoiled = shutil.copytree(bundled.parent, tmp_path / "spoiled") / bundled.name
    tree = etree.parse(spoiled)
    spoil(tree.xpath(xpath, namespaces=XS)[0])
    tree.write(spoiled)
    assert compare(official_schema, spoiled)[0]
