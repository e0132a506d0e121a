"""Random deposits, logs made for them by an oracle of its own, and never a wrong DOI."""

from __future__ import annotations

import collections
import dataclasses
import random

import pytest

import handmade
from crossref_deposit.diagnostics import DiagnosticParser, RecordDiagnostic
from handmade import (
    Article,
    Deposit,
    Journal,
    Person,
    Place,
    Result,
    bad_issn,
    bad_orcid,
    orcid,
    repeated_orcid,
    too_old,
)

SEEDS = range(400)
MIXTURES = [
    {"fine": 9, "shared": 2, "own": 2, "twice": 1, "old": 1, "related": 1, "trial": 1},
    {"fine": 5, "shared": 5, "trial": 2, "old": 1},
    {"fine": 1, "shared": 5},
]


@dataclasses.dataclass
class Truth:
    """What really happened: a log record, whom it is about, and the element at fault."""

    result: Result
    dois: frozenset[str]
    place: Place
    evidence: str = ""
    """What the message quotes, and so all that one can go by."""


class Simulation:
    """One deposit and one log of it."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - repeatable
        self.weights = self.random.choice(MIXTURES)
        self.missing = self.random.choice([0, 0, 0.1, 0.3, 0.5])
        self.bad = [orcid(number, right=False) for number in range(1, 4)]
        self.serial = 100
        self.deposit = Deposit(
            [self._journal(number) for number in range(self.random.choice([1, 1, 2, 3]))],
            self.random.choice(handmade.LAYOUTS),
        )
        self.truths = [
            truth for number, journal in enumerate(self.deposit.journals) for truth in self._results(number, journal)
        ]
        self.shuffled = False
        self._spoil_log()

    def _journal(self, number: int) -> Journal:
        articles = [self._article(f"10.5555/J{number}.{place}") for place in range(self.random.randint(1, 12))]
        return Journal(
            articles,
            issn=self.random.choice(["0264-3561", "0264-3561", f"{number}264-3562", "1264-3562"]),
            doi=f"10.5555/J{number}" if self.random.random() < 0.3 else "",
            issue_doi=f"10.5555/J{number}.i" if self.random.random() < 0.3 else "",
        )

    def _article(self, doi: str) -> Article:
        self.serial += 1
        people = [Person(orcid(self.serial))] if self.random.random() < 0.7 else []
        kind = self.random.choices(
            ["fine", "shared", "own", "twice", "old", "related", "trial"], [9, 2, 2, 1, 1, 1, 1]
        )[0]
        article = Article(doi, people)
        if kind == "shared":
            people.append(Person(self.random.choice(self.bad)))
        elif kind == "own":
            people.append(Person(orcid(self.serial, right=False)))
        elif kind == "twice":
            article.people = [Person(orcid(self.serial)), Person(), Person(orcid(self.serial))]
        elif kind == "old":
            article.timestamp = "1"
        elif kind == "related":
            article.related = "10.5555/unknown"
        elif kind == "trial":
            article.trial = self.random.choice(["BAD1", f"BAD{self.serial}"])
        return article

    def _results(self, number: int, journal: Journal) -> list[Truth]:
        issn = journal.issn
        if issn.endswith("-3562"):
            own = [doi for doi in (journal.doi, journal.issue_doi) if doi]
            dois = frozenset(own + [article.doi for article in journal.articles])
            return [Truth(bad_issn(issn), dois, self.deposit.issns[number], f"issn {issn}")]
        titles = [self._good(doi) for doi in (journal.doi, journal.issue_doi) if doi]
        return titles + [truth for article in journal.articles for truth in self._of_article(article)]

    def _good(self, doi: str) -> Truth:
        status, message = self.random.choice([("Success", "Successfully added"), ("Warning", "Added with conflict")])
        reported = self.random.choice([doi, doi.lower(), f"https://doi.org/{doi}"])
        return Truth(Result(status, reported, message), frozenset({doi}), self.deposit.places[doi]["record"])

    def _of_article(self, article: Article) -> list[Truth]:  # noqa: PLR0911 - one for each fault
        places, dois = self.deposit.places[article.doi], frozenset({article.doi})
        record, iris = places["record"], places["ORCID"]
        seen: set[str] = set()
        for person, place in zip([person for person in article.people if person.orcid], iris, strict=True):
            if person.orcid[-1] != orcid(int(person.orcid.replace("-", "")[:15]))[-1]:
                return [Truth(bad_orcid(person.orcid), dois, place, f"bad {person.orcid}")]
            if person.orcid in seen:
                return [Truth(repeated_orcid(person.orcid), dois, place, f"twice {person.orcid}")]
            seen.add(person.orcid)
        if article.trial:
            message = f"Clinical Trial data does not match format of registry. data: {article.trial} format: \\d+"
            return [Truth(Result("Failure", "DOI not found", message), dois, places["trial"], f"trial {article.trial}")]
        if article.related:
            message = f"Error processing relations: Relation target DOI does not exist: {article.related}"
            return [Truth(Result("Failure", article.doi, message), dois, places["related"])]
        if article.timestamp:
            return [Truth(too_old(article.doi), dois, places["timestamp"])]
        if self.random.random() < 0.05:
            return [Truth(Result("Failure", "DOI not found", "Nobody has seen this"), dois, record, "nothing")]
        return [self._good(article.doi)] * self.random.choice([1, 1, 1, 1, 2])

    def _spoil_log(self) -> None:
        self.truths = [truth for truth in self.truths if self.random.random() >= self.missing]
        if self.random.random() < 0.3:
            self.shuffled = True
            for _ in range(20):
                self.random.shuffle(self.truths)
                if not self._known_in_order():
                    break  # a shuffle that leaves what is known in order cannot be told from a log in order

    def _known_in_order(self) -> bool:
        order = {doi: number for number, doi in enumerate(self.deposit.dois)}
        known = [order[next(iter(truth.dois))] for truth in self.truths if not truth.evidence]
        return known == sorted(known)

    def fitting(self, truth: Truth) -> set[str]:
        """The records that what the message quotes fits, those left out that the log says are registered."""
        registered = {doi for other in self.truths if other.result.status != "Failure" for doi in other.dois}
        kind, _, value = truth.evidence.partition(" ")
        fits = {
            "bad": lambda article: value in [person.orcid for person in article.people],
            "twice": lambda article: [person.orcid for person in article.people].count(value) > 1,
            "trial": lambda article: article.trial == value,
        }[kind]
        articles = [article for journal in self.deposit.journals for article in journal.articles]
        return {article.doi for article in articles if fits(article)} - registered


def check(
    simulation: Simulation, truths: list[Truth], records: tuple[RecordDiagnostic, ...]
) -> collections.Counter[str]:
    figures: collections.Counter[str] = collections.Counter()
    for truth, record in zip(truths, records, strict=True):
        alike = [other for other in truths if other.result == truth.result]
        allowed = frozenset[str]().union(*(other.dois for other in alike))
        assert record.doi is None or record.doi in allowed, (truth, record)
        assert set(record.dois) <= allowed, (truth, record)
        if record.attribution.certain:
            assert set(record.dois) == truth.dois
            assert Place(record.line, record.column) == truth.place  # type: ignore[arg-type]
        if record.doi is not None and len(alike) == 1:
            assert Place(record.line, record.column) == truth.place  # type: ignore[arg-type]
        if truth.evidence.partition(" ")[0] in {"bad", "twice", "trial"}:
            fitting = simulation.fitting(truth)
            assert truth.dois <= fitting
            assert truth.dois <= set(record.attribution.candidates)
            if len(fitting) == 1:
                assert record.doi in truth.dois
                assert record.attribution.certain
            figures[f"{'one' if len(fitting) == 1 else 'several'} fit, {'told' if record.doi else 'candidates'}"] += 1
        elif not truth.evidence:
            assert {record.doi} == truth.dois
    own = collections.defaultdict[str, list[str]](list)
    for truth, record in zip(truths, records, strict=True):
        if truth.evidence and record.doi is not None:
            own[record.message].append(record.doi)
    assert all(len(set(dois)) == len(dois) for dois in own.values())
    return figures


@pytest.mark.parametrize("start", SEEDS[::20])
def test_never_a_wrong_doi(start: int) -> None:
    for seed in range(start, start + 20):
        simulation = Simulation(seed)
        report = DiagnosticParser(submission=simulation.deposit.xml).parse(
            handmade.log([truth.result for truth in simulation.truths])
        )
        check(simulation, simulation.truths, report.records)


def test_most_failures_are_told() -> None:
    figures: collections.Counter[str] = collections.Counter()
    for seed in SEEDS[:100]:
        simulation = Simulation(seed)
        report = DiagnosticParser(submission=simulation.deposit.xml).parse(
            handmade.log([truth.result for truth in simulation.truths])
        )
        figures += check(simulation, simulation.truths, report.records)
    assert figures["one fit, candidates"] == 0
    assert figures["several fit, told"] > figures["several fit, candidates"] > 0
