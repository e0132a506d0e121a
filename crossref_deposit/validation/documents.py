"""What can be checked: a batch, a document, or where one is."""

from __future__ import annotations

from typing import Protocol, TypeAlias, runtime_checkable

from crossref_deposit.binding import document
from crossref_deposit.errors import SchemaError


@runtime_checkable
class Writable(Protocol):
    """A deposit that can be written, such as a `crossref_deposit.DoiBatch`."""

    def to_xml(self) -> bytes:
        """The document that would be sent."""
        ...


Document: TypeAlias = "document.Source | Writable"


def text_of(source: Document) -> bytes | str:
    """The document; what came as text stays text, whatever encoding its declaration names.

    Raises:
        SchemaError: It is empty or too large.
    """
    if isinstance(source, Writable):
        return source.to_xml()
    data = document.read_source(source, SchemaError)
    return source if isinstance(source, str) else data
