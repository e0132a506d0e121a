"""One walk through a deposit: its records, where they are, and the values that Crossref's messages quote."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias
from xml.parsers import expat

from crossref_deposit.binding import document
from crossref_deposit.errors import SchemaError

PARTS: Final = frozenset(
    [
        "doi_batch",
        "head",
        "body",
        "journal",
        "journal_metadata",
        "journal_issue",
        "journal_volume",
        "journal_article",
        "book",
        "book_metadata",
        "book_series_metadata",
        "book_set_metadata",
        "series_metadata",
        "set_metadata",
        "content_item",
        "conference",
        "proceedings_metadata",
        "proceedings_series_metadata",
        "conference_paper",
        "dissertation",
        "report-paper",
        "report-paper_metadata",
        "report-paper_series_metadata",
        "standard",
        "standard_metadata",
        "database",
        "database_metadata",
        "dataset",
        "sa_component",
        "component_list",
        "component",
        "peer_review",
        "pending_publication",
        "posted_content",
        "doi_citations",
        "doi_resources",
        "doi_relations",
        "component_list_data",
        "crossmark_data",
        "fundref_data",
        "lic_ref_data",
        "clinicaltrial_data",
    ]
)
"""The elements that structure a deposit: records, what holds them, and the head."""

QUOTED: Final = frozenset(
    [
        "ORCID",
        "issn",
        "isbn",
        "full_title",
        "title",
        "proceedings_title",
        "clinical-trial-number",
        "inter_work_relation",
        "intra_work_relation",
    ]
)
"""The elements whose content Crossref's messages repeat."""

_OWN_DOI: Final = frozenset(
    [
        "component",
        "pending_publication",
        "doi_citations",
        "doi_resources",
        "doi_relations",
        "crossmark_data",
        "fundref_data",
        "lic_ref_data",
        "clinicaltrial_data",
    ]
)
"""Parts whose ``doi`` is a child of their own; elsewhere it is in their ``doi_data``."""

_OURS: Final = re.compile(r"https?://www\.crossref\.org/(?:doi_resources_)?schema/")
_FOREIGN: Final = {
    "assertion": "http://www.crossref.org/fundref.xsd",
    "license_ref": "http://www.crossref.org/AccessIndicators.xsd",
    "clinical-trial-number": "http://www.crossref.org/clinicaltrials.xsd",
    "inter_work_relation": "http://www.crossref.org/relations.xsd",
    "intra_work_relation": "http://www.crossref.org/relations.xsd",
}
_MARKUP: Final = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>|<(/?)(?:[\w.-]+:)?([A-Za-z_][\w.-]*)((?:\s[^<>]*?)?)(/?)>|([^<]+)", re.DOTALL
)

Opening: TypeAlias = Callable[[str, list[str]], None]
Closing: TypeAlias = Callable[[], None]


class Value(NamedTuple):
    """A value that messages quote, where it stands."""

    name: str
    """The element."""
    offset: int
    """Of its start tag, in bytes."""
    part: int
    """The part of the deposit that it belongs to."""
    contributors: int
    """Which list of contributors it is in: equal numbers, same list."""
    text: str
    roles: tuple[str, ...]
    """The roles of the person whose ORCID iD it is."""


class Names(dict[str, str]):
    """The local name of what belongs to a deposit, by expat's ``namespace}local``; empty for all else."""

    def __init__(self, wanted: frozenset[str]) -> None:
        super().__init__()
        self._wanted = wanted

    def __missing__(self, name: str) -> str:
        namespace, _, local = name.rpartition("}")
        known = not namespace or (namespace == _FOREIGN[local] if local in _FOREIGN else _OURS.match(namespace))
        self[name] = local if known and local in self._wanted else ""
        return self[name]


