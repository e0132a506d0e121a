"""Small cases, compared with trying out every assignment of the log's records to the deposit's."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence

import pytest

from crossref_deposit.diagnostics import DiagnosticParser, RecordDiagnostic
from crossref_deposit.diagnostics.alignment import WITNESSES
from handmade import Article, Deposit, Journal, Person, Result, bad_orcid, log, orcid

BAD = [orcid(number, right=False) for number in range(1, 4)]
SEEDS = range(1500)


class Case:
    """A handful of articles with shared bad iDs, and a log of them."""

    def __init__(self, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 - repeatable
        self.bad = [chance.sample(BAD, chance.choice([0, 1, 1, 2])) for _ in range(chance.randint(1, 6))]
        self.results: list[Result] = []
        self.truth: list[int] = []
        for number, bad in enumerate(self.bad):
            outcome = chance.choice(["missing", "reported", "failed", "failed", "failed"])
            if outcome == "reported" or (outcome == "failed" and not bad):
                self._add(number, chance.choice(["Success", "Success", "Failure"]))
            elif outcome == "failed":
                self.results.append(bad_orcid(chance.choice(bad)))
                self.truth.append(number)
        if chance.random() < 0.3:
            order = list(range(len(self.truth)))
            chance.shuffle(order)
            self.results = [self.results[place] for place in order]
            self.truth = [self.truth[place] for place in order]
        self.reported = [number for number, result in zip(self.truth, self.results, strict=True) if self._named(result)]
        self.open = [place for place, result in enumerate(self.results) if not self._named(result)]

    def _add(self, number: int, status: str) -> None:
        self.results.append(Result(status, f"10.5555/{number}", "Anything"))
        self.truth.append(number)

    @staticmethod
    def _named(result: Result) -> bool:
        return (result.doi or "").startswith("10.")

    def records(self) -> Sequence[RecordDiagnostic]:
        articles = [
            Article(f"10.5555/{number}", [Person(value) for value in bad]) for number, bad in enumerate(self.bad)
        ]
        return DiagnosticParser(submission=Deposit([Journal(articles)])).parse(log(self.results)).records

    def fitting(self, place: int) -> list[int]:
        """The articles with the iD that are not registered."""
        registered = {
            number for number, result in zip(self.truth, self.results, strict=True) if result.status == "Success"
        }
        [value] = [value for value in BAD if value in self.results[place].message]
        return [number for number, bad in enumerate(self.bad) if value in bad and number not in registered]

    def likely(self, place: int) -> list[int]:
        """Those without a failure of their own, if that leaves enough for the message."""
        fitting = self.fitting(place)
        left = [number for number in fitting if number not in self.reported] or fitting
        often = [other for other in self.open if self.results[other] == self.results[place]]
        return left if len(often) <= len(left) or len(fitting) == 1 else fitting

    def consistent(self) -> Iterator[tuple[int, ...]]:
        """Every assignment of the open places in which equal messages are about different articles."""
        for chosen in itertools.product(*map(self.fitting, self.open)):
            pairs = list(zip(chosen, (self.results[place].message for place in self.open), strict=True))
            if len(set(pairs)) == len(pairs):
                yield chosen

    def exclusive(self) -> list[tuple[int, ...]]:
        """Every assignment in which no article has two messages."""
        every = itertools.product(*map(self.likely, self.open))
        return [chosen for chosen in every if len(set(chosen)) == len(chosen)]

    def result_of(self, index: int) -> Result:
        return self.results[self.open[index]]

    def order_may_count(self) -> bool:
        """Whether what is beyond doubt is in the order of the deposit."""
        known = dict.fromkeys(
            self.truth[place] if place not in self.open else self.fitting(place)[0]
            for place in range(len(self.results))
            if place not in self.open or len(self.fitting(place)) == 1
        )
        return list(known) == sorted(known)

    def in_order(self, chosen: Sequence[int]) -> bool:
        """Whether an assignment has the articles in the order of the deposit."""
        given = dict(zip(self.open, chosen, strict=True))
        numbers = [given.get(place, number) for place, number in enumerate(self.truth)]
        return all(first < second for first, second in itertools.pairwise(numbers))


def doi_of(numbers: set[int]) -> str | None:
    return f"10.5555/{numbers.pop()}" if len(numbers) == 1 else None


@pytest.mark.parametrize("start", SEEDS[::500])
def test_what_is_told_is_what_all_assignments_have_in_common(start: int) -> None:
    for seed in range(start, start + 500):
        case = Case(seed)
        records = case.records()
        consistent, exclusive = list(case.consistent()), case.exclusive()
        for index, place in enumerate(case.open):
            record = records[place]
            hard = {chosen[index] for chosen in consistent}
            assert record.attribution.certain == (len(hard) == 1)
            assert set(record.attribution.candidates) == {f"10.5555/{number}" for number in hard}
            by_value = doi_of({chosen[index] for chosen in exclusive})
            if by_value is not None or record.attribution.method.value == "value":
                assert (record.doi, record.attribution.method.value) == (by_value, "value")
            if by_value is None:
                check_order(case, exclusive, index, record)


def check_order(case: Case, exclusive: list[tuple[int, ...]], index: int, record: RecordDiagnostic) -> None:
    """What order tells is what all assignments in order say, or, of a few, which of them have equal messages."""
    if not case.order_may_count():
        assert record.doi is None
    elif len(case.reported) >= WITNESSES:
        assert record.doi == doi_of({chosen[index] for chosen in exclusive if case.in_order(chosen)})
    else:
        equal = [number for number, place in enumerate(case.open) if case.results[place] == case.result_of(index)]
        tied = {chosen[number] for chosen in exclusive for number in equal}
        rank = equal.index(index)
        assert record.doi == (f"10.5555/{sorted(tied)[rank]}" if len(tied) == len(equal) else None)


def test_order_is_used_and_told_as_what_it_is() -> None:
    methods = {record.attribution.method.value for seed in SEEDS[:500] for record in Case(seed).records()}
    assert methods == {"reported", "value", "order"}
