"""Elements of JATS that the bundled schema lets pass unseen, looked for in the tree first and located only if there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from crossref_deposit.binding import document
from crossref_deposit.binding.namespaces import JATS
from crossref_deposit.errors import SchemaError
from crossref_deposit.models.jats import ABSTRACT
from crossref_deposit.problems import CATALOGUE, Problem
from crossref_deposit.validation.text_positions import as_utf8

if TYPE_CHECKING:
    from crossref_deposit.validation.submission_index import Element

_UNCHECKED: Final = frozenset(name.removeprefix("jats:") for name in ABSTRACT.unchecked - {"mml:math"})
_TAGS: Final = frozenset(f"{{{JATS.uri}}}{name}" for name in _UNCHECKED)


def unchecked_jats(source: bytes | str, root: etree._Element) -> list[Problem]:
    """A notice for each name of such an element in each record, at the first of them.

    Args:
        source: The document.
        root: The same as a tree.
    """
    if all(node.tag not in _TAGS for node in root.iter(f"{{{JATS.uri}}}*")):
        return []
    from crossref_deposit.validation.submission_index import SubmissionIndex

    text = as_utf8(source)
    index = SubmissionIndex(text)
    found: dict[tuple[int, str], list[Element]] = {}
    for name, offset in _Outermost(text).found:
        element = index.element_at(offset, name)
        found.setdefault((element.part.number, name), []).append(element)
    return [_notice(*elements) for elements in found.values()]


def _notice(first: Element, *others: Element) -> Problem:
    line, column = first.position
    times = f" ({1 + len(others):,} times in this record)" if others else ""
    return CATALOGUE["jats-not-checked"].problem(
        f"<{JATS.tag(first.name)}> is not checked, nor what is in it{times}.",
        doi=first.record.doi if first.record else None,
        line=line,
        column=column,
        xpath=first.xpath,
    )


class _Outermost:
    """Name and byte offset of each such element that stands in no other."""

    def __init__(self, text: bytes) -> None:
        self.found: list[tuple[str, int]] = []
        self._depth = 0
        self._parser = document.guarded_parser(SchemaError, encoding="utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        document.parse(self._parser, text, SchemaError)

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition("}")
        if self._depth:
            self._depth += 1
        elif space == JATS.uri and local in _UNCHECKED:
            self.found.append((local, self._parser.CurrentByteIndex))
            self._depth = 1

    def _end(self, _: str) -> None:
        self._depth = max(0, self._depth - 1)
