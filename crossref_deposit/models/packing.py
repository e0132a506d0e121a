"""Records of any number, put into deposits as Crossref takes them: none too large, each of one type and one prefix.

What is around a record (the journal, the book) is repeated in every deposit; its own DOI is registered once.
"""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from typing import Any, Final, Generic, NamedTuple, TypeVar

import attrs

from crossref_deposit.binding.construct import evolve
from crossref_deposit.binding.declaration import Field, declared
from crossref_deposit.binding.writer import writer
from crossref_deposit.errors import ModelError, VersionError
from crossref_deposit.models.records import alone, may_lead, models_in, record_fields, records_of

MAX_BYTES: Final = 10_000_000
"""The most that Crossref takes in one file."""
_MOST_OPEN: Final = 16  # deposits that are filled at the same time, each for another prefix

Result = TypeVar("Result")


class Part(ABC, Generic[Result]):
    """A deposit that is being filled."""

    @abstractmethod
    def document(self, item: Any) -> bytes:
        """The whole document, with that alone in its body."""

    def write(self, text: bytes) -> None:
        """Take the next piece of the document."""

    def take(self, unit: Unit, item: Any) -> None:
        """Take a record: in an item of the body that holds it alone, or (none) as a further one of the last item."""

    @abstractmethod
    def close(self, size: int, records: int) -> Result:
        """The deposit, complete: so many bytes and DOIs."""


class Unit(NamedTuple):
    """What is not split: a record, in what is around it."""

    position: int
    """Of the item in the body, from 0."""
    item: Any
    """What is in the body."""
    field: Field | None
    """The item's field that holds the record; none where it is the item itself."""
    record: Any

    @property
    def path(self) -> str:
        """What errors call it."""
        doi = next(_dois(self.record), None)
        return f"body[{self.position}]" + (f" ({doi})" if doi else "")

    @property
    def around(self) -> tuple[Any, ...] | None:
        """All that is said of the journal, book and so on beside its records."""
        return None if self.field is None else _beside(self.item, lambda field: field != self.field)

    @property
    def title(self) -> tuple[Any, ...] | None:
        """What tells that the next record is in the same one."""
        return None if self.field is None else _beside(self.item, lambda field: not (field.many and may_lead(field)))


def _beside(item: Any, wanted: Callable[[Field], bool]) -> tuple[Any, ...]:
    return type(item), *(getattr(item, field.name) for field in declared(type(item)).fields if wanted(field))


def units(body: Iterable[Any], models: tuple[type[Any], ...]) -> Iterator[Unit]:
    """The records of a body, one by one.

    Raises:
        ModelError: Something in the body is none of these models.
    """
    for position, item in enumerate(body):
        if not isinstance(item, models):
            names = ", ".join(model.__name__ for model in models)
            raise ModelError(f"body[{position}]", found=type(item).__name__, expected=f"one of {names}")
        field = next((field for field in record_fields(declared(type(item))) if getattr(item, field.name)), None)
        if field is None:
            yield Unit(position, item, None, item)
        else:
            yield from (Unit(position, item, field, record) for record in getattr(item, field.name))


@attrs.define(eq=False)
class _Text:
    """What a record adds to a document."""

    unit: Unit
    make: Callable[[], Any]
    prefix: str
    version: str

    @cached_property
    def item(self) -> Any:
        """What would be in the body, with this record alone."""
        return self.make()

    @cached_property
    def record(self) -> bytes:
        """The element."""
        return self._written(self.unit.record)

    @cached_property
    def around(self) -> tuple[bytes, bytes]:
        """What is before and behind it in the body."""
        return _around(self.record, self._written(self.item))

    @property
    def size(self) -> int:
        """The bytes of both."""
        return len(self.record) + sum(map(len, self.around))

    def _written(self, model: Any) -> bytes:
        pieces: list[str] = []
        try:
            writer(type(model), self.version)(model, pieces.append, "\n", "")
        except VersionError as error:
            message, first = f"{self.unit.path}: {error}", error.first_version
            raise VersionError(message, version=error.version, field=error.field, first_version=first) from None
        return "".join(pieces).encode()


def _around(inner: bytes, outer: bytes) -> tuple[bytes, bytes]:
    before, _, behind = outer.rpartition(inner)
    return before, behind


@attrs.define(eq=False)
class _Filling(Generic[Result]):
    """A part, and what is in it by now."""

    part: Part[Result]
    frame: tuple[bytes, bytes]
    size: int
    records: int = 0
    run: tuple[Any, ...] | None = None
    """What is around the last record, and may get further ones."""
    behind: bytes = b""
    """What is to be written when it gets none."""

    def continues(self, unit: Unit) -> bool:
        """Whether the record goes behind the last one, in the same journal, book and so on."""
        return unit.field is not None and self.run == unit.around

    def with_(self, text: _Text) -> tuple[int, int]:
        """How many bytes and DOIs there are with a record."""
        if self.continues(text.unit):
            return self.size + len(text.record), self.records + sum(1 for _ in _dois(text.unit.record))
        return self.size + text.size, self.records + sum(1 for _ in _dois(text.item))

    def add(self, text: _Text) -> None:
        """Take in a record."""
        self.size, self.records = self.with_(text)
        further = self.continues(text.unit)
        if not further:
            before, behind = text.around
            self.part.write(self.behind + before)
            self.run, self.behind = text.unit.around, behind
        self.part.write(text.record)
        self.part.take(text.unit, None if further else text.item)

    def close(self) -> Result:
        """The part, complete."""
        self.part.write(self.behind + self.frame[1])
        return self.part.close(self.size, self.records)


