"""How Sphinx builds this documentation."""

from __future__ import annotations

import importlib.metadata
import pathlib
import sys
from typing import TYPE_CHECKING

from sphinx.ext.napoleon import GoogleDocstring

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from generated import filled
from generated.llms import llms

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "crossref_deposit"
author = "The crossref_deposit authors"
copyright = "2026, The crossref_deposit authors"
release = importlib.metadata.version("crossref_deposit")
version = release

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]
html_theme = "furo"
nitpicky = True

autodoc_default_options = {"members": True, "member-order": "bysource"}
autodoc_typehints = "none"
default_role = "code"
myst_heading_anchors = 3

linkcheck_ignore = [
    r"https?://([\w-]+\.)*example(\.org|\.com)?(/|$)",  # reserved for examples, RFC 2606
    r"https?://(localhost|127\.0\.0\.1|10\.0\.0\.1)\b",
    r"https://doi\.org/10\.5555/",  # Crossref's prefix for examples
    r"https?://(doi|test)\.crossref\.org/(servlet|v2)/",  # take deposits, not visitors
    r"https://(api\.crossref\.org/works\?filter=isbn:|doi\.org/10\.13039/)$",  # beginnings, to be completed
]
linkcheck_anchors = False  # many pages make theirs by script
linkcheck_retries = 3
linkcheck_timeout = 30  # seconds
linkcheck_workers = 2  # most links lead to one host
linkcheck_rate_limit_timeout = 300  # seconds that a 429 may make it wait


def setup(app: Sphinx) -> None:
    """Fill in what is generated, and read docstrings in Google's style."""
    app.connect("source-read", _fill)
    app.connect("autodoc-process-docstring", _from_google_style)
    app.connect("build-finished", _write_llms)


def _fill(_app: Sphinx, _name: str, page: list[str]) -> None:
    page[:] = [filled(text) for text in page]


def _from_google_style(_app: Sphinx, what: str, _name: str, thing: object, _options: object, lines: list[str]) -> None:
    if what == "data" and isinstance(thing, str):
        lines.clear()  # it is the docstring of str
    if what != "attribute":  # these have no "type: description"
        lines[:] = GoogleDocstring(lines, what=what).lines()


def _write_llms(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.format == "html":
        (pathlib.Path(app.outdir) / "llms.txt").write_text(llms(app.env), encoding="utf-8")
