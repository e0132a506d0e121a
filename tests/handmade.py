"""Deposits and logs written by hand, every element's place noted while it is written: the truth for tests."""

from __future__ import annotations

import dataclasses
import itertools
import pathlib
from collections.abc import Callable, Iterator
from xml.sax.saxutils import escape

NAMESPACE = "http://www.crossref.org/schema/5.5.0"


def orcid(number: int, *, right: bool = True) -> str:
    """An ORCID iD with the right check digit, or a wrong one."""
    digits = f"{number:015d}"
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2 % 11
    check = (12 - total) % 11
    last = "0123456789X"[check if right else (check + 1) % 11]
    text = digits + last
    return "-".join(text[start : start + 4] for start in range(0, 16, 4))


@dataclasses.dataclass
class Person:
    orcid: str = ""
    role: str = "author"


@dataclasses.dataclass
class Article:
    doi: str
    people: list[Person] = dataclasses.field(default_factory=list)
    title: str = "A title"
    trial: str = ""
    related: str = ""
    timestamp: str = ""
    components: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Journal:
    articles: list[Article]
    title: str = "Journal of Tests"
    issn: str = "0264-3561"
    doi: str = ""
    issue_doi: str = ""


@dataclasses.dataclass(frozen=True)
class Layout:
    """How the same document is written: line ends, prefix, comments, encoding."""

    line_end: str = "\n"
    prefix: str = ""
    comments: bool = False
    encoding: str = "utf-8"
    mark: bool = False
    orcid_scheme: str = "https"
    entities: bool = False

    @property
    def codec(self) -> str:
        return {"utf-16": "utf-16", "utf-8": "utf-8-sig" if self.mark else "utf-8"}.get(self.encoding, self.encoding)


LAYOUTS = [
    Layout(line_end=line_end, prefix=prefix, comments=comments, encoding=encoding, mark=mark, orcid_scheme=scheme,
           entities=entities)
    for line_end, prefix, comments, (encoding, mark), scheme, entities in itertools.product(
        ("\n", "", "\r\n", "\r"),
        ("", "cr"),
        (False, True),
        (("utf-8", False), ("utf-8", True), ("utf-16", False), ("iso-8859-1", False)),
        ("https", "http"),
        (False, True),
    )
]  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Place:
    line: int
    column: int


