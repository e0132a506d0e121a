"""How the type of a model's field is written: what it holds, and what it takes.

A field holds one canonical form (a tuple of `Titles`) and takes what people have at hand (a
string, a list). ``Many[Titles, Titles | str]`` says both; type checkers read it as a descriptor,
at run time it is only an annotation.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Generic

if TYPE_CHECKING:
    from typing_extensions import TypeVar

    Held = TypeVar("Held", covariant=True)
    Taken = TypeVar("Taken", default=Held, contravariant=True)
else:
    from typing import TypeVar

    Held = TypeVar("Held")
    Taken = TypeVar("Taken")


class One(Generic[Held, Taken]):
    """Exactly one."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: Any = None) -> Held: ...
        def __set__(self, instance: object, value: Taken) -> None: ...


class Maybe(Generic[Held, Taken]):
    """One or ``None``."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: Any = None) -> Held | None: ...
        def __set__(self, instance: object, value: Taken | None) -> None: ...


class Many(Generic[Held, Taken]):
    """A tuple; a single one may stand for a tuple of one."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: Any = None) -> tuple[Held, ...]: ...
        def __set__(self, instance: object, value: Taken | Iterable[Taken]) -> None: ...
