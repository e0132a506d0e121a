"""Long lists of allowed values: data, read when first needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

_TYPE: Final = re.compile(r"\n(?! )")
_FOLDER: Final = Path(__file__).parent / "data"


@cache
def languages() -> tuple[str, ...]:
    """The language codes of the schema (ISO 639-1, ISO 639-3 and collections).

    A line of the file is how codes begin, and how they may end: ``-`` for a code of these two letters.
    """
    lines = map(str.split, _text("languages").splitlines())
    return tuple(begin + end.strip("-") for begin, ends in lines for end in ends)


@cache
def two_letter_languages() -> tuple[str, ...]:
    """The two-letter language codes that the relations schema still uses."""
    return tuple(sorted(three_letter_codes().keys() - {"jv", "mh", "sh", "zu"} | {"bh", "jw", "mu"}))


@cache
def three_letter_codes() -> dict[str, str]:
    """ISO 639-1 codes to ISO 639-3: ``en`` to ``eng``; the file has the first where it does not begin the second."""
    pairs = (word.rpartition("=") for word in _text("language_codes").split())
    return {short or long[:2]: long for short, _, long in pairs}


@cache
def media_types() -> tuple[str, ...]:
    """The media types of the schema, its two with a trailing blank included.

    A line of the file is a type, and the indented ones below it its subtypes: ``-`` for the type by itself; ``!`` marks
    those that 5.3.1 has too.
    """
    return tuple(name.removesuffix("!").removesuffix("/-") for name in _marked_media_types())


@cache
def media_types_before_5_4() -> tuple[str, ...]:
    """The media types of schema 5.3.1."""
    kept = (name[:-1] for name in _marked_media_types() if name.endswith("!"))
    return (*kept, "application/cals-1840", "application/sgml", "text/sgml")


def _marked_media_types() -> Iterator[str]:
    types = (block.split("\n ") for block in _TYPE.split(_text("media_types").removesuffix("\n")))
    return (f"{kind}/{subtype}" for kind, *subtypes in types for subtype in subtypes)


@cache
def two_letter_codes() -> dict[str, str]:
    """ISO 639-3 codes to the two-letter codes that schemas up to 5.3.1 have: ``eng`` to ``en``."""
    known = set(two_letter_languages())
    return {long: short for short, long in three_letter_codes().items() if short in known} | {"jav": "jw"}


@cache
def countries() -> tuple[str, ...]:
    """The two-letter country codes (ISO 3166-1) of the schema."""
    return tuple(_text("countries").split())


def _text(name: str) -> str:
    return (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
