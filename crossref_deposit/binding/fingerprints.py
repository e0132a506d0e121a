"""Which of millions of texts were there before: a set that takes some 16 bytes for each."""

from __future__ import annotations

from array import array
from typing import Final

_SMALLEST: Final = 1 << 10
_BITS: Final = (1 << 64) - 1


class Fingerprints:
    """A set of texts, of which only a hash of 64 bits is kept.

    Two texts may have the same one, if only once among some hundred million; so it finds candidates, for
    someone to compare.

    Example:
        >>> seen = Fingerprints()
        >>> [seen.add(text) for text in ("a", "b", "a")]
        [True, True, False]
        >>> "b" in seen, "c" in seen
        (True, False)
    """

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 * _SMALLEST))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __contains__(self, text: str) -> bool:
        return self._slots[self._slot(_fingerprint(text))] != 0

    def add(self, text: str) -> bool:
        """Take in a text; whether it is new."""
        fingerprint = _fingerprint(text)
        slot = self._slot(fingerprint)
        if self._slots[slot]:
            return False
        self._slots[slot] = fingerprint
        self._count += 1
        if 3 * self._count > 2 * len(self._slots):
            self._grow()
        return True

    def _slot(self, fingerprint: int) -> int:
        """Where a fingerprint is, or the empty place where it would be."""
        slots = self._slots
        mask = len(slots) - 1
        slot = fingerprint & mask
        while slots[slot] not in (0, fingerprint):
            slot = (slot + 1) & mask
        return slot

    def _grow(self) -> None:
        before, self._slots = self._slots, array("Q", bytes(16 * len(self._slots)))
        for fingerprint in before:
            if fingerprint:
                self._slots[self._slot(fingerprint)] = fingerprint


def _fingerprint(text: str) -> int:
    return hash(text) & _BITS or 1  # 0 is an empty place