class Packer(Generic[Result]):
    """Puts records into parts, in their order.

    Args:
        new_part: Makes an empty part.
        version: The schema version that is written.
        max_bytes: The size of a part at most; none: any.
        max_records: DOIs in a part at most; none: any number.
        one_prefix: Whether DOIs of several prefixes go apart.
    """

    def __init__(
        self,
        new_part: Callable[[], Part[Result]],
        version: str,
        *,
        max_bytes: int | None = None,
        max_records: int | None = None,
        one_prefix: bool = True,
    ) -> None:
        self._new_part = new_part
        self._version = version
        self._max_bytes = sys.maxsize if max_bytes is None else max_bytes
        self._max_records = max_records or sys.maxsize
        self._one_prefix = one_prefix
        self._open: dict[tuple[type[Any], str], _Filling[Result]] = {}
        self._surroundings = _Surroundings(one_prefix=one_prefix)

    def pack(self, body: Iterable[Unit]) -> Iterator[Result]:
        """The parts, each when it is complete.

        Raises:
            ModelError: A record by itself is too large.
            VersionError: The schema version cannot say a record.
        """
        for unit in body:
            for text in self._surroundings.texts(unit, self._version):
                yield from self._put(text)
        for filling in self._open.values():
            yield filling.close()

    def _put(self, text: _Text) -> Iterator[Result]:
        key = type(text.unit.item), text.prefix if self._one_prefix else ""
        filling = self._open.get(key)
        if filling is not None and not self._fits(filling, text):
            yield self._open.pop(key).close()
            filling = None
        if filling is None:
            if len(self._open) >= _MOST_OPEN:
                yield self._open.pop(next(iter(self._open))).close()
            filling = self._open[key] = self._begin(text)
        filling.add(text)

    def _fits(self, filling: _Filling[Result], text: _Text) -> bool:
        size, records = filling.with_(text)
        return size <= self._max_bytes and records <= self._max_records

    def _begin(self, text: _Text) -> _Filling[Result]:
        part = self._new_part()
        document = part.document(text.item)
        if len(document) > self._max_bytes:
            found = f"{len(document):,} bytes by itself"
            raise ModelError(text.unit.path, found=found, expected=f"at most {self._max_bytes:,}")
        frame = _around(b"".join([text.around[0], text.record, text.around[1]]), document)
        part.write(frame[0])
        return _Filling(part, frame, size=sum(map(len, frame)))


class _Surroundings:
    """What is around the records that come, and whether its own DOI is registered by now."""

    def __init__(self, *, one_prefix: bool) -> None:
        self._one_prefix = one_prefix
        self._item: Any = None
        self._title: tuple[Any, ...] | None = None
        self._registered = False
        self._prefix = ""

    def texts(self, unit: Unit, version: str) -> Iterator[_Text]:
        """What is to be written for a record."""
        self._prefix = _prefix(unit.record) or self._prefix
        new = self._enter(unit)
        if unit.field is None:
            yield _Text(unit, lambda: unit.item, self._prefix, version)
        elif self._registered:
            repeated = partial(alone, unit.item, unit.field, unit.record, rest=new)
            yield _Text(unit, repeated, self._prefix, version)
        else:
            self._registered = True
            yield from self._first(unit, unit.field, version)

    def _enter(self, unit: Unit) -> bool:
        """Whether the item is another one than the last; what is registered stays so if it says the same."""
        if unit.item is self._item:
            return False
        title = unit.title
        self._registered = self._registered and title is not None and title == self._title
        self._item, self._title = unit.item, title
        return True

    def _first(self, unit: Unit, field: Field, version: str) -> Iterator[_Text]:
        """A record with all that is around it; that goes apart if its own DOI has another prefix."""
        whole = partial(evolve, unit.item, **{field.name: (unit.record,)})
        own = _prefix_beside(unit.item, field) if self._one_prefix else ""
        if own not in {"", self._prefix} and (bare := _without(unit.item, field)) is not None:
            yield _Text(Unit(unit.position, bare, None, bare), lambda: bare, own, version)
            whole = partial(alone, unit.item, field, unit.record)
        yield _Text(unit, whole, self._prefix, version)


def _dois(model: Any) -> Iterator[str]:
    return (record.doi for record in records_of(model))


def _prefix(model: Any) -> str:
    """Of the first DOI that is registered."""
    return next(_dois(model), "").partition("/")[0]


def _prefix_beside(item: Any, field: Field) -> str:
    """Of the first DOI that is registered beside the records of a field."""
    others = (getattr(item, other.name) for other in declared(type(item)).fields if other.name != field.name)
    return next(filter(None, (_prefix(model) for value in others for model in models_in(value))), "")


def _without(item: Any, field: Field) -> Any:
    """What is around records, by itself; none if it cannot be without any."""
    try:
        return evolve(item, **{field.name: ()})
    except ModelError:
        return None
