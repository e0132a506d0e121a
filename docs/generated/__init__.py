"""The parts of the pages that are made from the package: ``<!-- generated: what of -->`` in a page.

What the package has in one place is not told a second time here, so it cannot be told otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from generated.catalogue import messages, overview, problems
from generated.command_line import commands, data, exits
from generated.differences import differences
from generated.elements import elements
from generated.markup import html, jats
from generated.upgrades import changes

PLACE = re.compile(r"^<!-- generated: (\w+) (\S+) -->$", re.MULTILINE)
"""Where something is to be put: what is made, and of what."""

_MADE: dict[str, Callable[[str], str]] = {
    "problems": problems,
    "overview": overview,
    "messages": messages,
    "differences": differences,
    "changes": changes,
    "elements": elements,
    "commands": commands,
    "exits": exits,
    "data": data,
    "html": html,
    "jats": jats,
}


def filled(page: str) -> str:
    """A page with everything in its place."""
    return PLACE.sub(lambda place: _MADE[place[1]](place[2]), page)
