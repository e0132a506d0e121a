"""Puts tables into a page whose prose is written by hand, and plots beside it."""

from __future__ import annotations

import pathlib
import re

from benchmarks.figures import Figures
from benchmarks.tables import TABLES

PAGE, KEPT = "performance.md", "performance.json"
PLACE = re.compile(r"(?P<begin><!-- figures: (?P<name>\w+) -->\n).*?(?P<end><!-- end of figures -->)", re.DOTALL)


def filled(page: str, figures: Figures) -> str:
    """A page with the tables of these figures in their places."""
    return PLACE.sub(lambda place: f"{place['begin']}{TABLES[place['name']](figures)}\n{place['end']}", page)


def write(folder: pathlib.Path, figures: Figures) -> None:
    """Keep the figures in a folder of documentation, and bring its page and plots up to date."""
    from benchmarks import plot

    figures.save(folder / KEPT)
    page = folder / PAGE
    page.write_text(filled(page.read_text(), figures))
    plot.contenders(figures, folder / "performance.svg")
    plot.growth(figures, folder / "growth.svg")
