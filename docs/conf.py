"""How Sphinx builds this documentation."""

from __future__ import annotations

import importlib.metadata
from typing import TYPE_CHECKING

from sphinx.ext.napoleon import GoogleDocstring

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


def setup(app: Sphinx) -> None:
    """Read docstrings in Google's style, but those of attributes as they are: no "type: description" there."""
    app.connect("autodoc-process-docstring", _from_google_style)


def _from_google_style(_app: Sphinx, what: str, _name: str, _thing: object, _options: object, lines: list[str]) -> None:
    if what != "attribute":
        lines[:] = GoogleDocstring(lines, what=what).lines()
