"""Content models as regular expressions over child elements, compared by their derivatives.

The derivative of a model by a child is the model of what may follow that child. Two models accept
the same children exactly if, whatever has come so far, both may end here or both may not.
Models are made by the functions in lower case alone, so equal ones are one object.
"""

from __future__ import annotations

import dataclasses
import functools
from collections import deque
from typing import TypeAlias


@dataclasses.dataclass(frozen=True, eq=False)
class Nothing:
    """Accepts no content at all, not even none."""


@dataclasses.dataclass(frozen=True, eq=False)
class Empty:
    """Accepts the absence of children."""


@dataclasses.dataclass(frozen=True, eq=False)
class Child:
    name: str


@dataclasses.dataclass(frozen=True, eq=False)
class Sequence:
    first: Model
    rest: Model


@dataclasses.dataclass(frozen=True, eq=False)
class Choice:
    options: frozenset[Model]


@dataclasses.dataclass(frozen=True, eq=False)
class Repeat:
    model: Model
    low: int
    high: int | None


@dataclasses.dataclass(frozen=True, eq=False)
class All:
    """Its parts in any order."""

    parts: tuple[Model, ...]


Model: TypeAlias = "Nothing | Empty | Child | Sequence | Choice | Repeat | All"


@functools.cache
def _the(kind: type[Model], *fields: object) -> Model:
    return kind(*fields)


NOTHING = _the(Nothing)
EMPTY = _the(Empty)


def child(name: str) -> Model:
    return _the(Child, name)


def sequence(*models: Model) -> Model:
    result = EMPTY
    for model in reversed(models):
        if NOTHING in (model, result):
            return NOTHING
        result = result if model is EMPTY else model if result is EMPTY else _the(Sequence, model, result)
    return result


def choice(*models: Model) -> Model:
    options: set[Model] = set()
    for model in models:
        options |= model.options if isinstance(model, Choice) else {model}
    options.discard(NOTHING)
    if len(options) > 1:
        return _the(Choice, frozenset(options))
    return options.pop() if options else NOTHING


def repeat(model: Model, low: int, high: int | None) -> Model:
    if high == 0 or model is EMPTY:
        return EMPTY
    if model is NOTHING:
        return EMPTY if low == 0 else NOTHING
    low = 0 if may_end(model) else low
    return model if (low, high) == (1, 1) else _the(Repeat, model, low, high)


def in_any_order(*models: Model) -> Model:
    parts = sorted((model for model in models if model is not EMPTY), key=id)
    if NOTHING in parts:
        return NOTHING
    return _the(All, tuple(parts)) if len(parts) > 1 else next(iter(parts), EMPTY)


@functools.cache
def may_end(model: Model) -> bool:
    """Whether the model accepts that no (further) child comes."""
    match model:
        case Empty():
            return True
        case Sequence(first, rest):
            return may_end(first) and may_end(rest)
        case Choice(options):
            return any(map(may_end, options))
        case Repeat(_, low, _):
            return low == 0
        case All(parts):
            return all(map(may_end, parts))
    return False


@functools.cache
def next_children(model: Model) -> frozenset[str]:
    """The children that may come first."""
    match model:
        case Child(name):
            return frozenset({name})
        case Sequence(first, rest):
            return next_children(first) | (next_children(rest) if may_end(first) else frozenset())
        case Choice(models) | All(models):
            return frozenset().union(*map(next_children, models))
        case Repeat(repeated, _, _):
            return next_children(repeated)
    return frozenset()


@functools.cache
def after(model: Model, name: str) -> Model:
    """The derivative: what may follow the child of that name."""
    match model:
        case Child(own):
            return EMPTY if own == name else NOTHING
        case Sequence(first, rest):
            return choice(sequence(after(first, name), rest), after(rest, name) if may_end(first) else NOTHING)
        case Choice(options):
            return choice(*(after(option, name) for option in options))
        case Repeat(repeated, low, high):
            remaining = repeat(repeated, max(low - 1, 0), None if high is None else high - 1)
            return sequence(after(repeated, name), remaining)
        case All(parts):
            rests = (parts[:index] + parts[index + 1 :] for index in range(len(parts)))
            return choice(*(in_any_order(after(part, name), *rest) for part, rest in zip(parts, rests, strict=True)))
    return NOTHING


def distinguishing_children(one: Model, other: Model) -> tuple[str, ...] | None:
    """A shortest list of children that only one of the models accepts; None if there is none."""
    queue: deque[tuple[Model, Model, tuple[str, ...]]] = deque([(one, other, ())])
    seen = {(one, other)}
    while queue:
        one, other, children = queue.popleft()
        if may_end(one) != may_end(other):
            return children
        for name in sorted(next_children(one) | next_children(other)):
            pair = after(one, name), after(other, name)
            if pair[0] is not pair[1] and pair not in seen:
                seen.add(pair)
                queue.append((*pair, (*children, name)))
    return None


def accepts(model: Model, children: tuple[str, ...]) -> bool:
    return may_end(functools.reduce(after, children, model))
