"""The comparison of schemas finds what differs, and nothing in what is only written otherwise."""

from __future__ import annotations

import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st

from conformance.comparison import Comparison
from conformance.content import (
    accepts,
    child,
    choice,
    distinguishing_children,
    in_any_order,
    next_children,
    repeat,
    sequence,
)

SCHEMA = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:a" targetNamespace="urn:a"
           elementFormDefault="qualified">
  <xs:import namespace="urn:leaf"/>
  <xs:element name="root">
    <xs:complexType>
      <xs:sequence>
        <xs:element ref="title" maxOccurs="20"/>
        <xs:choice minOccurs="0">
          <xs:element ref="year"/>
          <xs:sequence><xs:element ref="month"/><xs:element ref="year"/></xs:sequence>
        </xs:choice>
        <xs:element ref="pages" minOccurs="0"/><xs:any namespace="urn:other" processContents="lax" minOccurs="0"/>
      </xs:sequence>
      <xs:attribute name="kind" default="full_text" type="kind"/>
      <xs:attribute name="version" fixed="1"/>
    </xs:complexType>
  </xs:element>
  <xs:simpleType name="kind">
    <xs:restriction base="xs:NMTOKEN">
      <xs:enumeration value="full_text"/><xs:enumeration value="abstract_only"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:element name="title">
    <xs:complexType mixed="true">
      <xs:choice minOccurs="0" maxOccurs="unbounded"><xs:element ref="b"/><xs:element ref="year"/></xs:choice>
      <xs:attribute name="language" type="xs:language" use="required"/>
    </xs:complexType>
  </xs:element>
  <xs:element name="b" type="xs:string"/>
  <xs:element name="year">
    <xs:simpleType>
      <xs:restriction base="xs:positiveInteger">
        <xs:minInclusive value="1400"/><xs:maxInclusive value="2200"/>
      </xs:restriction>
    </xs:simpleType>
  </xs:element>
  <xs:element name="month">
    <xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="[0-9]{1,2}"/></xs:restriction></xs:simpleType>
  </xs:element>
  <xs:element name="pages">
    <xs:complexType>
      <xs:all><xs:element ref="b"/><xs:element ref="month" minOccurs="0"/></xs:all>
    </xs:complexType>
  </xs:element>
