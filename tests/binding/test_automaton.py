from __future__ import annotations

from collections import Counter

import pytest

from crossref_deposit.binding.automaton import build
from crossref_deposit.binding.declaration import MODELS, Field, Leaf, Wrapper, declared
from crossref_deposit.binding.particles import Child, Group, Wrapped


def tag_of(item):
    named = item if isinstance(item, Leaf | Wrapper) else declared(item)
    return named.namespace.tag(named.name) if named.namespace is not None else named.name


def reachable(automaton):
    """Every list of places that are possible next to each other."""
    seen, waiting = set(), list(automaton.first)
    yield automaton.first
    while waiting:
        position = waiting.pop()
        if id(position) not in seen:
            seen.add(id(position))
            yield position.follow
            waiting += position.follow


def machines(particle):
    """The automaton of a content model and of each wrapper in it."""
    made = build(particle, tag_of)
    yield made
    for positions in reachable(made):
        for position in positions:
            if position.wrapped is not None:
                yield from machines(position.wrapped.content)


@pytest.mark.parametrize("name", sorted(MODELS))
def test_every_declared_content_model_is_deterministic(name):
    """An element's name alone tells its place: two places of one name are one place reached twice."""
    content = declared(name).content
    for machine in [] if content is None else machines(content):
        for positions in reachable(machine):
            places = Counter(position.tag for position in {id(position): position for position in positions}.values())
            assert [tag for tag, count in places.items() if count > 1] == []


def field_of(*names, **facts):
    return Field(kind="child", name=names[0], items=tuple(Leaf(name, None) for name in names), default=None, **facts)


A, B, C = (Child(field_of(name), 1, 1) for name in "abc")
MAYBE_A, MAYBE_B, MAYBE_C = (Child(field_of(name), 0, 1) for name in "abc")
MANY_B = Child(field_of("b", many=True), 0, None)


def accepts(particle, words):
    machine = build(particle, tag_of)
    possible, ends = machine.first, machine.empty
    for word in words:
        position = next((position for position in possible if position.tag == word), None)
        if position is None:
            return False
        possible, ends = position.follow, position in machine.last
    return ends


@pytest.mark.parametrize(
    ("particle", "yes", "no"),
    [
        (Group("sequence", (A, MAYBE_B, C)), ["abc", "ac"], ["", "ab", "ca", "abbc", "acc"]),
        (Group("sequence", (A, MANY_B)), ["a", "ab", "abbb"], ["", "b", "aa"]),
        (Group("sequence", (A, B), 0), ["", "ab"], ["a", "b"]),
        (Group("choice", (A, Group("sequence", (B, C)))), ["a", "bc"], ["", "b", "ab", "abc", "c"]),
        (Group("choice", (A, MAYBE_B)), ["", "a", "b"], ["ab", "ba"]),
        (Group("sequence", (MAYBE_B, Group("choice", (A, C), 0))), ["", "b", "ba", "bc", "a"], ["bac", "ab"]),
        (Group("all", (MAYBE_A, MAYBE_B, MAYBE_C)), ["", "cab", "b"], ["d"]),
        (Wrapped(Wrapper("w"), Group("sequence", (A,)), 1), ["w"], ["", "ww", "a"]),
        (Wrapped(Wrapper("w"), Group("sequence", (A,)), 0), ["", "w"], ["ww"]),
        (Wrapped(Wrapper("w", repeated=True), Group("sequence", (A,)), 1), ["w", "www"], [""]),
    ],
    ids=str,
)
def test_what_a_content_model_accepts(particle, yes, no):
    assert [word for word in yes if not accepts(particle, word)] == []
    assert [word for word in no if accepts(particle, word)] == []


def test_several_kinds_in_one_field():
    assert accepts(Child(field_of("a", "b", many=True), 1, None), "abba")
    assert accepts(Child(field_of("a", "b", many=True, uniform=True), 1, None), "bbb")
    assert not accepts(Child(field_of("a", "b", many=True, uniform=True), 1, None), "ab")
