"""Records in, files out: the one function of this package."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeVar, overload

from crossref_deposit.binding.versions import CURRENT, known
from crossref_deposit.errors import ModelError
from crossref_deposit.models.batch import Content, Depositor
from crossref_deposit.models.split import MAX_BYTES
from crossref_deposit.models.timestamps import new_batch_id, new_timestamp
from crossref_deposit.preparation.assembly import Around, Inner, checked_around
from crossref_deposit.preparation.driver import Driver
from crossref_deposit.preparation.executors import Given, Workers
from crossref_deposit.preparation.results import PreparedChunk
from crossref_deposit.preparation.work import Job

Row = TypeVar("Row")
_batch_id: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}").fullmatch


@overload
def prepare(
    records: Iterable[Content | Inner],
    *,
    depositor: Depositor,
    registrant: str,
    executor: Given = None,
    within: Around | None = None,
    batch_id: str | None = None,
    timestamp: int | None = None,
    schema_version: str = CURRENT,
    max_bytes: int = MAX_BYTES,
    chunk_size: int = 500,
    pending: int | None = None,
) -> Iterator[PreparedChunk]: ...


@overload
def prepare(
    records: Iterable[Row],
    *,
    depositor: Depositor,
    registrant: str,
    build: Callable[[Row], Content | Inner],
    executor: Given = None,
    within: Around | None = None,
    batch_id: str | None = None,
    timestamp: int | None = None,
    schema_version: str = CURRENT,
    max_bytes: int = MAX_BYTES,
    chunk_size: int = 500,
    pending: int | None = None,
) -> Iterator[PreparedChunk]: ...


def prepare(
    records: Iterable[Any],
    *,
    depositor: Depositor,
    registrant: str,
    build: Callable[[Any], Content | Inner] | None = None,
    executor: Given = None,
    within: Around | None = None,
    batch_id: str | None = None,
    timestamp: int | None = None,
    schema_version: str = CURRENT,
    max_bytes: int = MAX_BYTES,
    chunk_size: int = 500,
    pending: int | None = None,
) -> Iterator[PreparedChunk]:
    """Make files of any number of records: valid, small enough, ready to be sent. On many cores or machines.

    A worker gets a chunk of records. It makes the models, writes them to files of one record type and prefix each, and
    checks these by schema and rules. What cannot be in a file is reported by record, and stops no other record.
    Records that stand in the same journal issue, book, ... share it.

    Records are taken while results are asked for, so that memory stays flat. Closing the iterator cancels
    what has not begun.

    If a worker dies, the chunks that were under way are tried again, one after the other; a chunk that still kills its
    worker is reported as failed. For a pool of processes this takes an ``executor`` that can be made anew.

    Args:
        records: What a body holds (`Journal`, `Dissertation`, ...), or records that stand `within` something, or, with
            ``build``, anything that can be pickled.
        depositor: Who sends the files.
        registrant: The organization responsible for the content.
        build: Makes the model of a record, in the worker: a function of a module, for processes. Most of the time goes
            into it, so the more of the work it does, the better.
        executor: Anything with the interface of `concurrent.futures.Executor`; it is not shut down. Or what makes one,
            such as the class ``ProcessPoolExecutor`` itself; that is shut down, and made anew if its workers die.
            Without it everything is done in this process.
        within: What the records stand in: a `Journal` without articles, ...
        batch_id: The beginning of the ids and names of files: ASCII letters, digits, ``-`` and ``_``. The place of the
            file's first record follows. Made when not given.
        timestamp: That of the first file; later ones have larger ones, by the number of records before them. Made
            when not given. The same records with the same ``batch_id``, ``timestamp`` and ``chunk_size`` make the same
            files.
        schema_version: What the files are written in.
        max_bytes: The size of a file at most.
        chunk_size: Records in a chunk, and so in a file.
        pending: Chunks at a time that have been taken and not handed back; twice the number of cores here, when not
            given. For a cluster it should be twice the number of its workers.

    Returns:
        The chunks in the order of the records, each with its files and its failures. All that were taken are handed
        back, unless the iterator is closed before.

    Raises:
        ModelError: An argument that cannot be.
        VersionError: ``schema_version`` is none that is written.
        WorkerError: The workers have died, and ``executor`` cannot be made anew; after the chunks that were taken.
        Exception: What ``records`` raised, or the executor other than for a worker's death: that something cannot be
            pickled, above all; after the chunks that were taken.

    Example:
        >>> from crossref_deposit import Depositor, DoiData, Journal, JournalArticle, JournalMetadata, prepare
        >>> def article(row):
        ...     return JournalArticle(
        ...         titles=row["title"],
        ...         publication_dates=2026,
        ...         doi_data=DoiData(doi=row["doi"], resource=f"https://journal.example.org/{row['doi']}"),
        ...     )
        >>> rows = [{"title": "On Bees", "doi": "10.5555/bees"}, {"title": "On Wasps", "doi": "wasps"}]
        >>> [chunk] = prepare(
        ...     rows,
        ...     build=article,
        ...     within=Journal(metadata=JournalMetadata(full_titles="Insects", issns="0264-3561")),
        ...     depositor=Depositor(name="Us", email="us@example.org"),
        ...     registrant="Us",
        ...     batch_id="insects",
        ... )
        >>> chunk.batches[0].file_name, chunk.batches[0].indexes
        ('insects-000000000.xml', (0,))
        >>> [(failure.index, failure.error.path) for failure in chunk.failures]
        [(1, 'DoiData.doi')]
    """
    job = Job(
        depositor=depositor,
        registrant=registrant,
        batch_id=_checked_id(batch_id),
        timestamp=new_timestamp() if timestamp is None else timestamp,
        schema_version=known(schema_version),
        max_bytes=max_bytes,
        build=build,
        within=checked_around(within),
    )
    if pending is None:
        pending = 1 if executor is None else 2 * (os.cpu_count() or 1)
    driver = Driver(
        job,
        records,
        Workers(executor),
        chunk_size=_positive("chunk_size", chunk_size),
        pending=_positive("pending", pending),
    )
    return driver.results()


def _checked_id(batch_id: str | None) -> str:
    if batch_id is None:
        return new_batch_id()
    if _batch_id(batch_id):
        return batch_id
    expected = "up to 80 ASCII letters, digits, '-' and '_', as names of files begin with it"
    raise ModelError("prepare.batch_id", found=repr(batch_id), expected=expected)


def _positive(name: str, number: int) -> int:
    if number < 1:
        raise ModelError(f"prepare.{name}", found=str(number), expected="1 or more")
    return number
