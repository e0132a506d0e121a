"""What a step is: one way in which the current schema says something otherwise than an older one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

import attrs

from crossref_deposit.binding.escape import quote
from crossref_deposit.upgrade.tree import Node


@attrs.frozen(kw_only=True)
class Rewriting:
    """What a step did to an element."""

    node: Node
    """The element of the original that it is about."""
    before: str
    after: str | None
    lossless: bool


class NoEqualError(Exception):
    """The current schema cannot say this, and leaving it out would falsify the record."""

    def __init__(self, node: Node, why: str) -> None:
        self.node = node
        self.why = why
        super().__init__(why)


Rewrite: TypeAlias = Callable[[Node], Iterator[Rewriting]]


@attrs.frozen(kw_only=True)
class Step:
    """A way in which schemas differ, and how a document is brought over it."""

    code: str
    """Kebab-case, stable, public."""
    since: str
    """The first schema version that says it in the old way."""
    until: str
    """The last one."""
    said: str
    """What is otherwise now, as a sentence without a full stop."""
    on: tuple[str, ...]
    """The elements that it looks at (``affiliation``), or the attributes (``@language``)."""
    rewrite: Rewrite


def step(code: str, *on: str, since: str = "4.3.0", until: str, said: str) -> Callable[[Rewrite], Step]:
    """Declare a function from an element to what it did to it as a step."""
    return lambda rewrite: Step(code=code, since=since, until=until, said=said, on=on, rewrite=rewrite)


def kept(node: Node, before: str, after: str) -> Rewriting:
    """It is said in another way now."""
    return Rewriting(node=node, before=before, after=after, lossless=True)


def lost(node: Node, before: str, after: str | None = None) -> Rewriting:
    """It is not said any more, or not as exactly."""
    return Rewriting(node=node, before=before, after=after, lossless=False)


def spelled(name: str, value: str) -> str:
    """An attribute as it is written."""
    return f'{name}="{quote(value)}"'


def without_attribute(node: Node, name: str) -> Iterator[Rewriting]:
    """Take an attribute away for which the current schema has no equal."""
    yield lost(node, spelled(name, node.attributes.pop(name)))


def with_attribute(node: Node, name: str, value: str, *, lossless: bool = True) -> Iterator[Rewriting]:
    """Give an attribute the value that the current schema has for it."""
    before = spelled(name, node.attributes[name])
    node.attributes[name] = value
    yield Rewriting(node=node, before=before, after=spelled(name, value), lossless=lossless)


def without(node: Node) -> Iterator[Rewriting]:
    """Take an element away for which the current schema has no equal."""
    node.remove()
    yield lost(node, node.xml)


def renamed(node: Node, tag: str) -> Iterator[Rewriting]:
    """Call an element as the current schema does."""
    before, by = node.xml, node.renamed(tag)
    node.replace(by)
    yield kept(node, before, by.xml)
