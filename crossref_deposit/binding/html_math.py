"""A formula in HTML: MathML, with or without prefixes and namespaces, to the MathML of deposits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from crossref_deposit.binding.markup import OWN, Builder
from crossref_deposit.binding.namespaces import MATHML, XLINK, XML
from crossref_deposit.binding.values import Refused, show

_is_name: Final = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII).fullmatch
_SPELLING: Final = {"definitionurl": "definitionURL"}
_OF_THE_PAGE: Final = re.compile(r"(?:data-|aria-|on).*|id|xref|role|tabindex|xmlns.*")
"""Attributes that mean something in a page only, or would have to be unique in the whole deposit."""


class Formula:
    """One ``math`` that is being read.

    Args:
        tag: Its name as it is written, with its prefix.
        attributes: Their names in lower case, as HTML has them.
    """

    def __init__(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._builder = Builder(None, OWN)
        self._open: list[str] = []
        prefix = tag.lower().rpartition(":")[0]
        own = dict.fromkeys(("", prefix), MATHML.uri)
        self._scopes = [{"xlink": XLINK.uri, "xml": XML.uri}]
        self.start(tag, {**attributes, **{f"xmlns:{name}" if name else "xmlns": uri for name, uri in own.items()}})

    @property
    def ended(self) -> bool:
        """Whether its end tag has come."""
        return not self._open

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element in it begins."""
        declared = {name.partition(":")[2]: uri for name, uri in attributes.items() if name.startswith("xmlns")}
        self._scopes.append(self._scopes[-1] | declared)
        kept = {name: value for name, value in attributes.items() if not _OF_THE_PAGE.fullmatch(name)}
        named = {self._name(_SPELLING.get(name, name), default=""): value for name, value in kept.items()}
        name = self._name(tag, default=self._scopes[-1][""])
        self._builder.start(_lower(name), named)
        self._open.append(tag.lower())

    def end(self, tag: str) -> bool:
        """The element ends, and what is open in it; False if it is not open here."""
        if tag not in self._open:
            return False
        while self._close() != tag:
            pass
        return True

    def text(self, text: str) -> None:
        """Text in it."""
        self._builder.text(text)

    def result(self) -> str:
        """Its canonical MathML."""
        while self._open:
            self._close()
        return self._builder.result()

    def _close(self) -> str:
        self._builder.end()
        self._scopes.pop()
        return self._open.pop()

    def _name(self, written: str, *, default: str) -> str:
        prefix, _, local = written.rpartition(":")
        space = self._scopes[-1].get(prefix.lower()) if prefix else default
        if space is None or not _is_name(local):
            raise Refused(f"the name {show(written)} in <math>", "names of MathML")
        return f"{space}}}{local}" if space else local


def _lower(name: str) -> str:
    """The name, in lower case if it is one of MathML: all of these are."""
    space, _, local = name.rpartition("}")
    return f"{space}}}{local.lower()}" if space == MATHML.uri else name
