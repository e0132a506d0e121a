"""Attributes of the type ``ID``, which only JATS has here: no two elements of a document may have the same."""

from __future__ import annotations

import re
from typing import Final

from crossref_deposit.binding import document
from crossref_deposit.binding.namespaces import JATS
from crossref_deposit.binding.positions import Event
from crossref_deposit.errors import SchemaError

_ID: Final = re.compile(rb"\sid\s*=")
_TWO: Final = 2


def repeated(data: bytes, *, encoding: str | None = None) -> tuple[str, Event] | None:
    """The first ``ID`` that is not the only one, and the element where it comes again; quick where there are none."""
    if len(_ID.findall(data)) < _TWO:
        return None
    parser = document.guarded_parser(SchemaError, encoding=encoding)
    seen: set[str] = set()
    found: list[tuple[str, Event]] = []
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        identity = attributes.get("id", "").strip()
        if not identity or not name.startswith(f"{JATS.uri}}}"):
            return
        if identity in seen:
            found.append((identity, Event(offset=parser.CurrentByteIndex, start=True, depth=depth)))
        seen.add(identity)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    document.parse(parser, data, SchemaError)
    return found[0] if found else None
