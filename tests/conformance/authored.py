"""Documents written after Crossref's own schema, which know nothing of our models."""

from __future__ import annotations

import functools
import random
from collections.abc import Iterator
from typing import Any

from lxml import etree

import strategies
from canonical import ASSERTION
from conformance.judges import authority_schema
from crossref_deposit.binding.namespaces import CROSSREF, JATS, MATHML, WRITTEN, XML
from mutations import SOUND

ENOUGH = 60
"""Elements in a document from which on only what must be there is added."""

OFTEN = 0.2
"""How likely is what need not be there and is nothing new."""

MOST = 60
"""Documents of one record type, if not all has been said before."""

ABSTRACT = """\
<jats:title>A <jats:italic>title</jats:italic></jats:title>
<jats:p xml:lang="en">On H<jats:sub>2</jats:sub>O, see <jats:ext-link xlink:href="https://example.org">this</jats:ext-link>
and <mml:math><mml:mi>x</mml:mi></mml:math>.</jats:p>
<jats:sec sec-type="methods"><jats:title>Methods</jats:title><jats:p>As ever:</jats:p>
<jats:p><jats:list list-type="bullet"><jats:list-item><jats:p>one</jats:p></jats:list-item></jats:list></jats:p>
</jats:sec>
"""
FORMULA = "<mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup>"
FORMULA_TAG = f"{{{MATHML.uri}}}math"
LEAVES = {f"{{{JATS.uri}}}abstract": ABSTRACT, FORMULA_TAG: FORMULA}
"""What stands in the elements that are vocabularies of their own."""

DISPUTED = ("{http://www.crossref.org/schema/5.4.0}person_name", "{http://www.crossref.org/schema/5.4.0}name")
"""A parent and a child that only one of the two copies of 5.4.0 has: it can be read, but not be written again."""


class Author:
    """Writes documents of one schema, each with elements that none before it had."""

    def __init__(self, schema: str, *, seed: int = 0) -> None:
        self._schema = authority_schema(schema)
        self._random = random.Random(seed)  # noqa: S311 - the same documents every time
        self._namespaces = {space.prefix or None: space.at(schema) for space in WRITTEN}
        self._main = f"{{{CROSSREF.at(schema)}}}"
        self._version = schema.rpartition("-")[2]
        self.written: set[tuple[str, str]] = set()
        self._left = self._identifiers = 0

    def documents(self, at_least: int) -> Iterator[bytes]:
        """Of each record type so many documents, and more until all is said that the schema can say.

        For the schema of parts of records, of each part.
        """
        for record_type in self._record_types:
            number = 0
            while number < at_least or (number < MOST and sayable(record_type) - self.written):
                number += 1
                yield self._document(record_type)

    @functools.cached_property
    def _record_types(self) -> list[Any]:
        return list(self._schema.elements["body"].type.content.iter_elements())

    def _document(self, record_type: Any) -> bytes:
        self._left = ENOUGH
        root = etree.Element(f"{self._main}doi_batch", nsmap=self._namespaces, version=self._version)
        self._element(root, self._schema.elements["head"])
        self._element(etree.SubElement(root, f"{self._main}body"), record_type)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    def _element(self, parent: Any, declared: Any) -> None:
        self._left -= 1
        node = etree.SubElement(parent, declared.name)
        self.written.add((parent.tag, declared.name))
        self._attributes(node, declared.type)
        if declared.name in LEAVES:
            self._fill(node, LEAVES[declared.name])
        elif declared.type.has_simple_content() or declared.type.is_simple():
            node.text = self._value(declared.type)
        elif declared.type.has_mixed_content():
            self._mixed(node, declared.type.content)
        else:
            self._content(node, declared.type.content)

    def _fill(self, node: Any, inside: str) -> None:
        spaces = " ".join(f'xmlns:{key}="{uri}"' for key, uri in self._namespaces.items() if key)
        for child in etree.fromstring(f"<a {spaces}>{inside}</a>"):
            node.append(child)

    def _mixed(self, node: Any, content: Any) -> None:
        node.text = "Text"
        elements = [element for element in content.iter_elements() if element.name is not None]
        if elements and self._wanted(content, node):
            self._element(node, self._chosen(node, elements))
            if node.tag != ASSERTION:
                node[-1].tail = " and more"

    def _content(self, node: Any, particle: Any) -> None:
        for _ in range(self._times(node, particle)):
            if hasattr(particle, "type"):
                self._element(node, particle)
            elif particle.model == "choice":
                self._content(node, self._chosen(node, list(particle)))
            else:
                for part in particle:
                    self._content(node, part)

    def _times(self, node: Any, particle: Any) -> int:
        low, high = particle.min_occurs, particle.max_occurs
        if self._wanted(particle, node):
            more = low + self._random.choice([1, 1, 2])
            return more if high is None else min(more, high)
        return low

    def _wanted(self, particle: Any, node: Any) -> bool:
        if self._left <= 0 or _is_disputed(node, particle):
            return False
        return self._new(particle, node) or self._random.random() < OFTEN

    def _chosen(self, node: Any, parts: list[Any]) -> Any:
        undisputed = [part for part in parts if not _is_disputed(node, part)]
        new = [part for part in undisputed if self._new(part, node)] if self._left > 0 else []
        return self._random.choice(new or undisputed)

    def _new(self, particle: Any, node: Any) -> bool:
        return any(
            (node.tag, element.name) not in self.written or sayable(element) - self.written
            for element in _elements(particle)
        )

    def _attributes(self, node: Any, declared: Any) -> None:
        if node.tag == FORMULA_TAG or not hasattr(declared, "attributes"):
            return
        for name, attribute in declared.attributes.items():
            if name is not None and self._has(node, name, attribute):
                node.set(name, attribute.fixed or self._value(attribute.type))
        self._keep_assertions(node)

    def _has(self, node: Any, name: str, attribute: Any) -> bool:
        if attribute.use == "prohibited" or name.startswith(f"{{{XML.uri}}}space") or _is_reference(attribute.type):
            return False
        needed = attribute.use == "required" or name == "contributor_role"
        if needed or (node.tag, f"@{name}") not in self.written or self._random.random() < OFTEN:
            self.written.add((node.tag, f"@{name}"))
            return True
        return False

    def _keep_assertions(self, node: Any) -> None:
        """What the assertions of 5.5.0 ask of roles; that of persons is kept by ``contributor_role``."""
        if node.tag == f"{self._main}role":
            node.set("type", self._random.choice(strategies.ROLES[node.get("vocab")]))

    def _value(self, declared: Any) -> str:
        kind = declared.content if declared.has_simple_content() and declared.is_complex() else declared
        if _is_identifier(kind):
            self._identifiers += 1
            return f"id{self._identifiers}"
        return self._random.choice(_values(kind))


