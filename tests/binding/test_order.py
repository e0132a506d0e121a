"""The writer writes each field once, in one order: that order must be right in every branch of a content model."""

from __future__ import annotations

import itertools

import pytest

from crossref_deposit.binding.declaration import MODELS
from crossref_deposit.binding.particles import Child, Group, Wrapped, fields_in
from crossref_deposit.binding.versions import VERSIONS, declaration


def ways_through(particle):
    """The names of fields in document order, for each way through the content model."""
    if isinstance(particle, Child):
        return [[particle.field.name]]
    if isinstance(particle, Wrapped):
        return ways_through(particle.content)
    assert isinstance(particle, Group)
    inside = [ways_through(part) for part in particle.parts]
    if particle.kind == "choice":
        return [way for ways in inside for way in ways]
    return [list(itertools.chain.from_iterable(ways)) for ways in itertools.product(*inside)]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", sorted(MODELS))
def test_one_order_serves_every_branch(name, version):
    content = declaration(MODELS[name], version).content
    if content is None:
        return
    order = list(dict.fromkeys(field.name for field in fields_in(content)))
    for way in ways_through(content):
        assert sorted(way, key=order.index) == way
