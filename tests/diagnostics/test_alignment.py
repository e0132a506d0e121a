from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from crossref_deposit.diagnostics.alignment import align, in_order

NUMBERS = st.lists(st.integers(0, 6), unique=True, max_size=5).map(sorted)


@given(st.lists(st.one_of(st.integers(0, 6), NUMBERS), max_size=5))
def test_alignment_is_that_of_trying_everything(log: list[int | list[int]]) -> None:
    known = {place: item for place, item in enumerate(log) if isinstance(item, int)}
    open_places = {place: item for place, item in enumerate(log) if isinstance(item, list)}
    choices = [item if isinstance(item, list) else [item] for item in log]
    fitting = [one for one in itertools.product(*choices) if all(a < b for a, b in itertools.pairwise(one))]
    aligned = align(known, open_places)
    if not fitting:
        assert aligned is None
        return
    for place in open_places:
        possible = {one[place] for one in fitting}
        assert aligned is not None
        assert aligned[place] == (possible.pop() if len(possible) == 1 else None)


@given(st.dictionaries(st.integers(0, 20), st.integers(0, 20)))
def test_in_order(known: dict[int, int]) -> None:
    numbers = [known[place] for place in sorted(known)]
    assert in_order(known) == (numbers == sorted(set(numbers)))
