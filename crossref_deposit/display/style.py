"""The colours, the style sheets and the script that go into what is shown."""

from __future__ import annotations

import functools
import pathlib
from collections.abc import Mapping
from typing import Final

LIGHT: Final[Mapping[str, str]] = {
    "ink": "#1b1f24",
    "paper": "#ffffff",
    "muted": "#57606a",
    "line": "#c9d1d9",
    "shade": "#f3f5f7",
    "mark": "#ffe0cc",
    "failed": "#a63603",
    "warning": "#7a4f00",
    "registered": "#0b5c9e",
    "fill-failed": "#c2410c",
    "fill-warning": "#e8a317",
    "fill-registered": "#2b7bba",
}
DARK: Final[Mapping[str, str]] = {
    "ink": "#e6e8eb",
    "paper": "#15181c",
    "muted": "#a9b3bd",
    "line": "#444c56",
    "shade": "#22272e",
    "mark": "#5a2a12",
    "failed": "#ff9d73",
    "warning": "#f2c14e",
    "registered": "#7cc0ff",
    "fill-failed": "#f0703a",
    "fill-warning": "#f2c14e",
    "fill-registered": "#4a9be0",
}

_ROOT: Final = ".crossref-deposit"
_LIGHT_THEMES: Final = ('[data-jp-theme-light="true"]', '[data-theme="light"]', '[theme="light"]', ".vscode-light")
_DARK_THEMES: Final = ('[data-jp-theme-light="false"]', '[data-theme="dark"]', '[theme="dark"]', ".vscode-dark")


def colours() -> str:
    """The colours as CSS variables: what the notebook's theme says, else the system, and light on paper."""
    return "\n".join(
        [
            _rule(LIGHT),
            f"@media (prefers-color-scheme: dark) {{ {_rule(DARK)} }}",
            _rule(LIGHT, _LIGHT_THEMES),
            _rule(DARK, _DARK_THEMES),
            f"@media print {{ {_rule(LIGHT)} }}\n",
        ]
    )


def _rule(palette: Mapping[str, str], themes: tuple[str, ...] = ()) -> str:
    selector = ", ".join(f"{theme} {_ROOT}" for theme in themes) or _ROOT
    scheme = "light" if palette is LIGHT else "dark"
    values = " ".join(f"--cd-{name}: {value};" for name, value in palette.items())
    return f"{selector} {{ color-scheme: {scheme}; {values} }}"


_ASSETS = pathlib.Path(__file__).parent / "assets"


@functools.cache
def style_sheet(*names: str) -> str:
    """The colours and some style sheets, in one."""
    return colours() + "".join(asset(f"{name}.css") for name in names)


@functools.cache
def asset(name: str) -> str:
    """The text of a style sheet or script."""
    return (_ASSETS / name).read_text(encoding="utf-8")
