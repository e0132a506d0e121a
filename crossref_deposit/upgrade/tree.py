"""The document as a tree that can be rewritten, in which every element knows where it comes from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

import attrs

from crossref_deposit.binding import document
from crossref_deposit.binding.escape import escape, quote
from crossref_deposit.binding.namespaces import WRITTEN, XML
from crossref_deposit.errors import SchemaError

_PREFIXES: Final = {namespace.uri: f"{namespace.prefix}:" for namespace in (*WRITTEN, XML) if namespace.prefix}
_NAMESPACES: Final = "".join(f' xmlns:{prefix[:-1]}="{uri}"' for uri, prefix in _PREFIXES.items() if uri != XML.uri)
_numbered: Final = re.compile(r"([^\[]+)(?:\[(\d+)\])?").fullmatch


@attrs.define(eq=False, repr=False)
class Node:
    """An element."""

    tag: str
    """A name of Crossref's own namespace stands alone, others have their usual prefix (``fr:program``)."""
    attributes: dict[str, str]
    origin: tuple[int, ...]
    """Which element of the original it is, or was made from: the number of the child to go down to, root first."""
    parent: Node | None = None
    content: list[Node | str] = attrs.field(factory=list)

    @property
    def children(self) -> list[Node]:
        """The elements in it."""
        return [item for item in self.content if isinstance(item, Node)]

    @property
    def stands(self) -> bool:
        """Whether it is in another element."""
        return self.parent is not None

    @property
    def text(self) -> str:
        """The text in it, that of its elements included, with single blanks."""
        return " ".join("".join(_texts(self)).split())

    @property
    def xml(self) -> str:
        """The element as XML on one line, namespaces left out."""
        return " ".join(_write(self).split())

    def all(self, *tags: str) -> list[Node]:
        """The children of these names."""
        return [child for child in self.children if child.tag in tags]

    def first(self, *tags: str) -> Node | None:
        """The first child of one of these names."""
        return next(iter(self.all(*tags)), None)

    def made(self, tag: str, *content: Node | str) -> Node:
        """A new element that comes from this one, without its attributes."""
        node = Node(tag, {}, self.origin)
        for item in content:
            node.append(item)
        return node

    def renamed(self, tag: str) -> Node:
        """The element by another name, with all that is in it."""
        node = self.made(tag, *self.content)
        node.attributes = dict(self.attributes)
        return node

    def append(self, item: Node | str) -> None:
        """Put at the end; an element leaves where it was."""
        if isinstance(item, Node):
            item.remove()
            item.parent = self
        self.content.append(item)

    def insert_after(self, tags: tuple[str, ...], node: Node) -> None:
        """Put behind the last child of these names, or at the beginning."""
        node.remove()
        node.parent = self
        places = [place for place, item in enumerate(self.content, 1) if isinstance(item, Node) and item.tag in tags]
        self.content.insert(places[-1] if places else 0, node)

    def insert_behind(self, child: Node, node: Node) -> None:
        """Put behind a child."""
        node.remove()
        node.parent = self
        self.content.insert(self.content.index(child) + 1, node)

    def remove(self) -> None:
        """Take it out of its parent."""
        if self.parent is not None:
            self.parent.content = [item for item in self.parent.content if item is not self]
            self.parent = None

    def replace(self, node: Node) -> None:
        """Put another element in its place."""
        if self.parent is not None:
            self.parent.content = [node if item is self else item for item in self.parent.content]
            node.parent, self.parent = self.parent, None

    def walk(self) -> Iterator[Node]:
        """The element and all below, in document order; what is taken out or put in meanwhile is minded."""
        waiting: list[Node] = [self]
        while waiting:
            node = waiting.pop()
            if node.stands or node is self:
                yield node
            if node.stands or node is self:  # it may have been taken out meanwhile
                waiting.extend(reversed(node.children))

    def at(self, path: str) -> Node:
        """The element at a path from the root, as far as it leads."""
        node = self
        for step in path.strip("/").split("/")[1:]:
            match = _numbered(step)
            same = [child for child in node.children if match and _local(child.tag) == match[1]]
            number = int(match[2] or 1) if match else 1
            if len(same) < number:
                break
            node = same[number - 1]
        return node


def parse_tree(data: bytes, namespace: str, *, encoding: str | None = None) -> Node:
    """The tree of a document, by the guarded parser.

    Args:
        data: The document.
        namespace: The root's: its names stand alone, and the root has it as its attribute ``xmlns``.
        encoding: What overrides the XML declaration.

    Raises:
        SchemaError: It is not well-formed, or nested too deep.
    """
    parser = document.guarded_parser(SchemaError, encoding=encoding)
    top = Node("", {}, ())
    opened = [top]
    counts: list[int] = [0]
    elements, others = {**_PREFIXES, namespace: ""}, {**_PREFIXES, "": ""}

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(opened) > document.MAX_DEPTH:
            message = f"elements are nested deeper than {document.MAX_DEPTH}"
            raise SchemaError(message, line=parser.CurrentLineNumber, column=parser.CurrentColumnNumber + 1)
        counts[-1] += 1
        values = {_named(key, others): value for key, value in attributes.items()}
        node = Node(_named(name, elements), values, (*opened[-1].origin, counts[-1]), opened[-1])
        opened[-1].content.append(node)
        opened.append(node)
        counts.append(0)

    def end(_: str) -> None:
        opened.pop()
        counts.pop()

    def text(text: str) -> None:
        opened[-1].content.append(text)

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    document.parse(parser, data, SchemaError)
    root = top.children[0]
    root.parent = None
    root.attributes["xmlns"] = namespace
    return root


def write_tree(root: Node) -> bytes:
    """The document of a tree, in the namespace that its root has."""
    return _write(root, _NAMESPACES).encode()


def _named(name: str, prefixes: dict[str, str]) -> str:
    space, _, local = name.rpartition("}")
    prefix = prefixes.get(space)
    return f"{space}}}{local}" if prefix is None else prefix + local


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2]


def _texts(node: Node) -> Iterator[str]:
    for item in node.content:
        if isinstance(item, Node):
            yield from _texts(item)
        else:
            yield item


def _write(node: Node, declarations: str = "") -> str:
    pieces: list[str] = []
    _collect(node, pieces.append, declarations)
    return "".join(pieces)


def _collect(node: Node, out: Callable[[str], None], declarations: str = "") -> None:
    tag, declared = _written(node.tag, "x")
    out(f"<{tag}{declared}{declarations}")
    for number, (name, value) in enumerate(node.attributes.items()):
        written, declared = _written(name, f"x{number}")
        out(f'{declared} {written}="{quote(value)}"')
    if not node.content:
        out("/>")
        return
    out(">")
    for item in node.content:
        if isinstance(item, Node):
            _collect(item, out)
        else:
            out(escape(item))
    out(f"</{tag}>")


def _written(name: str, prefix: str) -> tuple[str, str]:
    """A name as it is written, and the declaration of its namespace, if that is none of the usual ones."""
    space, foreign, local = name.rpartition("}")
    if not foreign:
        return name, ""
    return (f"{prefix}:{local}", f' xmlns:{prefix}="{quote(space)}"') if space else (local, ' xmlns=""')
