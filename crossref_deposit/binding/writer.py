"""Objects to XML: one function per class and schema version, generated from the declaration.

The functions write text straight away, each element on a line of its own, so that a line number
in somebody's message names one element. Their source can be read: ``print(source(JournalArticle))``.
"""

from __future__ import annotations

import linecache
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final, TypeAlias

from crossref_deposit.binding.declaration import Element, Field, Leaf, declared
from crossref_deposit.binding.escape import escape, quote
from crossref_deposit.binding.namespaces import CROSSREF, RELATIONS, WRITTEN
from crossref_deposit.binding.particles import Child, Group, Particle, Wrapped, fields_in
from crossref_deposit.binding.spelling import SLOT
from crossref_deposit.binding.values import SimpleType
from crossref_deposit.binding.versions import absent, declaration, needed, outlived, refuse, said, too_many

Out: TypeAlias = Callable[[str], Any]
"""Takes the next piece of text: ``list.append``, ``file.write``."""
WriteFunction: TypeAlias = Callable[[Any, Out, str, str], None]
"""Writes a value; each start tag stands behind ``indent`` (a line break and spaces), deeper ones ``step`` further."""

_WRITERS: Final[dict[tuple[type[Any], str], WriteFunction]] = {}


def writer(model: type[Any], version: str) -> WriteFunction:
    """The function that writes objects of the class."""
    key = (model, version)
    if key not in _WRITERS:
        _WRITERS[key] = _compile(model, version)
    return _WRITERS[key]


def source(model: type[Any], version: str) -> str:
    """The Python source of the function that writes the class."""
    return _Source(declaration(model, version), version).text


def _compile(model: type[Any], version: str) -> WriteFunction:
    made = _Source(declaration(model, version), version)
    file_name = f"<writer of {model.__name__} {version}>"
    linecache.cache[file_name] = (len(made.text), None, made.text.splitlines(keepends=True), file_name)
    names = made.names
    exec(compile(made.text, file_name, "exec"), names)  # noqa: S102 - our own text, from declarations alone
    function: WriteFunction = names["write"]
    return function


class _Dispatch(dict[type[Any], WriteFunction]):
    """The write function of whatever class comes, made when it first does."""

    def __init__(self, version: str) -> None:
        super().__init__()
        self._version = version

    def __missing__(self, model: type[Any]) -> WriteFunction:
        self[model] = made = writer(model, self._version)
        return made