class Writer:
    """Writes elements and remembers where each began."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.pieces: list[str] = []
        self.line = self.column = 1

    def put(self, text: str) -> None:
        self.pieces.append(text)
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.line += len(lines) - 1
        self.column = self.column + len(text) if len(lines) == 1 else len(lines[-1]) + 1

    def start(self, name: str, attributes: str = "") -> Place:
        self.put(self.layout.line_end)
        if self.layout.comments:
            self.put(f"<!-- <{name}> é -->")
        place = Place(self.line, self.column)
        self.put(f"<{self._tag(name)}{attributes}>")
        return place

    def end(self, name: str) -> None:
        self.put(f"</{self._tag(name)}>")

    def leaf(self, name: str, text: str, attributes: str = "") -> Place:
        place = self.start(name, attributes)
        escaped = escape(text)
        if self.layout.entities and text:
            escaped = f"&#{ord(text[0])};<![CDATA[{text[1:]}]]>"
        self.put(escaped)
        self.end(name)
        return place

    def _tag(self, name: str) -> str:
        return name if ":" in name or not self.layout.prefix else f"{self.layout.prefix}:{name}"


class Deposit:
    """A deposit and where its records, ORCID iDs, trial numbers and relations are.

    ``places`` has, by DOI, ``record``, ``doi``, ``ORCID`` (a list), ``trial``, ``related``, ``timestamp``.
    """

    def __init__(self, journals: list[Journal], layout: Layout | None = None, *, batch_id: str = "batch-1") -> None:
        self.layout = layout or Layout()
        self.journals = journals
        self.places: dict[str, dict[str, Place | list[Place]]] = {}
        self.issns: list[Place] = []
        self._writer = Writer(self.layout)
        self._write(batch_id)

    @property
    def xml(self) -> bytes:
        return "".join(self._writer.pieces).encode(self.layout.codec)

    @property
    def dois(self) -> tuple[str, ...]:
        return tuple(self.places)

    def to_xml(self) -> bytes:
        return self.xml

    def _write(self, batch_id: str) -> None:
        writer, layout = self._writer, self.layout
        writer.put(f'<?xml version="1.0" encoding="{layout.encoding}"?>')
        colon = f":{layout.prefix}" if layout.prefix else ""
        namespaces = (
            f' xmlns{colon}="{NAMESPACE}" version="5.5.0" xmlns:rel="http://www.crossref.org/relations.xsd"'
            ' xmlns:ct="http://www.crossref.org/clinicaltrials.xsd"'
        )
        with self._element("doi_batch", namespaces):
            with self._element("head"):
                writer.leaf("doi_batch_id", batch_id)
                writer.leaf("timestamp", "20260101000000")
            with self._element("body"):
                for journal in self.journals:
                    self._journal(journal)

    def _journal(self, journal: Journal) -> None:
        with self._element("journal"):
            metadata = self._writer.start("journal_metadata")
            self._writer.leaf("full_title", journal.title)
            if journal.issn:
                self.issns.append(self._writer.leaf("issn", journal.issn))
            self._own_doi(journal.doi, metadata)
            self._writer.end("journal_metadata")
            if journal.issue_doi:
                issue = self._writer.start("journal_issue")
                self._own_doi(journal.issue_doi, issue)
                self._writer.end("journal_issue")
            for article in journal.articles:
                self._article(article)

    def _own_doi(self, doi: str, place: Place, timestamp: str = "") -> None:
        if not doi:
            return
        places = self.places.setdefault(doi, {"record": place, "ORCID": []})
        with self._element("doi_data"):
            places["doi"] = self._writer.leaf("doi", doi)
            if timestamp:
                places["timestamp"] = self._writer.leaf("timestamp", timestamp)
            self._writer.leaf("resource", "https://example.org/")
            with self._element("collection"), self._element("item"):
                self._writer.leaf("doi", "10.5555/not-a-record")

    def _article(self, article: Article) -> None:
        place = self._writer.start("journal_article")
        places: dict[str, Place | list[Place]] = {"record": place}
        self.places[article.doi] = places
        with self._element("titles"):
            self._writer.leaf("title", article.title)
        places["ORCID"] = list(self._people(article.people))
        if article.trial:
            with self._element("ct:program"):
                places["trial"] = self._writer.leaf(
                    "ct:clinical-trial-number", article.trial, ' registry="10.18810/isrctn"'
                )
        if article.related:
            with self._element("rel:program"), self._element("rel:related_item"):
                places["related"] = self._writer.leaf("rel:inter_work_relation", article.related)
        self._own_doi(article.doi, place, article.timestamp)
        with self._element("citation_list"), self._element("citation", ' key="1"'):
            self._writer.leaf("issn", "1234-5678")
            self._writer.leaf("doi", "10.5555/cited")
        if article.components:
            with self._element("component_list"):
                for doi in article.components:
                    self.places[doi] = {"record": self._writer.start("component"), "ORCID": []}
                    self.places[doi]["doi"] = self._writer.leaf("doi", doi)
                    self._writer.end("component")
        self._writer.end("journal_article")

    def _people(self, people: list[Person]) -> Iterator[Place]:
        if not people:
            return
        with self._element("contributors"):
            for person in people:
                with self._element("person_name", f' sequence="first" contributor_role="{person.role}"'):
                    self._writer.leaf("surname", "Özil" if self.layout.encoding != "iso-8859-1" else "Müller")
                    if person.orcid:
                        yield self._writer.leaf("ORCID", f"{self.layout.orcid_scheme}://orcid.org/{person.orcid}")

    def _element(self, name: str, attributes: str = "") -> _Scope:
        self._writer.start(name, attributes)
        return _Scope(lambda: self._writer.end(name))


class _Scope:
    def __init__(self, close: Callable[[], None]) -> None:
        self._close = close

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        self._close()


@dataclasses.dataclass
class Result:
    """One ``record_diagnostic`` to be written."""

    status: str = "Success"
    doi: str | None = ""
    message: str = "Successfully added"
    msg_id: int | None = None


def log(results: list[Result], *, status: str | None = "completed", batch_id: str = "batch-1") -> bytes:
    """A log as Crossref writes them."""
    word = f' status="{status}"' if status is not None else ""
    lines = [
        f'<?xml version="1.0" encoding="UTF-8"?>\n<doi_batch_diagnostic{word} sp="ds4.crossref.org">',
        f"   <submission_id>1500000001</submission_id>\n   <batch_id>{batch_id}</batch_id>",
    ]
    for result in results:
        msg_id = f' msg_id="{result.msg_id}"' if result.msg_id is not None else ""
        lines.append(f'   <record_diagnostic status="{result.status}"{msg_id}>')
        if result.doi is not None:
            lines.append(f"      <doi>{escape(result.doi)}</doi>" if result.doi else "      <doi />")
        lines.append(f"      <msg>{escape(result.message)}\n</msg>\n   </record_diagnostic>")
    counts = {name: sum(result.status == name for result in results) for name in ("Success", "Warning", "Failure")}
    lines.append(f"   <batch_data>\n      <record_count>{len(results)}</record_count>")
    lines += [f"      <{name.lower()}_count>{count}</{name.lower()}_count>" for name, count in counts.items()]
    lines.append("   </batch_data>\n</doi_batch_diagnostic>")
    return "\n".join(lines).encode()


def bad_orcid(value: str, role: str = "Author", item: str = "Journal Article") -> Result:
    message = f'Error in {item} ({role} ORCID): ORCID "https://orcid.org/{value}" has invalid checksum'
    return Result("Failure", "DOI not found", message, 45)


def repeated_orcid(value: str) -> Result:
    message = f'Error in Journal Article (Author ORCID): ORCID URL "{value}" has duplicates in contributor list'
    return Result("Failure", "DOI not found", message, 45)


def too_old(doi: str) -> Result:
    message = (
        "Record not processed because submitted version: 20260101000000 is less or equal to\tpreviously submitted "
        "version (DOI match)"
    )
    return Result("Failure", doi, message, 4)


def bad_issn(issn: str) -> Result:
    return Result("Failure", "all doi's under the current journal element", f'ISSN "{issn}" is invalid ', 21)


def write(folder: pathlib.Path, data: bytes, name: str = "document.xml") -> pathlib.Path:
    """A file with these bytes."""
    path = folder / name
    path.write_bytes(data)
    return path
