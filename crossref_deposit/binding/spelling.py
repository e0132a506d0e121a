"""How a document said what an object holds, where the schema lets it say the same in several ways."""

from __future__ import annotations

from typing import Any, Final

import attrs

SLOT: Final = "_spelling"
"""The attribute of a model that holds its `Spelling`, or ``None``. `evolve` makes objects without one."""


@attrs.define
class Spelling:
    """What an object read from a document is written with again; it takes no part in equality."""

    order: list[str] = attrs.field(factory=list)
    """The fields in the order of their elements, where any order is allowed and it was not the declared one."""
    bare: set[str] = attrs.field(factory=set)
    """The wrappers, by their names as they are written, that stood without their fixed attribute."""
    attributes: dict[str, str] = attrs.field(factory=dict)
    """Attributes that the document's schema version has and the current one has not."""
    text: str | None = None
    """The text of an element that may hold others too, with the white space around it."""


def spelling_of(values: list[Any]) -> Spelling:
    """The spelling of an object that is being read: the last of its values."""
    if values[-1] is None:
        values[-1] = Spelling()
    spelling: Spelling = values[-1]
    return spelling
