"""HTML, as people have it, to a markup language: tags become what a table says, and nothing is lost in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from html.entities import html5
from html.parser import HTMLParser
from typing import Final, TypeAlias

import attrs

from crossref_deposit.binding import document
from crossref_deposit.binding.escape import escape, not_xml, quote
from crossref_deposit.binding.html_elements import (
    BLOCKS,
    EMPTY,
    FACES,
    IMPLIED_ENDS,
    LOST_BLOCKS,
    PLAIN,
    PLAIN_PREFIXES,
    STYLES,
    TAKEN_BACK,
    UNSEEN,
    VOID,
)
from crossref_deposit.binding.html_math import Formula
from crossref_deposit.binding.values import Refused, show

MAX_LENGTH: Final = 1_000_000
"""Characters of HTML that are read at once."""

Attributes: TypeAlias = Mapping[str, str]

_REFERENCE: Final = re.compile(
    r"&(?:(#(?:\d+|[xX][0-9A-Fa-f]+));?|([A-Za-z][A-Za-z0-9]*)(;|(?![A-Za-z0-9=]))|)", re.ASCII
)
_SAFE: Final = str.maketrans({character: f"&#{ord(character)};" for character in "&<>\"'"})
_DECLARATION: Final = re.compile(r"([a-z-]+)\s*:\s*([^;!]+)")
_WORD: Final = re.compile(r"[^\s,]+")
_spaces: Final = re.compile("[ \t\r\n]+").sub
_UNFINISHED: Final = re.compile(r"<[A-Za-z/!?]")


@attrs.frozen(eq=False)
class Phrase:
    """An element around some text; two phrases are two elements, however alike."""

    tag: str
    attributes: Attributes = attrs.field(factory=dict)

    def __str__(self) -> str:
        return self.tag + "".join(f' {name}="{quote(value)}"' for name, value in self.attributes.items())


class Line:
    """Text with phrases around it, white space as a browser shows it."""

    def __init__(self) -> None:
        self._pieces: list[tuple[Sequence[Phrase], str]] = []
        self.broken = False
        """Whether a line break is the last thing that came."""

    def add(self, phrases: Sequence[Phrase], text: str) -> None:
        """Text as it stands in HTML."""
        text = _spaces(" ", text)
        if not self._pieces or self._pieces[-1][1].endswith(" "):
            text = text.removeprefix(" ")
        if text:
            self.add_xml(phrases, escape(text), broken=self.broken and text == " ")

    def add_xml(self, phrases: Sequence[Phrase], xml: str, *, broken: bool = False) -> None:
        """Something that is canonical XML already."""
        self._pieces.append((tuple(phrases), xml))
        self.broken = broken

    def take(self) -> str:
        """The canonical XML of all that came, and the line is empty; nothing at all for nothing but blanks."""
        pieces, self._pieces, self.broken = self._pieces, [], False
        while pieces and not pieces[-1][1].strip():
            pieces.pop()
        if pieces:
            phrases, last = pieces.pop()
            pieces.append((phrases, last.rstrip(" ")))
        return _nested(pieces)


def _nested(pieces: list[tuple[Sequence[Phrase], str]]) -> str:
    out: list[str] = []
    opened: Sequence[Phrase] = ()
    for phrases, xml in [*pieces, ((), "")]:
        common = sum(1 for _ in _same(opened, phrases))
        out += [f"</{phrase.tag}>" for phrase in reversed(opened[common:])]
        out += [f"<{phrase}>" for phrase in phrases[common:]]
        out.append(xml)
        opened = phrases
    return "".join(out)


def _same(one: Sequence[Phrase], other: Sequence[Phrase]) -> Iterator[Phrase]:
    for first, second in zip(one, other, strict=False):
        if first is not second:
            return
        yield first


class Flow:
    """What comes of the lines and blocks of HTML: here everything in one line."""

    name: str = "face markup"
    phrases: Mapping[str, str] = FACES
    """The element for each element of HTML that it has."""

    def __init__(self) -> None:
        self.line = Line()

    def phrase(self, name: str, attributes: Attributes) -> Phrase | None:  # noqa: ARG002 - for languages with links
        """The phrase for an element of HTML, if there is one."""
        tag = self.phrases.get(name)
        return Phrase(tag) if tag else None

    def start(self, name: str, attributes: Attributes) -> None:  # noqa: ARG002 - for languages with lists
        """A block begins."""
        self.line.add((), " ")

    def end(self, name: str) -> None:  # noqa: ARG002 - for languages with blocks
        """A block ends."""
        self.line.add((), " ")

    def break_line(self) -> None:
        """A line ends within a block."""
        self.line.add((), " ")

    def formula(self, phrases: Sequence[Phrase], xml: str) -> None:
        """A formula, in canonical MathML."""
        self.line.add_xml(phrases, xml)

    def result(self) -> str:
        """The canonical XML of everything."""
        return self.line.take()


def convert(html: object, flow: Flow, *, lossy: bool) -> str:
    """The XML that a flow makes of HTML.

    Raises:
        Refused: It is no HTML, or has something that the markup language has no equal for.
    """
    if not isinstance(html, str):
        raise Refused(f"{show(html)} ({type(html).__name__})", "a str with HTML")
    if len(html) > MAX_LENGTH:
        raise Refused(f"{len(html):,} characters", f"HTML of at most {MAX_LENGTH:,} characters")
    html = html.replace("\f", " ")  # white space in HTML, and no character in XML
    if bad := not_xml(html):
        remedy = "Remove control characters; they are often left over from copied text."
        raise Refused(f"the character {bad.group()!r} in {show(html)}", "characters that XML can hold", remedy)
    reader = _Reader(flow)
    reader.read(html)
    if reader.lost and not lossy:
        names = ", ".join(dict.fromkeys(reader.lost))
        remedy = "Leave it out, or give lossy=True to keep nothing but its text."
        raise Refused(names, f"HTML that can be said in {flow.name}", remedy)
    return flow.result()


def _resolved(html: str) -> str:
    """The same with every character reference resolved; what is markup else stays one, by its number."""
    return _REFERENCE.sub(_character, html)


def _character(match: re.Match[str]) -> str:
    number, name, end = match.groups()
    if number:
        text = unescape(f"&{number};")
        if text in {"", "\ufffd"} or not_xml(text):
            raise Refused(f"the character {match[0]!r}", "characters that XML can hold")
        return text.translate(_SAFE)
    text = html5.get(f"{name}{end}", match[0]) if name else match[0]
    return text.translate(_SAFE)


@attrs.frozen(eq=False)
class _Open:
    """An element whose end tag has not come."""

    name: str
    phrases: tuple[Phrase, ...] = ()
    block: bool = False
    unseen: bool = False


class _Reader(HTMLParser):
    """Keeps account of the elements that are open, as browsers do, and tells a flow what that means."""

    def __init__(self, flow: Flow) -> None:
        super().__init__(convert_charrefs=True)
        self.lost: list[str] = []
        self._flow = flow
        self._open: list[_Open] = []
        self._formula: Formula | None = None

    def read(self, html: str) -> None:
        """Everything from the first character to the last."""
        # a marked section of Word's is a comment like any other, but not for every version of Python
        self.feed(_resolved(html).replace("<![", "<!"))
        if self.cdata_elem:
            raise _endless(f"<{self.cdata_elem}>")
        if _UNFINISHED.match(self.rawdata):
            raise _endless(show(self.rawdata))
        self.close()
        if self._unseen:
            raise _endless(f"<{self._open[-1].name}>")
        self._end_formula()
        while self._open:
            self._close_last()

    # --- what HTMLParser finds ----------------------------------------------------------------

    def handle_data(self, data: str) -> None:
        """Text."""
        if self._formula:
            self._formula.text(data)
        elif not self._unseen:
            self._flow.line.add(self._phrases, data)

    def handle_comment(self, data: str) -> None:
        """A comment, or what is taken for one."""
        if data.startswith("CDATA["):
            raise Refused("a CDATA section", "HTML, which has none")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that ends itself, as XHTML has it."""
        self.handle_starttag(tag, attrs)
        if self._formula or tag not in VOID:
            self.handle_endtag(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A start tag."""
        attributes = {name: value or "" for name, value in reversed(attrs)}
        if self._formula:
            self._start_in_formula(self._formula, tag, attributes)
        elif self._unseen:
            self._push(tag, _Open(tag, unseen=True))
        elif tag.rpartition(":")[2] == "math":
            self._formula = Formula(self._written_name(tag), attributes)
        else:
            self._start(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        """An end tag; one without a start tag means nothing, but for those that browsers see something in."""
        if self._formula and self._formula.end(tag):
            if self._formula.ended:
                self._end_formula()
            return
        number = next((n for n in reversed(range(len(self._open))) if self._open[n].name == tag), None)
        if number is not None:
            self._end_formula()
            self._close(number)
        elif tag in EMPTY and not self._formula:
            self.handle_startendtag(tag, [])

    # --- elements -----------------------------------------------------------------------------

    @property
    def _unseen(self) -> bool:
        return bool(self._open) and self._open[-1].unseen

    @property
    def _phrases(self) -> list[Phrase]:
        return [phrase for opened in self._open for phrase in opened.phrases]

    def _start(self, tag: str, attributes: Attributes) -> None:
        self._end_implied(tag)
        if tag == "br":
            self._flow.break_line()
        elif tag in BLOCKS:
            self._start_block(tag, attributes)
        elif tag in UNSEEN and (tag != "title" or any(opened.name == "head" for opened in self._open)):
            if attributes.get("type", "").lower().startswith("math/"):
                self.lost.append(f"<{tag} type={attributes['type']!r}>")
            self._push(tag, _Open(tag, unseen=True))
        else:
            self._push(tag, _Open(tag, tuple(self._phrases_of(tag, attributes))))

    def _start_block(self, tag: str, attributes: Attributes) -> None:
        if tag in LOST_BLOCKS:
            self.lost.append(f"<{tag}>")
        self._flow.start(tag, attributes)
        if tag in VOID:
            self._flow.end(tag)
        else:
            self._push(tag, _Open(tag, block=True))

    def _phrases_of(self, tag: str, attributes: Attributes) -> Iterator[Phrase]:
        styles = list(_styles(attributes))
        if not any(tag in TAKEN_BACK.get(style, ()) for style in styles):
            own = self._flow.phrase(tag, attributes)
            if own is not None:
                yield own
            elif not _is_plain(tag):
                self.lost.append(f"<{tag}>")
        for style in styles:
            if style in STYLES:
                if phrase := self._flow.phrase(STYLES[style], {}):
                    yield phrase
                else:
                    self.lost.append(f"the style '{': '.join(style)}'")

    def _push(self, tag: str, opened: _Open) -> None:
        if len(self._open) >= document.MAX_DEPTH:
            raise Refused(f"HTML nested deeper than {document.MAX_DEPTH}", "less")
        if tag not in VOID:
            self._open.append(opened)

    def _end_implied(self, tag: str) -> None:
        ended, scopes = IMPLIED_ENDS.get(tag, (frozenset[str](), frozenset[str]()))
        for opened in self._open[::-1]:
            if opened.name in ended:
                self.handle_endtag(opened.name)
            elif opened.name in scopes:
                return

    def _close(self, number: int) -> None:
        if not (self._open[number].block or self._open[number].unseen):
            del self._open[number]  # what was begun in it goes on behind it
            return
        while len(self._open) > number:
            self._close_last()

    def _close_last(self) -> None:
        closed = self._open.pop()
        if closed.block:
            self._flow.end(closed.name)

    # --- formulas -----------------------------------------------------------------------------

    def _written_name(self, tag: str) -> str:
        return (self.get_starttag_text() or "")[1 : 1 + len(tag)]

    def _start_in_formula(self, formula: Formula, tag: str, attributes: Attributes) -> None:
        if any(tag in of_html for of_html in (BLOCKS, FACES, PLAIN, UNSEEN, VOID)):
            raise Refused(f"<{tag}> in <math>", "elements of MathML")
        formula.start(self._written_name(tag), attributes)

    def _end_formula(self) -> None:
        if self._formula:
            self._flow.formula(self._phrases, self._formula.result())
            self._formula = None


def _endless(found: str) -> Refused:
    return Refused(f"{found}, which does not end", "HTML whose tags and comments end")


def _is_plain(tag: str) -> bool:
    return tag in PLAIN or tag.partition(":")[0] in PLAIN_PREFIXES


def _styles(attributes: Attributes) -> Iterator[tuple[str, str]]:
    """What the attribute ``style`` declares, word by word."""
    for name, value in _DECLARATION.findall(attributes.get("style", "").lower()):
        yield from ((name, word) for word in _WORD.findall(value))
