"""Content models: which children, in which order, how often."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

import attrs

if TYPE_CHECKING:
    from crossref_deposit.binding.declaration import Field, Wrapper


@attrs.frozen
class Child:
    """The elements that one field holds, as often as the bounds say (``None``: no upper bound)."""

    field: Field
    at_least: int
    at_most: int | None


@attrs.frozen
class Group:
    """Particles together: a ``sequence``, a ``choice`` between them, or ``all`` of them in any order."""

    kind: str
    parts: tuple[Particle, ...]
    at_least: int = 1


@attrs.frozen
class Wrapped:
    """An element that only holds the elements of fields: ``contributors``, ``citation_list``."""

    wrapper: Wrapper
    content: Group
    at_least: int


Particle: TypeAlias = "Child | Group | Wrapped"


def fields_in(particle: Particle) -> Iterator[Field]:
    """The fields whose elements the particle holds, in document order; one that stands twice comes twice."""
    if isinstance(particle, Child):
        yield particle.field
    elif isinstance(particle, Wrapped):
        yield from fields_in(particle.content)
    else:
        for part in particle.parts:
            yield from fields_in(part)


def constrained(particle: Particle) -> bool:
    """Whether the bounds of single fields do not say everything about which fields go together."""
    if isinstance(particle, Child):
        return particle.at_least > 0 and not particle.field.required and particle.field.within is None
    if isinstance(particle, Wrapped):
        return constrained(particle.content) or (
            particle.at_least > 0 and not any(field.required for field in fields_in(particle))
        )
    return particle.kind == "choice" or not particle.at_least or any(constrained(part) for part in particle.parts)


def children_of(particle: Particle, present: frozenset[str]) -> list[Child | Wrapped]:
    """The particles to write for the fields that are present, in order.

    Raises:
        Unsayable: No way through the content model has just these fields.
    """
    if isinstance(particle, Group):
        return _of_group(particle, present)
    names = {field.name for field in fields_in(particle)} & present
    if isinstance(particle, Wrapped):
        if particle.at_least and not names and not any(field.required for field in fields_in(particle)):
            missing = " or ".join(field.name for field in fields_in(particle))
            raise Unsayable(f"no {missing}", missing)
        return [particle] if names or particle.at_least else []
    if particle.at_least and not names:
        raise Unsayable(f"no {particle.field.name}", particle.field.name)
    return [particle] if names else []


def _of_group(group: Group, present: frozenset[str]) -> list[Child | Wrapped]:
    mine = {field.name for field in fields_in(group)} & present
    if not mine and not group.at_least:
        return []
    if group.kind != "choice":
        return [child for part in group.parts for child in children_of(part, present)]
    nearest: Unsayable | None = None
    for part in group.parts:
        if mine <= {field.name for field in fields_in(part)}:
            try:
                return children_of(part, present)
            except Unsayable as fault:
                nearest = fault
    raise nearest if nearest and mine else _no_branch(group, mine)


def _no_branch(group: Group, mine: set[str]) -> Unsayable:
    branches = [", ".join(dict.fromkeys(field.name for field in fields_in(part))) for part in group.parts]
    if mine:
        choices = " or ".join(f"({branch})" for branch in branches)
        return Unsayable(f"{', '.join(sorted(mine))} together", f"either {choices}")
    names = ", ".join(dict.fromkeys(field.name for field in fields_in(group)))
    return Unsayable(f"none of {names}", f"at least one of {names}")


class Unsayable(Exception):  # noqa: N818 - never leaves the package: whoever knows the class makes it an error
    """Fields that no content of the element has together."""

    def __init__(self, found: str, expected: str) -> None:
        self.found = found
        self.expected = expected
        super().__init__(found, expected)
