"""The schema that the models derive says what Crossref's own says, declaration by declaration."""

from __future__ import annotations

import pathlib
import shutil

import pytest
import xmlschema
from lxml import etree

import crossref_deposit
from conformance.comparison import Comparison
from crossref_deposit.validation.official_files import OFFICIAL_FILES

LEAVES = frozenset({"http://www.ncbi.nlm.nih.gov/JATS1", "http://www.w3.org/1998/Math/MathML"})
XS = {"xs": "http://www.w3.org/2001/XMLSchema"}
RESOURCES = "doi_resources-5.4.0"
SCHEMAS = tuple(OFFICIAL_FILES)
DECLARATIONS = {"5.5.0": 203, "5.4.0": 198, "5.3.1": 199, RESOURCES: 85}
"""How many elements can be reached from ``doi_batch``, each once, however many types it has."""

ASSERTIONS = {"5.5.0": {"person_name": 1, "role": 2}, "5.4.0": {}, "5.3.1": {}, RESOURCES: {}}
"""Those of the official schema. They are rules in Python here."""

EXCEPTED = {
    "5.4.0": [
        # Two copies of 5.4.0 circulate. In one <alt-name> holds the other forms of a name, as in 5.3.1 and 5.5.0; in
        # the other, which the carrier has, they are <name>, repeated, or the only name there is. The bundled schema
        # takes both beside a surname.
        "doi_batch/body/dissertation/person_name: children name: expected accepted, found refused"
    ],
}
RECORD_TYPES = {
    "book",
    "conference",
    "database",
    "dissertation",
    "journal",
    "peer_review",
    "pending_publication",
    "posted_content",
    "report-paper",
    "sa_component",
    "standard",
}


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pathlib.Path]:
    folder = tmp_path_factory.mktemp("bundled")
    return {version: crossref_deposit.export_schema(folder / version, version=version) for version in SCHEMAS}


def compare(official_schema: xmlschema.XMLSchema11, bundled: pathlib.Path) -> tuple[list[str], set[str]]:
    comparison = Comparison(official_schema, xmlschema.XMLSchema(bundled, allow="local"), leaves=LEAVES)
    differences = [str(difference) for difference in comparison.differences("doi_batch")]
    return differences, comparison.compared


def test_every_version_is_compared():
    assert (*crossref_deposit.SCHEMA_VERSIONS, RESOURCES) == SCHEMAS


@pytest.mark.parametrize("version", SCHEMAS)
def test_every_declaration_is_equal(official_schema_of, bundled, version):
    differences, compared = compare(official_schema_of(version), bundled[version])
    assert differences == EXCEPTED.get(version, [])
    assert len(compared) == DECLARATIONS[version]


@pytest.mark.parametrize("version", crossref_deposit.SCHEMA_VERSIONS)
def test_every_record_type_is_compared(official_schema_of, bundled, version):
    _, compared = compare(official_schema_of(version), bundled[version])
    assert {f"{{http://www.crossref.org/schema/{version}}}{name}" for name in RECORD_TYPES} <= compared


@pytest.mark.parametrize("version", SCHEMAS)
def test_libxml2_reads_the_bundled_schema(bundled, version):
    assert etree.XMLSchema(etree.parse(bundled[version]))


@pytest.mark.parametrize("version", SCHEMAS)
def test_assertions_of_the_official_schema_are_the_known_ones(official_schema_of, version):
    elements = official_schema_of(version).iter_components(xmlschema.XsdElement)
    asserted = {(element.local_name, len(getattr(element.type, "assertions", ()))) for element in elements}
    assert {name: number for name, number in asserted if number} == ASSERTIONS[version]


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
    sound = bundled[crossref_deposit.DEFAULT_SCHEMA_VERSION]
    spoiled = shutil.copytree(sound.parent, tmp_path / "spoiled") / sound.name
    tree = etree.parse(spoiled)
    spoil(tree.xpath(xpath, namespaces=XS)[0])
    tree.write(spoiled)
    assert compare(official_schema, spoiled)[0]
