"""Deposits of any size, written while their records are made."""

from __future__ import annotations

import itertools
import os
import pathlib
import uuid
from collections.abc import Iterable, Iterator
from typing import IO, Any, Final, get_args

import attrs

from crossref_deposit.binding import document
from crossref_deposit.binding.versions import CURRENT, known
from crossref_deposit.errors import ModelError
from crossref_deposit.models.batch import Content, Depositor, DoiBatch
from crossref_deposit.models.packing import MAX_BYTES, Packer, Part, Unit, units
from crossref_deposit.models.records import renewed
from crossref_deposit.models.stream import DepositStream
from crossref_deposit.models.timestamps import new_batch_id, new_timestamp

__all__ = ["WrittenDeposit", "split_deposit", "write_deposit", "write_deposits"]

_BUFFER: Final = 1 << 18


@attrs.frozen(kw_only=True)
class WrittenDeposit:
    """A file that was written."""

    path: pathlib.Path | None
    """Where it is; none if it went to an open file."""
    batch_id: str
    timestamp: int
    size: int
    """In bytes."""
    records: int
    """How many DOIs it registers."""


@attrs.frozen(kw_only=True)
class _Head:
    """What every file says of its sender."""

    depositor: Depositor
    registrant: str
    schema_version: str

    def batch(self, batch_id: str, timestamp: int, item: Any) -> DoiBatch:
        """A deposit with one thing in its body."""
        return DoiBatch(
            batch_id=batch_id,
            timestamp=timestamp,
            depositor=self.depositor,
            registrant=self.registrant,
            schema_version=self.schema_version,
            body=(item,),
        )


class _File(Part[WrittenDeposit]):
    """A deposit that goes to a file while it is filled."""

    def __init__(self, head: _Head, file: IO[bytes], path: pathlib.Path | None, batch_id: str, timestamp: int) -> None:
        self._head = head
        self._file = file
        self._path = path
        self._batch_id = batch_id
        self._timestamp = timestamp

    def document(self, item: Any) -> bytes:
        return self._head.batch(self._batch_id, self._timestamp, item).to_xml()

    def write(self, text: bytes) -> None:
        self._file.write(text)

    def close(self, size: int, records: int) -> WrittenDeposit:
        return WrittenDeposit(
            path=self._path, batch_id=self._batch_id, timestamp=self._timestamp, size=size, records=records
        )


class _WholeFile(_File):
    """The same, under its name only when it is complete."""

    def __init__(self, head: _Head, path: pathlib.Path, batch_id: str, timestamp: int) -> None:
        self._unfinished = path.with_name(f".{path.name}.{uuid.uuid4().hex}.part")
        super().__init__(head, self._unfinished.open("xb", buffering=_BUFFER), path, batch_id, timestamp)
        self._to = path

    def close(self, size: int, records: int) -> WrittenDeposit:
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._unfinished.replace(self._to)
        return super().close(size, records)

    def discard(self) -> None:
        """Leave nothing of what was not finished."""
        self._file.close()
        self._unfinished.unlink(missing_ok=True)


def write_deposits(
    body: Iterable[Content],
    folder: str | os.PathLike[str],
    *,
    depositor: Depositor,
    registrant: str,
    max_bytes: int = MAX_BYTES,
    max_records: int | None = None,
    schema_version: str = CURRENT,
    after: int = 0,
) -> Iterator[WrittenDeposit]:
    """Write deposits of any number of records, as Crossref takes them, in flat memory.

    Each file has records of one type and DOIs of one prefix, and is not too large. A file has its name only when it is
    complete; a job that is killed leaves no half ones.

    Args:
        body: What is to be deposited, made while it is written. A journal, book and so on with very many records may
            come in pieces, each with the same metadata: it is one in a file, and its own DOI is registered once.
        folder: Where to write; made when it is not there. The names of the files are new, and in order.
        depositor: Who sends the deposits.
        registrant: The organization responsible for the content.
        max_bytes: The size of a file at most.
        max_records: DOIs in a file at most; by default any number.
        schema_version: The schema version that is written.
        after: A timestamp that those of the files are to be larger than; each is larger than the one before.

    Yields:
        Each file, when it is complete. Nothing is read of the body before the first one is asked for.

    Raises:
        ModelError: Something is none of the record types, or larger than a file may be; says where in the body.
        VersionError: The schema version cannot say a record; says where in the body.
        OSError: The folder cannot be written to.

    Example:
        >>> import tempfile
        >>> from crossref_deposit import Depositor, DoiData, Journal, JournalArticle, JournalMetadata, write_deposits
        >>> def body():
        ...     metadata = JournalMetadata(full_titles="Journal of Psychoceramics", issns="0264-3561")
        ...     for number in range(2500):
        ...         place = DoiData(doi=f"10.5555/{number}", resource=f"https://psychoceramics.example/{number}")
        ...         article = JournalArticle(titles=f"On {number}", publication_dates=2026, doi_data=place)
        ...         yield Journal(metadata=metadata, articles=article)
        >>> us = Depositor(name="Psychoceramics Press", email="doi@psychoceramics.example")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     files = write_deposits(body(), folder, depositor=us, registrant="Us", max_records=1000)
        ...     print([file.records for file in files])
        [1000, 1000, 500]
    """
    head = _Head(depositor=depositor, registrant=registrant, schema_version=known(schema_version))
    target = pathlib.Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    begun: list[_WholeFile] = []
    timestamp = after

    def new_file() -> _WholeFile:
        nonlocal timestamp
        timestamp, batch_id = new_timestamp(timestamp), new_batch_id()
        file = _WholeFile(head, target / f"{timestamp}-{batch_id}.xml", batch_id, timestamp)
        begun.append(file)
        return file

    packer = Packer(new_file, schema_version, max_bytes=max_bytes, max_records=max_records)
    try:
        yield from packer.pack(units(body, content_models()))
    finally:
        for file in begun:
            file.discard()


