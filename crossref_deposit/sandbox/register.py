"""What is registered: DOIs, titles, and conflicts between DOIs."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

import attrs

from crossref_deposit.sandbox.bibliography import Bibliography, bare, normal, restored, strings

_FIRST_CONFLICT: Final = 5_000_000


def _restored(facts: Bibliography | Mapping[str, Any]) -> Bibliography:
    return facts if isinstance(facts, Bibliography) else restored(facts)


def _pairs(pairs: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(pair) for pair in pairs)


@attrs.frozen(kw_only=True)
class Work:
    """A DOI that is registered."""

    doi: str
    timestamp: int
    prefix: str
    """That of its owner: the DOI's own, until it is transferred."""
    url: str = ""
    bibliography: Bibliography = attrs.field(factory=Bibliography, converter=_restored)
    isbns: tuple[str, ...] = attrs.field(default=(), converter=strings)
    references: tuple[tuple[str, ...], ...] = attrs.field(default=(), converter=_pairs)
    """Those that were matched: key and DOI."""
    alias_of: str = ""
    """The primary DOI, if it is an alias."""

    @property
    def key(self) -> str:
        """What it is filed under."""
        return self.doi.lower()


@attrs.frozen(kw_only=True)
class Title:
    """A journal or book as Crossref's title list has it."""

    name: str
    prefix: str
    issns: tuple[str, ...] = attrs.field(default=(), converter=strings)
    username: str = ""
    """The account that deposited it first."""
    deleted: bool = False
    """Whether Crossref's staff has removed exactly this spelling."""

    @property
    def key(self) -> str:
        """What it is filed under."""
        return normal(self.name)


@attrs.frozen(kw_only=True)
class Conflict:
    """DOIs with the same metadata."""

    conflict_id: int
    dois: tuple[str, ...] = attrs.field(converter=strings)
    resolved: bool = False

    @property
    def key(self) -> str:
        """What it is filed under."""
        return str(self.conflict_id)


Fact: TypeAlias = Work | Title | Conflict
FACTS: Final[Mapping[str, type[Fact]]] = {"work": Work, "title": Title, "conflict": Conflict}
"""The kinds of facts, by the names that they have in a file."""


class Register:
    """All facts; DOIs are told apart without regard to case.

    `lock` is held by who carries out a submission: what it does becomes visible as a whole.
    """

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._works: dict[str, Work] = {}
        self._titles: dict[str, Title] = {}
        self._conflicts: dict[str, Conflict] = {}
        self._conflicts_of: dict[str, dict[str, None]] = {}
        self._same: dict[str, dict[str, None]] = {}
        self._with_value: dict[tuple[str, str], dict[str, None]] = {}
        self._issns: dict[str, str] = {}
        self._isbns: dict[str, str] = {}
        self._changed: dict[tuple[str, str], Fact] = {}

    def keep(self, fact: Fact) -> None:
        """File a fact in place of what was filed for the same thing."""
        with self.lock:
            match fact:
                case Work():
                    self._keep_work(fact)
                case Title():
                    self._titles[fact.key] = fact
                    self._issns |= {bare(issn): fact.key for issn in fact.issns}
                case Conflict():
                    self._conflicts[fact.key] = fact
                    for doi in fact.dois:
                        self._conflicts_of.setdefault(doi.lower(), {})[fact.key] = None
            self._changed[type(fact).__name__.lower(), fact.key] = fact

    def _keep_work(self, work: Work) -> None:
        before = self._works.get(work.key)
        if before is not None:
            self._same.get(before.bibliography.fingerprint, {}).pop(work.key, None)
            for value in before.bibliography.index_values():
                self._with_value[value].pop(work.key, None)
        self._works[work.key] = work
        self._same.setdefault(work.bibliography.fingerprint, {})[work.key] = None
        for value in work.bibliography.index_values():
            self._with_value.setdefault(value, {})[work.key] = None
        self._isbns |= {bare(isbn): work.key for isbn in work.isbns}

    def restore(self, facts: Iterable[tuple[str, dict[str, Any]]]) -> None:
        """File what was read from a file."""
        for kind, values in facts:
            self.keep(FACTS[kind](**values))
        self.changes()

    def changes(self) -> list[Fact]:
        """What was filed since this was last asked."""
        with self.lock:
            changed, self._changed = list(self._changed.values()), {}
        return changed

    def work(self, doi: str) -> Work | None:
        """What is registered under a DOI."""
        with self.lock:
            return self._works.get(doi.lower())

    def works(self) -> list[Work]:
        """All DOIs, in the order in which they were first registered."""
        with self.lock:
            return list(self._works.values())

    def with_same_metadata(self, work: Work) -> Iterator[Work]:
        """Other DOIs with the same metadata; aliases do not count."""
        fingerprint = work.bibliography.fingerprint
        for key in list(self._same.get(fingerprint, ())) if fingerprint else ():
            if key != work.key and not self._works[key].alias_of:
                yield self._works[key]

    def holder_of(self, isbn: str) -> Work | None:
        """The DOI that was registered with an ISBN."""
        key = self._isbns.get(bare(isbn))
        work = self._works[key] if key is not None else None
        return work if work is not None and bare(isbn) in map(bare, work.isbns) else None

    def fitting(self, query: Bibliography) -> list[Work]:
        """The DOIs that a query finds; of aliases, the primary DOI."""
        if not query.is_enough:
            return []
        with self.lock:
            candidates = [self._works[key] for key in self._with_value.get(next(query.index_values()), ())]
            found = {self._primary(work).key for work in candidates if work.bibliography.fits(query)}
            return [self._works[key] for key in sorted(found)]

    def _primary(self, work: Work) -> Work:
        return (self.work(work.alias_of) if work.alias_of else None) or work

    def title(self, name: str) -> Title | None:
        """A title by its name."""
        return self._titles.get(normal(name))

    def title_of_issn(self, issn: str) -> Title | None:
        """The title that has an ISSN."""
        key = self._issns.get(bare(issn))
        return self._titles[key] if key is not None else None

    def conflicts_of(self, doi: str) -> list[Conflict]:
        """The conflicts that a DOI is or was in, oldest first."""
        return [self._conflicts[key] for key in self._conflicts_of.get(doi.lower(), ())]

    def open_conflict(self, *dois: str) -> Conflict:
        """Enter a new conflict."""
        conflict = Conflict(conflict_id=_FIRST_CONFLICT + len(self._conflicts), dois=dois)
        self.keep(conflict)
        return conflict
