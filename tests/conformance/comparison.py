"""Two schemas, compared declaration by declaration from a root element down."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from xmlschema import XMLSchemaBase, XsdComponent, XsdElement, XsdType
from xmlschema.validators import XsdAnyElement, XsdGroup

from conformance import content

BUILTIN = "{http://www.w3.org/2001/XMLSchema}"
BOUNDS = (
    "length",
    "minLength",
    "maxLength",
    "minInclusive",
    "maxInclusive",
    "minExclusive",
    "maxExclusive",
    "totalDigits",
    "fractionDigits",
)


@dataclasses.dataclass(frozen=True)
class Difference:
    path: str
    what: str
    expected: object
    found: object

    def __str__(self) -> str:
        return f"{self.path}: {self.what}: expected {self.expected!s:.300}, found {self.found!s:.300}"


class Comparison:
    """Pairs every declaration reachable in the first schema with the one at the same place in the second.

    Args:
        expected: The schema that is right.
        found: The schema to be compared with it.
        leaves: Namespaces and elements that must stand at the same places, without being looked into.
    """

    def __init__(
        self,
        expected: XMLSchemaBase,
        found: XMLSchemaBase,
        *,
        leaves: frozenset[str] = frozenset(),
    ) -> None:
        self.expected = expected
        self.found = found
        self.leaves = leaves
        self.compared: set[str] = set()

    def differences(self, root: str) -> Iterator[Difference]:
        if root not in self.found.elements:
            yield Difference(root, "declaration", "one", "none")
            return
        todo = [(self.expected.elements[root], self.found.elements[root], root)]
        seen = set()
        for expected, found, path in todo:
            pair = (expected.name, id(expected.type), id(found.type))
            if pair not in seen:
                seen.add(pair)
                self.compared.add(expected.name)
                yield from self._declaration(expected, found, path)
                todo += self._children(expected, found, path)

    def _declaration(self, expected: XsdElement, found: XsdElement, path: str) -> Iterator[Difference]:
        for what, describe in (("element", _properties), ("value", _value), ("attributes", _attributes)):
            one, other = describe(expected), describe(found)
            for key in sorted(one.keys() | other.keys()):
                if one.get(key) != other.get(key):
                    yield Difference(path, f"{what} {key}", *_apart(one.get(key), other.get(key)))
        one, other = _content(expected), _content(found)
        children = content.distinguishing_children(one, other)
        if children is not None:
            words = ["refused", "accepted"]
            names = " ".join(map(_local, children)) or "(none)"
            yield Difference(
                path, f"children {names}", *(words[content.accepts(model, children)] for model in (one, other))
            )

    def _children(self, expected: XsdElement, found: XsdElement, path: str) -> list[tuple[XsdElement, XsdElement, str]]:
        others = _child_declarations(found)
        return [
            (child, others[name], f"{path}/{_local(name)}")
            for name, child in _child_declarations(expected).items()
            if name in others and self.leaves.isdisjoint({child.target_namespace, child.name})
        ]


def _apart(one: object, other: object) -> tuple[object, object]:
    """Long lists of values without what they have in common."""
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return sorted(one - other), sorted(other - one)
    return one, other


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _child_declarations(element: XsdElement) -> dict[str, XsdElement]:
    if not element.type.has_complex_content():
        return {}
    particles = [item for item in element.type.content.iter_elements() if isinstance(item, XsdElement)]
    return {item.name: item if item.ref is None else item.ref for item in particles}


def _content(element: XsdElement) -> content.Model:
    return _model(element.type.content) if element.type.has_complex_content() else content.EMPTY


def _model(particle: XsdComponent) -> content.Model:
    if isinstance(particle, XsdGroup):
        combine = {"sequence": content.sequence, "choice": content.choice, "all": content.in_any_order}[particle.model]
        once = combine(*(_model(part) for part in particle)) if len(particle) else content.EMPTY
    elif isinstance(particle, XsdAnyElement):
        once = content.child(f"any of {sorted(particle.namespace)}, {particle.process_contents}")
    else:
        names = {particle.name, *(substitute.name for substitute in particle.iter_substitutes())}
        once = content.choice(*(content.child(name) for name in names))
    return content.repeat(once, particle.min_occurs, particle.max_occurs)


def _properties(element: XsdElement) -> dict[str, Any]:
    return {
        "nillable": element.nillable,
        "abstract": element.abstract,
        "default": element.default,
        "fixed": element.fixed,
        "mixed": element.type.has_mixed_content(),
    }


def _attributes(element: XsdElement) -> dict[str, Any]:
    found = {}
    for name, attribute in element.attributes.items():
        if name is None:
            found["any"] = (tuple(sorted(attribute.namespace)), attribute.process_contents)
        elif attribute.use != "prohibited":
            facts = {"use": attribute.use, "default": attribute.default, "fixed": attribute.fixed}
            found |= {f"{name} {key}": value for key, value in (facts | _simple(attribute.type)).items()}
    return found


def _value(element: XsdElement) -> dict[str, Any]:
    kind = element.type
    if kind.is_simple():
        return _simple(kind)
    return _simple(kind.content) if kind.has_simple_content() else {}


def _simple(kind: XsdType) -> dict[str, Any]:
    """What a simple type accepts, however many steps it was derived in."""
    if kind.is_union():
        return {"union of": [_simple(member) for member in kind.member_types]}
    if kind.is_list():
        return {"list of": _simple(kind.item_type)}
    steps = list(_derivation(kind))
    own = [step for step in steps if not _is_builtin(step)]
    facets = [{_local(name): facet for name, facet in step.facets.items() if name} for step in own]
    return {
        "builtin": next((step.name for step in steps if _is_builtin(step)), None),
        "white space": kind.white_space,
        "patterns": {frozenset(p.get("value") for p in step["pattern"]) for step in facets if "pattern" in step},
        "values": next((frozenset(step["enumeration"].enumeration) for step in facets if "enumeration" in step), None),
        **{bound: next((step[bound].value for step in facets if bound in step), None) for bound in BOUNDS},
    }


def _derivation(kind: XsdType | None) -> Iterator[XsdType]:
    while kind is not None:
        yield kind
        kind = kind.base_type


def _is_builtin(kind: XsdType) -> bool:
    return (kind.name or "").startswith(BUILTIN)
