"""Colours that can be read, also by the colour-blind."""

from __future__ import annotations

import itertools
import re

import pytest

from crossref_deposit.display.style import DARK, LIGHT, asset, colours

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
SHEETS = ("figure.css", "notebook.css", "page.css")


def linear(colour: str) -> list[float]:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


def as_deuteranope(colour: str) -> list[float]:
    """Viénot, Brettel and Mollon 1999, in linear light."""
    red, green, blue = linear(colour)
    return [0.29275 * red + 0.70725 * green, 0.29275 * red + 0.70725 * green, -0.02234 * red + 0.02234 * green + blue]


@PALETTES
@pytest.mark.parametrize("ground", ["paper", "shade", "mark"])
def test_text_has_the_contrast_that_wcag_asks_for(palette, ground):
    names = ["ink"] if ground == "mark" else ["ink", "muted", "failed", "warning", "registered"]
    assert {name: contrast(palette[name], palette[ground]) >= 4.5 for name in names} == dict.fromkeys(names, True)


@PALETTES
def test_bars_stand_out_from_the_paper(palette):
    ratios = {name: contrast(palette[name], palette["paper"]) for name in palette if name.startswith("fill-")}
    assert min(ratios.values()) >= 2  # beside them stand their numbers


@PALETTES
def test_bars_are_told_apart_by_the_colour_blind(palette):
    fills = [as_deuteranope(palette[name]) for name in palette if name.startswith("fill-")]
    assert len(fills) == 3
    for one, other in itertools.combinations(fills, 2):
        assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 0.25


def test_every_colour_that_is_used_is_there_light_and_dark():
    used = {name for sheet in SHEETS for name in re.findall(r"var\(--cd-([\w-]+)\)", asset(sheet))}
    assert used == LIGHT.keys() == DARK.keys()


def test_the_notebook_decides_before_the_system_does():
    text = colours()
    assert text.index("prefers-color-scheme") < text.index('[data-jp-theme-light="true"] .crossref-deposit')
    assert '[data-jp-theme-light="false"] .crossref-deposit' in text
