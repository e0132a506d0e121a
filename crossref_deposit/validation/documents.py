"""What can be checked: a batch, a document, or where one is."""

from __future__ import annotations

import os
import pathlib
from typing import Final, Protocol, TypeAlias, runtime_checkable

from crossref_deposit.binding import document
from crossref_deposit.errors import SchemaError


@runtime_checkable
class Writable(Protocol):
    """A deposit that can be written, such as a `crossref_deposit.DoiBatch`."""

    def to_xml(self) -> bytes:
        """The document that would be sent."""
        ...


Document: TypeAlias = "document.Source | Writable"


LARGE: Final = 1 << 25
"""Bytes of a document that is better read piece by piece."""


def is_large(source: Document) -> bool:
    """Whether a document is known to be large before it is read."""
    if isinstance(source, bytes | str):
        return len(source) > LARGE
    return isinstance(source, os.PathLike) and pathlib.Path(source).stat().st_size > LARGE


def text_of(source: Document) -> bytes | str:
    """The document; what came as text stays text, whatever encoding its declaration names.

    Raises:
        SchemaError: It is empty or too large.
    """
    if isinstance(source, Writable):
        return source.to_xml()
    data = document.read_source(source, SchemaError)
    return source if isinstance(source, str) else data
