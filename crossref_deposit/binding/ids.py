"""Attributes of the type ``ID``, which only JATS has here: no two elements of a document may have the same."""

from __future__ import annotations

import re
from typing import Final

from crossref_deposit.binding import document
from crossref_deposit.binding.namespaces import JATS
from crossref_deposit.binding.positions import Event
from crossref_deposit.errors import SchemaError

_ID: Final = re.compile(rb"id(?<=\sid)\s*=")
_TWO: Final = 2


def repeated(data: bytes, *, encoding: str | None = None) -> tuple[str, Event] | None:
    """The first ``ID`` that is not the only one, and the element where it comes again; quick where there are none."""
    if len(_ID.findall(data)) < _TWO:
        return None
    seen: set[str] = set()
    for identity, event in every(data, encoding=encoding):
        if identity in seen:
            return identity, event
        seen.add(identity)
    return None


def every(data: bytes, *, encoding: str | None = None) -> list[tuple[str, Event]]:
    """Each ``ID`` and its element, in document order; quick where there are none."""
    if not _ID.search(data):
        return []
    parser = document.guarded_parser(SchemaError, encoding=encoding)
    found: list[tuple[str, Event]] = []
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        identity = attributes.get("id", "").strip()
        if identity and name.startswith(f"{JATS.uri}}}"):
            found.append((identity, Event(offset=parser.CurrentByteIndex, start=True, depth=depth)))

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    document.parse(parser, data, SchemaError)
    return found
