"""Every element that has a class: its attributes and children, how often, and what they may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import crossref_deposit
from crossref_deposit.binding.declaration import MODELS, Arrangement, Element, Field, Leaf, declared
from crossref_deposit.binding.markup import Profile
from crossref_deposit.binding.namespaces import CROSSREF
from crossref_deposit.binding.values import SimpleType
from generated.tables import prose, table

_MANY = 100  # values that nobody reads in a table


def elements(_: str) -> str:
    """All of them, a section for each class."""
    parents = _parents()
    return "\n\n".join(_section(name, parents[name]) for name in sorted(MODELS, key=str.casefold))


def _parents() -> dict[str, list[str]]:
    """Which classes hold a class."""
    found = defaultdict(list)
    for name in sorted(MODELS):
        for item in {_class_of(item) for field in declared(name).fields for item in field.items} - {""}:
            found[item].append(name)
    return found


def _class_of(item: Any) -> str:  # noqa: ANN401 - whatever a field holds
    if isinstance(item, Leaf):
        return ""
    return item if isinstance(item, str) else item.__name__


def _section(name: str, parents: Sequence[str]) -> str:
    element = declared(name)
    public = f"{{py:class}}`crossref_deposit.{name}`" if name in crossref_deposit.__all__ else f"`{name}`"
    within = f" In {', '.join(f'[{parent}](#element-{parent})' for parent in parents)}." if parents else ""
    rows = [row for field in element.fields for row in _rows(field)]
    parts = [
        f"(element-{name})=\n## `{element.name}`",
        f"{public}{_namespace(element)}.{within}",
        table(("Field", "In the document", "How often", "What it may be"), rows),
        *_notes(element),
    ]
    return "\n\n".join(parts)


def _namespace(element: Element) -> str:
    """Where it is, if not in the deposit's own namespace."""
    return "" if element.namespace is CROSSREF else f", in the namespace `{element.namespace.uri}`"


def _rows(field: Field) -> Iterator[tuple[str, ...]]:
    if field.kind != "child":
        place = f"attribute `{field.xml_name}`" if field.kind == "attribute" else "the text"
        yield f"`{field.name}`", place, "1" if field.required else "0 or 1", _type(field.type)
        return
    for number, item in enumerate(field.items):
        name = f"`{field.name}`" if number == 0 else ""
        yield name, _place(field, item), _count(field) if number == 0 else "", _item(item)


def _place(field: Field, item: Any) -> str:  # noqa: ANN401 - whatever a field holds
    tag = item.name if isinstance(item, Leaf) else declared(item).name
    return f"`<{field.within.name}>` `<{tag}>`" if field.within else f"`<{tag}>`"


def _count(field: Field) -> str:
    """How often, as the class takes it: a wrapper that is not needed makes what it holds optional."""
    least = field.at_least if field.required or field.within is None else 0
    if field.at_most == 1:
        return "1" if least else "0 or 1"
    return f"{least} to {field.at_most}" if field.at_most else f"{least} or more"


def _item(item: Any) -> str:  # noqa: ANN401 - whatever a field holds
    return _type(item.type) if isinstance(item, Leaf) else f"[{_class_of(item)}](#element-{_class_of(item)})"


def _type(kind: SimpleType | Profile | None) -> str:
    if isinstance(kind, SimpleType) and kind.listed and not (kind.expected and len(kind.listed) > _MANY):
        return ", ".join(f"`{value}`" for value in kind.listed)
    if isinstance(kind, Profile):
        return "text with markup"
    return "" if kind is None else prose(kind.expected) or _facets(kind)


def _facets(kind: SimpleType) -> str:
    length = f", at most {kind.max_length} characters" if kind.max_length else ""
    return f"{kind.base}{length}"


def _notes(element: Element) -> Iterator[str]:
    if element.any_order:
        yield "In any order."
    fields = {field.name: field for field in element.fields}
    models = [f"`{_content_model(group, fields)}`" for group in element.groups]
    if models:
        yield f"Which of them go together, as a DTD would say it: {'; '.join(models)}."


def _content_model(part: str | Arrangement, fields: dict[str, Field]) -> str:
    if isinstance(part, str):
        return part + ("*" if fields[part].many else "?")
    if part.kind == "required":
        return ", ".join(str(name) + ("+" if fields[str(name)].many else "") for name in part.parts)
    inner = [_content_model(one, fields) for one in part.parts]
    if len(inner) == 1 and part.at_least == 1:
        return inner[0]
    return f"({(' | ' if part.kind == 'choice' else ', ').join(inner)}){'' if part.at_least else '?'}"
