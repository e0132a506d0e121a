"""What stands in an element of a markup language, one place after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import attrs

_NONE: Final[frozenset[str]] = frozenset()


class Slot(NamedTuple):
    """A place in an element for so many of some elements."""

    names: frozenset[str]
    at_least: int = 0
    at_most: int | None = None
    or_before: bool = False
    """It may be missing where the slot before it, which may be missing too, is taken."""

    def has_room(self, count: int) -> bool:
        """Whether one more may come after so many."""
        return self.at_most is None or count < self.at_most


@attrs.define(eq=False)
class Progress:
    """How far the children of one element have come in its slots."""

    _slots: Sequence[Slot]
    _index: int = 0
    _count: int = 0
    _before: bool = False
    """Whether the slot before is taken."""

    def take(self, name: str) -> bool:
        """Move on to the first slot that the element fits; False, and nothing moved, where there is none."""
        for index, slot, count, before in self._reachable():
            if name in slot.names and slot.has_room(count):
                self._index, self._count, self._before = index, count + 1, before
                return True
        return False

    def next_names(self) -> frozenset[str]:
        """The names that may come next."""
        return frozenset(name for _, slot, count, _ in self._reachable() if slot.has_room(count) for name in slot.names)

    def missing(self) -> frozenset[str]:
        """The names of which one must come before the end; none where the end may come."""
        if not self._slots:
            return _NONE
        short = (slot.names for _, slot, count, before in self._reachable() if _short(slot, count, before=before))
        return next(short, _NONE)

    def _reachable(self) -> Iterator[tuple[int, Slot, int, bool]]:
        """The slots from here to the first that must not be left out, how full each is, and the one before it."""
        count, before = self._count, self._before
        for index in range(self._index, len(self._slots)):
            slot = self._slots[index]
            yield index, slot, count, before
            if _short(slot, count, before=before):
                return
            count, before = 0, count > 0


def _short(slot: Slot, count: int, *, before: bool) -> bool:
    return count < slot.at_least and not (slot.or_before and before)
