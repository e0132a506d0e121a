"""Documents damaged in one place, to compare what several judges say of them."""

from __future__ import annotations

import copy

from hypothesis import strategies as st
from lxml import etree

MATHML = "{http://www.w3.org/1998/Math/MathML}"
VALUES = ["", "x", "0", "-1", "2026", "x" * 3000, "true", " ", "10.5555/12345678", "https://example.org", "a.b", "é"]
XML_BLANK = ["x", " ", "\n"]
ANY_BLANK = [*XML_BLANK, "\u00a0", "\u2003"]


@st.composite
def damaged(draw, documents, *, blanks=XML_BLANK):
    """A document with one place changed; it may be valid all the same.

    ``blanks`` are what comes between elements. xmlschema takes a no-break space for nothing, XML does not.
    """
    root = etree.fromstring(draw(documents))
    places = [node for node in root.iter(etree.Element) if not _in_formula(node)]
    node = places[draw(st.integers(1, len(places) - 1))]
    change = draw(st.sampled_from([*CHANGES, _between(blanks)]))
    change(draw, node, places)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _in_formula(node) -> bool:
    """What a formula holds is not looked at by the bundled schema."""
    return any(part.tag.startswith(MATHML) for part in (node, *node.iterancestors()))


def _drop(draw, node, places):
    node.getparent().remove(node)


def _repeat(draw, node, places):
    node.addnext(copy.deepcopy(node))


def _swap(draw, node, places):
    other = node.getnext()
    if other is not None:
        node.addprevious(other)


def _rename(draw, node, places):
    names = sorted({place.tag for place in places})
    node.tag = draw(st.sampled_from([*names, node.tag + "x"]))


def _move(draw, node, places):
    below = set(node.iter())
    target = draw(st.sampled_from(range(len(places))))
    if places[target] not in below:
        places[target].append(node)


def _value(draw, node, places):
    node.text = draw(st.sampled_from(VALUES))


def _between(blanks):
    def between(draw, node, places):
        node.tail = f"{draw(st.sampled_from(blanks))}{node.tail or ''}"

    return between


def _drop_attribute(draw, node, places):
    if node.attrib:
        node.attrib.pop(draw(st.sampled_from(sorted(node.attrib))))


def _change_attribute(draw, node, places):
    if node.attrib:
        node.set(draw(st.sampled_from(sorted(node.attrib))), draw(st.sampled_from(VALUES)))


def _add_attribute(draw, node, places):
    names = sorted(
        {name for place in places for name in place.attrib if not name.startswith("{http://www.w3.org/2001")}
    )
    node.set(draw(st.sampled_from([*names, "invented"])), draw(st.sampled_from(VALUES)))


CHANGES = [
    _drop,
    _repeat,
    _swap,
    _rename,
    _move,
    _value,
    _drop_attribute,
    _change_attribute,
    _add_attribute,
]
