"""Tables, lists and prose in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

_URL = re.compile(r"https?://\S*[\w/=:]")
_MARKUP = re.compile(r"[<*\[&]")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])


def listed(names: Iterable[str]) -> str:
    """Elements, as a list of names."""
    return ", ".join(f"`<{name}>`" for name in sorted(names))


def prose(text: str) -> str:
    """Text of the package, with what Markdown would take for markup escaped, and addresses as links."""
    return _URL.sub(r"<\g<0>>", _MARKUP.sub(r"\\\g<0>", text))


def declared_in(module: str, ending: str) -> list[Any]:
    """What the lists of a module have whose names end so."""
    names = vars(import_module(f"crossref_deposit.{module}"))
    return [item for name, items in names.items() if name.endswith(ending) for item in items]
