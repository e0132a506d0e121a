"""Making an object: what a person has at hand becomes the one canonical form, or a `ModelError`."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any, Final, TypeVar

import attrs

from crossref_deposit.binding.declaration import MODELS, Element, Field, Leaf, declared
from crossref_deposit.binding.initializer import Initializer
from crossref_deposit.binding.markup import Markup
from crossref_deposit.binding.particles import Unsayable, children_of
from crossref_deposit.binding.spelling import SLOT
from crossref_deposit.binding.values import Refused, show
from crossref_deposit.errors import ModelError

Model = TypeVar("Model")
_SCALARS: Final = (str, bytes, int, float, datetime.date, Markup)


def build(body: type[Any], fields: Sequence[Field]) -> type[Any]:
    """The attrs class of a declaration: slotted, frozen, keywords only but for the element's own content."""
    these = {field.name: _attribute(field) for field in fields}
    names = tuple(these)
    for name in names:
        delattr(body, name)
    if any(field.kind == "child" for field in fields):
        these[SLOT] = attrs.field(init=False, default=None)
    for name, method in {"__init__": Initializer(fields, _converter, _check), **_METHODS}.items():
        setattr(body, name, method)
    made: type[Any] = attrs.define(
        body, these=these, frozen=True, slots=True, init=False, repr=False, eq=False, match_args=False
    )
    made.__values__ = staticmethod(attrgetter(*names))
    return made


def evolve(model: Model, **changes: Any) -> Model:
    """A copy of a model with other values in some fields; they are converted and checked as in the constructor.

    Args:
        model: An object of one of the model classes.
        **changes: New values by field name.

    Raises:
        ModelError: A value does not fit.

    Example:
        >>> from crossref_deposit import Issn, evolve
        >>> evolve(Issn("2050-084X"), media_type="electronic")
        Issn('2050-084X', media_type='electronic')
    """
    made: Model = attrs.evolve(model, **changes)  # type: ignore[misc]  # an attrs class, which the declaration hides
    return made


def plain_field(fields: Iterable[Field]) -> str | None:
    """The field that a plain value stands for: the content, where nothing else is required."""
    needed = [field for field in fields if field.required]
    own = [field for field in fields if field.kind == "content"]
    return own[0].name if own and needed in ([], own) else None


def _attribute(field: Field) -> Any:
    default = field.default if field.factory is None else attrs.Factory(field.factory)
    return attrs.field(default=default, kw_only=field.kind != "content")


def _converter(owner: str, field: Field) -> Callable[[Any], Any]:
    return _many(owner, field) if field.many else _one(f"{owner}.{field.name}", field)


def _one(path: str, field: Field) -> Callable[[Any], Any]:
    def convert(value: Any) -> Any:
        if value is None and field.default is None:
            return None
        if value is None and field.factory is not None:
            value = field.factory()
        return at(path, convert_item, field, value)

    return convert


def _many(owner: str, field: Field) -> Callable[[Any], Any]:
    path = f"{owner}.{field.name}"

    def convert(value: Any) -> tuple[Any, ...]:
        values = _listed(path, field, value)
        made = tuple(at(f"{path}[{index}]", convert_item, field, item) for index, item in enumerate(values))
        _check_count(path, field, made)
        return made

    return convert


def _listed(path: str, field: Field, value: Any) -> Iterable[Any]:
    value = _of_python(value)
    if value is None and not field.required:
        return ()
    if isinstance(value, (*_SCALARS, *_classes(field))):
        return (value,)
    if isinstance(value, Iterable) and not isinstance(value, dict):
        return value
    raise ModelError(path, found=f"{show(value)} ({type(value).__name__})", expected=f"a list of {_names(field)}")


def _check_count(path: str, field: Field, values: tuple[Any, ...]) -> None:
    low = field.at_least if field.required else 0
    if len(values) < low:
        raise ModelError(path, found=f"{len(values)} values", expected=f"at least {low}")
    if field.at_most is not None and len(values) > field.at_most:
        raise ModelError(path, found=f"{len(values)} values", expected=f"at most {field.at_most}")
    if field.uniform and len({type(value) for value in values}) > 1:
        kinds = ", ".join(sorted({type(value).__name__ for value in values}))
        remedy = "Make a batch for each record type."
        raise ModelError(path, found=f"{kinds} together", expected="records of one type", remedy=remedy)


