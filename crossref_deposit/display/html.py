"""Makes HTML: text is escaped, whatever is in it. The result is well-formed XML too, so that tests can read it."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias
from urllib.parse import quote

from crossref_deposit.display.style import asset, style_sheet

_VOID: Final = frozenset({"br", "input", "link", "meta", "rect"})
_not_text: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Finds what no HTML document may hold: controls, surrogates, noncharacters."""


class Html(str):
    """Text that is HTML already; any other text is escaped where it is put into an element."""

    __slots__ = ()


Child: TypeAlias = "str | int | Iterable[Child] | None"
"""What may be put into an element: `Html` as it is, text escaped, None as nothing."""


def tag(name: str, /, *children: Child, **attributes: str | int | None) -> Html:
    """An element.

    Args:
        name: Its name.
        *children: Its content.
        **attributes: Its attributes; ``class_`` is ``class``, ``data_outcome`` is ``data-outcome``; None leaves
            one out.

    Example:
        >>> tag("p", "1 < 2 ", tag("b", "&"), class_='"', hidden=None)
        '<p class="&quot;">1 &lt; 2 <b>&amp;</b></p>'
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_escaped(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{given}/>" if name in _VOID else f"<{name}{given}>{join(children)}</{name}>")


def join(children: Child) -> Html:
    """Children one after the other, escaped where they are not HTML."""
    if children is None:
        return Html()
    if isinstance(children, Html):
        return children
    if isinstance(children, str | int):
        return Html(_escaped(str(children)))
    return Html("".join(map(join, children)))


def _escaped(text: str) -> str:
    return html.escape(_not_text.sub("\ufffd", text))


def outside(text: str | None, name: str = "bdi", **attributes: str | None) -> Html | None:
    """Text from somewhere else, which cannot turn the direction of what stands around it."""
    return None if text is None else tag(name, text, dir=None if name == "bdi" else "auto", **attributes)


def doi_link(doi: str) -> Html:
    """A registered DOI, to be followed."""
    return tag("a", outside(doi), href=f"https://doi.org/{quote(doi, safe='/:;().-_', errors='replace')}")


def table(columns: Sequence[str], rows: Iterable[Sequence[Child]], *, caption: Child = None) -> Html:
    """A table with a head; the first cell of a row is its heading."""
    head = tag("thead", tag("tr", (tag("th", column, scope="col") for column in columns)))
    body = tag("tbody", map(table_row, rows))
    return tag("table", tag("caption", caption) if caption else None, head, body, class_="cd-table")


def table_row(cells: Sequence[Child], **attributes: str | None) -> Html:
    """A row; its first cell is its heading."""
    first, *others = cells
    return tag("tr", tag("th", first, scope="row"), (tag("td", cell) for cell in others), **attributes)


def facts(pairs: Iterable[tuple[str, Child]]) -> Html:
    """Names with their values; those without a value are left out."""
    found = (tag("div", tag("dt", name), tag("dd", value)) for name, value in pairs if value)
    return tag("dl", found, class_="cd-facts")


def more(number: int, what: str, where: str = "") -> Html | None:
    """How many are not shown, and where they are."""
    if number <= 0:
        return None
    return tag("p", f"and {number:,} more {what}", (": ", tag("code", where)) if where else None, class_="cd-more")


def shown(*children: Child) -> str:
    """What Jupyter shows: self-contained, without a script, in the colours of its theme."""
    return tag("div", style("figure", "notebook"), *children, class_="crossref-deposit")


def style(*names: str) -> Html:
    """The colours and some style sheets, as an element."""
    return tag("style", Html(style_sheet(*names)))


_DOCTYPE: Final = "<!DOCTYPE html>\n"


def page(title: str, *body: Child) -> str:
    """A document. Its script only adds a filter to what can be read without.

    Args:
        title: What a browser shows of it in a tab.
        *body: What it says.
    """
    style, script = style_sheet("figure", "page"), asset("page.js")
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        tag("style", Html(style)),
    )
    content = tag("body", *body, tag("script", Html(script)), class_="crossref-deposit")
    return _DOCTYPE + tag("html", head, content, lang="en") + "\n"


def _policy(style: str, script: str) -> str:
    """Nothing but this style and this script."""
    allowed = {
        "default-src": "'none'",
        "style-src": _hash(style),
        "script-src": _hash(script),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{directive} {source}" for directive, source in allowed.items())


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
