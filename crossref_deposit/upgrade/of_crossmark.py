"""Steps for Crossmark and for the programs of funding, licences and trials in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, get_args

from crossref_deposit.models.crossmark import UpdateType
from crossref_deposit.upgrade.steps import (
    NoEqualError,
    Rewriting,
    Step,
    kept,
    step,
    with_attribute,
    without,
    without_attribute,
)
from crossref_deposit.upgrade.tree import Node

_TYPES: Final = get_args(UpdateType)
_BEFORE_DOI: Final = ("crossmark", "fr:program", "ai:program")


@step("update-label", "update", until="4.3.4", said="An update has a type and no label")
def _update_label(node: Node) -> Iterator[Rewriting]:
    if "label" in node.attributes:
        yield from without_attribute(node, "label")


@step("update-type", "update", until="4.3.4", said="The type of an update is one of twelve")
def _update_type(node: Node) -> Iterator[Rewriting]:
    found = node.attributes.get("type", "")
    known = "_".join(found.lower().replace("-", " ").replace("_", " ").split())
    if found and known not in _TYPES:
        raise NoEqualError(node, f"an update of the type {found!r}, expected one of {', '.join(_TYPES)}")
    if found != known:
        yield from with_attribute(node, "type", known)


@step(
    "program-once",
    "custom_metadata",
    since="4.3.1",
    until="4.3.5",
    said="Crossmark has one program of each kind",
)
def _program_once(node: Node) -> Iterator[Rewriting]:
    for tag in ("fr:program", "ai:program"):
        programs = node.all(tag)
        for other in programs[1:]:
            before = other.xml
            other.remove()
            yield kept(other, before, tag)
            for child in other.children:
                yield from _added(programs[0], child)


def _added(program: Node, child: Node) -> Iterator[Rewriting]:
    if child.tag == "ai:free_to_read" and program.first(child.tag):
        yield from without(child)
    elif child.tag == "ai:free_to_read":
        program.insert_after((), child)
    else:
        program.append(child)


@step(
    "custom-metadata-empty",
    "custom_metadata",
    since="4.3.2",
    until="4.3.4",
    said="Custom metadata without content are left out",
)
def _custom_metadata_empty(node: Node) -> Iterator[Rewriting]:
    if not node.children and not node.text:
        node.remove()
        yield kept(node, node.xml, "")


@step(
    "book-set-order",
    "book_set_metadata",
    since="4.3.2",
    until="4.3.2",
    said="In a book of a set, Crossmark, funding and licences stand before the DOI",
)
def _book_set_order(node: Node) -> Iterator[Rewriting]:
    tags = [child.tag for child in node.children]
    doi_data = node.first("doi_data")
    late = [tag for tag in tags[tags.index("doi_data") :] if tag in _BEFORE_DOI] if doi_data is not None else []
    if doi_data is not None and late:
        node.insert_after(_BEFORE_DOI, doi_data)
        yield kept(doi_data, ", ".join(["doi_data", *late]), ", ".join([*late, "doi_data"]))


CROSSMARK_STEPS: Final[tuple[Step, ...]] = (
    _update_label,
    _update_type,
    _program_once,
    _custom_metadata_empty,
    _book_set_order,
)
