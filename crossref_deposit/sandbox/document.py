"""A deposit, read for what the sandbox has to know of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

import attrs
from lxml import etree

from crossref_deposit.problems import CATALOGUE
from crossref_deposit.sandbox.bibliography import (
    Bibliography,
    Surroundings,
    bibliography,
    of_query,
    surroundings,
)
from crossref_deposit.sandbox.elements import child_text, children, first_text, name_of, named, text_of

_TRANSLATIONS = (
    (r"Start tag expected|Document is empty|XML or text declaration not at start", "xml-content-in-prolog"),
    (r"Extra content at the end", "xml-content-after-end"),
    (r"EntityRef: expecting|EntityRef: no name|invalid element name", "xml-bad-character-data"),
    (r"tag mismatch: (?P<element>\S+) line \d+ and (?P<other>\S+)", "xml-tag-mismatch"),
    (r"Premature end of data|Couldn't find end of Start Tag", "xml-unfinished"),
    (r"Entity '(?P<entity>[^']+)' not defined", "xml-entity-undeclared"),
    (r"Namespace prefix (?P<undeclared>\S+)(?: for \S+)? on (?P<element>\S+) is not defined", "xml-prefix-unbound"),
    (r"not proper UTF-8|[Ii]nvalid bytes? in character encoding", "xml-bad-encoding"),
)
"""What Crossref's XML parser (Xerces) says where libxml2 says something else."""

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
_RELATIONS = ("inter_work_relation", "intra_work_relation")
_ORCID = re.compile(r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9Xx]")
_MATCHABLE = frozenset(
    {"issn", "journal_title", "isbn", "series_title", "volume_title", "unstructured_citation", "std_designator"}
)


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


def prefix_of(doi: str) -> str:
    """What stands before the slash of a DOI."""
    return doi.partition("/")[0]


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
    query: Bibliography
    """What it says."""


@attrs.frozen(kw_only=True)
class Item:
    """A thing with a DOI."""

    kind: str
    """Its element: ``journal_article``."""
    doi: str
    timestamp: int
    url: str = ""
    has_empty_title: bool = False
    """Whether one of its titles says nothing."""
    bibliography: Bibliography = attrs.field(factory=Bibliography)
    isbns: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    relation_targets: tuple[str, ...] = ()
    """The DOIs that it says it is related to."""
    unidentified_funders: tuple[str, ...] = ()
    """The names of funders that are given without an identifier."""
    references: tuple[Reference, ...] = ()
    parts: tuple[Item, ...] = ()
    """Its components, which share its fate."""

    @property
    def prefix(self) -> str:
        """That of its DOI."""
        return prefix_of(self.doi)


@attrs.frozen(kw_only=True)
class Container:
    """A child of ``body``, and the items in it in document order."""

    kind: str
    title: str = ""
    """Of the journal, book or proceedings; empty for what is in none."""
    has_empty_title: bool = False
    """Whether a title of a journal says nothing."""
    issns: tuple[str, ...] = ()
    isbns: tuple[str, ...] = ()
    """All that are not in references."""
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
    return first_text(root, "doi_batch_id")


def containers(root: etree._Element) -> Iterator[Container]:
    """The contents of ``body``."""
    timestamp = _timestamp(next(named(root, "head"), root)) or 0
    for body in children(root, "body"):
        for element in body.iterchildren("*"):
            yield _container(element, timestamp)


def _container(element: etree._Element, timestamp: int) -> Container:
    around = surroundings(element)
    metadata = list(children(element, "journal_metadata"))
    return Container(
        kind=name_of(element),
        title=around.container,
        has_empty_title=not all(_texts(metadata, "full_title")),
        issns=_texts(metadata, "issn"),
        isbns=tuple(text_of(isbn) for isbn in named(element, "isbn") if not _is_in_citation(isbn)),
        items=tuple(_items(element, timestamp, around)),
    )


