"""Our end of the pipe: contenders at work, each in a process of its own environment."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import tempfile
from collections.abc import Mapping
from types import TracebackType
from typing import Self

from benchmarks.environments import ROOT, Environment, this_one
from benchmarks.rivals.serving import Taken, Task

_LAST = 2_000  # characters of what a process said before it failed


class Failed(RuntimeError):  # noqa: N818 - reads as what happened
    """A contender did not do what it was asked to, or not for all articles."""


class Worker:
    """A contender that does one task after the other."""

    def __init__(self, environment: Environment, module: str) -> None:
        self._module = module
        self._said = tempfile.TemporaryFile("w+")  # noqa: SIM115 - open for as long as the process
        self._process = subprocess.Popen(
            _command(environment, f"import runpy\nrunpy.run_module('benchmarks.rivals.{module}', run_name='__main__')"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=_surroundings(environment),
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error:
            self._process.kill()
        self._process.communicate()
        self._said.close()

    def run(self, task: Task) -> Taken:
        """Do a task once.

        Raises:
            Failed: It ended, or the result is not about all articles.
        """
        answer = self._ask(json.dumps(dataclasses.asdict(task)))
        if not answer:
            self._said.seek(0)
            raise Failed(f"{self._module} failed to {task.job}:\n{self._said.read()[-_LAST:]}")
        taken = Taken(**json.loads(answer))
        if taken.articles != task.articles:
            raise Failed(f"{self._module}, {task.job}: {taken.articles} articles of {task.articles}")
        return taken

    def _ask(self, line: str) -> str:
        assert self._process.stdin
        assert self._process.stdout
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            return ""
        return self._process.stdout.readline()


def once(environment: Environment, module: str, task: Task) -> Taken:
    """Do a task in a new process, so that the peak of its memory is that of this task."""
    with Worker(environment, module) as worker:
        return worker.run(task)


def in_new_process(environment: Environment, script: str, *arguments: str) -> float:
    """CPU seconds of a script in a new interpreter, whose own start does not count."""
    timed = f"import time\nstart = time.process_time()\n{script}\nprint(time.process_time() - start)"
    command = _command(environment, timed, *arguments)
    run = subprocess.run(command, env=_surroundings(environment), capture_output=True, text=True, check=False)
    if run.returncode:
        raise Failed(f"{script}\n{run.stderr[-_LAST:]}")
    return float(run.stdout.split()[-1])


def _command(environment: Environment, script: str, *arguments: str) -> list[str]:
    """Python with a script that finds this folder too, but after what is installed."""
    return [str(environment.python), "-P", "-c", f"import sys\nsys.path.append({str(ROOT)!r})\n{script}", *arguments]


def _surroundings(environment: Environment) -> Mapping[str, str]:
    """Environment variables; those that are meant for this interpreter are for no other one."""
    mine = environment == this_one()
    return {name: value for name, value in os.environ.items() if mine or name != "PYTHONPATH"}
