"""The document that everything is measured with, as plain facts: made up, and the same in every run."""

from __future__ import annotations

import dataclasses
import datetime
import random
from collections.abc import Iterator

VOCABULARY = """\
soil river carbon nitrogen bloom decay signal lattice orbit membrane protein enzyme forest canopy drought
salinity plankton survey spectrum gradient cluster network archive voices harbour migration grammar memory
attention trial cohort vaccine outcome exposure climate glacier sediment isotope reef larvae pollen hive &
<wild> naïve μ-wave
"""
WORDS = VOCABULARY.split()
PREFIX = "10.5555"


@dataclasses.dataclass(frozen=True, slots=True)
class Author:
    given_name: str
    surname: str
    orcid: str
    institution: str
    ror: str


@dataclasses.dataclass(frozen=True, slots=True)
class Reference:
    key: str
    journal_title: str
    author: str
    volume: str
    first_page: str
    year: int
    doi: str


@dataclasses.dataclass(frozen=True, slots=True)
class Article:
    doi: str
    url: str
    title: str
    abstract: str
    authors: tuple[Author, ...]
    published: datetime.date
    first_page: str
    last_page: str
    licence: str
    references: tuple[Reference, ...]


class Maker:
    """Makes facts. The same seed makes the same ones."""

    def __init__(self, seed: int = 2026) -> None:
        self._random = random.Random(seed)  # noqa: S311 - repeatable, not secret

    def articles(self, count: int) -> list[Article]:
        return list(self.each(count))

    def each(self, count: int) -> Iterator[Article]:
        """One after the other, for as many as memory need not hold."""
        return (self._article(number) for number in range(count))

    def _article(self, number: int) -> Article:
        page = 7 * number + 1
        doi = f"{PREFIX}/bench.{number:06d}"
        return Article(
            doi=doi,
            url=f"https://journal.example.org/{number}",
            title=self._words(8),
            abstract=self._words(15),
            authors=(self._author(), self._author()),
            published=datetime.date(2026, 1, 1) + datetime.timedelta(days=number % 365),
            first_page=str(page),
            last_page=str(page + 6),
            licence="https://creativecommons.org/licenses/by/4.0/",
            references=tuple(self._reference(index) for index in range(10)),
        )

    def _author(self) -> Author:
        name = self._words(1).strip("<>&").capitalize() or "Ng"
        return Author(name, f"{name}sson", self._orcid(), f"University of {name}", "https://ror.org/02mhbdp94")

    def _reference(self, index: int) -> Reference:
        return Reference(
            key=f"r{index + 1}",
            journal_title=f"Journal of {self._words(1)}",
            author=self._words(1),
            volume=str(self._random.randrange(1, 90)),
            first_page=str(self._random.randrange(1, 9000)),
            year=self._random.randrange(1950, 2026),
            doi=f"{PREFIX}/cited.{self._random.randrange(10**6)}",
        )

    def _orcid(self) -> str:
        digits = f"{self._random.randrange(10**12):015d}"
        total = 0
        for digit in digits:
            total = (total + int(digit)) * 2
        check = (12 - total % 11) % 11
        whole = digits + ("X" if check == 10 else str(check))  # noqa: PLR2004 - ISO 7064 writes 10 as X
        return "https://orcid.org/" + "-".join(whole[start : start + 4] for start in range(0, 16, 4))

    def _words(self, count: int) -> str:
        return " ".join(self._random.choices(WORDS, k=count))
