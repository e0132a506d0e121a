"""What becomes of HTML and JATS."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from crossref_deposit.binding import html_elements
from crossref_deposit.models.jats import ABSTRACT
from crossref_deposit.models.jats_html import JATS_PHRASES, LIST_TYPES, NUMBERINGS
from generated.tables import listed, table


def html(what: str) -> str:
    """What becomes of HTML: ``phrases``, ``styles`` and ``lists`` as tables, sets of elements as a list of names."""
    if what in _HTML_TABLES:
        head, rows = _HTML_TABLES[what]
        return table(head, rows())
    return listed(getattr(html_elements, what))


def jats(what: str) -> str:
    """The elements of JATS that are checked in abstracts, or those that pass unseen."""
    return listed({"checked": ABSTRACT.elements, "unchecked": ABSTRACT.unchecked}[what])


def _phrases() -> Iterator[tuple[str, ...]]:
    for name, tag in JATS_PHRASES.items():
        face = html_elements.FACES.get(name)
        plain = "its text" if name in html_elements.PLAIN else "refused"
        yield _as_html(name), f"`<{face}>`" if face else plain, f"`<jats:{tag}>`"


def _as_html(name: str) -> str:
    return f"`<{name}>`" if "-" not in name and name != "overline" else f"{name} (a style)"


def _styles() -> Iterator[tuple[str, ...]]:
    yield from ((f"`{name}: {value}`", _as_html(same)) for (name, value), same in html_elements.STYLES.items())


def _lists() -> Iterator[tuple[str, ...]]:
    yield from ((f"`<{name}>`", f"`{kind}`") for name, kind in LIST_TYPES.items())
    yield from ((f'`type="{value}"`', f"`{kind}`") for value, kind in NUMBERINGS.items())


_HTML_TABLES: dict[str, tuple[tuple[str, ...], Callable[[], Iterator[tuple[str, ...]]]]] = {
    "phrases": (("HTML", "In titles", "In abstracts"), _phrases),
    "styles": (("Style", "The same as"), _styles),
    "lists": (("HTML", "`list-type` in JATS"), _lists),
}
