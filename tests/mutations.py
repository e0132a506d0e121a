"""Documents damaged in one place, to compare what several judges say of them."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from hypothesis import strategies as st
from lxml import etree

from crossref_deposit.binding.namespaces import JATS, MATHML, XLINK, XML, XSI

Choose: TypeAlias = Callable[[Sequence[Any]], Any]
"""Takes one of several: hypothesis's draw, or a seeded generator of random numbers."""

NAMESPACES = ["urn:x", "http://www.crossref.org/schema/5.2.0", "http://www.crossref.org/xschema", JATS.uri, ""]
SOUND = [
    *"0 1 01 7 12 31 99 1500 2026 20260101000000 2024-02-29 2024-02-29Z 2024-02-29+14:00 true false 0 first".split(),
    *"x en eng en-GB no yes other none a.b a1 é 日本 🐝 Text a@example.org a@b@c.de https://example.org".split(),
    *"http://é.example/ü http://a/?b=c&d=e#f ftp://example.org/a 10.5555/12345678 10.5555/a<b 10.18810/isrctn".split(),
    *"0264-3561 02643561 0264-356X 9780306406157 978-0-306-40615-7 https://orcid.org/0000-0002-1825-0097".split(),
    *"https://ror.org/05gq02987 https://www.wikidata.org/entity/Q1 https://www.isni.org/0000000121032683".split(),
    *"http://orcid.org/0000-0002-1825-0097 10.5555/é XX Q1 example.org editorial".split(),
    "a b",
]
"""Each is right somewhere."""

ODD = [
    *"00 13 32 -1 +1 +12 1.0 1e3 0999 9999 10000 02026 2026Z ٢٠٢٦ 1٢34 ２０２６ 1_000 INF".split(),
    *"2023-02-29 2024-02-29+15:00 24-02-29 12024-02-29 0000-01-01 -2024-01-01 2024-2-9 2024-02-29T00:00:00".split(),
    *"True EN Eng eng-GB x-klingon zz first,second ? ?? x?y a:b -a 1a a@b @ _ - . xml:lang".split(),
    *"HTTPS://EXAMPLE.ORG http:// http:/a :// http://[ http://a#b#c http://a/%zz http://exa[mple \\\\share\\a".split(),
    *"10.5555 10.5555/ 10.555/a 10.1234567890/a 10.5555/a\u00a0b doi:10.5555/a https://doi.org/10.5555/a".split(),
    *"0264-356x 0264_3561 ٠٢٦٤-٣٥٦١ 0000-0002-1825-0097 https://orcid.org/0000-0002-1825-009x".split(),
    *"https://orcid.org/٠000-0002-1825-0097 ror.org/05gq02987".split(),
    *("x" * number for number in (3, 4, 5, 6, 15, 16, 32, 33, 35, 60, 61, 100, 130, 131, 255, 256, 1024, 3000)),
    *("🐝" * number for number in (1, 6, 15, 16, 32, 60, 61, 100, 130, 255, 256)),
    *(
        "a b",
        " a",
        "a ",
        "a  b",
        "a\nb",
        "a\tb",
        "a\rb",
        "a\u00a0b",
        " 2026 ",
        "2026\u00a0",
        "10.5555/a\nb",
        "\n10.5555/a\n",
    ),
]
"""Each is wrong in most places, or just at a bound."""

BLANKS = ["", " ", "  ", "\n", "\t", "\r", "\u00a0", "\u2003", "\u0085", "\u2028", "\u200b"]
VALUES = [*SOUND, *ODD, *BLANKS]


INVENTED = [
    *("invented", "{urn:x}invented", f"{{{XML.uri}}}lang", f"{{{XML.uri}}}space", f"{{{XLINK.uri}}}href"),
    *(f"{{{XSI.uri}}}{name}" for name in "nil type schemaLocation noNamespaceSchemaLocation invented".split()),
]


class Nothing(Exception):  # noqa: N818 - not an error
    """The place that was chosen cannot be damaged so."""


