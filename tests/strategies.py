"""Hypothesis strategies for any model, made from its declaration."""

from __future__ import annotations

import datetime
import functools
from typing import get_args

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

import crossref_deposit as cd
from crossref_deposit.binding.declaration import MODELS, Leaf, declared
from crossref_deposit.binding.escape import not_xml
from crossref_deposit.binding.markup import Markup, Profile
from crossref_deposit.binding.particles import Child, Group, Wrapped, fields_in
from crossref_deposit.binding.values import Refused, collapse, python_pattern
from crossref_deposit.errors import ModelError
from crossref_deposit.models.contributors import PersonName, Role
from crossref_deposit.models.simple_types import ContributorRole, CreditRole

ANY_SIZE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.sampled_from(
    "\t\n\r &<>\"']"
)
ROLES = {"crossref": get_args(ContributorRole), "credit": get_args(CreditRole)}
DATES = st.dates(min_value=datetime.date(1000, 1, 1))
MATH = '<mml:math><mml:msup><mml:mi mathvariant="bold">x</mml:mi><mml:mn>2</mml:mn></mml:msup></mml:math>'
RECORD_TYPES = sorted(item.__name__ for item in declared(cd.DoiBatch).content.parts[1].content.parts[0].field.items)
NOT_UNIQUE = {"ID", "IDREF"}  # would have to be unique, or refer to one, in the whole document


@functools.cache
def values(kind):
    """What a simple type holds."""
    if kind.values is not None:
        one = st.sampled_from(kind.listed)
        return st.lists(one, min_size=1, max_size=3).map(" ".join) if kind.is_list else one
    if kind.base in {"integer", "positiveInteger", "nonNegativeInteger"}:
        low = (
            kind.minimum if kind.minimum is not None else {"positiveInteger": 1, "nonNegativeInteger": 0}.get(kind.base)
        )
        return st.integers(low, kind.maximum)
    if kind.base == "boolean":
        return st.booleans()
    if kind.base == "date":
        return DATES
    return _texts(kind).filter(lambda value: _fits(kind, value))


def _texts(kind):
    if kind.pattern is not None:
        return st.from_regex(python_pattern(_narrowed(kind.pattern)), fullmatch=True)
    if kind.base == "NCName":
        return st.from_regex(r"[A-Za-z_][A-Za-z0-9_.-]{1,20}", fullmatch=True)
    if kind.base == "NMTOKEN":
        return st.from_regex(r"[A-Za-z0-9_.:-]{1,20}", fullmatch=True)
    if kind.base == "gYear":
        return st.from_regex(r"[1-9][0-9]{3}(Z|\+05:30)?", fullmatch=True)
    if kind.base == "anyURI":
        return st.sampled_from(["https://example.org/a?b=c&d=é", "urn:x", "#here", "../up"])
    most = min(kind.max_length if kind.max_length is not None else 30, 30)
    return st.text(CHARACTERS, min_size=kind.min_length or 0, max_size=most)


def _narrowed(pattern):
    """A pattern that hits more often what the lengths and the blanks of its type allow."""
    for wide, narrow in {
        ".*": "[!-~é]{8,30}",
        "/.{": "/[!-~é🐝]{",
        r"[\d \-]+": r"[0-9 \-]{8,11}",
        "[a-z-]+": "[a-z-]{3,20}",
    }.items():
        pattern = pattern.replace(wide, narrow)
    return pattern


def _fits(kind, value):
    try:
        return not_xml(value) is None and kind.convert(value) is not None
    except Refused:
        return False


@functools.cache
def markup(profile):
    """Markup of a profile, as nested as its rules allow, within reason."""
    return (
        _of_rule(profile, profile.root, 3)
        .map(lambda fragment: _made(profile, fragment))
        .filter(lambda made: made is not None)
    )


def _made(profile, fragment):
    try:
        return profile.convert(Markup(fragment))
    except (Refused, ModelError):
        return None


def _of_rule(profile, rule, depth):
    if rule.type is not None:
        return values(rule.type).map(_escaped)
    if rule.mixed:
        pieces = [st.text(CHARACTERS, max_size=10).map(_escaped)]
        inside = sorted(rule.children - profile.unchecked) if depth else []
        pieces += [_element(profile, name, depth - 1) for name in inside]
        pieces += [st.just(MATH)] if "mml:math" in rule.children else []
        return st.lists(st.one_of(pieces), max_size=4).map("".join)
    return st.tuples(*(_slot(profile, slot, depth) for slot in rule.slots)).map("".join)


