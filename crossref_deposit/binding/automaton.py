"""Content models as automata: which element may come next, and which field it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from crossref_deposit.binding.declaration import Field, Item
from crossref_deposit.binding.particles import Child, Group, Particle, Wrapped


@attrs.define(eq=False)
class Position:
    """One place of a content model that an element can take."""

    tag: str
    field: Field | None
    item: Item | None
    wrapped: Wrapped | None = None
    out_of_order: bool = False
    follow: list[Position] = attrs.field(factory=list)


@attrs.frozen
class Automaton:
    """The places an element's first child can take, where it can end, and whether it can be empty."""

    first: list[Position]
    last: list[Position]
    empty: bool


TagOf = Callable[[Any], str]
_EMPTY = Automaton([], [], empty=True)


def build(particle: Particle, tag_of: TagOf) -> Automaton:
    """Glushkov's automaton: since the schema is deterministic, its places are the states."""
    if isinstance(particle, Child):
        return _child(particle, tag_of)
    if isinstance(particle, Wrapped):
        position = Position(tag_of(particle.wrapper), None, None, particle)
        if particle.wrapper.repeated:
            position.follow.append(position)
        return Automaton([position], [position], particle.at_least == 0)
    return _group(particle, tag_of)


def _child(child: Child, tag_of: TagOf) -> Automaton:
    positions = [Position(tag_of(item), child.field, item) for item in child.field.items]
    if child.field.many:
        for position in positions:
            position.follow.extend([position] if child.field.uniform else positions)
    return Automaton(positions, positions, child.at_least == 0)


def _group(group: Group, tag_of: TagOf) -> Automaton:
    parts = [build(part, tag_of) for part in group.parts]
    if group.kind == "all":
        made = _all(parts)
    elif group.kind == "choice":
        first = [position for part in parts for position in part.first]
        last = [position for part in parts for position in part.last]
        made = Automaton(first, last, any(part.empty for part in parts))
    else:
        made = _EMPTY
        for part in parts:
            made = _then(made, part)
    return made if group.at_least else attrs.evolve(made, empty=True)


def _all(parts: list[Automaton]) -> Automaton:
    """Any order: that nothing comes twice is for the reader to see, as for every single field.

    From the first child that is not in the declared order on, the places are others, so that they can be told apart.
    """
    positions = [position for part in parts for position in part.first]
    others = [attrs.evolve(position, out_of_order=True, follow=[]) for position in positions]
    for number, position in enumerate(positions):
        position.follow = others[: number + 1] + positions[number + 1 :]
    for other in others:
        other.follow = others
    return Automaton(positions, positions + others, all(part.empty for part in parts))


def _then(before: Automaton, after: Automaton) -> Automaton:
    for position in before.last:
        position.follow.extend(after.first)
    return Automaton(
        before.first + after.first if before.empty else before.first,
        before.last + after.last if after.empty else after.last,
        before.empty and after.empty,
    )
