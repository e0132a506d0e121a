"""CPU time of a job here, or of a script in a new process."""

from __future__ import annotations

import dataclasses
import gc
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Job = Callable[[], object]


@dataclasses.dataclass(frozen=True)
class Seconds:
    """CPU seconds of some runs of one job."""

    runs: tuple[float, ...]

    @property
    def least(self) -> float:
        return min(self.runs)

    @property
    def median(self) -> float:
        return statistics.median(self.runs)


def here(job: Job, times: int) -> Seconds:
    """Run a job some times in this process."""
    return Seconds(tuple(_once(job) for _ in range(times)))


def _once(job: Job) -> float:
    gc.collect()
    start = time.process_time()
    result = job()
    seconds = time.process_time() - start
    del result
    return seconds


def in_new_process(script: str, *arguments: str, times: int) -> Seconds:
    """Run a script some times in a new interpreter; the interpreter's own start does not count."""
    timed = f"import time\nstart = time.process_time()\n{script}\nprint(time.process_time() - start)"
    command = [sys.executable, "-c", timed, *arguments]
    runs = (subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(times))
    return Seconds(tuple(float(run.stdout) for run in runs))
