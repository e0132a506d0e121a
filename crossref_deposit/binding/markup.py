"""Mixed content: text with markup, checked when made, kept in one canonical form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

import attrs

from crossref_deposit.binding import document
from crossref_deposit.binding.escape import escape, not_xml, quote
from crossref_deposit.binding.namespaces import CROSSREF, HINTS, JATS, MATHML, XLINK, XML, Namespace
from crossref_deposit.binding.slots import Progress, Slot
from crossref_deposit.binding.values import Refused, SimpleType, is_blank, show, trimmed
from crossref_deposit.errors import ModelError, SchemaError

_PREFIXED: Final = (JATS, MATHML, XLINK)
OWN: Final = "urn:x-crossref-deposit:own"
"""The namespace of what is written without a prefix, whatever markup language that is."""

_OF_CROSSREF: Final = CROSSREF.uri.partition("{")[0]
_BLOCKS: Final = frozenset(f"{JATS.uri}}}{name}" for name in ("p", "title", "label", "list", "break"))
_line_breaks: Final = re.compile(r"\n+").sub
_OPEN: Final = f'<markup xmlns="{OWN}" ' + " ".join(f'xmlns:{n.prefix}="{n.uri}"' for n in _PREFIXED) + ">"


def _canonical(fragment: object) -> str:
    return canonical(fragment)


@attrs.frozen(repr=False)
class Markup:
    """Text with markup, such as a title with italics, subscripts or a formula.

    Made from XML: face markup without a prefix (or as in documents), MathML and JATS with the prefixes ``mml:`` and
    ``jats:``. A plain string given where markup is expected is text; `from_text` does the same.
    Two values are equal when their content is, however it was written.

    Args:
        xml: A well-formed fragment.

    Raises:
        ModelError: The fragment is not well-formed.

    Example:
        >>> from crossref_deposit import Markup
        >>> Markup("H<sub>2</sub>O in <i >E. coli</i>")
        Markup('H<sub>2</sub>O in <i>E. coli</i>')
        >>> Markup.from_text("p < 0.05")
        Markup('p &lt; 0.05')
        >>> str(Markup("H<sub>2</sub>O"))
        'H2O'

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/face-markup/
    """

    xml: str = attrs.field(converter=_canonical)
    """The canonical fragment."""

    @classmethod
    def from_text(cls, text: str) -> Markup:
        """Plain text: every character stands for itself."""
        if bad := not_xml(text):
            remedy = "Remove control characters; they are often left over from copied text."
            raise ModelError(
                "Markup", found=f"the character {bad.group()!r} in {show(text)}", expected="text", remedy=remedy
            )
        return made(escape(text))

    @classmethod
    def from_html(cls, html: str, *, lossy: bool = False) -> Markup:
        """A title or another line of text that is HTML, in face markup.

        Bold, italics, underlining, sub- and superscripts, small capitals and typewriter text are kept, said by an
        element or by its ``style``; so is MathML. Other elements of a line keep their text. Blocks and line breaks
        become blanks. Comments, scripts and styles vanish.

        Args:
            html: A fragment, or a page. Tags may be missing or crossed, as browsers allow.
            lossy: Keep nothing but the text of elements that have no equal (tables, struck-out text, what is not
                HTML, ...), and drop images.

        Raises:
            ModelError: Something has no equal, and ``lossy`` is not given; or it is not HTML.

        Example:
            >>> from crossref_deposit import Markup
            >>> Markup.from_html("<p>On <span style='font-style: italic'>E. coli</span><br>in H<sub>2</sub>O")
            Markup('On <i>E. coli</i> in H<sub>2</sub>O')
        """
        from crossref_deposit.binding.html import Flow, convert

        try:
            return cls(convert(html, Flow(), lossy=lossy))
        except Refused as refused:
            raise refused.at("Markup") from None

    def __str__(self) -> str:
        """The text without the markup."""
        return text_of(self.xml) if "<" in self.xml or "&" in self.xml else self.xml

    def __bool__(self) -> bool:
        return bool(self.xml)

    def __repr__(self) -> str:
        return f"Markup({self.xml!r})"


def made(xml: str) -> Markup:
    """A `Markup` of what is canonical already."""
    made = Markup.__new__(Markup)
    object.__setattr__(made, "xml", xml)
    return made


@attrs.frozen(kw_only=True, eq=False)
class Rule:
    """What one element of a markup language may hold.

    ``children`` stand in any order among text when ``mixed``; else ``slots`` give names and bounds
    in order. With a ``type`` there is text alone, of that type.
    """

    type: SimpleType | None = None
    mixed: bool = False
    children: frozenset[str] = frozenset()
    slots: tuple[Slot, ...] = ()
    attributes: Mapping[str, SimpleType] = attrs.field(factory=dict)

    def with_types(self, types: Mapping[SimpleType, SimpleType]) -> Rule:
        """The rule with other simple types in place of some; itself where it has none of them."""
        kinds = {*self.attributes.values(), self.type} & types.keys()
        if not kinds:
            return self
        attributes = {name: types.get(kind, kind) for name, kind in self.attributes.items()}
        return attrs.evolve(self, attributes=attributes, type=types.get(self.type, self.type) if self.type else None)


@attrs.frozen(kw_only=True, eq=False)
class Profile:
    """A markup language: the rule of each element by its name as it is written, and of the whole.

    ``unchecked`` names elements that pass, where they are allowed, with everything in them.
    """

    name: str
    namespace: Namespace
    root: Rule
    elements: Mapping[str, Rule]
    unchecked: frozenset[str] = frozenset({"mml:math"})

    def with_types(self, types: Mapping[SimpleType, SimpleType]) -> Profile:
        """The profile with other simple types in place of some; itself where it has none of them."""
        rules = {name: rule.with_types(types) for name, rule in self.elements.items()}
        if all(rules[name] is rule for name, rule in self.elements.items()):
            return self
        return attrs.evolve(self, elements=rules)

    def convert(self, value: object) -> Markup:
        """Markup from what a person gives: text, or markup that is checked."""
        if isinstance(value, str):
            return self.from_text(value)
        if isinstance(value, Markup):
            return self.check(value)
        raise Refused(f"{show(value)} ({type(value).__name__})", "text or Markup")

    def from_text(self, text: str) -> Markup:
        """Markup of plain text."""
        try:
            return Markup.from_text(text)
        except ModelError as error:
            raise Refused(error.found, error.expected, error.remedy) from None

    def check(self, markup: Markup) -> Markup:
        """The markup in this language's canonical form; raises `Refused`."""
        if "<" not in markup.xml and self.root.mixed:
            return markup
        return made(_run(markup.xml, self))


