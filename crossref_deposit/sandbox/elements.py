"""Small steps through a document."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The children with one of these names, in any namespace."""
    return element.iterchildren(*(f"{{*}}{name}" for name in names))


def named(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The elements with one of these names, itself included, in document order."""
    return element.iter(*(f"{{*}}{name}" for name in names))


def name_of(element: etree._Element) -> str:
    """The name without its namespace."""
    return etree.QName(element).localname


def text_of(element: etree._Element | None) -> str:
    """The text in an element, without what surrounds it."""
    return "".join(element.itertext("*")).strip() if element is not None else ""


def first_text(element: etree._Element, *names: str) -> str:
    """The text of the first element with one of these names, empty if there is none."""
    return text_of(next(named(element, *names), None))


def child_text(element: etree._Element | None, name: str) -> str:
    """The text of the first child with this name, empty if there is none."""
    return text_of(next(children(element, name), None)) if element is not None else ""
