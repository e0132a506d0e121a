"""How the type of a model's field is written: what it holds, and what it takes.

A field holds one canonical form (a tuple of `Titles`) and takes what people have at hand (a
string, a list). ``Many[Titles, Titles | str]`` says both; type checkers read it as a descriptor,
at run time it is only an annotation. A ``Literal`` is said twice, ``Maybe[MediaType, MediaType]``,
since pyright widens it to ``str`` where the second is left to the default.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import GenericAlias
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import Generic

    from typing_extensions import TypeVar

    Held_co = TypeVar("Held_co", covariant=True)
    Taken_contra = TypeVar("Taken_contra", default=Held_co, contravariant=True)
else:  # with one argument or two: typing has no defaults before Python 3.13
    Held_co = Taken_contra = object

    class Generic:
        """The base of what is subscripted."""

        __class_getitem__ = classmethod(GenericAlias)


class One(Generic[Held_co, Taken_contra]):
    """Exactly one."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: Any = None) -> Held_co: ...
        def __set__(self, instance: object, value: Taken_contra) -> None: ...


class Maybe(Generic[Held_co, Taken_contra]):
    """One or ``None``."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: Any = None) -> Held_co | None: ...
        def __set__(self, instance: object, value: Taken_contra | None) -> None: ...


class Many(Generic[Held_co, Taken_contra]):
    """A tuple; a single one may stand for a tuple of one."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: Any = None) -> tuple[Held_co, ...]: ...
        def __set__(self, instance: object, value: Taken_contra | Iterable[Taken_contra]) -> None: ...