_NO_SLOTS: Final = Progress(())


def _progress(rule: Rule | None) -> Progress:
    return Progress(rule.slots) if rule is not None and rule.slots else _NO_SLOTS


@attrs.define(eq=False)
class _Open:
    """An element that is being built, and what it holds so far."""

    tag: str
    rule: Rule | None
    text: str = ""
    progress: Progress = attrs.field(
        init=False, default=attrs.Factory(lambda self: _progress(self.rule), takes_self=True)
    )

    def takes(self, tag: str) -> bool:
        """Whether an element may come next; then it has come."""
        if self.rule is not None and (self.rule.mixed or self.rule.type):
            return tag in self.rule.children
        return self.progress.take(tag)

    def next_names(self) -> frozenset[str]:
        """The elements that may come next."""
        return self.rule.children if self.rule is not None and self.rule.mixed else self.progress.next_names()

    def finish(self) -> None:
        """Nothing more will come; raises `Refused` where something must."""
        if self.rule is not None and self.rule.type is not None:
            self.rule.type.read(self.text)
        elif missing := self.progress.missing():
            names = " or ".join(f"<{name}>" for name in sorted(missing))
            raise Refused(f"the end of {_element(self.tag)}", f"{names} first")


@cache
def _prefixes(own: str, prefix: str) -> Mapping[str, str]:
    return {own: prefix} | {space.uri: space.prefix for space in (*_PREFIXED, XML)}


