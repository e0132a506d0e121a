"""A page that is one file: its style and script inside, and a policy that lets it load and run nothing else."""

from __future__ import annotations

import base64
import hashlib
from typing import Final

from crossref_deposit.display.html import Child, Html, tag
from crossref_deposit.display.style import asset, style_sheet

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
