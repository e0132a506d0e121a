"""What libxml2 says of a document that is not valid, in the words of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

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
_step: Final = re.compile(r"(?:(?P<prefix>[^:/\[\]]+):)?(?P<name>[^:/\[\]]+)(?:\[(?P<number>\d+)\])?")
_attribute: Final = re.compile(r"attribute '(?:\{[^}]*\})?(?P<name>[^']+)'")


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
        return next((value for name, value in node.items() if etree.QName(name).localname == match["name"]), None)
    return (node.text or "") if kind_of(error).code in _FACETS | {"cvc-datatype"} else None


def node_at(root: etree._Element, path: str) -> etree._Element | None:
    """The element that a path of libxml2's names; the path's prefixes are those of the document."""
    node: etree._Element | None = None
    for step in path.strip("/").split("/"):
        match = _step.fullmatch(step)
        if match is None:
            return node
        children = [root] if node is None else [child for child in node if isinstance(child.tag, str)]
        if match["name"] != "*":
            children = [child for child in children if _is(child, match["prefix"], match["name"])]
        number = int(match["number"] or 1)
        if number > len(children):
            return node
        node = children[number - 1]
    return node


def _is(node: etree._Element, prefix: str | None, name: str) -> bool:
    return node.prefix == prefix and etree.QName(node).localname == name


def ordinals_of(node: etree._Element) -> tuple[int, ...]:
    """The numbers of the child to go down to, root first."""
    numbers: list[int] = []
    while (parent := node.getparent()) is not None:
        before = sum(1 for sibling in node.itersiblings(etree.Element, preceding=True))
        numbers.append(before + 1)
        node = parent
    return (1, *reversed(numbers))