def at(path: str, function: Callable[..., Any], *arguments: Any) -> Any:
    """Call the function; what it refuses becomes a `ModelError` at that path."""
    try:
        return function(*arguments)
    except Refused as refused:
        raise refused.at(path) from None


def convert_item(field: Field, value: Any) -> Any:
    """One value of a field in canonical form."""
    value = _of_python(value)
    if field.type is not None:
        return field.type.convert(value)
    for item in field.items:
        if not isinstance(item, Leaf) and isinstance(value, _class(item)):
            return value
    if len(field.items) == 1:
        item = field.items[0]
        return item.type.convert(value) if isinstance(item, Leaf) else from_plain(_class(item), value)
    raise Refused(f"{show(value)} ({type(value).__name__})", _names(field))


def _of_python(value: Any) -> Any:
    """A number, text or date of numpy, as pandas has them, as Python has it."""
    return value.item() if type(value).__module__ == "numpy" and not value.shape else value


def from_plain(model: type[Any], value: Any) -> Any:
    """An object of the class that a plain value stands for."""
    element = declared(model)
    make = getattr(model, "_from_plain", None)
    if (make is None and element.plain is None) or not isinstance(value, _SCALARS):
        raise Refused(f"{show(value)} ({type(value).__name__})", f"{_article(model.__name__)} object")
    try:
        return make(value) if make is not None else model(**{str(element.plain): value})
    except ModelError as error:
        raise Refused(error.found, error.expected, error.remedy) from None


def _article(word: str) -> str:
    return f"{'an' if word[0] in 'AEIO' else 'a'} {word}"


def _class(item: Any) -> type[Any]:
    return MODELS[item] if isinstance(item, str) else item


def _classes(field: Field) -> Iterable[type[Any]]:
    return (_class(item) for item in field.items if not isinstance(item, Leaf))


def _names(field: Field) -> str:
    names = [item.name if isinstance(item, Leaf) else _class(item).__name__ for item in field.items]
    return " or ".join(names)


def present_fields(value: Any, element: Element) -> frozenset[str]:
    """The names of the child fields that hold something."""
    return frozenset(
        field.name for field in element.fields if field.kind == "child" and _holds(getattr(value, field.name))
    )


def _holds(value: Any) -> bool:
    return bool(value) if isinstance(value, tuple) else value is not None


def _check(self: Any) -> None:
    element = declared(type(self))
    if element.content is not None and element.constrained:
        try:
            children_of(element.content, present_fields(self, element))
        except Unsayable as fault:
            raise ModelError(type(self).__name__, found=fault.found, expected=fault.expected) from None
    check = getattr(self, "_check", None)
    if check is not None:
        check()


def _given(self: Any) -> Iterable[tuple[str | None, Any]]:
    """What was given, the element's own content first and without a name."""
    fields = sorted(declared(type(self)).fields, key=lambda field: field.kind != "content")
    for field in fields:
        value = getattr(self, field.name)
        if field.required or value != field.default:
            yield None if field.kind == "content" else field.name, value


def _repr(self: Any) -> str:
    inside = ", ".join(repr(value) if name is None else f"{name}={value!r}" for name, value in _given(self))
    return f"{type(self).__name__}({inside})"


def _rich_repr(self: Any) -> Iterable[tuple[str | None, Any]]:
    return _given(self)


def _equal(self: Any, other: Any) -> Any:
    if type(other) is not type(self):
        return NotImplemented
    return self.__values__(self) == self.__values__(other)


def _hash(self: Any) -> int:
    return hash((type(self), self.__values__(self)))


# equality and hash are written once here: attrs would compile them for each of a hundred classes at import
_METHODS: Final = {
    "__eq__": _equal,
    "__hash__": _hash,
    "__repr__": _repr,
    "__rich_repr__": _rich_repr,
}
