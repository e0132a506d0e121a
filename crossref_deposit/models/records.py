"""The records of a batch: what registers a DOI, wherever it stands in the models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import attrs

from crossref_deposit.binding.declaration import MODELS, Element, Field, Leaf, declared
from crossref_deposit.binding.particles import fields_in
from crossref_deposit.errors import ModelError
from crossref_deposit.models.simple_types import bare_doi


@attrs.frozen(kw_only=True)
class Record:
    """One DOI that a batch registers.

    Example:
        >>> from crossref_deposit import DoiData, Journal, JournalArticle, JournalMetadata, Depositor, DoiBatch
        >>> article = JournalArticle(
        ...     titles="On Bees",
        ...     publication_dates=2024,
        ...     doi_data=DoiData(doi="10.5555/bees", resource="https://example.org/bees"),
        ... )
        >>> journal = Journal(metadata=JournalMetadata(full_titles="Bees", issns="0264-3561"), articles=article)
        >>> batch = DoiBatch(depositor=Depositor(name="Us", email="us@example.org"), registrant="Us", body=journal)
        >>> [(record.kind, record.doi) for record in batch.records()]
        [('journal_article', '10.5555/bees')]
    """

    doi: str
    kind: str
    """The element's name: ``journal_article``."""
    path: str
    """The element in the document, as a path from the root."""
    model: Any
    """The object."""

    def _repr_html_(self) -> str:
        from crossref_deposit.models.as_html import record_html

        return record_html(self)


def records_of(root: Any) -> Iterator[Record]:
    """Every record below an object, in document order."""
    for doi, kind, path, model in registrable(root):
        if doi is not None:
            yield Record(doi=doi, kind=kind, path=path, model=model)


def outermost(root: Any) -> Iterator[Record]:
    """The records that are in no other one."""
    outer = ""
    for record in records_of(root):
        if not outer or not record.path.startswith(outer):
            outer = f"{record.path}/"
            yield record


def registrable(root: Any) -> Iterator[tuple[str | None, str, str, Any]]:
    """Every object below one that can register a DOI, in document order: its DOI, kind, path, and itself."""
    yield from _walk(root, f"/{declared(type(root)).name}")


def containers_of(root: Any) -> dict[str, Any]:
    """What stands directly in a batch, by its path: its journals, its books, or single records."""
    return dict(_children(root, f"/{declared(type(root)).name}"))


def _walk(model: Any, path: str) -> Iterator[tuple[str | None, str, str, Any]]:
    element = declared(type(model))
    if element.doi is not None:
        yield own_doi(model, element), element.name, path, model
    for inner_path, inner in _children(model, path):
        yield from _walk(inner, inner_path)


def own_doi(model: Any, element: Element) -> str | None:
    """The DOI that the object itself registers."""
    if element.doi is None:
        return None
    doi_data = getattr(model, element.doi)
    if doi_data is not None:
        return str(getattr(doi_data, "doi", doi_data))
    doi = getattr(model, "doi", None)
    return None if doi is None else str(doi)


def _children(model: Any, path: str) -> Iterator[tuple[str, Any]]:
    """The objects in an object that may lead to records, each with its path: numbered where there are several."""
    for wrapper, names in _ways(declared(type(model))):
        found = [item for name in names for item in models_in(getattr(model, name))]
        if not found:
            continue
        inside = f"{path}/{wrapper}" if wrapper else path
        totals = Counter(declared(type(item)).name for item in found)
        numbers: Counter[str] = Counter()
        for item in found:
            name = declared(type(item)).name
            numbers[name] += 1
            yield f"{inside}/{name}" + (f"[{numbers[name]}]" if totals[name] > 1 else ""), item


@cache
def _ways(element: Element) -> list[tuple[str, list[str]]]:
    """The fields of a class whose objects may register DOIs, by what they are wrapped in."""
    ways = []
    for particle in element.content.parts if element.content is not None else ():
        fields = [field for field in fields_in(particle) if may_lead(field)]
        for wrapper in dict.fromkeys(field.within for field in fields):
            names = [field.name for field in fields if field.within is wrapper]
            ways.append((wrapper.name if wrapper is not None else "", names))
    return ways


