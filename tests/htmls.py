"""HTML as people have it, with the text that a browser shows of it."""

from __future__ import annotations

import html

from hypothesis import strategies as st

from crossref_deposit.binding.html_elements import BLOCKS, FACES, LOST_BLOCKS, PLAIN, VOID

TAGS = sorted(
    (BLOCKS | PLAIN | FACES.keys() | {"o:p", "st1:place"}) - LOST_BLOCKS - VOID - {"head", "small-caps", "overline"}
)
STYLES = ["font-style: italic", "FONT-WEIGHT:bold;color:red", "font-variant: small-caps", "vertical-align:super", "x"]
UNSEEN = [
    "<!-- <b>not</b> told -->",
    "<script>if (a<b) {'</b>'}</script>",
    "<STYLE>p > b {}</STYLE>",
    "<?xml:namespace prefix = o />",
    "<![if !supportLists]>",
    "<!--[if gte mso 9]><xml>x</xml><![endif]-->",
    "<!DOCTYPE html>",
    '<meta charset="utf-8">',
]
CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffd\ufffe\uffff")


def _text(text: str) -> tuple[str, str]:
    return html.escape(text), text


def _reference(character: str) -> tuple[str, str]:
    return f"&#x{ord(character):X};", character


def _tag(name: str, style: str, form: str) -> tuple[str, str]:
    return form.format(name=name, style=style), ""


FORMS = [
    "<{name}>",
    "</{name}>",
    "<{name} style='{style}'>",
    '<{name} class=a STYLE="{style}"\n>',
    "</{name} >",
    "<{name}/>",
]
PIECES = st.one_of(
    st.text(CHARACTERS, min_size=1, max_size=8).map(_text),
    CHARACTERS.map(_reference),
    st.builds(_tag, st.sampled_from(TAGS), st.sampled_from(STYLES), st.sampled_from(FORMS)),
    st.builds(_tag, st.sampled_from(TAGS), st.sampled_from(STYLES), st.sampled_from(FORMS)),
    st.sampled_from(UNSEEN).map(lambda unseen: (unseen, "")),
    st.sampled_from(
        [
            ("<br>", ""),
            ("<BR />", ""),
            ("<hr>", ""),
            ("\r\n\t ", ""),
            ("&nbsp;", "\xa0"),
            ("a < b & c", "a<b&c"),
            ("&amp;lt;", "&lt;"),
            ("&copy=1 &AMP &eacute; &notit;", "&copy=1&é&notit;"),
            ("<math id='m'><mi>x</mi><mo>&lt;</mo></math>", "x<"),
            ("<a href='https://example.org/?a=1&copy=2'>", ""),
        ]
    ),
)
SOUP = st.lists(PIECES, max_size=40).map(
    lambda pieces: tuple("".join(parts) for parts in zip(*pieces, strict=True)) or ("", "")
)
"""Tags that open and close as they like, and the text between them."""


def squeezed(text: str) -> str:
    """Text without white space."""
    return "".join(text.split())