class _Source:
    """Collects the lines of one write function and the names it uses."""

    def __init__(self, element: Element, version: str) -> None:
        self._element = element
        self._version = version
        self._current = {field.name: field for field in declared(element.model).fields}
        self._lines: list[str] = []
        self._level = 1
        self._inner = "inner"
        self.names: dict[str, Any] = {
            "escape": escape,
            "quote": quote,
            "write_any": _Dispatch(version),
            "refuse": refuse,
            "needed": needed,
            "too_many": too_many,
        }
        self._write_element()

    @property
    def text(self) -> str:
        """The function."""
        return "\n".join(["def write(value, out, indent, step):", *self._lines, ""])

    def _line(self, text: str) -> None:
        self._lines.append("    " * self._level + text)

    @contextmanager
    def _block(self, opening: str) -> Iterator[None]:
        self._line(opening)
        self._level += 1
        yield
        self._level -= 1

    def _write_element(self) -> None:
        element, own = self._element, self._element.text
        tag = element.namespace.tag(element.name)
        self._refuse_unsayable()
        attributes = _namespaces(self._version) + self._attributes() if element.root else self._attributes()
        text = "" if own is None else self._own_text(own)
        if element.content is not None:
            if _spelled(element):
                self._line(f"spelling = value.{SLOT}")
            if element.extra:
                attributes += self._kept_attributes()
            self._line("inner = indent + step")
            self._line(f"out(f'{{indent}}<{tag}{attributes}>{text}')")
            self._content(element.content)
            self._line(f"out(f'{'' if own else '{indent}'}</{tag}>')")
        elif own is None:
            self._line(f"out(f'{{indent}}<{tag}{attributes}/>')")
        else:
            self._line(f"out(f'{{indent}}<{tag}{_own_default(element)}{attributes}>{text}</{tag}>')")

    def _refuse_unsayable(self) -> None:
        """Lines that raise where the object holds what the version cannot say, or lacks what it needs."""
        owner, version = self._element.model.__name__, self._version
        for name, change in absent(self._element.model, version).items():
            self.names[f"absent_{name}"] = change
            with self._block(f"if value.{name} not in (None, ()):"):
                self._line(f"refuse({f'{owner}.{name}'!r}, {version!r}, absent_{name})")
        for field in self._element.fields:
            current = self._current[field.name]
            if field.required and not current.required:
                with self._block(f"if value.{field.name} is None:"):
                    self._line(f"needed({f'{owner}.{field.name}'!r}, {version!r})")
            if field.many and field.at_most != current.at_most and field.at_most is not None:
                with self._block(f"if len(value.{field.name}) > {field.at_most}:"):
                    self._line(
                        f"too_many({f'{owner}.{field.name}'!r}, {version!r}, {field.at_most}, len(value.{field.name}))"
                    )

    def _value(self, field: Field, kind: Any, expression: str, escaping: str = "escape") -> str:
        """The piece of an f-string that writes a value; one that the version may not have is checked."""
        same = field.types == self._current[field.name].types
        if same and not outlived(self._element.model, field, self._version):
            return _value(kind, expression, escaping)
        number = len(self.names)
        path = f"{self._element.model.__name__}.{field.name}"
        self.names[f"said{number}"] = partial(said, kind, path, self._version)
        return f"{{said{number}({expression})}}"

    def _own_text(self, field: Field) -> str:
        if field.required:
            return self._value(field, field.type, f"value.{field.name}")
        self._line(f"text = value.{field.name}")
        if self._element.content is not None:
            self._line(f"text = value.{SLOT}.text if value.{SLOT} is not None and value.{SLOT}.text else text")
        self._line(f"text = '' if text is None else f'{self._value(field, field.type, 'text')}'")
        return "{text}"

    def _attributes(self) -> str:
        """Lines that make the attributes, and the piece of the start tag that holds them."""
        pieces = []
        for number, field in enumerate(self._element.attributes):
            name = field.namespace.tag(field.xml_name) if field.namespace else field.xml_name
            if field.required or field.fixed:
                pieces.append(f' {name}="{self._value(field, field.type, f"value.{field.name}", "quote")}"')
                continue
            variable = f"attribute{number}"
            self._line(f"{variable} = value.{field.name}")
            written = f"f' {name}=\"{self._value(field, field.type, variable, 'quote')}\"'"
            self._line(f"{variable} = '' if {variable} is None else {written}")
            pieces.append(f"{{{variable}}}")
        return "".join(pieces)

    def _kept_attributes(self) -> str:
        """Lines that make the attributes that only a document of this version can have had."""
        self._line("kept = '' if spelling is None else ''.join(")
        self._line("    f' {name}=\"{quote(text)}\"' for name, text in spelling.attributes.items()")
        self._line(")")
        return "{kept}"

    def _content(self, content: Group) -> None:
        if content.kind != "all":
            self._in_order(content)
            return
        with self._block("if spelling is None or not spelling.order:"):
            self._in_order(content)
        with self._block("else:"), self._block("for name in spelling.order:"):
            for number, part in enumerate(_single(content)):
                name = next(fields_in(part)).name
                with self._block(f"{'el' if number else ''}if name == {name!r}:"):
                    self._particle(part)

    def _in_order(self, content: Group) -> None:
        """Each field once: which of several branches it belongs to makes no difference to the order."""
        written: set[str] = set()
        for part in _single(content):
            names = {field.name for field in fields_in(part)}
            if not names & written:
                self._particle(part)
            written |= names

    def _particle(self, particle: Particle) -> None:
        if isinstance(particle, Child):
            if not particle.field.held_by:  # else it is written where that field stands
                self._child(particle.field)
        elif isinstance(particle, Group):
            for part in particle.parts:
                self._particle(part)
        elif all(field.required for field in fields_in(particle)):
            self._wrapped(particle)
        else:
            with self._block(f"if {' or '.join(_test(field) for field in fields_in(particle))}:"):
                self._wrapped(particle)

    def _wrapped(self, particle: Wrapped) -> None:
        wrapper = particle.wrapper
        tag = wrapper.namespace.tag(wrapper.name)
        if wrapper.fixed:
            fixed = f' {wrapper.fixed[0]}="{wrapper.fixed[1]}"'
            self._line(f"fixed = '' if spelling is not None and {tag!r} in spelling.bare else {fixed!r}")
        self._line(f"out(f'{{inner}}<{tag}{'{fixed}' if wrapper.fixed else ''}>')")
        self._line("wrapped = inner + step")
        self._inner = "wrapped"
        self._particle(particle.content)
        self._inner = "inner"
        self._line(f"out(f'{{inner}}</{tag}>')")

    def _child(self, field: Field) -> None:
        if field.many:
            with self._block(f"for item in value.{field.name}:"):
                self._item(field)
            return
        self._line(f"item = value.{field.name}")
        if field.required:
            self._item(field)
            return
        with self._block("if item is not None:"):
            self._item(field)

    def _item(self, field: Field) -> None:
        item = field.items[0]
        if isinstance(item, Leaf):
            tag = (item.namespace or self._element.namespace).tag(item.name)
            self._line(f"out(f'{{{self._inner}}}<{tag}>{self._value(field, item.type, 'item')}</{tag}>')")
        else:
            self._line(f"write_any[type(item)](item, out, {self._inner}, step)")


def _namespaces(version: str) -> str:
    """The root's declarations: every namespace that may come, and where the schema is."""
    spaces = (f' xmlns{":" if space.prefix else ""}{space.prefix}="{space.at(version)}"' for space in WRITTEN)
    place = f"{CROSSREF.at(version)} https://www.crossref.org/schemas/{CROSSREF.file_at(version)}"
    return "".join(spaces) + f' xsi:schemaLocation="{place}"'


def _value(kind: Any, expression: str, escaping: str = "escape") -> str:
    """The piece of an f-string that writes a value of the type."""
    if not isinstance(kind, SimpleType):
        return f"{{{expression}.xml}}"
    if kind.base == "boolean":
        return f'{{"true" if {expression} else "false"}}'
    return f"{{{expression}}}" if kind.plain else f"{{{escaping}({expression})}}"


def _own_default(element: Element) -> str:
    """Face markup has no prefix: outside Crossref's own namespace it needs the default one."""
    own = element.text
    is_markup = own is not None and not isinstance(own.type, SimpleType)
    return f' xmlns="{element.namespace.uri}"' if is_markup and element.namespace is RELATIONS else ""


def _spelled(element: Element) -> bool:
    """Whether documents can say the element's content in several ways."""
    wrappers = {field.within for field in element.fields if field.within is not None}
    return element.any_order or bool(element.extra) or any(wrapper.fixed for wrapper in wrappers)


def _test(field: Field) -> str:
    return f"value.{field.name}" if field.many else f"value.{field.name} is not None"


def _single(particle: Particle) -> list[Child | Wrapped]:
    if isinstance(particle, Group):
        return [single for part in particle.parts for single in _single(part)]
    return [particle]
