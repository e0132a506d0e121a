"""What workers send home: the bytes of files, and what is wrong with the records that are in none."""

from __future__ import annotations

import attrs

from crossref_deposit.errors import CrossrefDepositError
from crossref_deposit.problems import Problem


@attrs.frozen(kw_only=True)
class PreparedBatch:
    """A file that is ready to be sent: valid, and small enough.

    Example:
        >>> from crossref_deposit import PreparedBatch
        >>> batch = PreparedBatch(batch_id="bees-000000500", timestamp=20261101, content=b"<a/>", indexes=(500,))
        >>> batch.file_name
        'bees-000000500.xml'
    """

    batch_id: str
    """Its ``doi_batch_id``: that of the whole, and the place of its first record."""
    timestamp: int
    """Its timestamp: that of the whole, plus the place of its first record."""
    content: bytes = attrs.field(repr=False)
    """The XML."""
    indexes: tuple[int, ...] = attrs.field(repr=False)
    """The places of its records among those given, from 0."""
    problems: tuple[Problem, ...] = ()
    """What Crossref takes, and somebody may want to look at: warnings and notices."""

    @property
    def file_name(self) -> str:
        """The name to send it under."""
        return f"{self.batch_id}.xml"

    def to_xml(self) -> bytes:
        """The document; `DepositClient.submit` and `DepositClient.submit_all` ask for it."""
        return self.content


@attrs.frozen(kw_only=True)
class FailedRecord:
    """A record that is in no file, and why: an error, or what Crossref would refuse in it."""

    index: int
    """Its place among those given, from 0."""
    doi: str | None = None
    """Its DOI, if it came as far as having one."""
    error: CrossrefDepositError | None = None
    """Why there is no XML of it: `ModelError`, `VersionError`, `BuildError`, `WorkerError`."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with its XML, each with line, column and path in ``content``."""
    content: bytes | None = attrs.field(default=None, repr=False)
    """The record as a file by itself; None if there is none, or if only its neighbours make it wrong."""

    def __str__(self) -> str:
        said = "; ".join(problem.message for problem in self.problems) if self.error is None else str(self.error)
        return f"record {self.index:,}{f' ({self.doi})' if self.doi else ''}: {said}"


@attrs.frozen(kw_only=True)
class PreparedChunk:
    """What became of some records: each is in one of the files, or among the failures."""

    first: int
    """The place of the first of them, from 0."""
    count: int
    """How many they are."""
    batches: tuple[PreparedBatch, ...] = ()
    """The files, in the order of their first records; more than one for several prefixes, types, or much XML."""
    failures: tuple[FailedRecord, ...] = ()
    """The records that are in none, in order."""

    @property
    def ok(self) -> bool:
        """Whether every record is in a file."""
        return not self.failures
