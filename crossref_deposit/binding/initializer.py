"""``__init__`` of the model classes, each compiled when an object of the class is first made.

attrs would compile those of a hundred classes at import, of which most processes use a few.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import attrs

from crossref_deposit.binding.declaration import Field
from crossref_deposit.binding.spelling import SLOT

Converter = Callable[[Any], Any]
_AS_THEY_ARE: Final = (None, ())


@attrs.frozen(eq=False)
class Initializer:
    """Stands in for ``__init__``, and puts the function in its place when it is asked for."""

    fields: Sequence[Field]
    converter: Callable[[str, Field], Converter]
    """What converts and checks a value of a class's field."""
    check: Callable[[Any], None]
    """What checks the object when it is made."""

    def __get__(self, instance: object, owner: type[Any]) -> Any:
        model = next(cls for cls in owner.__mro__ if vars(cls).get("__init__") is self)
        model.__init__ = function = self._compile(model)  # type: ignore[misc]  # found to be the class that has it
        return function if instance is None else function.__get__(instance)

    def _compile(self, model: type[Any]) -> Any:
        names: dict[str, Any] = {"_check": self.check}
        own = [self._parameter(field, names) for field in self.fields if field.kind == "content"]
        others = [self._parameter(field, names) for field in self.fields if field.kind != "content"]
        lines = [f"def __init__({', '.join(['self', *own, *(['*', *others] if others else [])])}):"]
        lines += [self._assignment(model, field, names) for field in self.fields]
        if SLOT in vars(model):
            names["_unspelled"] = vars(model)[SLOT].__set__
            lines.append("    _unspelled(self, None)")
        exec("\n".join([*lines, "    _check(self)"]), names)  # noqa: S102 - our own text, from declarations alone
        function = names["__init__"]
        function.__module__, function.__qualname__ = model.__module__, f"{model.__qualname__}.__init__"
        return function

    def _parameter(self, field: Field, names: dict[str, Any]) -> str:
        if field.required and field.factory is None:
            return field.name
        names[f"_default_{field.name}"] = None if field.factory is not None else field.default
        return f"{field.name}=_default_{field.name}"

    def _assignment(self, model: type[Any], field: Field, names: dict[str, Any]) -> str:
        name = field.name
        names[f"_set_{name}"] = vars(model)[name].__set__
        names[f"_convert_{name}"] = self.converter(model.__name__, field)
        value = f"_convert_{name}({name})"
        if field.default in _AS_THEY_ARE:
            value = f"{name} if {name} is _default_{name} else {value}"
        return f"    _set_{name}(self, {value})"
