"""What the reader knows of each element: compiled once per class and schema version."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Final, TypeAlias

from crossref_deposit.binding import automaton
from crossref_deposit.binding.declaration import MODELS, Element, Field, Leaf, Wrapper, declared
from crossref_deposit.binding.escape import escape
from crossref_deposit.binding.markup import Builder, Profile, made
from crossref_deposit.binding.namespaces import HINTS, Namespace
from crossref_deposit.binding.particles import Group, Wrapped, fields_in
from crossref_deposit.binding.spelling import SLOT, spelling_of
from crossref_deposit.binding.values import Refused, SimpleType, show
from crossref_deposit.binding.versions import declaration

Read: TypeAlias = Callable[[str], Any]
Values: TypeAlias = list[Any]


class _Empty(tuple[()]):
    """No values, although the element that would hold them is there: written as the empty element it was."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return True


EMPTY: Final = _Empty()
CHECKED: Final = -1
KEPT: Final = -2
_READY: dict[tuple[type[Any], str], Node] = {}
_LOCK: Final = threading.Lock()


class State(dict[str, "Move"]):
    """The moves that are possible between two children; ``final`` where the element may end."""

    __slots__ = ("final",)

    def __init__(self, *, final: bool) -> None:
        super().__init__()
        self.final = final


class Move:
    """What a child element means at this place: the node that reads it, the slot it goes to."""

    __slots__ = ("at_most", "index", "many", "next", "node", "out_of_order", "plain")

    def __init__(self, node: Node, index: int, field: Field | None, *, out_of_order: bool = False) -> None:
        self.node = node
        self.index = index
        self.many = field is not None and field.many
        self.at_most = field.at_most if field is not None else None
        self.out_of_order = out_of_order
        self.plain = not (self.many or out_of_order) and node.leaf and node.model is None and node.profile is None
        self.next: State = State(final=True)


class Node:
    """One element as the reader sees it: a value, an object, or a wrapper around values."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.start = State(final=True)
        self.attributes: dict[str, tuple[int, Read]] = {}
        self.required: list[tuple[int, str]] = []
        self.size = 0
        self.leaf = False
        self.wrapper = False
        self.fixed = ""
        self.children: dict[int, str] = {}
        self.slots: tuple[int, ...] = ()
        self.profile: Profile | None = None
        self.read: Read = str
        self.text_index = -1
        self.mixed = False
        self.spaced = True
        self.model: type[Any] | None = None
        self.make: Callable[[Values], Any] = list
        self.own = ""

    def read_attributes(self, values: Values, attributes: dict[str, str]) -> None:
        """Put the attributes into their slots; raises `Refused`."""
        for name, raw in attributes.items():
            known = self.attributes.get(name)
            if known is None:
                if name in HINTS:
                    continue
                allowed = ", ".join(sorted(_local(key) for key in self.attributes)) or "no attributes"
                raise Refused(f"the attribute {_local(name)!r} of <{self.tag}>", allowed)
            index, read = known
            try:
                value = read(raw)
            except Refused as refused:
                found = f"{refused.found} in the attribute {_local(name)!r} of <{self.tag}>"
                raise Refused(found, refused.expected, refused.remedy) from None
            if index >= 0:
                values[index] = value
            elif index == KEPT:
                spelling_of(values).attributes[name] = raw
        for index, name in self.required:
            if values[index] is None:
                raise Refused(f"<{self.tag}> without the attribute {name!r}", f"{name}=…")

    def read_text(self, text: str) -> Any:
        """The value of the element's text; raises `Refused`."""
        if self.profile is None:
            return self.read(text)
        if self.profile.root.mixed:
            return made(escape(text))
        builder = Builder(self.profile, self.own)
        builder.text(text)
        return made(builder.result())

    def finish(self, value: Any, attributes: dict[str, str]) -> Any:
        """What a leaf is when it ends: its value, or an object of value and attributes."""
        if self.model is None:
            return value
        values: Values = [None] * self.size
        if attributes or self.required:
            self.read_attributes(values, attributes)
        values[self.text_index] = value
        return self.make(values)


def node_of(model: type[Any], version: str) -> Node:
    """The node of a model class."""
    key = (model, version)
    if key not in _READY:
        with _LOCK:  # a node that is not filled yet must not be seen
            made = _Compiler(version)
            made.node(model)
            _READY.update(made.nodes)
    return _READY[key]


