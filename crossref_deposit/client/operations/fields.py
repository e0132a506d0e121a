"""Values that several uploads have, checked when they are given.

The text formats have no way to escape anything: a blank, a tabulator, a line break or a semicolon in the wrong place
would be read as the next field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final, NoReturn, TypeVar

import attrs

from crossref_deposit.binding.construct import at
from crossref_deposit.binding.values import SimpleType, show
from crossref_deposit.errors import ModelError
from crossref_deposit.models.simple_types import DOI, RESOURCE

T = TypeVar("T")

_TWO: Final = 2
_space: Final = re.compile(r"\s").search
EMAIL: Final = SimpleType(
    min_length=6,
    max_length=200,
    pattern=r"[^\s;=,@]+@[^\s;=,@]+\.[^\s;=,@]+",
    expected="one e-mail address such as doi@psychoceramics.example",
)
PREFIX: Final = SimpleType(pattern=r"10\.[0-9]{4,9}", expected="a prefix such as 10.5555, without the slash")


def valid(kind: SimpleType) -> Callable[[object, attrs.Attribute[str], str], None]:
    """A validator for what is taken as it is given."""

    def validate(instance: object, attribute: attrs.Attribute[str], value: str) -> None:
        at(f"{type(instance).__name__}.{attribute.name}", kind.convert, value)

    return validate


def prefix_of(doi: str) -> str:
    """The prefix of a DOI."""
    return doi.partition("/")[0]


def doi(path: str, value: object) -> str:
    """A DOI that stands in a line."""
    return _in_line(path, at(path, DOI.convert, value), "a DOI without white space, as this format has it on one line")


def url(path: str, value: object) -> str:
    """A URL that stands in a line."""
    return _in_line(path, at(path, RESOURCE.convert, value), "a URL without white space: a blank is %20")


def _in_line(path: str, value: str, expected: str) -> str:
    if _space(value):
        raise ModelError(path, found=show(value), expected=expected)
    return value


def listed(path: str, values: Iterable[T]) -> tuple[T, ...]:
    """Values of which there may be several."""
    try:
        return tuple(values)
    except TypeError:
        raise ModelError(path, found=show(values), expected="a list") from None


def pair(path: str, value: object) -> tuple[str, str]:
    """Two values that belong together."""
    if isinstance(value, tuple | list) and len(value) == _TWO:
        return value[0], value[1]
    raise ModelError(path, found=show(value), expected="a pair")


def dois(values: str | Iterable[str]) -> tuple[str, ...]:
    """DOIs, each once."""
    given = listed("dois", (values,) if isinstance(values, str) else values)
    checked = tuple(doi(f"dois[{number}]", value) for number, value in enumerate(given))
    check_any("dois", checked)
    check_once("dois", checked)
    return checked


def check_any(path: str, values: tuple[object, ...]) -> None:
    """Refuse an empty list: Crossref would answer a file of a single line with an empty log."""
    if not values:
        raise ModelError(path, found="nothing", expected="at least one")


def check_once(path: str, names: Iterable[str]) -> None:
    """Refuse what is there twice, in whatever case."""
    places: dict[str, int] = {}
    for number, name in enumerate(names):
        if (first := places.setdefault(name.lower(), number)) != number:
            _refuse_again(f"{path}[{number}]", name, f"{path}[{first}]")


def _refuse_again(path: str, name: str, first: str) -> NoReturn:
    raise ModelError(path, found=f"{show(name)}, which {first} is already", expected="each once")


def lines(header: Mapping[str, str], rows: Iterable[str]) -> bytes:
    """A file of Crossref's text formats: a header, and a row for each thing."""
    head = "H:" + ";".join(f"{name}={value}" for name, value in header.items())
    return "".join(f"{line}\n" for line in (head, *rows)).encode()