class SubmissionScan:
    """What the walk found; parts are numbered in document order, 0 is the root.

    Args:
        text: The deposit in UTF-8.
        salvage: Go on behind a fault as well as can be, instead of raising; `fault` says which it was.

    Raises:
        SchemaError: The document is not well-formed, or has a DTD.
    """

    def __init__(self, text: bytes, *, salvage: bool = False) -> None:
        self.names: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.parents: list[int] = []
        self.dois: dict[int, tuple[str, int]] = {}
        self.timestamps: dict[int, tuple[str, int]] = {}
        self.values: list[Value] = []
        self.batch_id: str | None = None
        self.namespace = ""
        self.fault: SchemaError | None = None
        self._text = text
        self._part = -1
        self._list = -1
        self._lists = 0
        self._roles: list[str] = []
        self._in_doi_data = False
        self._aside = 0
        self._captured: list[str] = []
        self._captured_at = -1
        self._captured_name = ""
        self._skips = False
        self._start: Opening | None = None
        self._parser = document.guarded_parser(SchemaError, encoding="utf-8")
        self._offset: Callable[[], int] = lambda: self._parser.CurrentByteIndex
        self._openings = self._opening_actions()
        self._closings = self._closing_actions()
        try:
            self._walk()
        except SchemaError as error:
            if not salvage:
                raise
            self.fault = error
            self._salvage(self._parser.ErrorByteIndex)
        if not self.names:
            self._open_part("", [])
        del self._parser, self._offset, self._openings, self._closings, self._start

    def _opening_actions(self) -> dict[str, Opening]:
        actions: dict[str, Opening] = dict.fromkeys(PARTS, self._open_part)
        actions |= dict.fromkeys(QUOTED, self._capture)
        actions |= dict.fromkeys(("doi_batch_id", "timestamp"), self._capture)
        actions |= dict.fromkeys(("publication", "collection"), self._step_aside)
        actions |= {
            "doi_data": self._open_doi_data,
            "doi": self._open_doi,
            "contributors": self._open_contributors,
            "person_name": self._open_person,
            "role": self._open_role,
            "citation_list": self._skip,
        }
        return actions

    def _closing_actions(self) -> dict[str, Closing]:
        actions: dict[str, Closing] = dict.fromkeys(PARTS, self._close_part)
        actions |= dict.fromkeys(QUOTED, self._keep_value)
        actions |= dict.fromkeys(("publication", "collection"), self._step_back)
        actions |= {
            "doi_batch_id": self._keep_batch_id,
            "timestamp": self._keep_timestamp,
            "doi_data": self._close_doi_data,
            "doi": self._keep_doi,
            "contributors": self._close_contributors,
            "citation_list": self._resume,
        }
        return actions

    def _walk(self) -> None:
        known = Names(frozenset(self._openings))
        openings: dict[str, Opening | None] = {}
        closings: dict[str, Closing | None] = {}

        def start(name: str, attributes: list[str]) -> None:
            try:
                action = openings[name]
            except KeyError:
                action = openings[name] = self._openings.get(known[name])
                closings[name] = self._closings.get(known[name])
            if action is not None:
                action(name, attributes)

        def end(name: str) -> None:
            action = closings.get(name)
            if action is not None and (not self._skips or action == self._resume):
                action()

        def root(name: str, attributes: list[str]) -> None:
            self.namespace = name.rpartition("}")[0]
            self._parser.StartElementHandler = self._start = start
            closings[name] = self._close_part
            openings[name] = self._open_part
            self._open_part(name, attributes)

        self._parser.ordered_attributes = True
        self._parser.StartElementHandler = root
        self._parser.EndElementHandler = end
        document.parse(self._parser, self._text, SchemaError)

    def _open_part(self, name: str, _: list[str]) -> None:
        number = len(self.names)
        self.names.append(name.rpartition("}")[2])
        self.starts.append(self._offset())
        self.ends.append(len(self._text))
        self.parents.append(self._part)
        self._part = number
        self._list = -number - 1

    def _close_part(self) -> None:
        if self._part < 0:
            return
        offset = self._offset()
        closing = self._text.startswith(b"</", offset)
        self.ends[self._part] = self._text.find(b">", offset) + 1 if closing else offset
        self._part = self.parents[self._part]
        self._list = -self._part - 1

    def _open_doi_data(self, _: str, __: list[str]) -> None:
        self._in_doi_data = True

    def _close_doi_data(self) -> None:
        self._in_doi_data = False

    def _step_aside(self, _: str, __: list[str]) -> None:
        """Into an element that may hold a DOI which is not the record's."""
        self._aside += 1

    def _step_back(self) -> None:
        self._aside = max(0, self._aside - 1)

    def _open_doi(self, name: str, attributes: list[str]) -> None:
        part = self._part
        own = part >= 0 and (self._in_doi_data or self.names[part] in _OWN_DOI)
        if own and not self._aside and part not in self.dois:
            self._capture(name, attributes)

    def _open_contributors(self, _: str, __: list[str]) -> None:
        self._lists += 1
        self._list = self._lists

    def _close_contributors(self) -> None:
        self._list = -self._part - 1

    def _open_person(self, _: str, attributes: list[str]) -> None:
        self._roles = [value for name, value in _pairs(attributes) if name == "contributor_role"]

    def _open_role(self, _: str, attributes: list[str]) -> None:
        self._roles += [value for name, value in _pairs(attributes) if name == "type"]

    def _skip(self, _: str, __: list[str], /) -> None:
        """No more start tags until the list of references ends: nothing in it is a record's own."""
        self._skips = True
        self._parser.StartElementHandler = None

    def _resume(self) -> None:
        self._skips = False
        self._parser.StartElementHandler = self._start

    def _capture(self, name: str, _: list[str], /) -> None:
        self._captured_at = self._offset()
        self._captured_name = name
        self._captured = []
        self._parser.CharacterDataHandler = self._captured.append

    def _release(self) -> str | None:
        if self._captured_at < 0:
            return None
        self._parser.CharacterDataHandler = None
        return "".join(self._captured)

    def _keep_value(self) -> None:
        text = self._release()
        if text is not None:
            name = self._captured_name.rpartition("}")[2]
            roles = tuple(self._roles) if name == "ORCID" else ()
            self.values.append(Value(name, self._captured_at, self._part, self._list, text, roles))
            self._captured_at = -1

    def _keep_batch_id(self) -> None:
        text = self._release()
        if text is not None and self.batch_id is None:
            self.batch_id = text.strip()
        self._captured_at = -1

    def _keep_timestamp(self) -> None:
        text = self._release()
        if text is not None:
            self.timestamps.setdefault(self._part, (text.strip(), self._captured_at))
        self._captured_at = -1

    def _keep_doi(self) -> None:
        if self._captured_name.rpartition("}")[2] != "doi":  # this one is nobody's, in an element that is captured
            return
        text = self._release()
        if text is not None:
            self.dois[self._part] = (text.strip(), self._captured_at)
        self._captured_at = -1

    def _salvage(self, offset: int) -> None:
        """Read on behind the fault by the look of the tags alone."""
        self._parser = expat.ParserCreate()  # what the actions set on it is of no account from here on
        for match in _MARKUP.finditer(self._text, max(0, offset)):
            self._offset = match.start
            data, ends, name, attributes, empty, text = match.groups()
            if name:
                self._salvage_tag(name.decode("utf-8", "replace"), attributes, ends=bool(ends), empty=bool(empty))
            elif self._captured_at >= 0 and (data or text):
                self._captured.append(html.unescape((data or text).decode("utf-8", "replace")))

    def _salvage_tag(self, name: str, attributes: bytes, *, ends: bool, empty: bool) -> None:
        if not ends and not self._skips and (opening := self._openings.get(name)):
            pairs = re.findall(r"""([\w:-]+)\s*=\s*["']([^"']*)["']""", attributes.decode("utf-8", "replace"))
            opening(name, [item for pair in pairs for item in pair])
        if (ends or empty) and (closing := self._closings.get(name)) and self._may_close(name):
            closing()

    def _may_close(self, name: str) -> bool:
        """Whether an end tag closes something: parts whose end tag is missing are closed with the part around them."""
        if name not in PARTS:
            return not self._skips or name == "citation_list"
        part = self._part
        while part >= 0 and self.names[part] != name:
            part = self.parents[part]
        if part < 0:
            return False
        while self._part != part:
            self._close_part()
        return True


def _pairs(attributes: list[str]) -> zip[tuple[str, str]]:
    return zip(attributes[::2], attributes[1::2], strict=True)
