"""Measures this package beside what a user would pick instead, and prints the tables in Markdown."""

from __future__ import annotations

import argparse
import pathlib
import sys
import tempfile

from benchmarks import page
from benchmarks.course import Course
from benchmarks.figures import Figures
from benchmarks.tables import TABLES


def measured(options: argparse.Namespace) -> Figures:
    """The figures of a run, which is told step by step."""
    with tempfile.TemporaryDirectory() as folder:
        return Course(
            articles=options.articles,
            records=options.records,
            sizes=options.sizes,
            times=options.times,
            patience=options.patience,
            folder=pathlib.Path(folder),
            say=lambda step: print(f"... {step}", file=sys.stderr, flush=True),
        ).run()


def main() -> None:
    """Measure, or take what was measured before; print; write, if that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--articles", type=int, default=1000, help="articles in the document")
    parser.add_argument("--records", type=int, default=10_000, help="records in the log")
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=[10, 100, 1000, 10_000, 100_000], help="articles, for growth"
    )
    parser.add_argument("--times", type=int, default=7, help="runs of each job")
    parser.add_argument("--patience", type=float, default=30, help="CPU seconds after which a job is not run again")
    parser.add_argument("--write", type=pathlib.Path, metavar="DOCS", help="bring the pages in this folder up to date")
    parser.add_argument("--again", type=pathlib.Path, metavar="JSON", help="figures of an earlier run: measure nothing")
    options = parser.parse_args()
    figures = Figures.load(options.again) if options.again else measured(options)
    if options.write:
        page.write(options.write, figures)
    for title, table in TABLES.items():
        print(f"## {title}\n\n{table(figures)}\n")


if __name__ == "__main__":
    main()
