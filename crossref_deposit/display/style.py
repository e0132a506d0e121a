"""The style sheets and the script that go into what is shown."""

from __future__ import annotations

import functools
import pathlib

from crossref_deposit.display.colours import colours

_ASSETS = pathlib.Path(__file__).parent / "assets"


@functools.cache
def style_sheet(*names: str) -> str:
    """The colours and some style sheets, in one."""
    return colours() + "".join(asset(f"{name}.css") for name in names)


@functools.cache
def asset(name: str) -> str:
    """The text of a style sheet or script."""
    return (_ASSETS / name).read_text(encoding="utf-8")
