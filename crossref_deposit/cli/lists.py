"""Lists as people have them: a thing on each line, or a table of queries."""

from __future__ import annotations

import csv
import pathlib
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NoReturn, TypeVar

import attrs

from crossref_deposit import Query
from crossref_deposit.cli.files import content_of
from crossref_deposit.errors import ModelError

T = TypeVar("T")
QUERY_COLUMNS: Final = tuple(
    field.name for field in attrs.fields(Query) if field.name == "key" or field.default is None
)
"""What a table of queries may have: the values to look for."""
_COMMENT: Final = "#"
_NUMBER: Final = re.compile(r"\[(\d+)\]")


@attrs.frozen
class Rows:
    """The lines of a list, each with its number."""

    name: str
    rows: Sequence[tuple[int, tuple[str, ...]]]

    def made(self, make: Callable[[list[tuple[str, ...]]], T]) -> T:
        """What is made of the rows.

        Raises:
            ModelError: A row cannot be; the error says its line.
        """
        try:
            return make([values for _, values in self.rows])
        except ModelError as error:
            number = _NUMBER.search(error.path)
            if number is None:
                raise
            raise self._error(int(number[1]), error) from None

    def _error(self, index: int, error: ModelError) -> ModelError:
        line, _ = self.rows[index]
        return ModelError(f"{self.name}:{line}", found=error.found, expected=error.expected, remedy=error.remedy)


def rows_of(path: pathlib.Path, columns: Sequence[str]) -> Rows:
    """The lines of a list, split at blanks and tabulators; empty lines and those that begin with # are left out.

    Args:
        path: The list; ``-`` is standard input.
        columns: What each line has.

    Raises:
        ModelError: A line has more or less than that, or the list is no text.
    """
    rows = []
    for number, line in enumerate(_text(path).splitlines(), 1):
        values = tuple(line.split())
        if not values or values[0].startswith(_COMMENT):
            continue
        if len(values) != len(columns):
            _refuse(path, number, line, " and ".join(columns))
        rows.append((number, values))
    return Rows(str(path), rows)


def queries_of(path: pathlib.Path) -> list[Query]:
    """The queries in a table of comma-separated values, whose first line names the columns.

    Raises:
        ModelError: A column or a query cannot be; the error says its line.
    """
    reader = csv.DictReader(_text(path).splitlines(), skipinitialspace=True, strict=True)
    unknown = [name for name in reader.fieldnames or () if name not in QUERY_COLUMNS]
    if unknown or not reader.fieldnames:
        expected = f"columns of {', '.join(QUERY_COLUMNS)}"
        raise ModelError(f"{path}:1", found=", ".join(unknown) or "nothing", expected=expected)
    return list(_queries(path, reader))


def _queries(path: pathlib.Path, reader: csv.DictReader[str]) -> Iterator[Query]:
    for number, row in enumerate(reader, 1):
        if None in row or None in row.values():
            _refuse(path, reader.line_num, ",".join(map(str, row.values())), "a value for each column")
        given: dict[str, Any] = {name: value for name, value in row.items() if value}
        try:
            yield Query(**{"key": str(number), **given})
        except ModelError as error:
            place = f"{path}:{reader.line_num} {error.path}"
            raise ModelError(place, found=error.found, expected=error.expected, remedy=error.remedy) from None


def _text(path: pathlib.Path) -> str:
    try:
        return content_of(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ModelError(str(path), found=f"byte {error.start} that is no UTF-8", expected="text in UTF-8") from None


def _refuse(path: pathlib.Path, number: int, line: str, expected: str) -> NoReturn:
    raise ModelError(f"{path}:{number}", found=repr(line.strip()[:200]), expected=expected)