class Damage:
    """One document, to be damaged in one place."""

    def __init__(self, document: bytes, choose: Choose, *, blanks: Sequence[str] = BLANKS) -> None:
        self._choose = choose
        self.blanks = blanks
        self.root = etree.fromstring(document)
        self.places = [node for node in self.root.iter(etree.Element) if not _in_formula(node)]

    @property
    def document(self) -> bytes:
        return etree.tostring(self.root, xml_declaration=True, encoding="UTF-8")

    def apply(self, kind: str) -> bytes:
        """The document after a change of this kind.

        Raises:
            Nothing: It would be the same.
        """
        before = self.document
        MUTATIONS[kind](self)
        if self.document == before:
            raise Nothing
        return self.document

    def choose(self, options: Iterable[Any]) -> Any:
        listed = list(options)
        if not listed:
            raise Nothing
        return self._choose(listed)

    # --- elements

    def remove(self) -> None:
        node = self.below_root()
        _keep_tail(node)
        node.getparent().remove(node)

    def repeat(self) -> None:
        node = self.below_root()
        node.addnext(copy.deepcopy(node))

    def swap(self) -> None:
        node = self.below_root()
        other = node.getnext()
        if other is None:
            raise Nothing
        node.addprevious(other)

    def move(self) -> None:
        node = self.below_root()
        below = set(node.iter())
        target = self.choose([place for place in self.places if place not in below])
        _keep_tail(node)
        target.insert(self.choose(range(len(target) + 1)), node)

    def copy(self) -> None:
        """Of an element, to where another of that name stands or to anywhere."""
        node = copy.deepcopy(self.below_root())
        node.tail = None
        target = self.choose(self.places)
        target.insert(self.choose(range(len(target) + 1)), node)

    def rename(self) -> None:
        node = self.choose(self.places)
        node.tag = self.choose([*sorted({place.tag for place in self.places}), f"{node.tag}x", node.tag.upper()])

    def hollow(self) -> None:
        """An element that has lost all that it held."""
        node = self.choose(self.places)
        for child in node:
            node.remove(child)
        node.text = None

    def change_namespace(self) -> None:
        node = self.choose(self.places)
        namespace = self.choose([*NAMESPACES, *sorted({etree.QName(place).namespace or "" for place in self.places})])
        node.tag = f"{{{namespace}}}{etree.QName(node).localname}" if namespace else etree.QName(node).localname

    # --- text

    def change_value(self) -> None:
        self.choose([place for place in self.places if not len(place)]).text = self.choose(self._values())

    def put_text(self) -> None:
        node = self.choose([place for place in self.places if len(place)])
        text = self.choose([*self.blanks, "x", "&"])
        child = self.choose([None, *node])
        if child is None:
            node.text = text + (node.text or "")
        else:
            child.tail = text + (child.tail or "")

    def put_element(self) -> None:
        """Into a value: an element where text is expected."""
        node = self.choose([place for place in self.places if not len(place)])
        node.append(etree.Element(self.choose(sorted({place.tag for place in self.places}))))

    def put_comment(self) -> None:
        """Into a value or between elements: it changes nothing."""
        node = self.choose(self.places)
        what = self.choose([etree.Comment(" here "), etree.ProcessingInstruction("here")])
        text = node.text or ""
        at = self.choose(range(len(text) + 1))
        node.text, what.tail = text[:at], text[at:]
        node.insert(0, what)

    # --- attributes

    def remove_attribute(self) -> None:
        node = self._with_attributes()
        node.attrib.pop(self.choose(sorted(node.attrib)))

    def change_attribute(self) -> None:
        node = self._with_attributes()
        node.set(self.choose(sorted(node.attrib)), self.choose(self._values()))

    def add_attribute(self) -> None:
        node = self.choose(self.places)
        names = sorted({name for place in self.places for name in place.attrib})
        node.set(self.choose([*names, *INVENTED]), self.choose(self._values()))

    def move_attribute(self) -> None:
        node = self._with_attributes()
        name = self.choose(sorted(node.attrib))
        self.choose(self.places).set(name, node.attrib.pop(name))

    def below_root(self) -> etree._Element:
        return self.choose(self.places[1:])

    def _with_attributes(self) -> etree._Element:
        return self.choose([place for place in self.places if place.attrib])

    def _values(self) -> Sequence[str]:
        """Values made up, and values that are right elsewhere in the document."""
        elsewhere = {place.text or "" for place in self.places if not len(place)}
        return [*VALUES, *sorted(elsewhere | {value for place in self.places for value in place.attrib.values()})]


MUTATIONS: dict[str, Callable[[Damage], None]] = {
    "element removed": Damage.remove,
    "element repeated": Damage.repeat,
    "neighbours swapped": Damage.swap,
    "element moved": Damage.move,
    "element copied": Damage.copy,
    "element renamed": Damage.rename,
    "element emptied": Damage.hollow,
    "namespace changed": Damage.change_namespace,
    "value damaged": Damage.change_value,
    "text between elements": Damage.put_text,
    "element in a value": Damage.put_element,
    "comment put in": Damage.put_comment,
    "attribute removed": Damage.remove_attribute,
    "attribute damaged": Damage.change_attribute,
    "attribute invented": Damage.add_attribute,
    "attribute moved": Damage.move_attribute,
}
"""By kind: one step that damages a document, though it may be valid all the same."""


@st.composite
def damaged(draw, documents, *, blanks=BLANKS):
    """A document with one place changed.

    ``blanks`` are what comes between elements. xmlschema takes a no-break space for nothing, XML does not.
    """
    damage = Damage(draw(documents), lambda options: draw(st.sampled_from(options)), blanks=blanks)
    with contextlib.suppress(Nothing):
        return damage.apply(draw(st.sampled_from(sorted(MUTATIONS))))
    return damage.document


def _in_formula(node: etree._Element) -> bool:
    """What a formula holds is not looked at by the bundled schema."""
    return any(part.tag.startswith(f"{{{MATHML.uri}}}") for part in (node, *node.iterancestors()))


def _keep_tail(node: etree._Element) -> None:
    """The text after an element stays when the element goes."""
    if node.tail:
        before = node.getprevious()
        if before is None:
            node.getparent().text = (node.getparent().text or "") + node.tail
        else:
            before.tail = (before.tail or "") + node.tail
    node.tail = None
