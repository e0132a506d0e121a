"""The declaration of an element: the one place where its facts stand.

`element` turns a class body of field declarations into an attrs class and keeps what was declared
as an `Element`. Writer, reader, schema, construction checks and reference tables are all derived
from that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypeVar, dataclass_transform, get_args

import attrs

from crossref_deposit.binding import particles
from crossref_deposit.binding.namespaces import CROSSREF, Namespace
from crossref_deposit.binding.values import SimpleType

if TYPE_CHECKING:
    from crossref_deposit.binding.markup import Profile

Model = TypeVar("Model")
Item: TypeAlias = "Leaf | type[Any] | str"
TextType: TypeAlias = "SimpleType | Profile"

_NOTHING: Final = attrs.NOTHING
MODELS: Final[dict[str, type[Any]]] = {}
"""Every declared class by its name, for references to classes that are declared later."""


@attrs.frozen(eq=False)
class Leaf:
    """An element with text or mixed content and no attributes: a value, not a class."""

    name: str
    type: TextType
    namespace: Namespace | None = None


@attrs.frozen(eq=False)
class Wrapper:
    """An element that only holds others: a field of the element around it, not a class.

    ``fixed`` is its one optional attribute with a fixed value, written always.
    """

    name: str
    namespace: Namespace = CROSSREF
    fixed: tuple[str, str] | None = None
    repeated: bool = False


@attrs.frozen(eq=False, kw_only=True)
class Field:
    """One field of a model: an attribute, the elements of one kind, or the element's own content."""

    kind: Literal["attribute", "child", "content"]
    name: str = ""
    type: TextType | None = None
    items: tuple[Item, ...] = ()
    many: bool = False
    default: Any = _NOTHING
    factory: Callable[[], Any] | None = None
    at_least: int = 0
    at_most: int | None = None
    within: Wrapper | None = None
    xml_name: str = ""
    namespace: Namespace | None = None
    implied: str | None = None
    fixed: bool = False
    uniform: bool = False
    held_by: str = ""
    """The field that holds the values, where documents of a version say them in a second way."""

    @property
    def required(self) -> bool:
        """Whether every object has it."""
        return self.default is _NOTHING

    @property
    def types(self) -> tuple[TextType, ...]:
        """What its text may be: the type of its own, and of each element that is only a value."""
        own = () if self.type is None else (self.type,)
        return (*own, *(item.type for item in self.items if isinstance(item, Leaf)))


def leaf(name: str, type: TextType, namespace: Namespace | None = None) -> Leaf:  # noqa: A002 - the schema's word
    """An element that is only a value."""
    return Leaf(name, type, namespace)


def attribute(
    type: Any,  # noqa: A002 - the schema's word; a SimpleType or a Literal of the allowed values
    name: str = "",
    *,
    default: Any = _NOTHING,
    implied: str | None = None,
    namespace: Namespace | None = None,
    kw_only: bool = True,  # noqa: ARG001 - read by type checkers
) -> Any:
    """An XML attribute. ``implied`` is what its absence means by the schema."""
    return Field(
        kind="attribute",
        type=as_type(type),
        xml_name=name,
        default=default,
        implied=implied,
        namespace=namespace,
    )


def fixed(type: SimpleType, name: str = "", *, default: Any, kw_only: bool = True) -> Any:  # noqa: A002, ARG001 - as in attribute()
    """An optional attribute that has one value in each schema version."""
    return Field(kind="attribute", type=type, xml_name=name, default=default, fixed=True)


def child(
    item: Item,
    *,
    default: Any = _NOTHING,
    factory: Callable[[], Any] | None = None,
    within: Wrapper | None = None,
    kw_only: bool = True,  # noqa: ARG001 - read by type checkers
) -> Any:
    """One child element; optional when there is a default, made by the factory when not given."""
    at_least = 1 if default is _NOTHING else 0
    return Field(
        kind="child", items=(item,), default=default, factory=factory, at_least=at_least, at_most=1, within=within
    )


def children(
    *items: Item,
    default: Any = _NOTHING,
    at_least: int | None = None,
    at_most: int | None = None,
    within: Wrapper | None = None,
    uniform: bool = False,
    kw_only: bool = True,  # noqa: ARG001 - read by type checkers
) -> Any:
    """Child elements of one or several kinds; ``uniform``: of one kind in any one document."""
    low = at_least if at_least is not None else (1 if default is _NOTHING else 0)
    return Field(
        kind="child",
        items=items,
        many=True,
        default=default,
        at_least=low,
        at_most=at_most,
        within=within,
        uniform=uniform,
    )


def content(type: TextType, *, default: Any = _NOTHING, kw_only: bool = False) -> Any:  # noqa: A002, ARG001 - as in attribute()
    """The element's own text or mixed content."""
    return Field(kind="content", type=type, default=default)


def as_type(kind: Any, base: str = "NMTOKEN") -> SimpleType:
    """A `SimpleType`, also from a ``Literal`` of the allowed values."""
    if isinstance(kind, SimpleType):
        return kind
    return SimpleType(base=base, values=tuple(get_args(kind)))


@attrs.frozen
class Arrangement:
    """How some fields stand together, where it is not simply one after the other."""

    kind: str
    parts: tuple[str | Arrangement, ...]
    at_least: int = 1


def choice(*parts: str | Arrangement) -> Arrangement:
    """One of these, not several."""
    return Arrangement("choice", parts)


def sequence(*parts: str | Arrangement) -> Arrangement:
    """These, one after the other."""
    return Arrangement("sequence", parts)


