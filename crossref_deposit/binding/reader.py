"""Documents to objects: one pass of expat through the compiled nodes.

Strict: what the declarations do not allow is a `SchemaError` with line, column, path and record.
Positions are not kept while reading; when something is wrong, a second pass finds the place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NoReturn

from crossref_deposit.binding import document, ids
from crossref_deposit.binding.markup import Builder, made
from crossref_deposit.binding.namespaces import WRITTEN
from crossref_deposit.binding.nodes import Move, Node, State, Values, node_of
from crossref_deposit.binding.positions import Event, locate
from crossref_deposit.binding.spelling import spelling_of
from crossref_deposit.binding.values import Refused, is_blank, show, trimmed
from crossref_deposit.errors import ModelError, SchemaError


def read(model: type[Any], data: bytes, version: str, *, encoding: str | None = None) -> Any:
    """The object of a document whose root element is the class's.

    Raises:
        SchemaError: The document is not well-formed or not what the declarations allow.
    """
    reading = _Reading(model, version, encoding)
    try:
        document.parse(reading.parser, data, SchemaError)
    except _Stopped as stopped:
        raise _refusal(str(stopped), data, stopped.event, encoding) from None
    if again := ids.repeated(data, encoding=encoding):
        identity, event = again
        raise _refusal(f"found the id {show(identity)} a second time, expected one of its own", data, event, encoding)
    return reading.result


def _refusal(message: str, data: bytes, event: Event, encoding: str | None) -> SchemaError:
    place = locate(data, event, encoding=encoding)
    if place is None:
        return SchemaError(message)
    return SchemaError(message, line=place.line, column=place.column, xpath=place.xpath, doi=place.doi)


class _Stopped(Exception):  # noqa: N818 - never leaves the module
    def __init__(self, message: str, event: Event) -> None:
        self.event = event
        super().__init__(message)


class _Reading:
    """The state of one pass. The handlers are closures over local names: they run once per tag."""

    def __init__(self, model: type[Any], version: str, encoding: str | None) -> None:
        self.parser = document.guarded_parser(SchemaError, encoding=encoding)
        self._document: Values = []
        self._text: list[str] = []
        self.parser.CharacterDataHandler = self._text.append
        self._install(node_of(model, version))

    @property
    def result(self) -> Any:
        """The object, when the document has ended."""
        return self._document[0]

    def _fail(self, message: str, depth: int, *, start: bool = False) -> NoReturn:
        """Stop at the tag that is being read, because of the element that is that many levels down."""
        raise _Stopped(message, Event(offset=self.parser.CurrentByteIndex, start=start, depth=depth))

    def _refuse(self, refused: Refused, depth: int, *, start: bool = False) -> NoReturn:
        advice = f". {refused.remedy}" if refused.remedy else ""
        self._fail(f"found {refused.found}, expected {refused.expected}{advice}", depth, start=start)

    def _install(self, root: Node) -> None:  # noqa: C901, PLR0915 - one scope: its names are looked up once per tag
        text, fail, refuse = self._text, self._fail, self._refuse
        stack: list[tuple[State, Values, Node, Move]] = []
        state, node = _outer(root), Node("document")
        values: Values = [None]
        leaf: Move | None = None
        leaf_attributes: dict[str, str] = {}
        line_break = ["\n"]  # all there is between elements that this package wrote

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal state, leaf, leaf_attributes
            if leaf is not None:
                start_in_leaf(leaf, name, attributes)
                return
            if text == line_break and node.spaced:
                text.clear()
            elif text:
                take_text(start=True)
            move = state.get(name)
            if move is None:
                fail(_unexpected(name, node, state), len(stack) + 1, start=True)
            if not move.node.leaf:
                start_element(move, attributes)
                return
            if attributes and move.node.model is None:
                read_attributes(move.node, [], attributes, len(stack) + 1)
            leaf, leaf_attributes, state = move, attributes, move.next

        def start_in_leaf(leaf: Move, name: str, attributes: dict[str, str]) -> None:
            if leaf.node.profile is None:
                fail(f"found <{_local(name)}> in <{leaf.node.tag}>, expected text only", len(stack) + 2, start=True)
            self._markup(leaf, name, attributes, end_leaf, len(stack) + 1)

        def start_element(move: Move, attributes: dict[str, str]) -> None:
            nonlocal state, values, node
            stack.append((move.next, values, node, move))
            if len(stack) > document.MAX_DEPTH:
                fail(f"elements are nested deeper than {document.MAX_DEPTH}", len(stack), start=True)
            node = move.node
            state = node.start
            if not node.wrapper:
                values = [None] * node.size
            elif node.fixed and node.fixed not in attributes:
                spelling_of(values).bare.add(node.tag)
            if attributes or node.required:
                read_attributes(node, values, attributes, len(stack))

        def end(_: str) -> None:
            nonlocal leaf
            if leaf is not None:
                move = leaf
                if not move.plain or values[move.index] is not None:
                    end_leaf(None)
                    return
                leaf = None  # a value alone in its slot, as most are: the short way
                try:
                    values[move.index] = move.node.read("".join(text))
                except Refused as refused:
                    refuse(_in_element(refused, move.node), len(stack) + 1)
                text.clear()
                return
            if text == line_break and node.spaced:
                text.clear()
            elif text:
                take_text(start=False)
            if not state.final:
                fail(f"<{node.tag}> ends too early, expected {_expected(state)}", len(stack))
            end_element()

        def end_leaf(markup: str | None) -> None:
            nonlocal leaf
            move, leaf = leaf, None
            if move is None:
                return
            try:
                value = move.node.read_text("".join(text)) if markup is None else made(markup)
                text.clear()
                if move.node.model is not None:
                    value = move.node.finish(value, leaf_attributes)
            except Refused as refused:
                refuse(_in_element(refused, move.node), len(stack) + 1)
            except ModelError as error:
                fail(str(error), len(stack) + 1)
            store(move, value)

        def end_element() -> None:
            nonlocal state, values, node
            closed, read_values = node, values
            state, values, node, move = stack.pop()
            if closed.wrapper:
                if closed.slots and all(values[slot] is None for slot in closed.slots):
                    values[closed.slots[0]] = []
                return
            try:
                value = closed.make(_with_text(closed, read_values))
            except ModelError as error:
                fail(str(error), len(stack) + 1)
            except Refused as refused:
                refuse(_in_element(refused, closed), len(stack) + 1)
            store(move, value)

        def store(move: Move, value: Any) -> None:
            index = move.index
            held = values[index]
            if move.out_of_order:
                note_order(move)
            if held is None:
                values[index] = [value] if move.many else value
            elif not move.many:
                fail(f"found a second <{move.node.tag}>, expected one", len(stack) + 1)
            elif move.at_most is not None and len(held) >= move.at_most:
                excess = f"found more than {move.at_most} <{move.node.tag}>, expected at most {move.at_most}"
                fail(excess, len(stack) + 1)
            else:
                held.append(value)

        def note_order(move: Move) -> None:
            spelling = spelling_of(values)
            if not spelling.order:  # until now it was the declared one
                spelling.order += [name for index, name in node.children.items() if values[index] is not None]
            spelling.order.append(node.children[move.index])

        def take_text(*, start: bool) -> None:
            joined = "".join(text)
            text.clear()
            if node.mixed:
                values[node.text_index] = (values[node.text_index] or "") + joined
            elif not node.spaced or not is_blank(joined):
                found = f"found the text {show(trimmed(joined))} in <{node.tag}>"
                expected = "elements only" if node.spaced else "nothing in it"
                fail(f"{found}, expected {expected}", len(stack), start=start)

        def read_attributes(target: Node, slots: Values, attributes: dict[str, str], depth: int) -> None:
            try:
                target.read_attributes(slots, attributes)
            except Refused as refused:
                refuse(refused, depth, start=True)

        self._document = values
        self.parser.StartElementHandler = start
        self.parser.EndElementHandler = end

    def _markup(
        self, leaf: Move, name: str, attributes: dict[str, str], end_leaf: Callable[[str | None], None], base: int
    ) -> None:
        """A child in mixed content: until the element ends, the builder takes the events."""
        builder = Builder(leaf.node.profile, leaf.node.own)
        text, parser = self._text, self.parser
        before = parser.StartElementHandler, parser.EndElementHandler
        depth = 0

        def take_text() -> None:
            if text:
                builder.text("".join(text))
                text.clear()

        def markup_start(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            try:
                take_text()
                builder.start(name, attributes)
            except Refused as refused:
                self._refuse(refused, base + depth + 1, start=True)
            depth += 1

        def markup_end(_: str) -> None:
            nonlocal depth
            try:
                take_text()
                if depth:
                    builder.end()
                    depth -= 1
                    return
                whole = builder.result()
            except Refused as refused:
                self._refuse(refused, base + depth)
            parser.StartElementHandler, parser.EndElementHandler = before
            end_leaf(whole)

        markup_start(name, attributes)
        parser.StartElementHandler, parser.EndElementHandler = markup_start, markup_end


def _with_text(node: Node, values: Values) -> Values:
    raw = values[node.text_index] if node.mixed else None
    if raw is not None:
        joined = trimmed(raw)
        values[node.text_index] = node.read(joined) if joined else None
        if joined != raw and all(values[index] is None for index in node.children):
            spelling_of(values).text = raw
    return values


def _outer(root: Node) -> State:
    """Where a document begins: its root element, and nothing else."""
    state = State(final=True)
    state[f"{root.own}}}{_local(root.tag)}"] = Move(root, 0, None)
    return state


def _in_element(refused: Refused, node: Node) -> Refused:
    return Refused(f"{refused.found} in <{node.tag}>", refused.expected, refused.remedy)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


_PREFIXES: Final = {space.uri: space.prefix for space in WRITTEN}


def _expected(state: State) -> str:
    names = [f"<{move.node.tag}>" for move in state.values()]
    return " or ".join(dict.fromkeys(names)) or "nothing more"


def _unexpected(name: str, node: Node, state: State) -> str:
    space, _, local = name.rpartition("}")
    if prefix := _PREFIXES.get(space):
        local = f"{prefix}:{local}"
    same = next((tag for tag in state if _local(tag) == local), None)
    if same is not None:
        return (
            f"found <{local}> in the namespace {space!r}, expected it in {same.rpartition('}')[0]!r}: "
            "declare that namespace"
        )
    ending = f" or the end of <{node.tag}>" if state.final and state else ""
    return f"found <{local}> in <{node.tag}>, expected {_expected(state)}{ending}"
