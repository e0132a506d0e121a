"""What libxml2 says of a document that is not valid, in the words of the catalogue."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final, TypeAlias

from lxml import etree

from crossref_deposit.problems import CATALOGUE, ProblemKind

_CODES: Final = {
    "SCHEMAV_CVC_COMPLEX_TYPE_2_1": "cvc-children-not-allowed",
    "SCHEMAV_CVC_COMPLEX_TYPE_2_2": "cvc-children-not-allowed",
    "SCHEMAV_CVC_COMPLEX_TYPE_2_3": "cvc-text-not-allowed",
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1": "cvc-attribute-not-allowed",
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_2": "cvc-attribute-not-allowed",
    "SCHEMAV_CVC_COMPLEX_TYPE_4": "cvc-attribute-missing",
    "SCHEMAV_CVC_TYPE_3_1_1": "cvc-attribute-not-allowed",
    "SCHEMAV_CVC_TYPE_3_1_2": "cvc-children-not-allowed",
    "SCHEMAV_CVC_ELT_1": "cvc-element-foreign",
    "SCHEMAV_CVC_PATTERN_VALID": "cvc-pattern",
    "SCHEMAV_CVC_ENUMERATION_VALID": "cvc-enumeration",
    "SCHEMAV_CVC_LENGTH_VALID": "cvc-length",
    "SCHEMAV_CVC_MINLENGTH_VALID": "cvc-length",
    "SCHEMAV_CVC_MAXLENGTH_VALID": "cvc-length",
    "SCHEMAV_CVC_MININCLUSIVE_VALID": "cvc-range",
    "SCHEMAV_CVC_MAXINCLUSIVE_VALID": "cvc-range",
    "SCHEMAV_CVC_TOTALDIGITS_VALID": "cvc-range",
    "SCHEMAV_CVC_DATATYPE_VALID_1_2_1": "cvc-datatype",
    "SCHEMAV_CVC_DATATYPE_VALID_1_2_3": "cvc-datatype",
    "SCHEMAV_CVC_AU": "cvc-attribute-value",
    "SCHEMAV_CVC_WILDCARD": "cvc-element-foreign",
}
_FACETS: Final = frozenset({"cvc-pattern", "cvc-enumeration", "cvc-length", "cvc-range"})
_LONGEST: Final = 400
_namespace: Final = re.compile(r"\{[^{}]*\}(?=[A-Za-z_*#])")
_step: Final = re.compile(r"(?P<name>[^/\[\]]+)(?:\[(?P<number>\d+)\])?")
_attribute: Final = re.compile(r"attribute '(?P<name>(?:\{[^}]*\})?[^']+)'")


def kind_of(error: etree._LogEntry) -> ProblemKind:
    """The entry of the catalogue for an error of libxml2."""
    if error.type_name == "SCHEMAV_ELEMENT_CONTENT":
        if "Missing child" in error.message:
            return CATALOGUE["cvc-element-incomplete"]
        code = "cvc-element-unexpected" if "Expected is" in error.message else "cvc-element-superfluous"
        return CATALOGUE[code]
    return CATALOGUE[_CODES.get(error.type_name, "cvc-other")]


def telling(errors: Iterable[etree._LogEntry]) -> list[etree._LogEntry]:
    """The errors without those that only repeat, less clearly, the one before at the same place."""
    kept: list[etree._LogEntry] = []
    for error in errors:
        repeats = (
            kept
            and error.path == kept[-1].path
            and error.type_name.startswith(("SCHEMAV_CVC_DATATYPE", "SCHEMAV_CVC_ATTRIBUTE", "SCHEMAV_CVC_TYPE"))
            and kind_of(kept[-1]).code in _FACETS
        )
        if not repeats:
            kept.append(error)
    return kept


def wording(text: str) -> str:
    """A validator's message without namespaces, on one line, and of bearable length."""
    text = " ".join(_namespace.sub("", text).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


def value_of(error: etree._LogEntry, node: etree._Element | None) -> str | None:
    """The value that the error is about."""
    if node is None:
        return None
    if match := _attribute.search(error.message):
        return node.get(match["name"])
    return (node.text or "") if kind_of(error).code in _FACETS | {"cvc-datatype"} else None


_Named: TypeAlias = "defaultdict[str, list[tuple[etree._Element, int]]]"  # noqa: SLF001 - lxml's name for its elements


class PathFinder:
    """Finds the elements that libxml2's paths name; each parent's children are looked through once.

    The path's prefixes are those of the document.
    """

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._named: dict[str, _Named] = {}

    def find(self, path: str) -> tuple[etree._Element | None, tuple[int, ...]]:
        """The element, or the last one on the way to it that is there; and the numbers of the child to go down to."""
        node: etree._Element | None = None
        ordinals: tuple[int, ...] = ()
        above = ""
        for step in path.strip("/").split("/"):
            match = _step.fullmatch(step)
            children = self._children(above, node)[match["name"]] if match is not None else []
            number = int(match["number"] or 1) if match is not None else 1
            if number > len(children):
                break
            node, ordinal = children[number - 1]
            ordinals, above = (*ordinals, ordinal), f"{above}/{step}"
        return node, ordinals

    def _children(self, path: str, node: etree._Element | None) -> _Named:
        """The element children by their names as they are written, each with its number; all of them as ``*``."""
        if path not in self._named:
            named: _Named = defaultdict(list)
            self._named[path] = named
            inside = [self._root] if node is None else [child for child in node if isinstance(child.tag, str)]
            for number, child in enumerate(inside, start=1):
                local = etree.QName(child).localname
                for name in (f"{child.prefix}:{local}" if child.prefix else local, "*"):
                    named[name].append((child, number))
        return self._named[path]


def ordinals_of(node: etree._Element) -> tuple[int, ...]:
    """The numbers of the child to go down to, root first."""
    numbers: list[int] = []
    while (parent := node.getparent()) is not None:
        before = sum(1 for sibling in node.itersiblings(etree.Element, preceding=True))
        numbers.append(before + 1)
        node = parent
    return (1, *reversed(numbers))