def _slot(profile, slot, depth):
    names, low, high, _ = slot
    known = sorted(names - profile.unchecked)
    if not known or (not depth and not low):
        return st.just("")
    elements = st.one_of([_element(profile, name, max(0, depth - 1)) for name in known])
    return st.lists(elements, min_size=low, max_size=min(high or 2, max(2, low))).map("".join)


@functools.cache
def _element(profile, name, depth):
    rule = profile.elements[name]
    attributes = {key: kind for key, kind in rule.attributes.items() if kind.base not in NOT_UNIQUE}
    chosen = st.fixed_dictionaries({}, optional={key: values(kind) for key, kind in attributes.items()})
    return st.builds(
        lambda chosen, inside: _tagged(name, chosen, inside),
        chosen,
        st.deferred(lambda: _of_rule(profile, rule, depth)),
    )


def _tagged(name, attributes, inside):
    written = "".join(f' {key}="{_escaped(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{inside}</{name}>"


def _escaped(text):
    for char, name in {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "\r": "&#13;",
        "\n": "&#10;",
        "\t": "&#9;",
    }.items():
        text = text.replace(char, name)
    return text


@functools.cache
def models(model, *, depth=3, **given):
    """Objects of a declared class; fields in ``given`` are drawn from there."""
    element = declared(model)

    @st.composite
    def build(draw):
        present = set() if element.content is None else draw(_presence(element.content, depth))
        arguments = {}
        for field in element.fields:
            if field.name in given:
                arguments[field.name] = draw(given[field.name])
            elif field.fixed or field.factory is not None:
                continue
            elif field.kind == "child":
                if field.name in present:
                    arguments[field.name] = draw(_field(field, depth))
            elif getattr(field.type, "base", "") not in NOT_UNIQUE and (field.required or draw(st.booleans())):
                arguments[field.name] = draw(_typed(field.type))
        return model(**(arguments | _roles(draw, model, arguments)))

    return build()


def batches(record_type):
    """Batches of one record type; or of parts of records."""
    if record_type == "ResourceBatch":
        return models(cd.ResourceBatch, depth=5)
    body = st.lists(models(getattr(cd, record_type), depth=4), min_size=1, max_size=2)
    return models(cd.DoiBatch, depth=2, body=body)


def _roles(draw, model, arguments):
    """What the assertions of the schema ask for, which no declaration says."""
    if model is Role:
        return {"type": draw(st.sampled_from(ROLES[arguments["vocab"]]))}
    if model is PersonName and not arguments.get("roles"):
        return {"contributor_role": arguments.get("contributor_role") or draw(st.sampled_from(ROLES["crossref"]))}
    return {}


def _presence(particle, depth):
    """Names of fields that go together by the content model."""
    if isinstance(particle, Child):
        needed = particle.at_least > 0
        return st.just({particle.field.name}) if needed else _maybe({particle.field.name}, depth)
    if isinstance(particle, Wrapped):
        names = {field.name for field in fields_in(particle)}
        return st.just(names) if particle.at_least else _maybe(names, depth)
    if isinstance(particle, Group) and particle.kind == "choice":
        made = st.one_of([_presence(part, depth) for part in particle.parts])
    else:
        made = st.tuples(*(_presence(part, depth) for part in particle.parts)).map(lambda parts: set().union(*parts))
    return made if particle.at_least else st.just(set()) | made


def _maybe(names, depth):
    """There or not; the deeper it stands the rarer, so that documents stay small."""
    absent = [frozenset()] * max(1, 4 - depth)
    return st.sampled_from([*absent, frozenset(names)]) if depth > 0 else st.just(frozenset())


def _field(field, depth):
    items = st.one_of([_item(item, depth - 1) for item in field.items])
    if not field.many:
        return items
    most = min(field.at_most or 2, 2)
    return st.lists(items, min_size=1, max_size=max(most, 1))


def _item(item, depth):
    if isinstance(item, Leaf):
        return _typed(item.type)
    model = MODELS[item] if isinstance(item, str) else item
    return st.deferred(lambda: models(model, depth=depth))


def _typed(kind):
    return markup(kind) if isinstance(kind, Profile) else values(kind).map(lambda value: _canonical(kind, value))


def _canonical(kind, value):
    return collapse(value) if kind.collapse else value
