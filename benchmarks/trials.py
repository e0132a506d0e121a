"""Lets contenders do the same jobs, side by side."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
from collections.abc import Callable, Iterable

import attrs
from lxml import etree

from benchmarks import workers
from benchmarks.contenders import IN_A_NEW_PROCESS, WRITE, Contender
from benchmarks.environments import Environment, Unavailable
from benchmarks.figures import Measured, Present
from benchmarks.materials import Materials, Schemas
from benchmarks.measure import Runs, in_turns
from benchmarks.rivals.serving import Taken, Task
from benchmarks.workers import Worker


@attrs.frozen
class Runner:
    """A contender that is installed."""

    contender: Contender
    environment: Environment

    @property
    def name(self) -> str:
        return self.contender.name

    def task(self, job: str, materials: Materials, schemas: Schemas) -> Task:
        return materials.task(job, schemas.cut if self.contender.cut_schema else schemas.whole)


@attrs.frozen(kw_only=True)
class Trial:
    """How often things are run, and on what."""

    schemas: Schemas
    materials: Materials
    times: int
    patience: float

    def measure(self, job: str, runners: Iterable[Runner]) -> list[Measured]:
        """Let all who can do a job do it in turns."""
        able = [runner for runner in runners if runner.contender.can(job)]
        taken = self._in_new_processes(job, able) if job in IN_A_NEW_PROCESS else self._in_workers(job, able)
        return [self._measured(job, name, runs, peak) for name, (runs, peak) in taken.items()]

    def _measured(self, job: str, name: str, runs: Runs, peak: int | None) -> Measured:
        return Measured(job=job, contender=name, runs=runs, articles=self.materials.articles, peak=peak)

    def _in_new_processes(self, job: str, runners: Iterable[Runner]) -> dict[str, tuple[Runs, None]]:
        jobs = {runner.name: functools.partial(self._start, job, runner) for runner in runners}
        return {name: (runs, None) for name, runs in in_turns(jobs, self.times, self.patience).items()}

    def _start(self, job: str, runner: Runner) -> float:
        task = runner.task(job, self.materials, self.schemas)
        return workers.in_new_process(runner.environment, runner.contender.script(job), task.document, task.schema)

    def _in_workers(self, job: str, runners: Iterable[Runner]) -> dict[str, tuple[Runs, int]]:
        with contextlib.ExitStack() as stack:
            jobs: dict[str, Callable[[], Taken]] = {}
            for runner in runners:
                worker = stack.enter_context(Worker(runner.environment, runner.contender.module))
                jobs[runner.name] = functools.partial(worker.run, runner.task(job, self.materials, self.schemas))
            peaks = {name: run().peak for name, run in jobs.items()}  # this run also compiles what is compiled once
            runs = in_turns({name: _seconds(run) for name, run in jobs.items()}, self.times, self.patience)
        return {name: (runs[name], peak) for name, peak in peaks.items()}

    def present(self, runner: Runner) -> Present:
        """A contender as it is installed, and the document that it writes."""
        versions = runner.environment.versions()
        elements, valid = self._document(runner) if runner.contender.can(WRITE) else (None, None)
        return Present(
            name=runner.name,
            version=versions.get(runner.contender.distribution, ""),
            size=runner.environment.size,
            distributions=len(versions),
            elements=elements,
            valid=valid,
        )

    def _document(self, runner: Runner) -> tuple[float, bool]:
        path = self.materials.document.with_name("written.xml")
        task = dataclasses.replace(runner.task(WRITE, self.materials, self.schemas), keep=str(path))
        workers.once(runner.environment, runner.contender.module, task)
        tree = etree.parse(path)
        path.unlink()
        elements = sum(1 for _ in tree.iter("*")) / self.materials.articles
        return elements, etree.XMLSchema(etree.parse(self.schemas.cut)).validate(tree)


def install(contenders: Iterable[Contender]) -> tuple[list[Runner], list[Present]]:
    """Make the environments. Who cannot be installed is told as absent."""
    runners, absent = [], []
    for contender in contenders:
        try:
            runners.append(Runner(contender, contender.environment()))
        except Unavailable as reason:
            absent.append(Present(name=contender.name, absent=str(reason)))
    return runners, absent


def _seconds(run: Callable[[], Taken]) -> Callable[[], float]:
    return lambda: run().seconds
