"""A deposit: who sends it, and the records in it."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Iterable, Iterator
from typing import IO, Final, Self, TypeAlias

from crossref_deposit.binding import document
from crossref_deposit.binding.construct import evolve
from crossref_deposit.binding.declaration import Wrapper, child, children, element, fixed, leaf
from crossref_deposit.binding.field_types import Many, One
from crossref_deposit.binding.reader import read
from crossref_deposit.binding.values import SimpleType
from crossref_deposit.binding.versions import CURRENT, known
from crossref_deposit.binding.writer import writer
from crossref_deposit.errors import SchemaError
from crossref_deposit.models.books import Book
from crossref_deposit.models.conferences import Conference
from crossref_deposit.models.databases import Database
from crossref_deposit.models.dissertations import Dissertation
from crossref_deposit.models.journal import Journal
from crossref_deposit.models.peer_reviews import PeerReview
from crossref_deposit.models.pending_publications import PendingPublication
from crossref_deposit.models.posted_content import PostedContent
from crossref_deposit.models.records import Record, records_of, selected
from crossref_deposit.models.reports import ReportPaper
from crossref_deposit.models.root import root_of
from crossref_deposit.models.sa_components import SaComponent
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
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>'
_PIECES: Final = 8192  # pieces of text that are held before they are written to a file


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
class DoiBatch:
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

    def to_xml(self, *, pretty: bool = False) -> bytes:
        """The document, in UTF-8, with declaration and schema location.

        Args:
            pretty: Indent the elements. Without it each still stands on a line of its own.

        Raises:
            VersionError: The schema version cannot say what the models hold.
        """
        pieces = [_DECLARATION]
        writer(DoiBatch, self.schema_version)(self, pieces.append, "\n", "  " if pretty else "")
        return "".join([*pieces, "\n"]).encode()

    def write(self, target: str | os.PathLike[str] | IO[bytes], *, pretty: bool = False) -> None:
        """Write the document to a file, piece by piece.

        Args:
            target: A path, or a file opened in binary mode.
            pretty: Indent the elements.
        """
        if isinstance(target, str | os.PathLike):
            with pathlib.Path(target).open("wb") as file:
                self._write(file, pretty=pretty)
        else:
            self._write(target, pretty=pretty)

    def _write(self, file: IO[bytes], *, pretty: bool) -> None:
        pieces = [_DECLARATION]

        def out(piece: str) -> None:
            pieces.append(piece)
            if len(pieces) > _PIECES:
                file.write("".join(pieces).encode())
                pieces.clear()

        writer(DoiBatch, self.schema_version)(self, out, "\n", "  " if pretty else "")
        file.write("".join([*pieces, "\n"]).encode())

    @classmethod
    def from_xml(cls, source: document.Source) -> Self:
        """The batch that a document says.

        Args:
            source: The document (``bytes`` or ``str``), or where it is (a path, a binary file).

        Raises:
            SchemaError: It is not a readable, valid deposit; says line, column, path and record.
            VersionError: It is a deposit of a schema version that is not read here.
        """
        data, encoding = document.unmarked(document.read_source(source, SchemaError), document.encoding_of(source))
        version = root_of(data, encoding=encoding).deposit_version()
        batch: Self = read(cls, data, version, encoding=encoding)
        return batch

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