def _elements(particle: Any) -> list[Any]:
    return [particle] if hasattr(particle, "type") else list(particle.iter_elements())


def _is_disputed(node: Any, particle: Any) -> bool:
    return all((node.tag, element.name) == DISPUTED for element in _elements(particle))


@functools.cache
def sayable(declared: Any) -> frozenset[tuple[str, str]]:
    """What can stand in an element and below: names of elements, each with those of a child or an ``@attribute``."""
    found: set[tuple[str, str]] = set()
    _say(declared, found, set())
    return frozenset(found)


def _say(declared: Any, found: set[tuple[str, str]], seen: set[str]) -> None:
    if declared.name in seen or declared.name == FORMULA_TAG:
        return
    seen.add(declared.name)
    found |= {(declared.name, f"@{name}") for name in getattr(declared.type, "attributes", ()) if name is not None}
    if declared.name not in LEAVES and declared.type.is_complex() and not declared.type.has_simple_content():
        for child in declared.type.content.iter_elements():
            if child.name is not None and (declared.name, child.name) != DISPUTED:
                found.add((declared.name, child.name))
                _say(child, found, seen)


@functools.cache
def _values(kind: Any) -> list[str]:
    """Values that the schema takes for a type; the listed ones where there is a list."""
    if kind.enumeration:
        return [str(value) for value in kind.enumeration]
    fitting = [value for value in SOUND if _is_valid(kind, value)]
    if not fitting:
        raise LookupError(f"mutations.SOUND has none of the type {kind}")
    return fitting


def _is_valid(kind: Any, value: str) -> bool:
    try:
        return kind.is_valid(value)
    except OverflowError:  # xmlschema's answer to a year of 14 digits
        return False


def _is_identifier(kind: Any) -> bool:
    return kind.name is not None and kind.name.endswith("}ID")


def _is_reference(kind: Any) -> bool:
    return kind.name is not None and "IDREF" in kind.name
