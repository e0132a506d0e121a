"""The rival's end of the pipe: a task on a line of standard input, what it took on a line of standard output.

Needs nothing but the standard library, for it runs in the environment of every rival.
"""

from __future__ import annotations

import dataclasses
import gc
import json
import os
import pathlib
import re
import resource
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from benchmarks.facts import Article, Maker

KIBIBYTE = 1024
STATUS = pathlib.Path("/proc/self/status")
_ARTICLE = re.compile(r"</(\w+:)?journal_article>")


@dataclasses.dataclass(frozen=True)
class Task:
    """What is to be done, and the files that it is done with."""

    job: str
    articles: int
    document: str = ""
    log: str = ""
    schema: str = ""
    keep: str = ""
    """Where to put what was written, if it is wanted."""

    def facts(self) -> list[Article]:
        return Maker().articles(self.articles)

    def sent(self) -> bytes:
        return pathlib.Path(self.document).read_bytes()

    def answered(self) -> bytes:
        return pathlib.Path(self.log).read_bytes()


@dataclasses.dataclass(frozen=True)
class Job:
    """Something that is measured, made ready."""

    run: Callable[[], Any]
    count: Callable[[Any], int]
    """How many articles the result of ``run`` is about: who leaves work out is found out. Not measured."""


@dataclasses.dataclass(frozen=True)
class Taken:
    """What a run took."""

    seconds: float
    """CPU time."""
    peak: int
    """The most memory, in bytes, that the process has had since it began."""
    articles: int


Jobs = Mapping[str, Callable[[Task], Job]]


def written(document: bytes | str) -> int:
    """How many articles a document has."""
    return len(_ARTICLE.findall(document if isinstance(document, str) else document.decode()))


def serve(jobs: Jobs) -> None:
    """Do one task after the other. What is made ready is kept for as long as the task is the same."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # some rivals print
    ready: tuple[Task, Job] | None = None
    for line in sys.stdin:
        task = Task(**json.loads(line))
        if ready is None or ready[0] != task:
            ready = task, jobs[task.job](task)
        answers.write(json.dumps(dataclasses.asdict(_timed(*ready))) + "\n")
        answers.flush()


def _timed(task: Task, job: Job) -> Taken:
    gc.collect()
    start = time.process_time()
    result = job.run()
    seconds = time.process_time() - start
    peak = _peak()
    if task.keep:
        pathlib.Path(task.keep).write_bytes(result.encode() if isinstance(result, str) else result)
    return Taken(seconds, peak, job.count(result))


def _peak() -> int:
    if STATUS.exists():  # on Linux ru_maxrss begins with what the parent had
        lines = dict(line.split(":", 1) for line in STATUS.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) * KIBIBYTE
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # bytes, on macOS
