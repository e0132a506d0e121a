"""Order as evidence: which assignments of log records to parts of a deposit run in the order of both.

Crossref promises no order, and every log known has the order of the document. So order is believed
where nothing in the log speaks against it, and what it decides is never called certain.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Mapping, Sequence
from typing import Final

WITNESSES: Final = 3
"""So many reported DOIs must be in order before order may tell records apart; by chance, three are once in six logs."""


def in_order(known: Mapping[int, int]) -> bool:
    """Whether records that are known stand in the log in the order of the document.

    Args:
        known: For places in the log, the numbers of the parts they are about.
    """
    numbers = [known[place] for place in sorted(known)]
    return all(first < second for first, second in itertools.pairwise(numbers))


def align(known: Mapping[int, int], open_places: Mapping[int, Sequence[int]]) -> dict[int, int | None] | None:
    """The parts that open places of a log must mean if log and document have the same order.

    Args:
        known: For places in the log, the numbers of the parts they are about, in order.
        open_places: For other places, the numbers that fit, ascending.

    Returns:
        For each open place its part, or none where several remain; nothing at all if no assignment
        runs in order.
    """
    places = sorted(known.keys() | open_places.keys())
    lowest = _bounds(places, known, open_places)
    highest = _bounds(places[::-1], known, open_places, downwards=True)
    if lowest is None or highest is None:
        return None
    return {place: lowest[place] if lowest[place] == highest[place] else None for place in open_places}


def _bounds(
    places: Sequence[int],
    known: Mapping[int, int],
    open_places: Mapping[int, Sequence[int]],
    *,
    downwards: bool = False,
) -> dict[int, int] | None:
    """The first number that each open place can have going up the document, or the last going down it."""
    last = 1 << 62 if downwards else -1
    bounds: dict[int, int] = {}
    for place in places:
        if place in known:
            number = known[place]
            if number >= last if downwards else number <= last:
                return None
        else:
            numbers = open_places[place]
            found = bisect.bisect_left(numbers, last) - 1 if downwards else bisect.bisect_right(numbers, last)
            if not 0 <= found < len(numbers):
                return None
            number = bounds[place] = numbers[found]
        last = number
    return bounds
