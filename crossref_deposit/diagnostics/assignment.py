"""Records of one log assigned together: equal messages are about different records of the deposit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence

import attrs

from crossref_deposit.diagnostics import alignment
from crossref_deposit.diagnostics.evidence import Fit
from crossref_deposit.diagnostics.matching import Claim, shares


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
    def only(self) -> bool:
        """Whether nothing else fits what is quoted."""
        return self.fit is not None and len(self.fit.hard) == 1

    @property
    def certain(self) -> bool:
        """Whether nothing else fits, and what is quoted was not cut off."""
        return self.fit is not None and self.only and self.fit.clear


class Assignment:
    """All groups of one log that compete for the parts of one deposit.

    Args:
        together: Whether the log is that of the deposit, so that what one message is about, another is not.
    """

    def __init__(self, *, together: bool = True) -> None:
        self._together = together
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
        """Find the groups that have as many parts as places, given that no part is about two messages."""
        quoting = [group for group in self._groups.values() if group.fit is not None]
        for group in quoting:
            group.targets = _targets(group)
        found = shares(self._claims(quoting) if self._together else {})
        for number, group in enumerate(quoting):
            group.targets = tuple(sorted(found.possible.get(number, group.targets)))
            if group.only or (self._together and len(group.targets) == group.size):
                group.settled = frozenset(group.targets)
        self.taken = set(found.taken.union(*(group.settled for group in quoting)))

    def _claims(self, groups: Sequence[Group]) -> dict[int, Claim]:
        """What the groups need; two messages in one element of the log may be about the same part."""
        claims: dict[int, Claim] = {}
        only: set[int] = set()
        shared = self._shared_elements(groups)
        for number, group in enumerate(groups):
            if group.only:
                if group.targets[0] not in only:
                    claims[number] = Claim(1, group.targets)
                only.add(group.targets[0])
            elif shared.isdisjoint(element for _, element in group.places):
                claims[number] = Claim(group.size, group.targets)
        return claims

    @staticmethod
    def _shared_elements(groups: Iterable[Group]) -> set[int]:
        """The ``record_diagnostic`` elements that have several messages."""
        counts = Counter(element for group in groups for _, element in group.places)
        return {element for element, count in counts.items() if count > 1}

    def spread(self, unexplained: tuple[int, ...]) -> None:
        """Give the parts that nothing else explains to the messages that quote nothing."""
        silent = [group for group in self._groups.values() if group.fit is None]
        for group in silent:
            group.targets = unexplained
        if self._together and len(silent) == 1 and silent[0].size == len(unexplained):
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
        if not self._together or not alignment.in_order(known):
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
        shared = self._shared_elements(self._groups.values())
        open_places: dict[int, Sequence[int]] = {}
        for group in self._groups.values():
            if group.size > len(group.targets) or (len(group.targets) == 1 and group.targets[0] in taken):
                continue
            open_places |= {place: group.targets for place, element in group.places if element not in shared}
        return {place: targets for place, targets in open_places.items() if place not in known}


def _targets(group: Group) -> tuple[int, ...]:
    """What is likely, unless the message comes too often for that."""
    fit = group.fit or Fit(hard=(), likely=())
    return fit.likely if group.size <= len(fit.likely) or len(fit.hard) == 1 else fit.hard
