from __future__ import annotations

import re
import typing
from typing import Literal

import attrs
import pytest

from crossref_deposit import models
from crossref_deposit.binding import particles
from crossref_deposit.binding.declaration import (
    MODELS,
    Wrapper,
    arrange,
    as_type,
    attribute,
    child,
    children,
    content,
    declared,
    element,
    fixed,
    leaf,
    optional,
    required,
)
from crossref_deposit.binding.namespaces import CROSSREF, JATS, XML
from crossref_deposit.binding.values import SimpleType
from toys import declared_for_now

TEXT = SimpleType()


@pytest.fixture(autouse=True)
def _toys():
    with declared_for_now():
        yield


@pytest.mark.parametrize("model", [model for model in vars(models).values() if hasattr(model, "__element__")])
def test_annotations_can_be_read_at_run_time(model):
    hints = typing.get_type_hints(model)
    assert {field.name for field in declared(model).fields} <= hints.keys()


def test_a_declaration_holds_what_was_said():
    wrapper = Wrapper("boxes")

    @element("box-of-toys", namespace=JATS, doi="number")
    class Box:
        number = child(leaf("number", TEXT))
        toys = children(leaf("toy", TEXT), within=wrapper, default=(), at_most=3)
        size = attribute(Literal["big", "small"], "box-size", implied="small", default=None)
        lang = attribute(TEXT, "lang", namespace=XML)
        version = fixed(TEXT, default="1")

    said = declared("Box")
    assert said is declared(Box)
    assert (said.name, said.namespace, said.doi, said.root, said.plain) == ("box-of-toys", JATS, "number", False, None)
    assert [field.name for field in said.fields] == ["number", "toys", "size", "lang", "version"]
    assert [field.xml_name for field in said.attributes] == ["box-size", "lang", "version"]
    assert [field.name for field in said.fields if field.required] == ["number", "lang"]
    assert said.text is None
    number, toys = said.content.parts
    assert (number.at_least, number.at_most) == (1, 1)
    assert (toys.wrapper, toys.at_least, toys.content.parts[0].at_most) == (wrapper, 0, 3)


def test_the_elements_own_content_is_what_a_plain_value_stands_for():
    @element("note")
    class Note:
        value = content(TEXT)
        kind = attribute(TEXT, default=None)

    @element("marked")
    class Marked:
        value = content(TEXT)
        kind = attribute(TEXT)

    @element("named", plain="name")
    class Named:
        name = child(leaf("name", TEXT))

    assert [declared(model).plain for model in (Note, Marked, Named)] == ["value", None, "name"]
    assert declared(Note).content is None
    assert Note("x") == Note(value="x")


def test_literals_are_types():
    kind = as_type(Literal["b", "a"], "token")
    assert (kind.base, kind.listed) == ("token", ("b", "a"))
    assert as_type(kind) is kind
    assert as_type(Literal["x"]).base == "NMTOKEN"


def named(**fields):
    return [attrs.evolve(field, name=name, xml_name=name) for name, field in fields.items()]


def test_fields_stand_in_the_order_of_the_class_and_groups_at_their_first_field():
    fields = named(
        a=child(leaf("a", TEXT)),
        b=child(leaf("b", TEXT), default=None),
        c=child(leaf("c", TEXT), default=None),
        d=child(leaf("d", TEXT)),
    )
    content_model = arrange(fields, [optional(required("c"), "b")])
    a, group, d = content_model.parts
    assert (a.field.name, d.field.name) == ("a", "d")
    assert (group.kind, group.at_least) == ("sequence", 0)
    assert [(part.field.name, part.at_least) for part in group.parts] == [("c", 1), ("b", 0)]


def test_neighbours_in_one_wrapper_share_it():
    wrapper, other = Wrapper("w"), Wrapper("w")
    fields = named(
        a=child(leaf("a", TEXT), within=wrapper, default=None),
        b=child(leaf("b", TEXT), within=wrapper),
        c=child(leaf("c", TEXT), within=other),
    )
    first, second = arrange(fields).parts
    assert [field.name for field in particles.fields_in(first)] == ["a", "b"]
    assert (first.wrapper, first.at_least, second.wrapper) == (wrapper, 1, other)


def test_any_order():
    fields = named(a=child(leaf("a", TEXT), default=None))
    assert arrange(fields, any_order=True).kind == "all"
    assert arrange([]) is None


def test_a_field_that_a_version_lacks_leaves_its_group():
    fields = named(a=child(leaf("a", TEXT), default=None))
    [group] = arrange(fields, [optional("a", "gone"), optional("gone")]).parts
    assert [part.field.name for part in group.parts] == ["a"]


@pytest.mark.parametrize("name", sorted(MODELS))
def test_every_class_is_named_after_its_element(name):
    """``report-paper`` is ReportPaper; where two namespaces have the name, there is a word before it."""
    said = declared(name)
    plain = re.sub("[-_]", "", said.name).lower()
    exceptions = {"ClinicalTrial": "clinicaltrialnumber", "License": "licenseref", "ResourceBatch": "doibatch"}
    assert name.lower().endswith(plain) or exceptions[name] == plain
    assert said.model.__doc__
    assert f"``{said.namespace.tag(said.name)}``" in said.model.__doc__


def test_namespaces_have_their_version_in_one_place():
    assert CROSSREF.at("5.4.0") == "http://www.crossref.org/schema/5.4.0"
    assert (CROSSREF.tag("doi"), JATS.tag("p")) == ("doi", "jats:p")
    assert JATS.at("5.4.0") == JATS.uri
