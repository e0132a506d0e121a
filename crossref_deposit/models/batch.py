"""A deposit: who sends it, and the records in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Final, TypeAlias

from crossref_deposit.binding.construct import evolve
from crossref_deposit.binding.declaration import Field, Wrapper, child, children, element, fixed, leaf
from crossref_deposit.binding.field_types import Many, One
from crossref_deposit.binding.values import SimpleType
from crossref_deposit.binding.versions import CURRENT, VERSIONS, known
from crossref_deposit.models.books import Book
from crossref_deposit.models.components import SaComponent
from crossref_deposit.models.conferences import Conference
from crossref_deposit.models.databases import Database
from crossref_deposit.models.dissertations import Dissertation
from crossref_deposit.models.documents import Document
from crossref_deposit.models.journal import Journal
from crossref_deposit.models.packing import MAX_BYTES, Packer, Part, Unit, units
from crossref_deposit.models.peer_reviews import PeerReview
from crossref_deposit.models.pending_publications import PendingPublication
from crossref_deposit.models.posted_content import PostedContent
from crossref_deposit.models.records import Record, outermost, records_of, renewed, selected
from crossref_deposit.models.reports import ReportPaper
from crossref_deposit.models.simple_types import TIMESTAMP, text
from crossref_deposit.models.standards import Standard
from crossref_deposit.models.timestamps import new_batch_id, new_timestamp

HEAD: Final = Wrapper("head")
BODY: Final = Wrapper("body")
Content: TypeAlias = (
    Journal
    | Book
    | Conference
    | SaComponent
    | Dissertation
    | ReportPaper
    | Standard
    | Database
    | PeerReview
    | PendingPublication
    | PostedContent
)
"""What a batch may hold, one type at a time."""


@element("depositor")
class Depositor:
    """Who sends the deposit, and where Crossref mails the log. Crossref element ``depositor``.

    Example:
        >>> from crossref_deposit import Depositor
        >>> Depositor(name="Psychoceramics Press", email="doi@psychoceramics.example").email
        'doi@psychoceramics.example'
    """

    name: One[str] = child(leaf("depositor_name", text(1, 130)))
    email: One[str] = child(leaf("email_address", text(6, 200)))


@element("doi_batch", root=True)
class DoiBatch(Document):
    """A deposit of metadata: the document that is sent. Crossref element ``doi_batch``.

    Example:
        >>> from crossref_deposit import Depositor, DoiBatch, Journal, JournalMetadata
        >>> batch = DoiBatch(
        ...     depositor=Depositor(name="Psychoceramics Press", email="doi@psychoceramics.example"),
        ...     registrant="Psychoceramics Press",
        ...     body=[Journal(metadata=JournalMetadata(full_titles="Journal of Psychoceramics", issns="0264-3561"))],
        ... )
        >>> DoiBatch.from_xml(batch.to_xml()) == batch
        True

    See https://www.crossref.org/documentation/schema-library/required-recommended-elements/
    """

    batch_id: One[str, str | None] = child(leaf("doi_batch_id", text(4, 100)), within=HEAD, factory=new_batch_id)
    """Told in the log; made when not given."""
    timestamp: One[int, int | None] = child(leaf("timestamp", TIMESTAMP), within=HEAD, factory=new_timestamp)
    """Crossref updates a record only if this is larger than the last time; made when not given."""
    depositor: One[Depositor] = child(Depositor, within=HEAD)
    registrant: One[str] = child(leaf("registrant", text(1, 255)), within=HEAD)
    """The organization responsible for the content."""
    body: Many[Content] = children(
        Journal,
        Book,
        Conference,
        SaComponent,
        Dissertation,
        ReportPaper,
        Standard,
        Database,
        PeerReview,
        PendingPublication,
        PostedContent,
        within=BODY,
        uniform=True,
    )
    """The records, all of one type."""
    schema_version: One[str] = fixed(SimpleType(), "version", default=CURRENT)
    """The schema version that the document is written in."""

    def _check(self) -> None:
        known(self.schema_version)

    @property
    def schema(self) -> str:
        """The schema that the document is written in: its version."""
        return self.schema_version

    @classmethod
    def schemas(cls) -> Collection[str]:
        """The schema versions."""
        return VERSIONS

    def records(self) -> Iterator[Record]:
        """Every record of the batch that registers a DOI, in document order."""
        return records_of(self)

    def select(self, dois: str | Iterable[str]) -> DoiBatch:
        """A batch of those records only, to be sent again: with a new id and a newer timestamp.

        The journal and issue around an article come along, without registering their own DOIs
        again; a journal without an ISSN keeps its DOI, since it needs it.

        Args:
            dois: DOIs of records of this batch, in any case, also as URLs.

        Raises:
            ModelError: A DOI is not among the records.
        """
        chosen: DoiBatch = selected(self, (dois,) if isinstance(dois, str) else dois)
        return evolve(chosen, batch_id=new_batch_id(), timestamp=new_timestamp(self.timestamp))

    def split(self, *, max_bytes: int = MAX_BYTES) -> list[DoiBatch]:
        """The batch in parts that Crossref takes: none too large, each with DOIs of one prefix.

        Record types need no splitting, a batch has one. A part repeats the journal or book around its records; one
        that cannot do without its own DOI registers that in every part.

        Args:
            max_bytes: The size of a part's XML at most.

        Returns:
            The parts, in the order of their first records, with ids of their own and newer timestamps; the batch
            itself if it is fine as it is.

        Raises:
            ModelError: A record by itself is larger.
        """
        if len(self.to_xml()) <= max_bytes and len({record.doi.partition("/")[0] for record in outermost(self)}) <= 1:
            return [self]
        newest = self.timestamp

        def new_part() -> _PartOfBatch:
            nonlocal newest
            newest = new_timestamp(newest)
            return _PartOfBatch(self, newest)

        packer = Packer(new_part, self.schema_version, max_bytes=max_bytes)
        parts = packer.pack(units((renewed(item) for item in self.body), tuple(map(type, self.body))))
        return sorted(parts, key=lambda part: part.timestamp)

    def newer_than(self, newest_timestamp: Callable[[str], int | None]) -> DoiBatch:
        """A batch whose timestamps are larger than those with which its records were registered before.

        Args:
            newest_timestamp: Returns the last timestamp of a DOI, None if it has none.

        Returns:
            The batch itself if that is so; else a copy with a timestamp that is, and no others.
        """
        last = [(newest_timestamp(record.doi), _timestamp(record, self.timestamp)) for record in self.records()]
        if all(before is None or own > before for before, own in last):
            return self
        newest = max(before for before, _ in last if before is not None)
        newer: DoiBatch = renewed(self)
        return evolve(newer, timestamp=new_timestamp(max(newest, self.timestamp)))


class _PartOfBatch(Part[DoiBatch]):
    """A part of a batch that is split."""

    def __init__(self, whole: DoiBatch, timestamp: int) -> None:
        self._whole = whole
        self._id = new_batch_id()
        self._timestamp = timestamp
        self._items: list[tuple[Any, Field | None, list[Any]]] = []

    def _batch(self, body: Iterable[Content]) -> DoiBatch:
        return evolve(self._whole, batch_id=self._id, timestamp=self._timestamp, body=tuple(body))

    def document(self, item: Any) -> bytes:
        return self._batch([item]).to_xml()

    def take(self, unit: Unit, item: Any) -> None:
        if item is not None:
            self._items.append((item, unit.field, []))
        self._items[-1][2].append(unit.record)

    def close(self, size: int, records: int) -> DoiBatch:  # noqa: ARG002 - files tell of it
        return self._batch(
            item if field is None else evolve(item, **{field.name: tuple(found)}) for item, field, found in self._items
        )


def _timestamp(record: Record, of_batch: int) -> int:
    """The timestamp of a record: its own, else the batch's."""
    own: int | None = getattr(getattr(record.model, "doi_data", None), "timestamp", None)
    return of_batch if own is None else own
