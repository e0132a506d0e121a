"""Time and peak memory of streams: records written, split, read and validated, each job in a process of its own.

``python -m benchmarks.memory --records 10000 100000`` prints a table. The records are articles of one journal.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import pathlib
import resource
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING, Any

import crossref_deposit as cd
from benchmarks import ours
from benchmarks.facts import Maker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SENDER: dict[str, Any] = {"depositor": cd.Depositor(name="Bench", email="bench@example.org"), "registrant": "Bench"}
MOST = 150.0
"""Megabytes that a process may take."""


def body(records: int, *, short: bool = False) -> Iterator[Any]:
    """The journal in pieces of one article, each made when it is asked for."""
    maker = Maker()
    for number in range(records):
        [article] = maker.articles(1)
        doi = f"10.5555/bench.{number}"
        changes: dict[str, Any] = {"references": (), "authors": article.authors[:1]} if short else {}
        made = dataclasses.replace(article, doi=doi, url=f"https://example.org/{doi}", **changes)
        yield from ours.batch([made]).body


def write(path: pathlib.Path, records: int, *, short: bool) -> int:
    return cd.write_deposit(body(records, short=short), path, **SENDER).records


def split(path: pathlib.Path, records: int, *, short: bool) -> int:  # noqa: ARG001 - every job takes the same
    stream = cd.DepositStream(path)
    return sum(file.records for file in cd.write_deposits(stream.body(), path.with_suffix(""), **SENDER))


def read(path: pathlib.Path, records: int, *, short: bool) -> int:  # noqa: ARG001 - every job takes the same
    return sum(1 for _ in cd.DepositStream(path).records())


def validate(path: pathlib.Path, records: int, *, short: bool) -> int:  # noqa: ARG001 - every job takes the same
    report = cd.validate(path, stream=True)
    assert report.ok, report.problems[:3]
    return records


JOBS: dict[str, Callable[..., int]] = {
    "write": write, "split": split, "read": read, "validate": validate
}  # fmt: skip


def run_here(job: str, path: pathlib.Path, records: int, *, short: bool) -> None:
    """Do the job and tell what it took."""
    start = time.process_time()
    found = JOBS[job](path, records, short=short)
    seconds = time.process_time() - start
    assert found == records, f"{found} records, expected {records}"
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    print(json.dumps({"seconds": seconds, "megabytes": kilobytes / 1024}))


def measured(job: str, path: pathlib.Path, records: int, *, short: bool) -> dict[str, float]:
    """What a job takes in a new process."""
    command = [sys.executable, "-m", "benchmarks.memory", "--job", job, "--path", str(path), "--records", str(records)]
    command += ["--short"] * short
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(run.stdout)
    return found


def main() -> None:
    """Measure each job for each number of records."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=__doc__)
    parser.add_argument(
        "--records", type=int, nargs="+", default=[10_000, 100_000], help="how many, one after the other"
    )
    parser.add_argument("--job", choices=JOBS, help="this one alone, in this process")
    parser.add_argument("--path", type=pathlib.Path, help="its file")
    parser.add_argument("--short", action="store_true", help="articles with one author and no references")
    options = parser.parse_args()
    if options.job:
        run_here(options.job, options.path, options.records[0], short=options.short)
        return
    print("| job | records | file, MB | CPU seconds | records a second | peak memory, MB | at most | met |")
    print("|---|---|---|---|---|---|---|---|")
    for records in options.records:
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "deposit.xml")
            for job in JOBS:
                took = measured(job, path, records, short=options.short)
                cells = [
                    job,
                    f"{records:,}",
                    f"{path.stat().st_size / 1e6:,.0f}",
                    f"{took['seconds']:.1f}",
                    f"{records / took['seconds']:,.0f}",
                    f"{took['megabytes']:.0f}",
                    f"{MOST:.0f}",
                    "yes" if took["megabytes"] <= MOST else "**no**",
                ]
                print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
