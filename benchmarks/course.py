"""The whole run: everyone, every job, and growth."""

from __future__ import annotations

import pathlib
from collections.abc import Callable, Sequence

import attrs

from benchmarks.contenders import (
    ATTRIBUTE,
    BUILD,
    BY_HAND,
    CONTENDERS,
    FIRST,
    FLOOR,
    IMPORT,
    OURS,
    READ,
    VALIDATE,
    WRITE,
)
from benchmarks.environments import Environment
from benchmarks.figures import Figures, Measured, Present
from benchmarks.machine import Machine
from benchmarks.materials import Materials, Schemas
from benchmarks.trials import Runner, Trial, install

GROWING = {WRITE: (OURS, BY_HAND), READ: (OURS, FLOOR), VALIDATE: (OURS, FLOOR), ATTRIBUTE: (OURS, FLOOR)}
"""Whose times are followed for more and more articles."""


@attrs.frozen(kw_only=True)
class Course:
    """How large, and how often."""

    articles: int
    records: int
    """In the log."""
    sizes: Sequence[int]
    """Articles, for growth."""
    times: int
    patience: float
    folder: pathlib.Path
    say: Callable[[str], object]

    def run(self) -> Figures:
        """Let all contenders do all jobs."""
        self.say("environments")
        runners, absent = install(CONTENDERS)
        ours = next(runner.environment for runner in runners if runner.name == OURS)
        schemas = Schemas.unpack(self.folder)
        some = self._trial(ours, schemas, self.articles)
        return Figures(
            machine=Machine.here(),
            articles=self.articles,
            records=self.records,
            bytes=some.materials.document.stat().st_size,
            contenders=self._presence(some, runners, absent),
            measured=self._measured(ours, some, runners),
            growth=self._growth(ours, schemas, runners),
        )

    def _trial(self, ours: Environment, schemas: Schemas, articles: int) -> Trial:
        materials = Materials.make(ours, articles, self.folder)
        return Trial(schemas=schemas, materials=materials, times=self.times, patience=self.patience)

    def _presence(self, some: Trial, runners: Sequence[Runner], absent: Sequence[Present]) -> list[Present]:
        self.say("what is installed and written")
        found = {present.name: present for present in (*absent, *map(some.present, runners))}
        return [found[contender.name] for contender in CONTENDERS]

    def _measured(self, ours: Environment, some: Trial, runners: Sequence[Runner]) -> list[Measured]:
        jobs = [(job, some) for job in (WRITE, BUILD, READ, VALIDATE)]
        one = self._trial(ours, some.schemas, 1)
        jobs += [(FIRST, one), (IMPORT, one), (ATTRIBUTE, self._trial(ours, some.schemas, self.records))]
        return [measured for job, trial in jobs for measured in self._said(trial, job, runners)]

    def _said(self, trial: Trial, job: str, runners: Sequence[Runner]) -> list[Measured]:
        self.say(f"{job}, {trial.materials.articles:,}")
        return trial.measure(job, runners)

    def _growth(self, ours: Environment, schemas: Schemas, runners: Sequence[Runner]) -> list[Measured]:
        found: list[Measured] = []
        for size in self.sizes:
            trial = self._trial(ours, schemas, size)
            for job, names in GROWING.items():
                found += self._said(trial, job, [runner for runner in runners if runner.name in names])
            trial.materials.remove()
        return found
