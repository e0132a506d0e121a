"""Records of one log assigned together: equal messages are about different records of the deposit."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Hashable, Mapping, Sequence

import attrs

from crossref_deposit.diagnostics import alignment
from crossref_deposit.diagnostics.evidence import Fit


@attrs.define(eq=False)
class Group:
    """The places of a log where the same is said, and the parts of the deposit that it may be about."""

    fit: Fit | None
    """What the message quotes leads to these; none if it quotes nothing."""
    places: list[tuple[int, int]] = attrs.field(factory=list)
    """Each with the ``record_diagnostic`` that it is from."""
    targets: tuple[int, ...] = ()
    """The parts that are left, in document order."""
    settled: frozenset[int] = frozenset()
    """The parts that it is about, when there are just as many as places."""

    @property
    def size(self) -> int:
        """How often it is said."""
        return len(self.places)

    @property
    def elements(self) -> set[int]:
        """The ``record_diagnostic`` elements in which it is said."""
        return {element for _, element in self.places}

    @property
    def certain(self) -> bool:
        """Whether nothing else fits what is quoted."""
        return self.fit is not None and len(self.fit.hard) == 1


class Assignment:
    """All groups of one log that compete for the parts of one deposit."""

    def __init__(self) -> None:
        self._groups: dict[Hashable, Group] = {}
        self.taken: set[int] = set()
        """Parts that some group is settled on."""

    def group(self, key: Hashable) -> Group | None:
        """The group of a message that was met before."""
        return self._groups.get(key)

    def add(self, key: Hashable, fit: Fit | None) -> Group:
        """A group for a message that was not met before."""
        group = self._groups[key] = Group(fit)
        return group

    def settle(self) -> None:
        """Find the groups that have as many parts as places; what they take, no other group can have."""
        quoting = [group for group in self._groups.values() if group.fit is not None]
        rivals: dict[int, list[Group]] = {}
        for group in quoting:
            group.targets = _targets(group)
            for number in group.targets:
                rivals.setdefault(number, []).append(group)
        ready = deque(group for group in quoting if _is_settled(group))
        while ready:
            group = ready.popleft()
            if group.settled:
                continue
            group.settled = frozenset(group.targets)
            self.taken |= group.settled
            ready.extend(_withdraw(group, rivals))

    def spread(self, unexplained: tuple[int, ...]) -> None:
        """Give the parts that nothing else explains to the messages that quote nothing."""
        silent = [group for group in self._groups.values() if group.fit is None]
        for group in silent:
            group.targets = unexplained
        if len(silent) == 1 and silent[0].size == len(unexplained):
            silent[0].settled = frozenset(unexplained)

    def certain(self) -> dict[int, int]:
        """Places whose part is beyond doubt, the first for each part."""
        first: dict[int, int] = {}
        for group in self._groups.values():
            if group.certain:
                place, number = group.places[0][0], group.targets[0]
                first[number] = min(place, first.get(number, place))
        return {place: number for number, place in first.items()}

    def solve(self, reported: Mapping[int, int], certain: Mapping[int, int]) -> dict[int, int]:
        """The part of each place that can be told.

        Args:
            reported: Places whose DOI the log gives, with their parts. They say whether order means anything.
            certain: More places whose part is beyond doubt. They can only speak against order.
        """
        solved = {
            place: next(iter(group.settled))
            for group in self._groups.values()
            if len(group.settled) == 1
            for place, _ in group.places
        }
        known = {**reported, **certain}
        if not alignment.in_order(known):
            return solved
        if len(reported) < alignment.WITNESSES:
            return solved | self._ties()
        aligned = alignment.align(known, self._open_places(known)) or {}
        return {place: number for place, number in aligned.items() if number is not None} | solved

    def _ties(self) -> dict[int, int]:
        """Settled groups, their places and parts paired in order."""
        return {
            place: number
            for group in self._groups.values()
            if len(group.settled) == group.size
            for (place, _), number in zip(group.places, sorted(group.settled), strict=True)
        }

    def _open_places(self, known: Mapping[int, int]) -> dict[int, Sequence[int]]:
        """The places to be aligned: not those that share an element of the log, nor those that are too many."""
        taken = set(known.values())
        shared = Counter(element for group in self._groups.values() for _, element in group.places)
        open_places: dict[int, Sequence[int]] = {}
        for group in self._groups.values():
            if group.size > len(group.targets) or (len(group.targets) == 1 and group.targets[0] in taken):
                continue
            open_places |= {place: group.targets for place, element in group.places if shared[element] == 1}
        return {place: targets for place, targets in open_places.items() if place not in known}


def _targets(group: Group) -> tuple[int, ...]:
    """What is likely, unless the message comes too often for that."""
    fit = group.fit or Fit(hard=(), likely=())
    return fit.likely if group.size <= len(fit.likely) or len(fit.hard) == 1 else fit.hard


def _is_settled(group: Group) -> bool:
    return group.certain or (len(group.targets) == group.size > 0)


def _withdraw(group: Group, rivals: Mapping[int, Sequence[Group]]) -> list[Group]:
    """Take a group's parts from all others, and return those that are settled by that."""
    touched: dict[int, Group] = {}
    for number in group.settled:
        for rival in rivals[number]:
            if rival is group or rival.settled or len(rival.targets) <= rival.size or rival.elements & group.elements:
                continue
            rival.targets = tuple(target for target in rival.targets if target != number)
            touched[id(rival)] = rival
    return [rival for rival in touched.values() if _is_settled(rival)]
