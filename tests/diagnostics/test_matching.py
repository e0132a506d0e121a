from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st

from crossref_deposit.diagnostics.matching import Claim, shares

TARGETS = st.lists(st.integers(0, 5), unique=True, max_size=5)
CLAIMS = st.lists(st.builds(Claim, st.integers(1, 3), TARGETS), max_size=5)


def assignments(claims: Sequence[Claim]) -> Iterator[list[frozenset[int]]]:
    """Every way of giving all claimants what they need, by trying."""
    choices = [[frozenset(one) for one in itertools.combinations(claim.targets, claim.count)] for claim in claims]
    for chosen in itertools.product(*choices):
        if len(frozenset[int]().union(*chosen)) == sum(map(len, chosen)):
            yield list(chosen)


def agree(claims: Sequence[Claim]) -> bool:
    return next(assignments(claims), None) is not None


@given(CLAIMS)
def test_shares_are_those_of_trying_everything(claims: list[Claim]) -> None:
    found = shares(dict(enumerate(claims)))
    kept = sorted(found.possible)
    every = list(assignments([claims[name] for name in kept]))
    assert every
    for place, name in enumerate(kept):
        assert found.possible[name] == frozenset[int]().union(*(one[place] for one in every))
    assert found.taken == frozenset.intersection(*(frozenset[int]().union(*one) for one in every))


@given(CLAIMS)
def test_only_claimants_that_contradict_each_other_are_set_aside(claims: list[Claim]) -> None:
    found = shares(dict(enumerate(claims)))
    aside = [claim for name, claim in enumerate(claims) if name not in found.possible]
    assert bool(aside) == (not agree(claims))
    for claim in aside:
        others = [other for other in aside if other is not claim]
        rest = frozenset[int]().union(*(other.targets for other in others))
        assert not agree(aside)
        assert len(rest | set(claim.targets)) < sum(other.count for other in aside)


def test_a_long_chain_of_exchanges_is_no_recursion() -> None:
    many = 3000
    claims = {number: Claim(1, (number, number + 1)) for number in range(many)}
    found = shares(claims | {many: Claim(1, (0,))})
    assert found.possible[many] == {0}
    assert found.possible[many - 1] == {many}
