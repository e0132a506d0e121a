"""What the elements and styles of HTML mean, and what they are called in face markup."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

BLOCKS: Final = frozenset(
    "address article aside blockquote body caption center colgroup dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol optgroup option p pre "
    "search section summary table tbody td tfoot th thead tr ul".split()
)
"""Elements that begin and end a line."""

PLAIN: Final = frozenset("a abbr acronym bdi bdo big data font label mark nobr small span time wbr".split())
"""Elements of a line that are nothing but their text."""

PLAIN_PREFIXES: Final = frozenset({"o", "st1"})
"""Prefixes of Word's own elements that are nothing but their text."""

UNSEEN: Final = frozenset("base basefont bgsound col link meta script style template title".split())
"""Elements that a browser does not show: they vanish with everything in them."""

VOID: Final = frozenset(
    "area base basefont bgsound br col embed frame hr img input link meta param source track wbr".split()
)
"""Elements that have no end tag."""

EMPTY: Final = frozenset({"br", "p"})
"""Elements that are there, empty, for an end tag alone."""

LOST_BLOCKS: Final = frozenset({"table"})
"""Blocks whose text alone does not say what they say."""

_LINE_SCOPES: Final = frozenset("ul ol menu dir table td th".split())
IMPLIED_ENDS: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {
    **dict.fromkeys(BLOCKS, (frozenset({"p"}), _LINE_SCOPES)),
    "li": (frozenset({"li", "p"}), frozenset({"ul", "ol", "menu", "dir", "table"})),
    **dict.fromkeys(("dt", "dd"), (frozenset({"dt", "dd", "p"}), frozenset({"dl", "table"}))),
    **dict.fromkeys(("td", "th"), (frozenset({"td", "th"}), frozenset({"tr", "table"}))),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "a": (frozenset({"a"}), frozenset()),
}
"""By start tag: the elements that it ends if they are open, and those around that protect them."""

STYLES: Final[Mapping[tuple[str, str], str]] = {
    ("font-style", "italic"): "i",
    ("font-style", "oblique"): "i",
    ("font-weight", "bold"): "b",
    ("font-weight", "bolder"): "b",
    **{("font-weight", str(weight)): "b" for weight in (600, 700, 800, 900)},
    ("font-variant", "small-caps"): "small-caps",
    ("font-variant-caps", "small-caps"): "small-caps",
    ("text-decoration", "underline"): "u",
    ("text-decoration-line", "underline"): "u",
    ("text-decoration", "overline"): "overline",
    ("text-decoration-line", "overline"): "overline",
    ("text-decoration", "line-through"): "s",
    ("text-decoration-line", "line-through"): "s",
    ("vertical-align", "sub"): "sub",
    ("vertical-align", "super"): "sup",
    ("font-family", "monospace"): "tt",
}
"""By a declaration in ``style``: the element that says the same; ``small-caps`` and ``overline`` are no elements."""

_BOLD: Final = frozenset({"b", "strong"})
_ITALIC: Final = frozenset({"i", "em", "cite", "var", "dfn"})
TAKEN_BACK: Final[Mapping[tuple[str, str], frozenset[str]]] = {
    ("font-style", "normal"): _ITALIC,
    ("font-weight", "normal"): _BOLD,
    ("font-weight", "400"): _BOLD,
    ("text-decoration", "none"): frozenset({"u", "ins", "s", "strike", "del"}),
}
"""By a declaration in ``style``: the elements that mean nothing with it."""

FACES: Final[Mapping[str, str]] = {
    "b": "b",
    "strong": "strong",
    "i": "i",
    "em": "em",
    "cite": "i",
    "dfn": "i",
    "var": "i",
    "u": "u",
    "ins": "u",
    "overline": "ovl",
    "sub": "sub",
    "sup": "sup",
    "small-caps": "scp",
    "tt": "tt",
    "code": "tt",
    "kbd": "tt",
    "samp": "tt",
}
"""The elements of HTML that face markup has, and what they are called there."""