@cache
def may_register(element: Element) -> bool:
    """Whether objects of a class, or objects in them, may register DOIs."""
    below, new = set[Element](), {element}
    while new:
        below |= new
        new = {inner for outer in new for field in outer.fields for inner in _elements(field)} - below
    return any(inner.doi is not None for inner in below)


@cache
def record_fields(element: Element) -> tuple[Field, ...]:
    """The fields with the records of what holds them: a journal's articles, a book's chapters.

    None for what is a record itself: what is inside of it goes where it goes.
    """
    if element.doi is not None:
        return ()
    many = (field for field in element.fields if field.many)
    return tuple(field for field in many if any(inner.doi for inner in _elements(field)))


def _elements(field: Field) -> Iterator[Element]:
    """What is declared of the classes of what is in a field."""
    for item in field.items:
        if not isinstance(item, Leaf):
            yield declared(MODELS[item] if isinstance(item, str) else item)


def models_in(value: Any) -> list[Any]:
    """The objects of declared classes in a field's value."""
    items = value if isinstance(value, tuple) else (value,)
    return [item for item in items if hasattr(type(item), "__element__")]


def selected(root: Any, dois: Iterable[str]) -> Any:
    """The object with those records only, each whole, and what they need around them.

    Raises:
        ModelError: A DOI is not among the records.
    """
    wanted = {str(bare_doi(doi)).lower() for doi in dois}
    missing = wanted - {record.doi.lower() for record in records_of(root)}
    if missing:
        raise ModelError("select", found=", ".join(sorted(missing)), expected="DOIs of records of this batch")
    return _select(root, wanted)


def _select(model: Any, wanted: set[str]) -> Any:
    element = declared(type(model))
    doi = own_doi(model, element)
    if doi is not None and doi.lower() in wanted:
        return renewed(model)
    changes: dict[str, Any] = {}
    for field in element.fields:
        value = getattr(model, field.name)
        if field.name == element.doi or not may_lead(field) or not _dois_in(value):
            continue
        if field.many:
            changes[field.name] = tuple(_select(item, wanted) for item in value if _dois_in(item) & wanted)
        else:
            changes[field.name] = _select(value, wanted)
    chosen = attrs.evolve(model, **changes)
    return _without_doi(chosen, element) if doi is not None else chosen


def alone(model: Any, field: Field, record: Any, *, rest: bool = False) -> Any:
    """What holds records, with that one only, and without DOIs of its own as far as it can do without.

    Args:
        model: The journal, book and so on.
        field: The field with the records.
        record: One of them.
        rest: Keep the records that other fields have.
    """
    changes: dict[str, Any] = {field.name: (record,)}
    for other in declared(type(model)).fields:
        value = getattr(model, other.name)
        if other.name != field.name and may_lead(other) and _dois_in(value):
            kept = value if rest else ()
            changes[other.name] = kept if other.many else _select(value, set())
    return attrs.evolve(model, **changes)


def _dois_in(value: Any) -> set[str]:
    """The DOIs of all records in a field's value."""
    return {record.doi.lower() for model in models_in(value) for record in records_of(model)}


def _without_doi(model: Any, element: Element) -> Any:
    """A record that is only there for what it holds keeps its DOI only where it must."""
    if getattr(model, "issns", None) == ():
        return model
    try:
        return attrs.evolve(model, **{str(element.doi): None})
    except ModelError:
        return model


def may_lead(field: Field) -> bool:
    """Whether objects in a field may register DOIs."""
    return any(may_register(element) for element in _elements(field))


def renewed(model: Any) -> Any:
    """The record without timestamps of its own, which would be older than the new batch's."""
    element = declared(type(model))
    changes: dict[str, Any] = {}
    for field in element.fields:
        value = getattr(model, field.name)
        if field.name == element.doi and getattr(value, "timestamp", None) is not None:
            changes[field.name] = attrs.evolve(value, timestamp=None)
        elif may_lead(field) and _dois_in(value):
            changes[field.name] = tuple(map(renewed, value)) if field.many else renewed(value)
    return attrs.evolve(model, **changes) if changes else model
