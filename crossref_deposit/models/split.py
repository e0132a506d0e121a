"""Batches of parts of records that are too large, or hold DOIs of several prefixes, in parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, Self, TypeVar

from crossref_deposit.errors import ModelError
from crossref_deposit.models.records import Record, outermost


class Splittable(Protocol):
    """A batch of records."""

    def to_xml(self) -> bytes:
        """The document."""
        ...

    def records(self) -> Iterator[Record]:
        """Its records, in document order."""
        ...

    def select(self, dois: Sequence[str]) -> Self:
        """A batch of some of its records, with a new id and a newer timestamp."""
        ...


Batch = TypeVar("Batch", bound=Splittable)


def split(batch: Batch, max_bytes: int) -> list[Batch]:
    """The batch in parts, in document order; the batch itself if it needs no splitting.

    Raises:
        ModelError: A record by itself is larger.
    """
    groups = list(_by_prefix(batch))
    if len(groups) <= 1 and len(batch.to_xml()) <= max_bytes:
        return [batch]
    return [part for group in groups for part in _by_size(batch, group, max_bytes)]


def _by_prefix(batch: Splittable) -> Iterator[list[str]]:
    """The DOIs of each prefix; what is inside of a record goes where the record goes."""
    groups: dict[str, dict[str, None]] = {}
    for record in outermost(batch):
        groups.setdefault(record.doi.partition("/")[0], {})[record.doi.lower()] = None
    return map(list, groups.values())


def _by_size(whole: Batch, dois: Sequence[str], max_bytes: int) -> Iterator[Batch]:
    part = whole.select(dois)
    size = len(part.to_xml())
    if size <= max_bytes:
        yield part
        return
    if len(dois) == 1:
        raise ModelError("split", found=f"{size:,} bytes for {dois[0]} alone", expected=f"at most {max_bytes:,}")
    middle = len(dois) // 2
    yield from _by_size(part, dois[:middle], max_bytes)
    yield from _by_size(part, dois[middle:], max_bytes)