def _items(element: etree._Element, timestamp: int, around: Surroundings) -> Iterator[Item]:
    """The items in an element, the element itself first; those in an item's component list belong to the item."""
    item = _item(element, timestamp, around)
    if item is not None:
        yield item
    for child in element.iterchildren("*"):
        if item is None or name_of(child) != "component_list":
            yield from _items(child, timestamp, around)


def _item(element: etree._Element, timestamp: int, around: Surroundings) -> Item | None:
    kind = name_of(element)
    data = next(children(element, "doi_data"), element if kind in _OWN_DOI else None)
    doi = child_text(data, "doi")
    if data is None or not doi:
        return None
    parts = [part for parent in children(element, "component_list") for part in _items(parent, timestamp, around)]
    return Item(
        kind=kind,
        doi=doi,
        timestamp=_timestamp(data) or timestamp,
        url=child_text(data, "resource"),
        has_empty_title=not all(_texts(children(element, "titles"), "title")),
        bibliography=bibliography(element, kind, around),
        isbns=_texts([element], "isbn"),
        people=tuple(_people(element)),
        relation_targets=tuple(_relation_targets(element)),
        unidentified_funders=tuple(_unidentified_funders(element)),
        references=tuple(_references(element)),
        parts=tuple(parts),
    )


def _people(element: etree._Element) -> Iterator[Person]:
    for contributors in children(element, "contributors"):
        for person in children(contributors, "person_name"):
            for orcid in children(person, "ORCID"):
                yield Person(orcid=text_of(orcid), role=_role(person))


def _role(person: etree._Element) -> str:
    role = person.get("contributor_role") or next((role.get("type") for role in named(person, "role")), None)
    return str(role or "author").replace("-", " ").title()


def _relation_targets(element: etree._Element) -> Iterator[str]:
    for program in _programs(element):
        for relation in named(program, *_RELATIONS):
            if relation.get("identifier-type") == "doi":
                yield text_of(relation)


def _unidentified_funders(element: etree._Element) -> Iterator[str]:
    for program in _programs(element):
        for assertion in named(program, "assertion"):
            is_named = assertion.get("name") == "funder_name"
            if is_named and not any(child.get("name") == "funder_identifier" for child in assertion.iterchildren("*")):
                yield " ".join((assertion.text or "").split())


def _programs(element: etree._Element) -> Iterator[etree._Element]:
    yield from children(element, "program")
    for crossmark in children(element, "crossmark"):
        for custom in children(crossmark, "custom_metadata"):
            yield from children(custom, "program")


def _references(element: etree._Element) -> Iterator[Reference]:
    for citations in children(element, "citation_list"):
        for citation in children(citations, "citation"):
            found = {name_of(child) for child in citation.iterchildren("*")}
            yield Reference(
                key=citation.get("key", ""),
                doi=child_text(citation, "doi") or None,
                can_be_matched=bool(found & _MATCHABLE),
                query=of_query(citation),
            )


def _texts(parents: Iterable[etree._Element], name: str) -> tuple[str, ...]:
    return tuple(text_of(child) for parent in parents for child in children(parent, name))


def _is_in_citation(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and name_of(parent) == "citation"


def _timestamp(parent: etree._Element) -> int | None:
    text = child_text(parent, "timestamp")
    try:
        return int(Decimal(text)) if text else None
    except (InvalidOperation, OverflowError, ValueError):
        return None


def as_crossref_says(reason: str) -> str:
    """Crossref's sentence for one of libxml2's; the sentence itself where no other is known.

    Example:
        >>> as_crossref_says("Opening and ending tag mismatch: title line 3 and titles, line 3, column 20")
        'The element type "title" must be terminated by the matching end-tag "</title>".'
    """
    for pattern, code in _TRANSLATIONS:
        if match := re.search(pattern, reason):
            element = match.groupdict().get("element", "")
            groups = {"end_tag": f"</{element}>", "number": 1, "length": 1, "byte": "0x92", **match.groupdict()}
            return CATALOGUE[code].say(**groups)
    return f"{reason.partition(', line ')[0]}."
