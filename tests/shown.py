"""What is shown as HTML, read back; it is well-formed XML too."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from hypothesis import strategies as st

EVIL = "</p></title></style><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;<![CDATA[\u202e\x00\ud800"
SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = frozenset(
    "a article b bdi body br caption code dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 head"
    " header html input label li main mark meta ol option output p pre q section select span style summary table tbody"
    " td th thead time title tr ul".split()
)
DRAWN = frozenset(f"{SVG}{name}" for name in ("rect", "style", "svg", "text", "title"))

UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Controls, surrogates, and what is no character."""

texts = st.one_of(st.text(max_size=30), st.sampled_from([EVIL, "<b>", "javascript:alert(1)", '" onclick="x']))
"""Text from outside, good and bad."""


def read(shown: str) -> ET.Element:
    """The elements of what is shown."""
    return ET.fromstring(shown.removeprefix("<!DOCTYPE html>\n"))  # noqa: S314 - our own


def text_of(shown: str) -> str:
    """What a person reads."""
    root = read(shown)
    for parent in root.iter():
        for child in [*parent]:
            if child.tag.rpartition("}")[2] in {"style", "script"}:
                child.text = ""
    return " ".join("".join(root.itertext()).split())


def assert_harmless(shown: str, *, scripts: int = 0) -> None:
    """Nothing in it runs, loads or leads away but to a DOI."""
    root = read(shown)
    found = [element.tag for element in root.iter()]
    assert found.count("script") == scripts
    assert set(found) <= ELEMENTS | DRAWN | ({"script"} if scripts else set())
    for element in root.iter():
        assert not [name for name in element.attrib if name.startswith("on") or name in {"src", "style", "action"}]
        assert element.get("href", "https://doi.org/").startswith("https://doi.org/")


def as_shown(text: str) -> str:
    """A text as a person reads it: what cannot be shown is replaced."""
    kept = (one if one in "\t\n\r" or not UNSEEN.fullmatch(one) else "\ufffd" for one in text)
    return " ".join("".join(kept).split())