class _Compiler:
    """Makes nodes, each class once, so that classes may contain themselves."""

    def __init__(self, version: str) -> None:
        self._version = version
        self.nodes: dict[tuple[type[Any], str], Node] = dict(_READY)

    def node(self, model: type[Any]) -> Node:
        """The node of a class."""
        key = (model, self._version)
        if key not in self.nodes:
            element = declaration(model, self._version)
            self.nodes[key] = node = Node(element.namespace.tag(element.name))
            self._fill(node, element)
        return self.nodes[key]

    def _fill(self, node: Node, element: Element) -> None:
        node.model = element.model
        node.children = {index: field.name for index, field in enumerate(element.fields) if field.kind == "child"}
        node.size = len(element.fields) + (element.content is not None)  # the spelling comes last
        node.own = element.namespace.at(self._version)
        node.make = maker(element)
        for index, field in enumerate(element.fields):
            if field.kind == "attribute":
                self._attribute(node, index, field)
            elif field.kind == "content":
                node.text_index = index
                node.leaf = element.content is None
                node.mixed = not node.leaf
                _set_type(node, field.type)
        node.spaced = element.content is not None and not node.mixed
        for field in element.extra:
            self._attribute(node, KEPT, field)
        if element.content is not None:
            node.start = self._states(element.content, element)

    def _attribute(self, node: Node, index: int, field: Field) -> None:
        kind = field.type
        if not isinstance(kind, SimpleType):
            raise TypeError(field.name)
        name = _expat_name(field.namespace, field.xml_name, self._version)
        read = _fixed(str(field.default)) if field.fixed else kind.read
        node.attributes[name] = (index, read)
        if field.required:
            node.required.append((index, field.xml_name))

    def _states(self, content: Group, element: Element) -> State:
        indexes = {field.name: index for index, field in enumerate(element.fields)}
        machine = automaton.build(content, lambda item: self._tag(item, element.namespace))
        states: dict[int, State] = {}
        last = {id(position) for position in machine.last}

        def state_of(position: automaton.Position) -> State:
            if id(position) not in states:
                states[id(position)] = state = State(final=id(position) in last)
                fill(state, position.follow)
            return states[id(position)]

        def fill(state: State, positions: list[automaton.Position]) -> None:
            for position in positions:
                target, index = self._target(position, element), _index(position, indexes)
                move = Move(target, index, position.field, out_of_order=position.out_of_order)
                state[position.tag] = move
                move.next = state_of(position)

        start = State(final=machine.empty)
        fill(start, machine.first)
        return start

    def _target(self, position: automaton.Position, element: Element) -> Node:
        if position.wrapped is not None:
            return self._wrapper(position.wrapped, element)
        item = position.item
        if item is None:
            raise TypeError(position.tag)
        if isinstance(item, Leaf):
            node = Node((item.namespace or element.namespace).tag(item.name))
            node.leaf = True
            node.own = (item.namespace or element.namespace).at(self._version)
            _set_type(node, item.type)
            return node
        return self.node(MODELS[item] if isinstance(item, str) else item)

    def _wrapper(self, wrapped: Wrapped, element: Element) -> Node:
        wrapper = wrapped.wrapper
        node = Node(wrapper.namespace.tag(wrapper.name))
        node.wrapper = True
        names = [field.name for field in element.fields]
        node.slots = tuple(names.index(field.name) for field in fields_in(wrapped) if field.many)
        if wrapper.fixed:
            node.fixed = wrapper.fixed[0]
            node.attributes[node.fixed] = (CHECKED, _fixed(wrapper.fixed[1]))
        node.start = self._states(wrapped.content, element)
        return node

    def _tag(self, item: Any, around: Namespace) -> str:
        if isinstance(item, Leaf):
            return _expat_name(item.namespace or around, item.name, self._version)
        if isinstance(item, Wrapper):
            return _expat_name(item.namespace, item.name, self._version)
        element = declared(item)
        return _expat_name(element.namespace, element.name, self._version)


def _set_type(node: Node, kind: Any) -> None:
    if isinstance(kind, SimpleType):
        node.read = kind.read
    else:
        node.profile = kind


def _index(position: automaton.Position, indexes: dict[str, int]) -> int:
    field = position.field
    return indexes[field.held_by or field.name] if field is not None else -1


def _expat_name(namespace: Namespace | None, name: str, version: str) -> str:
    return f"{namespace.at(version)}}}{name}" if namespace is not None else name


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _fixed(value: str) -> Read:
    def read(text: str) -> str:
        if text != value:
            raise Refused(show(text), repr(value))
        return text

    return read


def maker(element: Element) -> Callable[[Values], Any]:
    """The function that makes an object of values that were read, without converting or checking them again."""
    names: dict[str, Any] = {"cls": element.model, "writable": _writable(element.model), "EMPTY": EMPTY}
    stored = {field.name: _stored(field, names) for field in element.fields}
    if element.content is not None:
        stored[SLOT] = SLOT
    lines = ["def make(values):", f"    [{', '.join(stored)}] = values", "    self = writable.__new__(writable)"]
    lines += [f"    self.{name} = {value}" for name, value in stored.items()]
    absent = [field for field in declared(element.model).fields if field.name not in stored]
    lines += [f"    self.{field.name} = {field.default!r}" for field in absent]
    lines.append("    self.__class__ = cls")
    if hasattr(element.model, "_check"):
        lines.append("    self._check()")
    lines.append("    return self")
    exec("\n".join(lines), names)  # noqa: S102 - our own text, from declarations alone
    function: Callable[[Values], Any] = names["make"]
    return function


def _stored(field: Field, names: dict[str, Any]) -> str:
    """What is stored of a value that was read, ``None`` where there was none."""
    name = field.name
    if field.many:
        return f"() if {name} is None else tuple({name}) if {name} else EMPTY"
    if field.default is None or field.required:
        return name
    names[f"_default_{name}"] = field.default
    return f"_default_{name} if {name} is None else {name}"


def _writable(model: type[Any]) -> type[Any]:
    """A class of the same layout whose slots are set four times as fast: it is not frozen.

    An object is of this class until it is complete.
    """
    body = {"__slots__": (), "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(model.__name__, (model,), body)
