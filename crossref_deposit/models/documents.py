"""Whole documents: written to bytes and files, read from them."""

from __future__ import annotations

import os
import pathlib
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final, Self

from crossref_deposit.binding import document
from crossref_deposit.binding.reader import read
from crossref_deposit.binding.writer import writer
from crossref_deposit.errors import SchemaError
from crossref_deposit.models.root import root_of

if TYPE_CHECKING:
    import pandas as pd

    from crossref_deposit.models.records import Record

_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>'
_PIECES: Final = 8192  # pieces of text that are held before they are written to a file


@contextmanager
def _whole_file(path: pathlib.Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of that at the path when all is written; a link or device is written to as it is."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        with path.open("wb") as file:
            yield file
        return
    unfinished = path.with_name(f".{path.name}.{uuid.uuid4().hex}.part")
    try:
        with unfinished.open("xb") as file:
            yield file
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


class Document:
    """What every root element can do."""

    __slots__ = ()

    @property
    def schema(self) -> str:
        """The schema that the document is written in, by its name: ``5.5.0``, ``doi_resources-5.4.0``."""
        raise NotImplementedError

    @classmethod
    def schemas(cls) -> Collection[str]:
        """The schemas that documents of this class can be in."""
        raise NotImplementedError

    def records(self) -> Iterator[Record]:
        """What has a DOI in the document, in document order."""
        raise NotImplementedError

    def to_xml(self, *, pretty: bool = False) -> bytes:
        """The document, in UTF-8, with declaration and schema location.

        Args:
            pretty: Indent the elements. Without it each still stands on a line of its own.

        Raises:
            VersionError: The schema version cannot say what the models hold.
        """
        pieces = [_DECLARATION]
        writer(type(self), self.schema)(self, pieces.append, "\n", "  " if pretty else "")
        return "".join([*pieces, "\n"]).encode()

    def write(self, target: str | os.PathLike[str] | IO[bytes], *, pretty: bool = False) -> None:
        """Write the document to a file, piece by piece.

        Args:
            target: A path, which has the document only when it is complete; or a file opened in binary mode.
            pretty: Indent the elements.

        Raises:
            VersionError: The schema version cannot say what the models hold.
        """
        if isinstance(target, str | os.PathLike):
            with _whole_file(pathlib.Path(target)) as file:
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

        writer(type(self), self.schema)(self, out, "\n", "  " if pretty else "")
        file.write("".join([*pieces, "\n"]).encode())

    @classmethod
    def from_xml(cls, source: document.Source) -> Self:
        """The object that a document says.

        Args:
            source: The document (``bytes`` or ``str``), or where it is (a path, a binary file).

        Raises:
            SchemaError: It is not a readable, valid deposit; says line, column, path and record.
            VersionError: It is a deposit of a schema version that is not read here.
        """
        data, encoding = document.unmarked(document.read_source(source, SchemaError), document.encoding_of(source))
        schema = root_of(data, encoding=encoding).schema_among(cls.schemas())
        found: Self = read(cls, data, schema, encoding=encoding)
        return found

    def to_dataframe(self) -> pd.DataFrame:
        """The records as a pandas data frame, one row each, in document order.

        Its columns: ``doi``, ``kind``, ``title``, ``container`` (the title of the journal, book or conference),
        ``published``, ``contributors`` and ``references`` (how many), ``resource``, ``path``.

        Raises:
            MissingDependencyError: pandas is not installed.
        """
        from crossref_deposit.display.frame import data_frame
        from crossref_deposit.models.as_html import COLUMNS, rows_of

        return data_frame(list(rows_of(self)), COLUMNS)

    def _repr_html_(self) -> str:
        from crossref_deposit.models.as_html import batch_html

        return batch_html(self)
