"""Steps for standards, whose structure changed most."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crossref_deposit.upgrade.steps import (
    NoEqualError,
    Rewriting,
    Step,
    kept,
    lost,
    step,
    without,
    without_attribute,
)
from crossref_deposit.upgrade.tree import Node

_BEFORE_BODY: Final = ("designators", "edition_number", "approval_date", "isbn", "publisher")
_IDENTIFIERS: Final = ("ISO-std-ref", "std-designation")
_RENAMED: Final = {
    "as_published": "std_as_published",
    "alt_as_published": "std_alt_as_published",
    "supersedes": "std_supersedes",
    "adopted_from": "std_adopted_from",
    "revision_of": "std_revision_of",
    "designator": "std_designator",
    "altScript": "std_alt_script",
}


@step("standard-series", "standard_series_metadata", until="4.3.1", said="There are no series of standards")
def _standard_series(node: Node) -> Iterator[Rewriting]:
    raise NoEqualError(node, "a series of standards: deposit each standard by itself, with its own DOI")


@step(
    "standard-date",
    "standard_metadata",
    until="4.3.5",
    said="A standard has one date, that of its approval",
)
def _standard_date(node: Node) -> Iterator[Rewriting]:
    for date in node.all("publication_date") + node.all("approval_date")[1:]:
        yield from without(date)


@step(
    "standard-designator",
    "standard_designator",
    since="4.3.2",
    until="4.3.5",
    said="A standard is designated by designators, in a reference by std_designator",
)
def _standard_designator(node: Node) -> Iterator[Rewriting]:
    for name in list(node.attributes):
        yield from without_attribute(node, name)
    for child in node.children:
        for name in list(child.attributes):
            yield from without_attribute(child, name)
    if node.parent is not None and node.parent.tag == "citation":
        yield from _cited(node)
    else:
        before, designators = node.xml, _designators(node)
        node.replace(designators)
        yield kept(node, before, designators.xml)


def _cited(node: Node) -> Iterator[Rewriting]:
    before = node.xml
    first, *others = node.children or [node]
    designator = node.made("std_designator", first.text)
    node.replace(designator)
    yield kept(node, before, designator.xml)
    for other in others:
        yield lost(other, other.xml)


def _designators(node: Node) -> Node:
    """One form of the designator as published; the others are its variants."""
    designators = node.made("designators")
    published = node.all("as_published")
    for number, form in enumerate(published):
        if number == 0:
            designators.append(form.made("std_as_published", form.made("std_designator", form.text)))
        else:
            designators.children[0].append(form.made("std_variant_form", form.text))
    for other in node.all("supersedes", "adopted_from", "revision_of"):
        designators.append(other.made(_RENAMED[other.tag], other.text))
    return designators


@step(
    "designators",
    *_RENAMED,
    since="4.3.5",
    until="4.3.5",
    said="The names of the elements in designators begin with std_",
)
def _designator_names(node: Node) -> Iterator[Rewriting]:
    for name in ("publishedYear", "approvedYear"):
        if name in node.attributes and (name, node.tag) != ("approvedYear", "alt_as_published"):
            yield from without_attribute(node, name)
    before, node.tag = node.tag, _RENAMED[node.tag]
    yield kept(node, f"<{before}>", f"<{node.tag}>")


@step(
    "standards-body",
    "standard_metadata",
    until="4.3.1",
    said="Who issued a standard is a standards_body, with name and acronym",
)
def _standards_body(node: Node) -> Iterator[Rewriting]:
    institutions = node.all("institution")
    if node.first("standards_body") is not None or not institutions:
        return
    chosen = next((found for found in institutions if found.first("institution_acronym")), None)
    if chosen is None:
        raise NoEqualError(institutions[0], "a standard whose institution has no acronym: give institution_acronym")
    for other in institutions:
        if other is not chosen:
            yield from without(other)
    yield from _as_body(chosen)


def _as_body(institution: Node) -> Iterator[Rewriting]:
    metadata, before = institution.parent, institution.xml
    name, acronym = institution.first("institution_name"), institution.first("institution_acronym")
    if metadata is None or name is None or acronym is None:
        return
    institution.remove()
    name.tag, acronym.tag = "standards_body_name", "standards_body_acronym"
    body = institution.made("standards_body", name, acronym)
    metadata.insert_after((*_TITLES, *_BEFORE_BODY), body)
    yield kept(institution, before, body.xml)
    for rest in institution.children:
        yield lost(rest, rest.xml)


@step(
    "standard-designated",
    "standard_metadata",
    until="4.3.1",
    said="A standard has designators; the one in publisher_item is taken",
)
def _standard_designated(node: Node) -> Iterator[Rewriting]:
    if node.first("designators", "standard_designator") is not None:
        return
    designators = node.made("designators")
    item = node.first("publisher_item")
    identifiers = [found for found in item.all("identifier") if _designates(found)] if item is not None else []
    for found in identifiers[:1]:
        designators.append(found.made("std_as_published", found.made("std_designator", found.text)))
    node.insert_after(_TITLES, designators)
    source = identifiers[0] if identifiers else node
    yield kept(source, source.xml if identifiers else "", designators.xml)


def _designates(identifier: Node) -> bool:
    return identifier.attributes.get("id_type") in _IDENTIFIERS


_TITLES: Final = ("contributors", "titles", "jats:abstract")

STANDARD_STEPS: Final[tuple[Step, ...]] = (
    _standard_series,
    _standard_date,
    _standard_designator,
    _designator_names,
    _standard_designated,
    _standards_body,
)
