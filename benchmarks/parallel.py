"""How much faster two processes prepare deposits than one.

``python -m benchmarks.parallel`` prints a table of wall time. Trust it on a machine that has nothing else to do.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import dataclasses
import multiprocessing
import os
import pickle
import platform
import statistics
import time
from typing import TYPE_CHECKING, Any

import crossref_deposit as cd
from benchmarks import ours
from benchmarks.facts import Maker

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST = 1.7
JOURNAL = cd.Journal(metadata=cd.JournalMetadata(full_titles=["Journal of Benchmarks"], issns=["1234-5679"]))
DEPOSITOR = cd.Depositor(name="Bench", email="bench@example.org")


@dataclasses.dataclass(frozen=True)
class Turn:
    """One way through all records."""

    wall: float
    driver: float


def turn(rows: Sequence[Any], executor: concurrent.futures.Executor | None, chunk_size: int) -> Turn:
    """Prepare all rows; the results are used up as they come, as they would be by a client."""
    count, wall, driver = 0, time.perf_counter(), time.process_time()
    for chunk in cd.prepare(
        rows,
        build=ours.article,
        within=JOURNAL,
        depositor=DEPOSITOR,
        registrant="Bench",
        executor=executor,
        chunk_size=chunk_size,
    ):
        assert chunk.ok, chunk.failures[0]
        count += sum(len(batch.indexes) for batch in chunk.batches)
    assert count == len(rows)
    return Turn(time.perf_counter() - wall, time.process_time() - driver)


def measure(rows: Sequence[Any], options: argparse.Namespace) -> dict[str, list[Turn]]:
    """Take turns, so that all meet the same machine; the workers are there and have compiled their schema before."""
    context = multiprocessing.get_context("forkserver")
    with (
        concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as one,
        concurrent.futures.ProcessPoolExecutor(2, mp_context=context) as two,
    ):
        ways = {"this process": None, "one process": one, "two processes": two}
        for executor in ways.values():
            turn(rows[: 4 * options.chunk_size], executor, options.chunk_size)
        turns: dict[str, list[Turn]] = {name: [] for name in ways}
        for _ in range(options.turns):
            for name, executor in ways.items():
                turns[name].append(turn(rows, executor, options.chunk_size))
    return turns


def main() -> None:
    """Print the medians, and whether two processes are as fast as was promised."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.parallel", description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--chunk-size", type=int, default=500, help="articles in a chunk, and in a file")
    parser.add_argument("--turns", type=int, default=5)
    options = parser.parse_args()
    rows = Maker().articles(options.articles)
    turns = measure(rows, options)
    shipped = len(pickle.dumps(rows[: options.chunk_size])) / options.chunk_size
    cores = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{options.articles:,} articles of 10 references, {options.chunk_size} in a chunk, {options.turns} turns;")
    print(f"Python {platform.python_version()}, {cores}; a row is {shipped:,.0f} bytes when sent.\n")
    print("| done by | seconds | records a second | driver's CPU seconds | beside one process | at least | met |")
    print("|---|---|---|---|---|---|---|")
    one = statistics.median(turn.wall for turn in turns["one process"])
    for name, taken in turns.items():
        wall = statistics.median(turn.wall for turn in taken)
        driver = statistics.median(turn.driver for turn in taken)
        bound = (LEAST, "yes" if one / wall >= LEAST else "**no**") if name == "two processes" else ("", "")
        cells = [
            name,
            f"{wall:.2f}",
            f"{len(rows) / wall:,.0f}",
            f"{driver:.2f}",
            f"{one / wall:.2f}",
            *map(str, bound),
        ]
        print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
