"""A deposit, read for what the sandbox has to know of it."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import attrs
from lxml import etree

from crossref_deposit.sandbox.parser_words import as_crossref_says

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PARTS_OF_RECORDS = frozenset(
    {
        "doi_citations",
        "doi_resources",
        "crossmark_data",
        "fundref_data",
        "lic_ref_data",
        "doi_relations",
        "clinicaltrial_data",
    }
)
"""What a resource-only deposit holds: each for a DOI that is registered."""

_OWN_DOI = PARTS_OF_RECORDS | {"pending_publication", "component"}
_ORCID = re.compile(r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9Xx]")


class UnreadableDeposit(Exception):  # noqa: N818 - becomes a log, never seen by a caller
    """A file that is not XML.

    Args:
        line: Where.
        reason: Why, as a parser says it.
    """

    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        self.reason = reason
        super().__init__(line, reason)


@attrs.frozen(kw_only=True)
class Person:
    """A contributor with an ORCID iD."""

    orcid: str
    """As it stands in the file."""
    role: str
    """The role, in words."""

    @property
    def bare_orcid(self) -> str:
        """The iD without ``https://orcid.org/``."""
        match = _ORCID.search(self.orcid)
        return match[0].upper() if match else self.orcid


@attrs.frozen(kw_only=True)
class Reference:
    """One citation."""

    key: str
    doi: str | None
    can_be_matched: bool
    """Whether it says enough to be looked for."""


@attrs.frozen(kw_only=True)
class Item:
    """A thing with a DOI."""

    kind: str
    """Its element: ``journal_article``."""
    doi: str
    timestamp: int
    titles: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    references: tuple[Reference, ...] = ()
    parts: tuple[Item, ...] = ()
    """Its components, which share its fate."""


@attrs.frozen(kw_only=True)
class Container:
    """A child of ``body``, and the items in it in document order."""

    kind: str
    titles: tuple[str, ...] = ()
    """Of a journal."""
    issns: tuple[str, ...] = ()
    isbns: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()


def parsed(xml: bytes) -> etree._Element:
    """The root of a file.

    Raises:
        UnreadableDeposit: Not XML, or XML with a document type declaration.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        line, reason = error.lineno or 1, as_crossref_says(str(error.msg))
    else:
        if root.getroottree().docinfo.internalDTD is None:
            return root
        line, reason = 1, "DOCTYPE is disallowed."
    raise UnreadableDeposit(line, reason)


def batch_id(root: etree._Element) -> str:
    """The ``doi_batch_id``, empty if there is none."""
    return _text(next(_named(root, "doi_batch_id"), None))


def containers(root: etree._Element) -> Iterator[Container]:
    """The contents of ``body``."""
    timestamp = _timestamp(next(_named(root, "head"), root)) or 0
    for body in _children(root, "body"):
        for element in body.iterchildren("*"):
            yield _container(element, timestamp)


def _container(element: etree._Element, timestamp: int) -> Container:
    metadata = list(_children(element, "journal_metadata"))
    return Container(
        kind=_name(element),
        titles=_texts(metadata, "full_title"),
        issns=_texts(metadata, "issn"),
        isbns=tuple(_text(isbn) for isbn in _named(element, "isbn") if _name_of_parent(isbn) != "citation"),
        items=tuple(_items(element, timestamp)),
    )


def _items(element: etree._Element, timestamp: int) -> Iterator[Item]:
    """The items in an element, the element itself first; those in an item's component list belong to the item."""
    item = _item(element, timestamp)
    if item is not None:
        yield item
    for child in element.iterchildren("*"):
        if item is None or _name(child) != "component_list":
            yield from _items(child, timestamp)


def _item(element: etree._Element, timestamp: int) -> Item | None:
    data = next(_children(element, "doi_data"), element if _name(element) in _OWN_DOI else None)
    doi = _text(next(_children(data, "doi"), None)) if data is not None else ""
    if data is None or not doi:
        return None
    parts = [part for parent in _children(element, "component_list") for part in _items(parent, timestamp)]
    return Item(
        kind=_name(element),
        doi=doi,
        timestamp=_timestamp(data) or timestamp,
        titles=_texts(_children(element, "titles"), "title"),
        people=tuple(_people(element)),
        references=tuple(_references(element)),
        parts=tuple(parts),
    )


def _people(element: etree._Element) -> Iterator[Person]:
    for contributors in _children(element, "contributors"):
        for person in _children(contributors, "person_name"):
            for orcid in _children(person, "ORCID"):
                yield Person(orcid=_text(orcid), role=_role(person))


def _role(person: etree._Element) -> str:
    role = person.get("contributor_role") or next((role.get("type") for role in _named(person, "role")), None)
    return str(role or "author").replace("-", " ").title()


def _references(element: etree._Element) -> Iterator[Reference]:
    for citations in _children(element, "citation_list"):
        for citation in _children(citations, "citation"):
            children = {_name(child) for child in citation.iterchildren("*")}
            yield Reference(
                key=citation.get("key", ""),
                doi=_text(next(_children(citation, "doi"), None)) or None,
                can_be_matched=bool(children & _MATCHABLE),
            )


_MATCHABLE = frozenset(
    {"issn", "journal_title", "isbn", "series_title", "volume_title", "unstructured_citation", "std_designator"}
)


def _timestamp(parent: etree._Element) -> int | None:
    text = _text(next(_children(parent, "timestamp"), None))
    try:
        return int(Decimal(text)) if text else None
    except (InvalidOperation, OverflowError, ValueError):
        return None


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return element.iterchildren(f"{{*}}{name}")


def _named(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return element.iter(f"{{*}}{name}")


def _texts(parents: Iterable[etree._Element], name: str) -> tuple[str, ...]:
    return tuple(_text(child) for parent in parents for child in _children(parent, name))


def _name_of_parent(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else _name(parent)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _text(element: etree._Element | None) -> str:
    return "".join(element.itertext("*")).strip() if element is not None else ""
