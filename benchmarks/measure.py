"""What runs took, and runs in turns: so all meet the same machine, and a moment's noise meets all."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping

import attrs


@attrs.frozen
class Runs:
    """CPU seconds of some runs of one job."""

    seconds: tuple[float, ...]

    @property
    def least(self) -> float:
        return min(self.seconds)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def most(self) -> float:
        return max(self.seconds)

    def __add__(self, other: Runs) -> Runs:
        return Runs(self.seconds + other.seconds)


def in_turns(jobs: Mapping[str, Callable[[], float]], times: int, patience: float) -> dict[str, Runs]:
    """Run each job once, then each again.

    Args:
        jobs: Functions that do something and return the CPU seconds that it took.
        times: How often.
        patience: A job that took more seconds than this in all its runs so far is not run again.
    """
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(times):
        for name, job in jobs.items():
            if sum(taken[name]) <= patience:
                taken[name].append(job())
    return {name: Runs(tuple(runs)) for name, runs in taken.items()}
