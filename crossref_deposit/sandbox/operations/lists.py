"""The plain-text lists that some operations take: a header, then a line for each DOI."""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


class BadHeader(Exception):  # noqa: N818 - becomes a log, never seen by a caller
    """The first line is no header, or lacks something."""


@attrs.frozen(kw_only=True)
class DoiList:
    """A list as it was submitted."""

    header: Mapping[str, str]
    lines: tuple[str, ...]


def read_list(content: bytes, *needed: str) -> DoiList:
    """The header and the lines of a list.

    Raises:
        BadHeader: There is no header, or one without what is needed.
    """
    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    first, *lines = [_NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", line.strip(" ")) for line in text.split("\n")]
    if not first.startswith("H:"):
        raise BadHeader("The first line must be a header: H:email=...")
    header = {name.strip(): value.strip() for name, _, value in (part.partition("=") for part in first[2:].split(";"))}
    missing = [name for name in ("email", *needed) if not header.get(name)]
    if missing:
        raise BadHeader(f"The header has no {missing[0]}")
    return DoiList(header=header, lines=tuple(line for line in lines if line.strip()))