def optional(*parts: str | Arrangement) -> Arrangement:
    """These, one after the other, or none of them."""
    return Arrangement("sequence", parts, 0)


def required(*names: str) -> Arrangement:
    """A field (or fields of one wrapper) that must be there in this place, although the class can do without."""
    return Arrangement("required", names)


@attrs.frozen(eq=False, kw_only=True)
class Element:
    """What is declared of one element, in one schema version."""

    name: str
    namespace: Namespace
    model: type[Any]
    fields: tuple[Field, ...]
    content: particles.Group | None = None
    groups: tuple[Arrangement, ...] = ()
    any_order: bool = False
    plain: str | None = None
    doi: str | None = None
    root: bool = False
    extra: tuple[Field, ...] = ()

    @cached_property
    def constrained(self) -> bool:
        """Whether some combinations of optional fields are not allowed."""
        return self.content is not None and particles.constrained(self.content)

    @property
    def attributes(self) -> tuple[Field, ...]:
        """The fields that are XML attributes."""
        return tuple(field for field in self.fields if field.kind == "attribute")

    @property
    def text(self) -> Field | None:
        """The field that is the element's own content."""
        return next((field for field in self.fields if field.kind == "content"), None)


def arrange(
    fields: Iterable[Field], groups: Sequence[Arrangement] = (), *, any_order: bool = False
) -> particles.Group | None:
    """The content model: the child fields in the order of the class, groups where their first field stands."""
    by_name = {field.name: field for field in fields if field.kind == "child"}
    if not by_name:
        return None
    parts: list[str | Arrangement] = []
    grouped: set[str] = set()
    for name in by_name:
        if name in grouped:
            continue
        group = next((group for group in groups if name in _names(group)), None)
        parts.append(name if group is None else group)
        grouped |= set() if group is None else _names(group)
    kind = "all" if any_order else "sequence"
    return particles.Group(kind, _particles(parts, by_name))


def _names(part: str | Arrangement) -> set[str]:
    return {part} if isinstance(part, str) else {name for inner in part.parts for name in _names(inner)}


def _particles(parts: Sequence[str | Arrangement], fields: dict[str, Field]) -> tuple[particles.Particle, ...]:
    made: list[particles.Particle] = []
    for part in parts:
        if not _names(part) & fields.keys():
            continue  # an older version has none of these
        particle = _particle(part, fields)
        last = made[-1] if made else None
        if (
            isinstance(particle, particles.Wrapped)
            and isinstance(last, particles.Wrapped)
            and last.wrapper is particle.wrapper
        ):
            together = particles.Group("sequence", (*last.content.parts, *particle.content.parts))
            made[-1] = particles.Wrapped(last.wrapper, together, max(last.at_least, particle.at_least))
        else:
            made.append(particle)
    return tuple(made)


def _particle(part: str | Arrangement, fields: dict[str, Field]) -> particles.Particle:
    if isinstance(part, str):
        field = fields[part]
        inner = particles.Child(field, field.at_least, field.at_most)
        return inner if field.within is None else _wrap(field.within, (inner,), int(field.required))
    if part.kind != "required":
        return particles.Group(part.kind, _particles(part.parts, fields), part.at_least)
    needed = [fields[str(name)] for name in part.parts if name in fields]
    if needed[0].within is None:
        return particles.Child(needed[0], max(1, needed[0].at_least), needed[0].at_most)
    inside = tuple(particles.Child(field, field.at_least, field.at_most) for field in needed)
    return _wrap(needed[0].within, inside, 1)


def _wrap(wrapper: Wrapper, parts: tuple[particles.Particle, ...], at_least: int) -> particles.Wrapped:
    return particles.Wrapped(wrapper, particles.Group("sequence", parts), at_least)


@dataclass_transform(
    kw_only_default=True, frozen_default=True, field_specifiers=(attribute, fixed, child, children, content)
)
def element(
    name: str,
    *groups: Arrangement,
    namespace: Namespace = CROSSREF,
    any_order: bool = False,
    plain: str | None = None,
    doi: str | None = None,
    root: bool = False,
) -> Callable[[type[Model]], type[Model]]:
    """Declare a class as an element of the deposit schema.

    Args:
        name: The element's name.
        groups: Fields that do not simply stand one after the other.
        namespace: The element's namespace.
        any_order: The children may come in any order, each at most once.
        plain: The field that a plain value given in place of the class stands for.
        doi: The field that holds the DOI the element registers: ``doi_data`` or ``doi``.
        root: Whether it is the root element of documents.
    """

    def declare(body: type[Model]) -> type[Model]:
        from crossref_deposit.binding import construct

        fields = tuple(
            _named(field, attribute_name) for attribute_name, field in vars(body).items() if isinstance(field, Field)
        )
        cls = construct.build(body, fields)
        declared = Element(
            name=name,
            namespace=namespace,
            model=cls,
            fields=fields,
            content=arrange(fields, groups, any_order=any_order),
            groups=groups,
            any_order=any_order,
            plain=plain or construct.plain_field(fields),
            doi=doi,
            root=root,
        )
        cls.__element__ = declared
        MODELS[cls.__name__] = cls
        return cls

    return declare


def _named(field: Field, name: str) -> Field:
    return attrs.evolve(field, name=name, xml_name=field.xml_name or name)


def declared(model: type[Any] | str) -> Element:
    """The declaration of a model class, or of the class of that name."""
    cls = MODELS[model] if isinstance(model, str) else model
    found: Element = cls.__element__
    return found
