"""Who can have what, if no two may have the same: what all assignments have in common, without trying them all.

Each claimant needs so many of its targets, and a target goes to one claimant only. What a claimant has in *some*
assignment follows from a single one (C. Berge, *Two theorems in graph theory*, 1957): what it has there, what can be
had for a target that nobody needs, and what claimants in a ring could pass on to each other.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

import attrs


@attrs.frozen
class Claim:
    """So many of these targets belong to a claimant."""

    count: int
    targets: Sequence[int]


@attrs.frozen
class Shares:
    """What the assignments of all claimants have in common."""

    possible: Mapping[int, frozenset[int]]
    """For each claimant what it has in some assignment; those that contradict each other are left out."""
    taken: frozenset[int]
    """Targets that belong to a claimant in every assignment."""


def shares(claims: Mapping[int, Claim]) -> Shares:
    """Find what each claimant has in some assignment.

    Claimants that together need more targets than they have contradict each other: they are set aside, and
    take nothing from others.

    Args:
        claims: By a number of the claimant.

    Example:
        >>> found = shares({1: Claim(1, (7, 8)), 2: Claim(1, (7, 8)), 3: Claim(1, (7, 8, 9))})
        >>> sorted(found.possible[1]), sorted(found.possible[3]), sorted(found.taken)
        ([7, 8], [9], [7, 8, 9])
    """
    assignment = _Assignment(claims)
    while contradicting := assignment.contradicting():
        claims = {name: claim for name, claim in claims.items() if name not in contradicting}
        assignment = _Assignment(claims)
    return assignment.shares()


class _Assignment:
    """One of the assignments that give out as many targets as can be."""

    def __init__(self, claims: Mapping[int, Claim]) -> None:
        self._claims = claims
        self._holder: dict[int, int] = {}
        self._held: dict[int, set[int]] = {name: set() for name in claims}
        for name in sorted(claims, key=lambda name: len(claims[name].targets)):
            self._take_free(name)
        self._short = {name for name in claims if not self._complete(name)}

    def _take_free(self, name: int) -> None:
        held, count = self._held[name], self._claims[name].count
        for target in self._claims[name].targets:
            if len(held) == count:
                return
            if target not in self._holder:
                self._holder[target] = name
                held.add(target)

    def _complete(self, name: int) -> bool:
        """Get what a claimant lacks by exchanges with others."""
        while len(self._held[name]) < self._claims[name].count:
            if not self._exchange(name):
                return False
        return True

    def _exchange(self, name: int) -> bool:
        """Get one more target by the shortest chain of claimants who each have something else instead."""
        asked: dict[int, tuple[int, int] | None] = {name: None}  # by whom, and for which target
        waiting = deque([name])
        while waiting:
            claimant = waiting.popleft()
            for target in self._claims[claimant].targets:
                holder = self._holder.get(target)
                if holder is None:
                    self._pass_on(target, claimant, asked)
                    return True
                if holder not in asked:
                    asked[holder] = claimant, target
                    waiting.append(holder)
        return False

    def _pass_on(self, target: int, claimant: int, asked: Mapping[int, tuple[int, int] | None]) -> None:
        self._holder[target] = claimant
        self._held[claimant].add(target)
        while (request := asked[claimant]) is not None:
            asking, given = request
            self._held[claimant].remove(given)
            self._held[asking].add(given)
            self._holder[given] = asking
            claimant = asking

    def contradicting(self) -> set[int]:
        """The claimants that are short of targets, and those who have what these could have."""
        return _reached(self._short, self._wants())

    def _wants(self) -> dict[int, set[int]]:
        """For each claimant the others who have what it could have."""
        return {
            name: {holder for target in claim.targets if (holder := self._holder.get(target, name)) != name}
            for name, claim in self._claims.items()
        }

    def shares(self) -> Shares:
        """What all assignments have in common with this one."""
        wants = self._wants()
        wanted = _reversed(wants)
        free = {
            name
            for name, claim in self._claims.items()
            if any(target not in self._holder for target in claim.targets)
        }  # fmt: skip
        flexible = _reached(free, wanted)
        rings = _rings(wants, wanted)
        possible = {
            name: frozenset(
                target
                for target in claim.targets
                if (holder := self._holder.get(target)) is None or holder in flexible or rings[holder] == rings[name]
            )
            for name, claim in self._claims.items()
        }
        return Shares(possible, frozenset(target for target, name in self._holder.items() if name not in flexible))


def _reversed(graph: Mapping[int, set[int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {node: set() for node in graph}
    for node, others in graph.items():
        for other in others:
            found[other].add(node)
    return found


def _reached(start: set[int], graph: Mapping[int, set[int]]) -> set[int]:
    """The nodes that can be reached, those one starts from included."""
    reached = set(start)
    waiting = list(start)
    while waiting:
        new = graph[waiting.pop()] - reached
        reached |= new
        waiting += new
    return reached


def _rings(graph: Mapping[int, set[int]], reverse: Mapping[int, set[int]]) -> dict[int, int]:
    """For each node one that stands for all those that it can reach and be reached from (S. R. Kosaraju)."""
    rings: dict[int, int] = {}
    for root in reversed(_left(graph)):
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if node not in rings:
                rings[node] = root
                waiting += reverse[node]
    return rings


def _left(graph: Mapping[int, set[int]]) -> list[int]:
    """All nodes in the order in which a walk in depth leaves them."""
    left: list[int] = []
    seen: set[int] = set()
    for start in graph:
        path = [(start, iter(graph[start]))] if start not in seen else []
        seen.add(start)
        while path:
            node, others = path[-1]
            following = next((other for other in others if other not in seen), None)
            if following is None:
                left.append(node)
                path.pop()
            else:
                seen.add(following)
                path.append((following, iter(graph[following])))
    return left
