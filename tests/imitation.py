"""An imitation of Crossref that knows the truth: deposits of all kinds, and the logs they come back with.

It shares no code with the attribution. Every element remembers where it was written; every record of the log
remembers whom it is about.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator
from urllib.parse import quote
from xml.sax.saxutils import escape

import handmade
from handmade import NAMESPACE, Place, Result, Writer, orcid

TITLES = ["Acta <Prima> & Co", "Acta <Prima> & Company", "Annals of Tests", "Annals of Testing", "Zeitschrift"]
ISSNS = {"0264-3561": True, "2049-3630": True, "0264-3562": False, "2049-3631": False}
ISBNS = ["978-0-00-000000-1", "978-0-00-000000-3"]
ITEMS = {
    "journal": [("journal_article", "Journal Article")],
    "book": [("content_item", "Content Item")],
    "conference": [("conference_paper", "Conference Paper")],
    "database": [("dataset", "Dataset")],
    "": [
        ("dissertation", "Dissertation"),
        ("posted_content", "Posted Content"),
        ("peer_review", "Peer Review"),
    ],
}
METADATA = {
    "journal": ("journal_metadata", "full_title", "issn"),
    "book": ("book_metadata", "title", "isbn"),
    "conference": ("proceedings_metadata", "proceedings_title", "isbn"),
    "database": ("database_metadata", "title", "isbn"),
}


@dataclasses.dataclass
class Node:
    """An element to be written."""

    name: str
    children: list[Node] = dataclasses.field(default_factory=list)
    text: str = ""
    attributes: str = ""
    place: Place = dataclasses.field(default_factory=lambda: Place(0, 0))

    def write(self, writer: Writer) -> None:
        if self.text:
            self.place = writer.leaf(self.name, self.text, self.attributes)
            return
        self.place = writer.start(self.name, self.attributes)
        for child in self.children:
            child.write(writer)
        writer.end(self.name)


@dataclasses.dataclass
class Item:
    """A record: what Crossref calls it, and what it has."""

    doi: str
    called: str
    node: Node
    doi_node: Node
    people: list[tuple[str, str, Node]] = dataclasses.field(default_factory=list)
    trial: Node | None = None
    related: Node | None = None
    year: Node | None = None
    timestamp: Node | None = None
    components: list[Item] = dataclasses.field(default_factory=list)
    fate: str = "fine"


@dataclasses.dataclass
class Container:
    """A journal, a book, or nothing around single records."""

    kind: str
    title: Node | None = None
    number: Node | None = None
    titles: list[Item] = dataclasses.field(default_factory=list)
    items: list[Item] = dataclasses.field(default_factory=list)
    fate: str = "fine"

    @property
    def dois(self) -> frozenset[str]:
        everything = [*self.titles, *(each for item in self.items for each in (item, *item.components))]
        return frozenset(item.doi for item in everything)


@dataclasses.dataclass
class Truth:
    """A record of the log, whom it is about, and where the fault is."""

    result: Result
    dois: frozenset[str]
    place: Place | None
    evidence: str = ""
    """What kind of message without a DOI it is; empty if the log has the DOI."""
    quoted: str = ""
    called: str = ""
    cut: bool = False
    reported: str = ""
    """The DOI that the log has, as the deposit writes it."""


class Imitation:
    """One deposit and its log."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - repeatable
        self.serial = 0
        self.bad = [orcid(number, right=False) for number in range(1, 3 + self.random.randint(0, 2))]
        self.faulty = self.random.choice([0.1, 0.3, 0.8])
        self.layout = self.random.choice(handmade.LAYOUTS)
        self.containers = [self._container() for _ in range(self.random.choice([1, 1, 2, 3]))]
        self._repeat_a_doi()
        self.xml = self._written()
        self.truths = [truth for container in self.containers for truth in self._answers(container)]
        self._spoil()

    def log(self) -> bytes:
        return handmade.log([truth.result for truth in self.truths])

    @property
    def items(self) -> list[Item]:
        return [
            each
            for container in self.containers
            for item in (*container.titles, *container.items)
            for each in (item, *item.components)
        ]

    # the deposit

    def _chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def _doi(self) -> str:
        self.serial += 1
        return self.random.choice(["10.5555/{}", "10.5555/Test.{}", "10.5555/(x)<{}>&y"]).format(self.serial)

    def _container(self) -> Container:
        kind = self.random.choice(["journal", "journal", "book", "conference", "database", ""])
        container = Container(kind)
        if kind:
            metadata, title, number = METADATA[kind]
            container.title = Node(title, text=self.random.choice(TITLES))
            values = list(ISSNS) if number == "issn" else ISBNS
            container.number = Node(number, text=self.random.choice(values))
            if kind != "journal" or self._chance(0.3):
                container.titles.append(self._title(metadata, kind, [container.title, container.number]))
            if kind == "journal" and self._chance(0.3):
                container.titles.append(self._title("journal_issue", "Journal Issue", []))
        container.items = [self._item(kind) for _ in range(self.random.randint(1, 8))]
        container.fate = self._container_fate(container)
        return container

    def _container_fate(self, container: Container) -> str:
        number = container.number
        if number is not None and ISSNS.get(number.text, True) is False:
            return "issn"
        if not container.kind or not self._chance(self.faulty / 3):
            return "fine"
        fates = ["title"] + (["isbn"] if container.kind != "journal" else []) + (["old"] if container.titles else [])
        return self.random.choice(fates)

    def _title(self, name: str, called: str, children: list[Node]) -> Item:
        doi = Node("doi", text=self._doi())
        item = Item(doi.text, called.title(), Node(name), doi)
        item.node.children = [*children, Node("doi_data", [doi, Node("resource", text="https://example.org/")])]
        return item

    def _item(self, kind: str) -> Item:
        name, called = self.random.choice(ITEMS[kind])
        doi = Node("doi", text=self._doi())
        item = Item(doi.text, called, Node(name), doi)
        item.fate = self.random.choice(
            ["shared", "shared", "own", "twice", "trial", "related", "year", "old", "service", "new"]
        ) if self._chance(self.faulty) else "fine"  # fmt: skip
        children = [Node("titles", [Node("title", text=self.random.choice([*TITLES, "Editorial"]))])]
        children += self._faults(item)
        data = [doi, *([item.timestamp] if item.timestamp else []), Node("resource", text="https://example.org/")]
        children.append(Node("doi_data", data))
        item.components = [self._component() for _ in range(self.random.choice([0, 0, 0, 1, 2]))]
        if item.components:
            children.append(Node("component_list", [component.node for component in item.components]))
        item.node.children = children
        return item

    def _component(self) -> Item:
        doi = Node("doi", text=self._doi())
        item = Item(doi.text, "Component", Node("component"), doi)
        item.node.children = [Node("doi_data", [doi])]
        return item

    def _faults(self, item: Item) -> list[Node]:
        people = [orcid(1000 + self.serial)] if self._chance(0.7) else []
        if item.fate == "shared":
            people.append(self.random.choice(self.bad))
        elif item.fate == "own":
            people.append(orcid(1000 + self.serial, right=False))
        elif item.fate == "twice":
            people = [orcid(2000 + self.serial % 2), orcid(3000 + self.serial), orcid(2000 + self.serial % 2)]
        elif self._chance(0.2):
            people.append(orcid(2000 + self.serial % 2))  # an iD that is twice elsewhere
        children = [Node("contributors", [self._person(item, iri) for iri in people])] if people else []
        if item.fate == "year" or self._chance(0.2):
            year = self.random.choice(["MMXX", f"about {self.serial}"]) if item.fate == "year" else "2020"
            item.year = Node("year", text=year)
            children.append(Node("publication_date", [item.year]))
        if item.fate == "trial":
            item.trial = Node("ct:clinical-trial-number", text=self.random.choice(["BAD1", f"BAD{self.serial}"]))
            children.append(Node("ct:program", [item.trial]))
        if item.fate == "related":
            item.related = Node("rel:inter_work_relation", text="10.5555/unknown")
            children.append(Node("rel:program", [Node("rel:related_item", [item.related])]))
        if item.fate == "old":
            item.timestamp = Node("timestamp", text="1")
        return children

    def _person(self, item: Item, iri: str) -> Node:
        node = Node("ORCID", text=f"{self.layout.orcid_scheme}://orcid.org/{iri}")
        role = self.random.choice(["author", "author", "editor", "reviewer"])
        item.people.append((iri, role, node))
        return Node("person_name", [Node("surname", text="Person"), node], attributes=f' contributor_role="{role}"')

    def _repeat_a_doi(self) -> None:
        """As software does that writes the issue once for each of its articles."""
        issues = [item for container in self.containers for item in container.titles if item.called == "Journal Issue"]
        if len(issues) > 1:
            issues[1].doi = issues[1].doi_node.text = issues[0].doi

    def _written(self) -> bytes:
        writer = Writer(self.layout)
        writer.put(f'<?xml version="1.0" encoding="{self.layout.encoding}"?>')
        colon = f":{self.layout.prefix}" if self.layout.prefix else ""
        namespaces = (
            f' xmlns{colon}="{NAMESPACE}" version="5.5.0" xmlns:rel="http://www.crossref.org/relations.xsd"'
            ' xmlns:ct="http://www.crossref.org/clinicaltrials.xsd"'
        )
        head = Node("head", [Node("doi_batch_id", text="batch-1"), Node("timestamp", text="20260101000000")])
        body = Node("body", [node for container in self.containers for node in self._nodes(container)])
        Node("doi_batch", [head, body], attributes=namespaces).write(writer)
        return "".join(writer.pieces).encode(self.layout.codec)

    @staticmethod
    def _nodes(container: Container) -> list[Node]:
        items = [item.node for item in container.items]
        if not container.kind:
            return items
        titles = [item.node for item in container.titles]
        metadata, _, _ = METADATA[container.kind]
        if not titles or titles[0].name != metadata:
            assert container.title is not None
            assert container.number is not None
            titles.insert(0, Node(metadata, [container.title, container.number]))
        return [Node(container.kind, [*titles, *items])]

    # the log

    def _answers(self, container: Container) -> Iterator[Truth]:
        everything = container.dois
        if container.fate in {"issn", "isbn", "title"}:
            yield self._container_failure(container, everything)
            return
        if container.fate == "old":
            first = container.titles[0]
            message = (
                "Record not processed because submitted version: 1 is less or equal to previously submitted version 2"
                " - content item DOIs not processed due to title level error"
            )
            yield self._reporting(first, "Failure", message, everything, first.node.place)
            return
        for item in (*container.titles, *container.items):
            truth = self._answer(item)
            yield truth
            if truth.result.status != "Failure":
                yield from (self._success(component) for component in item.components)

    def _container_failure(self, container: Container, dois: frozenset[str]) -> Truth:
        assert container.title is not None
        assert container.number is not None
        if container.fate == "title":
            quoted, cut = self._retold(container.title.text)
            message = f'user not allowed to add or update records for the title "{quoted}"'
            return Truth(Result("Failure", "", message), dois, container.title.place, "title", quoted, cut=cut)
        name = container.fate.upper()
        number = self.random.choice([container.number.text, container.number.text.replace("-", "")])
        reported = "all doi's under the current journal element" if container.fate == "issn" else "DOI not found"
        result = Result("Failure", reported, f'{name} "{number}" is invalid', 21)
        return Truth(result, dois, container.number.place, container.fate, number.replace("-", ""))

    def _retold(self, text: str) -> tuple[str, bool]:
        """A value as a log has it: escaped once more, in other letters, shortened."""
        way = self.random.choice(["as it is", "as it is", "escaped", "upper", "blanks", "dots"])
        if way == "dots":
            return text[: self.random.randint(6, len(text) - 1)] + self.random.choice(["...", "…", " [...]"]), True
        changed = {"escaped": escape(text), "upper": text.upper(), "blanks": text.replace(" ", "  ")}
        return changed.get(way, text), False

    def _answer(self, item: Item) -> Truth:
        only = frozenset({item.doi})
        if item.fate in {"shared", "own", "twice"}:
            return self._orcid_failure(item, only)
        if item.fate == "trial":
            assert item.trial is not None
            message = f"Clinical Trial data does not match format of registry. data: {item.trial.text} format: \\d+"
            return Truth(self._unnamed(message), only, item.trial.place, "trial", item.trial.text)
        if item.fate == "year":
            assert item.year is not None
            message = f"year: {item.year.text} in not a valid integer"
            return Truth(self._unnamed(message), only, item.year.place, "year", item.year.text)
        if item.fate == "new":
            message = self.random.choice(["Nobody has seen this", "Nor has anybody seen this"])
            return Truth(self._unnamed(message), only, None, "nothing")
        messages = {
            "related": "Error processing relations: Relation target DOI does not exist: 10.5555/unknown",
            "old": "Record not processed because submitted version: 1 is less or equal to previously submitted version "
            "(DOI match)",
            "service": "java.lang.NullPointerException",
        }
        if item.fate in messages:
            place = item.related or item.timestamp or item.node
            return self._reporting(item, "Failure", messages[item.fate], only, place.place)
        return self._success(item)

    def _orcid_failure(self, item: Item, only: frozenset[str]) -> Truth:
        seen: set[str] = set()
        for iri, role, node in item.people:
            text = self.random.choice([f"https://orcid.org/{iri}", f"http://orcid.org/{iri}", iri])
            start = f"Error in {item.called} ({role.title()} ORCID): ORCID"
            if iri[-1] != orcid(int(iri.replace("-", "")[:15]))[-1]:
                result = self._unnamed(f'{start} "{text}" has invalid checksum')
                return Truth(result, only, node.place, "bad", iri, item.called)
            if iri in seen:
                result = self._unnamed(f'{start} URL "{text}" has duplicates in contributor list')
                return Truth(result, only, node.place, "twice", iri, item.called)
            seen.add(iri)
        raise AssertionError(item)

    @staticmethod
    def _unnamed(message: str) -> Result:
        return Result("Failure", "DOI not found", message, 45)

    def _success(self, item: Item) -> Truth:
        status, message = self.random.choice([("Success", "Successfully added"), ("Warning", "Added with conflict")])
        return self._reporting(item, status, message, frozenset({item.doi}), item.node.place)

    def _reporting(self, item: Item, status: str, message: str, dois: frozenset[str], place: Place) -> Truth:
        if self._chance(0.03):
            return Truth(Result(status, f"{item.doi[:-1]}…", message), dois, place, "shortened")
        return Truth(Result(status, self._reported(item.doi), message), dois, place, reported=item.doi)

    def _reported(self, doi: str) -> str:
        return self.random.choice(
            [
                doi,
                doi.lower(),
                doi.upper(),
                f"https://doi.org/{doi}",
                f"http://dx.doi.org/{quote(doi)}",
                f"doi:{doi}",
                escape(doi),
                f" {doi}\n",
            ]
        )

    def _spoil(self) -> None:
        """Leave out, say twice, add what is of others, shuffle."""
        missing = self.random.choice([0, 0, 0.1, 0.3, 0.5])
        self.truths = [truth for truth in self.truths if not self._chance(missing)]
        for place in range(len(self.truths) - 1, -1, -1):
            if self.truths[place].reported and self._chance(0.1):
                truth = self.truths[place]
                also = Result(truth.result.status, truth.result.doi, "FundRef Resources processed successfully")
                again = truth if truth.result.status == "Failure" else dataclasses.replace(truth, result=also)
                self.truths.insert(place + 1, again)
        if self._chance(0.2):
            stranger = Result("Failure", "10.6666/elsewhere", "java.lang.NullPointerException")
            self.truths.insert(self.random.randint(0, len(self.truths)), Truth(stranger, frozenset(), None, "stranger"))
        if self._chance(0.3):
            self._shuffle()

    def _shuffle(self) -> None:
        for _ in range(30):
            self.random.shuffle(self.truths)
            if not self._known_in_order():
                return  # a shuffle that leaves what is known in order cannot be told from a log in order
        self.truths.clear()

    def _known_in_order(self) -> bool:
        dois = [item.doi for item in self.items]
        reported = dict.fromkeys(truth.reported for truth in self.truths if truth.reported)
        known = [dois.index(doi) for doi in reported if dois.count(doi) == 1]
        return len(known) > 1 and known == sorted(known)