</xs:schema>
"""

DIFFERENT = {
    "more of a child": ('maxOccurs="20"', 'maxOccurs="21"', "root: children title title"),
    "no end of a child": ('maxOccurs="20"', 'maxOccurs="unbounded"', "root: children title title"),
    "a child that may be missing": (
        '<xs:element ref="title" maxOccurs="20"/>',
        '<xs:element ref="title" minOccurs="0" maxOccurs="20"/>',
        "root: children (none): expected refused, found accepted",
    ),
    "a child that may not be missing": (
        '<xs:element ref="pages" minOccurs="0"/>',
        '<xs:element ref="pages"/>',
        "root: children title: expected accepted, found refused",
    ),
    "another order": (
        '<xs:element ref="pages" minOccurs="0"/><xs:any namespace="urn:other" processContents="lax" minOccurs="0"/>',
        '<xs:any namespace="urn:other" processContents="lax" minOccurs="0"/><xs:element ref="pages" minOccurs="0"/>',
        "root: children title any of ['urn:other'], lax pages: expected refused, found accepted",
    ),
    "a choice instead of any order": ("xs:all", "xs:choice", "root/pages: children"),
    "a child less": (
        '<xs:element ref="b"/><xs:element ref="year"/>',
        '<xs:element ref="b"/>',
        "root/title: children year",
    ),
    "another wildcard": ('namespace="urn:other"', 'namespace="##other"', "root: children title any of"),
    "content that is not mixed": (' mixed="true"', "", "root/title: element mixed: expected True, found False"),
    "an attribute less": ('<xs:attribute name="version" fixed="1"/>', "", "root: attributes version"),
    "an optional attribute": (' use="required"', "", "root/title: attributes language"),
    "another default": ('default="full_text"', 'default="abstract_only"', "root: attributes kind"),
    "another fixed value": ('fixed="1"', 'fixed="2"', "root: attributes version"),
    "another type of attribute": ('"xs:language"', '"xs:token"', "root/title: attributes language"),
    "a value less": ('<xs:enumeration value="abstract_only"/>', "", "root: attributes kind"),
    "another bound": (
        '<xs:maxInclusive value="2200"/>',
        '<xs:maxInclusive value="2100"/>',
        "root/year: value maxInclusive",
    ),
    "a bound less": ('<xs:maxInclusive value="2200"/>', "", "root/year: value maxInclusive"),
    "another built-in type": ("xs:positiveInteger", "xs:integer", "root/year: value builtin"),
    "another pattern": ("[0-9]{1,2}", "[0-9]{2}", "root/month: value patterns"),
    "another white space": (
        '<xs:restriction base="xs:string"><xs:pattern',
        '<xs:restriction base="xs:string"><xs:whiteSpace value="collapse"/><xs:pattern',
        "root/month: value white space",
    ),
    "a nillable element": (
        'name="b" type="xs:string"',
        'name="b" type="xs:string" nillable="true"',
        "root/title/b: element nillable",
    ),
    "no root": ('<xs:element name="root">', '<xs:element name="other">', "root: declaration"),
}

SAME = {
    "a choice with a common part taken out": (
        """<xs:element ref="year"/>
          <xs:sequence><xs:element ref="month"/><xs:element ref="year"/></xs:sequence>""",
        '<xs:sequence><xs:element ref="month" minOccurs="0"/><xs:element ref="year"/></xs:sequence>',
    ),
    "a sequence in a sequence": (
        '<xs:element ref="pages" minOccurs="0"/>',
        '<xs:sequence minOccurs="0"><xs:element ref="pages"/></xs:sequence>',
    ),
    "a child twice for a bound": (
        '<xs:element ref="title" maxOccurs="20"/>',
        '<xs:element ref="title"/><xs:element ref="title" minOccurs="0" maxOccurs="19"/>',
    ),
    "another order in any order": (
        '<xs:element ref="b"/><xs:element ref="month" minOccurs="0"/>',
        '<xs:element ref="month" minOccurs="0"/><xs:element ref="b"/>',
    ),
    "another order of values": (
        '<xs:enumeration value="full_text"/><xs:enumeration value="abstract_only"/>',
        '<xs:enumeration value="abstract_only"/><xs:enumeration value="full_text"/>',
    ),
    "a type in two steps": (
        '<xs:restriction base="xs:positiveInteger">\n        <xs:minInclusive value="1400"/>',
        """<xs:restriction><xs:simpleType><xs:restriction base="xs:positiveInteger">
           <xs:minInclusive value="1400"/></xs:restriction></xs:simpleType>""",
    ),
    "what cannot be reached": ("</xs:schema>", '<xs:element name="unused"/></xs:schema>'),
}


def found_in(text: str, **options: object) -> list[str]:
    comparison = Comparison(xmlschema.XMLSchema11(SCHEMA), xmlschema.XMLSchema(text), **options)
    return [str(difference) for difference in comparison.differences("root")]


@pytest.mark.parametrize("change", DIFFERENT)
def test_finds(change):
    old, new, expected = DIFFERENT[change]
    assert old in SCHEMA
    assert any(difference.startswith(expected) for difference in found_in(SCHEMA.replace(old, new)))


@pytest.mark.parametrize("change", SAME)
def test_finds_nothing_in(change):
    old, new = SAME[change]
    assert old in SCHEMA
    assert found_in(SCHEMA.replace(old, new)) == []


def test_counts_what_it_compared():
    schema = xmlschema.XMLSchema(SCHEMA)
    comparison = Comparison(schema, schema)
    assert list(comparison.differences("root")) == []
    assert comparison.compared == {f"{{urn:a}}{name}" for name in ("root", "title", "b", "year", "month", "pages")}


def test_leaves_are_not_looked_into():
    changed = SCHEMA.replace("[0-9]{1,2}", "[0-9]{2}")
    assert found_in(changed)
    assert found_in(changed, leaves=frozenset({"urn:a"})) == []


MODELS = st.recursive(
    st.sampled_from("abc").map(child),
    lambda models: st.one_of(
        st.lists(models, min_size=1, max_size=3).map(lambda parts: sequence(*parts)),
        st.lists(models, min_size=1, max_size=3).map(lambda parts: choice(*parts)),
        st.lists(models, min_size=1, max_size=2).map(lambda parts: in_any_order(*parts)),
        st.builds(repeat, models, st.integers(0, 1), st.sampled_from([1, 2, None])),
    ),
    max_leaves=5,
)


@given(MODELS, MODELS)
def test_models_differ_by_children_that_one_alone_accepts(one, other):
    children = distinguishing_children(one, other)
    if children is None:
        assert next_children(one) == next_children(other)
    else:
        assert accepts(one, children) != accepts(other, children)


@given(MODELS, MODELS)
def test_models_obey_the_laws_of_regular_expressions(one, other):
    assert distinguishing_children(choice(one, other), choice(other, one)) is None
    either_order = choice(sequence(one, other), sequence(other, one), in_any_order(one, other))
    assert distinguishing_children(in_any_order(one, other), either_order) is None
    assert distinguishing_children(repeat(one, 0, None), repeat(repeat(one, 0, None), 0, None)) is None
    assert distinguishing_children(sequence(one, repeat(one, 0, None)), repeat(one, 1, None)) is None
