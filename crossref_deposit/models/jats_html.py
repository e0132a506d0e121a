"""Abstracts from HTML: paragraphs, lists and sections of JATS."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote, urlsplit

import attrs

from crossref_deposit.binding.html import Attributes, Flow, Phrase

JATS_PHRASES: Final[Mapping[str, str]] = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "cite": "italic",
    "dfn": "italic",
    "var": "italic",
    "u": "underline",
    "ins": "underline",
    "overline": "overline",
    "s": "strike",
    "strike": "strike",
    "del": "strike",
    "sub": "sub",
    "sup": "sup",
    "small-caps": "sc",
    "tt": "monospace",
    "code": "monospace",
    "kbd": "monospace",
    "samp": "monospace",
    "a": "ext-link",
}
"""The elements of HTML that stand in a line, and what they are called in JATS."""

LIST_TYPES: Final[Mapping[str, str]] = {"ul": "bullet", "ol": "order", "menu": "bullet", "dir": "bullet"}
"""The lists of HTML, and their ``list-type`` in JATS."""

NUMBERINGS: Final[Mapping[str, str]] = {"a": "alpha-lower", "A": "alpha-upper", "i": "roman-lower", "I": "roman-upper"}
"""The ``list-type`` for the attribute ``type`` of a list."""

HEADINGS: Final[Mapping[str, int]] = {f"h{level}": level for level in range(1, 7)}
"""The headings of HTML, which begin sections, and how deep these are."""

_LINK: Final = "jats:ext-link"
_is_address: Final = re.compile(r"(?:https?|ftp)://.+|mailto:.+", re.IGNORECASE).fullmatch
_IN_ADDRESSES: Final = "!#$%&'()*+,/:;=?@[]~"


@attrs.define(eq=False)
class _Section:
    """A heading with what follows it; level 0 is the abstract itself."""

    level: int = 0
    title: str = ""
    blocks: list[str] = attrs.field(factory=list)
    sections: list[_Section] = attrs.field(factory=list)

    @property
    def content(self) -> str:
        """Its JATS, without a tag around it."""
        inside = "".join(f"<jats:sec>{section.content}</jats:sec>" for section in self.sections)
        title = f"<jats:title>{self.title}</jats:title>" if self.title else ""
        return f"{title}{''.join(self.blocks)}{inside}"


@attrs.define(eq=False)
class _List:
    """A list, and the blocks of each of its items."""

    kind: str
    items: list[list[str]] = attrs.field(factory=list)

    def add(self, block: str) -> None:
        """Something in the last item, or before the first."""
        if not self.items:
            self.items.append([])
        self.items[-1].append(block)

    @property
    def xml(self) -> str:
        """Its JATS; nothing if it has nothing in it."""
        items = "".join(f"<jats:list-item>{''.join(blocks)}</jats:list-item>" for blocks in self.items if blocks)
        return f'<jats:list list-type="{self.kind}">{items}</jats:list>' if items else ""


class Paragraphs(Flow):
    """The blocks of HTML as JATS has them."""

    name = "JATS"
    phrases = JATS_PHRASES

    def __init__(self) -> None:
        super().__init__()
        self._sections = [_Section()]
        self._lists: list[_List] = []
        self._heading = ""
        self._open_in_heading = 0  # blocks, of which the text alone counts

    def phrase(self, name: str, attributes: Attributes) -> Phrase | None:
        """The phrase for an element; a link leads somewhere, or is none."""
        tag = self.phrases.get(name)
        if name != "a":
            return Phrase(f"jats:{tag}") if tag else None
        address = _address(attributes.get("href", ""))
        return Phrase(_LINK, {"ext-link-type": "uri", "xlink:href": address}) if address else None

    def start(self, name: str, attributes: Attributes) -> None:
        """A block begins, and with it a heading, a list or an item."""
        self._end_line()
        if self._heading:
            self._open_in_heading += 1
        elif name in HEADINGS and not self._lists:
            self._heading = name
        elif name in LIST_TYPES:
            self._lists.append(_List(NUMBERINGS.get(attributes.get("type", ""), LIST_TYPES[name])))
        elif name == "li" and self._lists:
            self._lists[-1].items.append([])

    def end(self, name: str) -> None:
        """A block ends."""
        if self._open_in_heading:
            self._open_in_heading -= 1
        elif self._heading:
            self._begin_section(HEADINGS[name], self.line.take())
            self._heading = ""
        self._end_line()
        if name in LIST_TYPES and not self._heading:
            ended = self._lists.pop().xml
            self._add(ended if self._lists or not ended else f"<jats:p>{ended}</jats:p>")

    def break_line(self) -> None:
        """A line ends; where nothing was in it, the paragraph does."""
        if self.line.broken:
            self._end_line()
        super().break_line()
        self.line.broken = True

    def formula(self, phrases: Sequence[Phrase], xml: str) -> None:
        """A formula; JATS has none in a link."""
        super().formula([phrase for phrase in phrases if phrase.tag != _LINK], xml)

    def result(self) -> str:
        """The content of the abstract."""
        self._end_line()
        return self._sections[0].content

    def _end_line(self) -> None:
        if self._heading:
            self.line.add((), " ")
        else:
            text = self.line.take()
            self._add(text and f"<jats:p>{text}</jats:p>")

    def _add(self, block: str) -> None:
        if block:
            add = self._lists[-1].add if self._lists else self._sections[-1].blocks.append
            add(block)

    def _begin_section(self, level: int, title: str) -> None:
        if title:
            while self._sections[-1].level >= level:
                self._sections.pop()
            begun = _Section(level, title)
            self._sections[-1].sections.append(begun)
            self._sections.append(begun)


def _address(href: str) -> str:
    """A link's address as a URI, if it is one by itself; nothing for what makes sense in its page only."""
    uri = quote("".join(href.split("\n")).strip(), safe=_IN_ADDRESSES)
    try:
        parts = urlsplit(uri)
    except ValueError:
        return ""
    return uri if _is_address(uri) and "#" not in parts.fragment else ""
