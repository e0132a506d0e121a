"""The records of a batch: what registers a DOI, wherever it stands in the models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from crossref_deposit.binding.declaration import Element, declared
from crossref_deposit.binding.particles import Wrapped, fields_in
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
    yield from _walk(root, f"/{declared(type(root)).name}")


def containers_of(root: Any) -> dict[str, Any]:
    """What stands directly in a batch, by its path: its journals, its books, or single records."""
    element = declared(type(root))
    return dict(_children(root, element, f"/{element.name}"))


def _walk(model: Any, path: str) -> Iterator[Record]:
    element = declared(type(model))
    doi = own_doi(model, element)
    if doi is not None:
        yield Record(doi=doi, kind=element.name, path=path, model=model)
    for inner_path, inner in _children(model, element, path):
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


def _children(model: Any, element: Element, path: str) -> Iterator[tuple[str, Any]]:
    """The objects in an object, each with its path: numbered where there are several of a name."""
    for particle in element.content.parts if element.content is not None else ():
        inside = f"{path}/{particle.wrapper.name}" if isinstance(particle, Wrapped) else path
        found = [item for field in fields_in(particle) for item in models_in(getattr(model, field.name))]
        if not found:
            continue
        totals = Counter(declared(type(item)).name for item in found)
        numbers: Counter[str] = Counter()
        for item in found:
            name = declared(type(item)).name
            numbers[name] += 1
            yield f"{inside}/{name}" + (f"[{numbers[name]}]" if totals[name] > 1 else ""), item


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
        if field.name == element.doi or not _dois_in(value):
            continue
        if field.many:
            changes[field.name] = tuple(_select(item, wanted) for item in value if _dois_in(item) & wanted)
        else:
            changes[field.name] = _select(value, wanted)
    chosen = attrs.evolve(model, **changes)
    return _without_doi(chosen, element) if doi is not None else chosen


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


def renewed(model: Any) -> Any:
    """The record without timestamps of its own, which would be older than the new batch's."""
    element = declared(type(model))
    changes: dict[str, Any] = {}
    for field in element.fields:
        value = getattr(model, field.name)
        if field.name == element.doi and getattr(value, "timestamp", None) is not None:
            changes[field.name] = attrs.evolve(value, timestamp=None)
        elif field.kind == "child" and _dois_in(value):
            changes[field.name] = tuple(map(renewed, value)) if field.many else renewed(value)
    return attrs.evolve(model, **changes) if changes else model
