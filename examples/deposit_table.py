"""Deposit the rows of a CSV table: prepared on all cores or on a Dask cluster, sent from here.

    python deposit_table.py articles.csv
    python deposit_table.py articles.csv --scheduler tcp://10.0.0.1:8786

Killed at any moment, it can be run again: the same table makes the same files, and the ledger knows which were sent.
CROSSREF_DEPOSIT_USERNAME and CROSSREF_DEPOSIT_PASSWORD say who sends them.
"""

from __future__ import annotations

import argparse
import csv
import functools
import multiprocessing
import pathlib
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor

import crossref_deposit as cd

JOURNAL = cd.Journal(metadata=cd.JournalMetadata(full_titles="Journal of Psychoceramics", issns="0264-3561"))
PROCESSES = functools.partial(ProcessPoolExecutor, mp_context=multiprocessing.get_context("spawn"))


def article(row: dict[str, str]) -> cd.JournalArticle:
    """Make the article of a row; workers call this."""
    return cd.JournalArticle(
        titles=row["title"],
        contributors=[cd.PersonName(given_name=row["given_name"], surname=row["surname"], roles=["author"])],
        publication_dates=[row["published"]],
        doi_data=cd.DoiData(doi=row["doi"], resource=row["url"]),
    )


def files(chunks: Iterable[cd.PreparedChunk]) -> Iterator[cd.PreparedBatch]:
    """Hand on the files of chunks; tell what could not be prepared."""
    for chunk in chunks:
        for failure in chunk.failures:
            print(failure)
        yield from chunk.batches


def deposit(table: pathlib.Path, client: cd.DepositClient, executor: Executor | functools.partial[Executor]) -> None:
    """Prepare the rows of a table, send the files, and tell what became of them."""
    changed = time.strftime("%Y%m%d%H%M%S000", time.gmtime(table.stat().st_mtime))
    with table.open(encoding="utf-8", newline="") as rows:
        chunks = cd.prepare(
            csv.DictReader(rows),
            build=article,
            within=JOURNAL,
            depositor=cd.Depositor(name="Psychoceramics Press", email="doi@psychoceramics.example"),
            registrant="Psychoceramics Press",
            executor=executor,
            batch_id=f"{table.stem}-{changed}",
            timestamp=int(changed),
        )
        sent = client.submit_all(files(chunks), file_name=lambda file: file.file_name, force=True)
        print(cd.SubmissionSummary(sent))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=pathlib.Path)
    parser.add_argument("--scheduler", help="the address of a Dask cluster's scheduler")
    parser.add_argument("--server", default=cd.PRODUCTION, help="the address of a sandbox")
    options = parser.parse_args()
    with cd.DepositClient(base_url=options.server, ledger=options.table.with_suffix(".ledger")) as client:
        if options.scheduler is None:
            deposit(options.table, client, PROCESSES)
            return
        from distributed import Client

        with Client(options.scheduler) as cluster:
            deposit(options.table, client, cluster.get_executor())


if __name__ == "__main__":
    main()
