"""Steps for what belongs to the URLs of a record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crossref_deposit.models import lists
from crossref_deposit.models.simple_types import MIME_TYPE, bare_doi
from crossref_deposit.upgrade.steps import Rewriting, Step, kept, step, without, without_attribute
from crossref_deposit.upgrade.tree import Node


@step("media-type", "@mime_type", until="5.3.1", said="Media types are registered ones")
def _media_type(node: Node) -> Iterator[Rewriting]:
    value = node.attributes["mime_type"]
    if value in lists.media_types_before_5_4() and value not in (MIME_TYPE.enumeration or ()):
        yield from without_attribute(node, "mime_type")


@step("content-version", "resource", since="4.3.2", until="4.3.3", said="Text mining is no version of the content")
def _content_version(node: Node) -> Iterator[Rewriting]:
    if node.attributes.get("content_version") == "tdm":
        yield from without_attribute(node, "content_version")


@step("crawler", "item", until="4.4.1", said="There is no AltaVista to send to a resource of its own")
def _crawler(node: Node) -> Iterator[Rewriting]:
    if node.attributes.get("crawler") == "altavista":
        yield from without(node)


@step(
    "collection-alone",
    "body",
    since="4.3.2",
    until="4.3.6",
    said="Each collection of resources is deposited by itself, with the DOI",
)
def _collection_alone(node: Node) -> Iterator[Rewriting]:
    for resources in node.all("doi_resources"):
        doi, last = resources.first("doi"), resources
        if resources.first("collection") is None:
            yield from without(resources)
        elif doi is not None:
            for collection in resources.all("collection")[1:]:
                alone = collection.made("doi_resources", doi.made("doi", doi.text), collection)
                node.insert_behind(last, alone)
                yield kept(collection, "<collection>", "<doi_resources>")
                last = alone


@step("doi-as-url", "doi", "update", "crossmark_policy", until="4.4.1", said="A DOI begins with 10.")
def _doi_as_url(node: Node) -> Iterator[Rewriting]:
    before = "".join(map(str, node.content))
    after = str(bare_doi(before))
    if before != after and not node.children:
        node.content = [after]
        yield kept(node, before, after)


RESOURCE_STEPS: Final[tuple[Step, ...]] = (_media_type, _content_version, _crawler, _collection_alone, _doi_as_url)