def write_deposit(
    body: Iterable[Content],
    target: str | os.PathLike[str] | IO[bytes],
    *,
    depositor: Depositor,
    registrant: str,
    batch_id: str | None = None,
    timestamp: int | None = None,
    schema_version: str = CURRENT,
) -> WrittenDeposit:
    """Write one deposit of any size, in flat memory, while its records are made.

    For files that Crossref takes see `write_deposits`.

    Args:
        body: What is to be deposited, all of one record type; see `write_deposits`.
        target: A path, which is there only when the file is complete; or a file opened in binary mode.
        depositor: Who sends the deposit.
        registrant: The organization responsible for the content.
        batch_id: Made when not given.
        timestamp: Made when not given.
        schema_version: The schema version that is written.

    Raises:
        ModelError: There is nothing in the body, something of another record type, or what is no record type.
        VersionError: The schema version cannot say a record; says where in the body.
        OSError: The file cannot be written.
    """
    head = _Head(depositor=depositor, registrant=registrant, schema_version=known(schema_version))
    facts = batch_id or new_batch_id(), timestamp or new_timestamp()
    file = (
        _WholeFile(head, pathlib.Path(target), *facts)
        if isinstance(target, str | os.PathLike)
        else _File(head, target, None, *facts)
    )
    packer = Packer(lambda: file, schema_version, one_prefix=False)
    try:
        written = list(packer.pack(_of_one_type(units(body, content_models()))))
    finally:
        if isinstance(file, _WholeFile):
            file.discard()
    if not written:
        raise ModelError("body", found="nothing", expected="one record at least")
    return written[0]


def split_deposit(
    source: document.Source,
    folder: str | os.PathLike[str],
    *,
    max_bytes: int = MAX_BYTES,
    max_records: int | None = None,
) -> Iterator[WrittenDeposit]:
    """Split a deposit of any size into files that Crossref takes, in flat memory.

    Sender and schema version are those of the deposit; what is small enough for `DoiBatch.split` is split so too.

    Args:
        source: Where the document is (a path, a binary file), or the document (``bytes``, ``str``).
        folder: Where to write, as `write_deposits` does.
        max_bytes: The size of a file at most.
        max_records: DOIs in a file at most; by default any number.

    Yields:
        Each file, when it is complete; its timestamp is newer than that of the deposit.

    Raises:
        SchemaError: It is not a readable, valid deposit; what was complete before stays.
        VersionError: It is of a schema version that is not read here.
        ModelError: A record is larger than a file may be.
        OSError: The source cannot be read, or the folder not be written to.
    """
    parts = DepositStream(source).parts()
    first = next(parts)
    yield from write_deposits(
        (renewed(item) for part in itertools.chain([first], parts) for item in part.body),
        folder,
        depositor=first.depositor,
        registrant=first.registrant,
        max_bytes=max_bytes,
        max_records=max_records,
        schema_version=first.schema_version,
        after=first.timestamp,
    )


def content_models() -> tuple[type[Any], ...]:
    """What the body of a deposit may hold."""
    return get_args(Content)


def _of_one_type(body: Iterable[Unit]) -> Iterator[Unit]:
    first: type[Any] | None = None
    for unit in body:
        first = first or type(unit.item)
        if type(unit.item) is not first:
            found, expected = type(unit.item).__name__, f"{first.__name__}, as all before: one record type in a file"
            raise ModelError(unit.path, found=found, expected=expected)
        yield unit