class Builder:
    """Takes the events of a parser and makes the canonical text, checking it against a profile."""

    def __init__(self, profile: Profile | None, own: str) -> None:
        self._profile = profile
        self._prefix = _prefixes(own, profile.namespace.prefix if profile and profile.namespace is JATS else "")
        self._out: list[str] = []
        self._open: list[_Open] = [_Open("", profile.root if profile else None)]

    def text(self, text: str) -> None:
        """Characters, all that come between two tags."""
        inside = self._open[-1]
        if inside.rule is not None and inside.rule.type is not None:
            inside.text += text
        elif inside.rule is not None and not inside.rule.mixed:
            if not is_blank(text):
                raise Refused(f"the text {show(trimmed(text))} in {_element(inside.tag)}", "elements only")
            return
        self._out.append(escape(text))

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """A start tag, its names as ``namespace}local``."""
        tag, declaration = self._tag(name)
        rule = self._rule(tag)
        if len(self._open) > document.MAX_DEPTH:
            raise Refused(f"markup nested deeper than {document.MAX_DEPTH}", "less")
        written = self._attributes(tag, rule, attributes)
        self._out.append(f"<{tag}{declaration}{written}>")
        self._open.append(_Open(tag, rule))

    def end(self) -> None:
        """An end tag."""
        closed = self._open.pop()
        closed.finish()
        tag = closed.tag
        if self._out[-1].startswith(f"<{tag}") and not self._out[-1].endswith("/>"):
            self._out[-1] = self._out[-1][:-1] + "/>"
        else:
            self._out.append(f"</{tag}>")

    def result(self) -> str:
        """The canonical text, when everything is closed."""
        self._open[-1].finish()
        return "".join(self._out)

    def _tag(self, name: str) -> tuple[str, str]:
        space, _, local = name.rpartition("}")
        if space.startswith(_OF_CROSSREF) and OWN in self._prefix:
            space = OWN
        if space in self._prefix:
            prefix = self._prefix[space]
            return (f"{prefix}:{local}" if prefix else local), ""
        inside_free = self._open[-1].rule is None and len(self._open) > 1
        if not inside_free and self._profile is not None:
            raise Refused(f"<{local}> of the namespace {space!r}", self._allowed())
        return local, f' xmlns="{quote(space)}"'

    def _rule(self, tag: str) -> Rule | None:
        inside = self._open[-1]
        if inside.rule is None or self._profile is None:
            return None
        if not inside.takes(tag):
            raise Refused(f"<{tag}>{_inside(inside.tag)}", self._allowed())
        return None if tag in self._profile.unchecked else self._profile.elements[tag]

    def _allowed(self) -> str:
        inside = self._open[-1]
        if inside.rule is None:
            return "elements of MathML"
        hidden = self._profile.unchecked - {"mml:math"} if self._profile else frozenset()
        names = sorted(inside.next_names() - hidden)
        return f"{'text, ' if inside.rule.mixed else ''}{', '.join(f'<{name}>' for name in names) or 'no element'}"

    def _attributes(self, tag: str, rule: Rule | None, attributes: Mapping[str, str]) -> str:
        if not attributes:
            return ""
        out: list[str] = []
        for name in sorted(attributes.keys() - HINTS):
            written, declaration = self._attribute_name(name, len(out))
            value = attributes[name]
            if rule is not None:
                if written not in rule.attributes:
                    known = ", ".join(sorted(rule.attributes)) or "no attributes"
                    raise Refused(f"the attribute {written!r} of <{tag}>", known)
                rule.attributes[written].read(value)
            out.append(f'{declaration} {written}="{quote(value)}"')
        return "".join(out)

    def _attribute_name(self, name: str, number: int) -> tuple[str, str]:
        space, _, local = name.rpartition("}")
        if not space:
            return local, ""
        if self._prefix.get(space):
            return f"{self._prefix[space]}:{local}", ""
        return f"a{number}:{local}", f' xmlns:a{number}="{quote(space)}"'


def _element(name: str) -> str:
    return f"<{name}>" if name else "it"


def _inside(name: str) -> str:
    return f" in <{name}>" if name else ""


def canonical(fragment: object) -> str:
    """The canonical form of a fragment that follows no particular profile yet."""
    if isinstance(fragment, Markup):
        return fragment.xml
    if not isinstance(fragment, str):
        raise ModelError(
            "Markup", found=f"{show(fragment)} ({type(fragment).__name__})", expected="a str with well-formed XML"
        )
    try:
        return _run(fragment, None)
    except Refused as refused:
        raise refused.at("Markup") from None


def _run(fragment: str, profile: Profile | None) -> str:
    if bad := not_xml(fragment):
        raise Refused(f"the character {bad.group()!r} in {show(fragment)}", "characters that XML can hold")
    builder = Builder(profile, OWN)
    parser = document.guarded_parser(SchemaError, encoding="utf-8")
    depth = [0]

    def start(name: str, attributes: dict[str, str]) -> None:
        depth[0] += 1
        if depth[0] > 1:
            builder.start(name, attributes)

    def end(_: str) -> None:
        depth[0] -= 1
        if depth[0]:
            builder.end()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.text
    try:
        document.parse(parser, f"{_OPEN}{fragment}</markup>".encode("utf-8", "surrogatepass"), SchemaError)
    except SchemaError as error:
        remedy = "For plain text use Markup.from_text, or give the text as a str; for HTML, Markup.from_html."
        reason = error.message.removeprefix("the XML is not well-formed: ")
        raise Refused(f"{show(fragment)} ({reason})", "a well-formed fragment", remedy) from None
    return builder.result()


def text_of(xml: str) -> str:
    """The character data of a canonical fragment; paragraphs and titles of JATS each on lines of their own."""
    pieces: list[str] = []
    blocks: list[str] = []
    parser = document.guarded_parser(SchemaError, encoding="utf-8")

    def end(name: str) -> None:
        if name in _BLOCKS:
            pieces.append("\n")
            blocks.append(name)

    parser.CharacterDataHandler = pieces.append
    parser.EndElementHandler = end
    document.parse(parser, f"{_OPEN}{xml}</markup>".encode(), SchemaError)
    text = "".join(pieces)
    return _line_breaks("\n", text).strip("\n") if blocks else text
