"""Which records can be in one file, and where in it each of them is."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cached_property
from typing import Any, Final, TypeAlias

import attrs

from crossref_deposit.binding.construct import evolve
from crossref_deposit.binding.declaration import declared
from crossref_deposit.errors import ModelError
from crossref_deposit.models import (
    Book,
    Conference,
    ConferencePaper,
    ContentItem,
    Database,
    Dataset,
    Journal,
    JournalArticle,
    ReportPaper,
    Standard,
)
from crossref_deposit.models.batch import Content
from crossref_deposit.models.records import records_of

Around: TypeAlias = Journal | Book | Conference | Database | ReportPaper | Standard
"""What records may stand in."""
Inner: TypeAlias = JournalArticle | ContentItem | ConferencePaper | Dataset
"""A record that has to stand in something."""

_HELD: Final[dict[type[Any], str]] = {
    Journal: "articles",
    Book: "content_items",
    Conference: "papers",
    Database: "datasets",
    ReportPaper: "content_items",
    Standard: "content_items",
}
"""The field that holds such records."""


@attrs.frozen(eq=False)
class Placed:
    """A record that was given, as something that can be in a body."""

    index: int
    item: Content
    doi: str | None

    @property
    def kind(self) -> Hashable:
        """What all records of a file have in common: type and prefix."""
        return type(self.item), (self.doi or "").partition("/")[0]


def checked_around(within: Around | None) -> Around | None:
    """What records are to stand in.

    Raises:
        ModelError: Nothing can stand in it, or something does.
    """
    if within is not None and (type(within) not in _HELD or _held(within)):
        expected = ", ".join(model.__name__ for model in _HELD)
        raise ModelError("prepare.within", found=type(within).__name__, expected=f"one of {expected}, without records")
    return within


def placed(index: int, model: Content | Inner, within: Around | None) -> Placed:
    """A record in what stands around it.

    Raises:
        ModelError: It can be in no body.
    """
    item = _in_body(model, within)
    held = _held(item)
    dois = records_of(held[0] if len(held) == 1 else item)
    return Placed(index, item, next((record.doi for record in dois), None))


def _in_body(model: Content | Inner, within: Around | None) -> Content:
    if isinstance(model, Content):
        return model
    if within is not None:
        return evolve(within, **{_HELD[type(within)]: (model,)})
    expected = "what a body holds, such as a Journal or a Dissertation"
    remedy = "Say with within= what the records stand in."
    raise ModelError("prepare.records", found=f"a {type(model).__name__}", expected=expected, remedy=remedy)


def _held(item: Content) -> Sequence[Any]:
    field = _HELD.get(type(item))
    return getattr(item, field) if field else ()


def together(records: Sequence[Placed], key: Callable[[Placed], Hashable]) -> list[list[Placed]]:
    """The records with equal keys together, in the order of the first of each."""
    groups: dict[Hashable, list[Placed]] = {}
    for record in records:
        groups.setdefault(key(record), []).append(record)
    return list(groups.values())


class Body:
    """The body of a file; records of one journal issue, one book, ... share what stands around them."""

    def __init__(self, records: Sequence[Placed]) -> None:
        self.records = records
        self._members = together(records, _around)
        self.items = [_merged(members) for members in self._members]

    def at(self, xpath: str | None) -> Sequence[Placed]:
        """The records that an element belongs to: one, all that share it, or all."""
        steps = (xpath or "").split("/")[3:]  # "", doi_batch, body
        return self._paths.get("/".join(steps[:2])) or self._paths.get("/".join(steps[:1])) or self.records

    @cached_property
    def _paths(self) -> dict[str, list[Placed]]:
        """The records at each path below the body."""
        paths: dict[str, list[Placed]] = {}
        for item, members, path in zip(self.items, self._members, _numbered(self.items), strict=True):
            paths[path] = members
            owners = [record for record in members for _ in _held(record.item)]
            paths |= {f"{path}/{inner}": [owner] for owner, inner in zip(owners, _numbered(_held(item)), strict=True)}
        return paths


def _around(record: Placed) -> Hashable:
    """What records share that stand in the same; of others the record itself."""
    held = _HELD.get(type(record.item))
    if held is None:
        return record
    return tuple(getattr(record.item, field.name) for field in declared(type(record.item)).fields if field.name != held)


def _merged(records: Sequence[Placed]) -> Content:
    first = records[0].item
    if len(records) == 1:
        return first
    return evolve(first, **{_HELD[type(first)]: [inner for record in records for inner in _held(record.item)]})


def _numbered(models: Sequence[Any]) -> Iterator[str]:
    """The steps of paths to elements of one name."""
    for number, model in enumerate(models, 1):
        yield declared(type(model)).name + (f"[{number}]" if len(models) > 1 else "")
