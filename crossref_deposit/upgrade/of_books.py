"""Steps for books."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crossref_deposit.upgrade.steps import Rewriting, Step, kept, step
from crossref_deposit.upgrade.tree import Node

_BEFORE_DOI: Final = ("crossmark", "fr:program", "ai:program")


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


BOOK_STEPS: Final[tuple[Step, ...]] = (_book_set_order,)
