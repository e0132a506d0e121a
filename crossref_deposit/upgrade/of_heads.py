"""Steps for the head of a batch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crossref_deposit.binding.namespaces import CROSSREF
from crossref_deposit.models.timestamps import new_batch_id, new_timestamp
from crossref_deposit.upgrade.schemas import CURRENT_SCHEMAS, schema_of
from crossref_deposit.upgrade.steps import Rewriting, Step, kept, lost, renamed, spelled, step, without
from crossref_deposit.upgrade.tree import Node

_ID_LENGTH: Final = range(4, 101)


@step("schema-version", "doi_batch", until="5.4.0", said="The schema version is the current one")
def _schema_version(node: Node) -> Iterator[Rewriting]:
    namespace, before = node.attributes["xmlns"], node.attributes.get("version")
    current = CURRENT_SCHEMAS[schema_of(namespace)]
    others = {name: value for name, value in node.attributes.items() if not name.startswith("xsi:")}
    node.attributes = {**others, "xmlns": CROSSREF.at(current), "version": current.rpartition("-")[2]}
    found = spelled("xmlns", namespace) if before is None else spelled("version", before)
    yield kept(node, found, spelled("version", node.attributes["version"]))


@step("batch-id", "head", until="5.4.0", said="A batch needs an id of 4 to 100 characters")
def _batch_id(node: Node) -> Iterator[Rewriting]:
    found = node.first("doi_batch_id")
    if found is None or len(found.text) not in _ID_LENGTH:
        yield from _renewed(node, found, "doi_batch_id", new_batch_id(), ())


@step("timestamp", "head", until="5.4.0", said="A batch needs a timestamp, which is a whole number")
def _timestamp(node: Node) -> Iterator[Rewriting]:
    found = node.first("timestamp")
    missing = found is None and node.first("registrant") is not None  # parts of records have no timestamp
    if missing or (found is not None and not _is_number(found)):
        yield from _renewed(node, found, "timestamp", str(new_timestamp()), ("doi_batch_id",))


@step("doi-timestamp", "doi_data", until="5.4.0", said="A timestamp is a whole number; a record can do without")
def _doi_timestamp(node: Node) -> Iterator[Rewriting]:
    for found in node.all("timestamp"):
        if not _is_number(found):
            yield from without(found)


@step("depositor-name", "depositor", until="4.3.3", said="The name of the depositor is in depositor_name")
def _depositor_name(node: Node) -> Iterator[Rewriting]:
    for name in node.all("name"):
        yield from renamed(name, "depositor_name")


def _is_number(node: Node) -> bool:
    return node.text.isascii() and node.text.isdigit()


def _renewed(head: Node, found: Node | None, tag: str, value: str, after: tuple[str, ...]) -> Iterator[Rewriting]:
    """What is asked for anew with each batch, in place of what cannot be that."""
    if found is None:
        new = head.made(tag, value)
        head.insert_after(after, new)
        yield kept(head, "", new.xml)
    else:
        new = found.made(tag, value)
        found.replace(new)
        yield lost(found, found.xml, new.xml)


HEAD_STEPS: Final[tuple[Step, ...]] = (_schema_version, _batch_id, _timestamp, _doi_timestamp, _depositor_name)
