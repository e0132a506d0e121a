"""What a document is, told by its root element."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection
from typing import Final, NoReturn

import attrs

from crossref_deposit.binding import document
from crossref_deposit.binding.versions import RESOURCE_VERSIONS, VERSIONS
from crossref_deposit.errors import SchemaError, VersionError

_BEGINNING: Final = 1 << 14
"""The root mostly stands in so many bytes. expat goes on to the end of what it is given, whatever is found."""
_deposit: Final = re.compile(r"http://www\.crossref\.org/(?:(doi_resources)_)?schema/([0-9.]+)").fullmatch


@attrs.frozen(kw_only=True)
class Root:
    """The root element of a document."""

    name: str
    namespace: str
    line: int
    column: int

    @property
    def schema(self) -> str | None:
        """The schema of a deposit, told by its namespace: ``5.5.0``, ``doi_resources-5.4.0``."""
        match = _deposit(self.namespace)
        if match is None or self.name != "doi_batch":
            return None
        return "-".join(filter(None, match.groups()))

    def schema_among(self, schemas: Collection[str]) -> str:
        """The schema, one of these.

        Raises:
            SchemaError: The document is no deposit.
            VersionError: The schema is another one.
        """
        schema = self.schema
        if schema is None:
            found = f"<{self.name}>" + (f" of the namespace {self.namespace!r}" if self.namespace else "")
            message = (
                f"found {found}, expected a deposit: <doi_batch> of the namespace 'http://www.crossref.org/schema/…'"
            )
            raise SchemaError(message, line=self.line, column=self.column, xpath=f"/{self.name}")
        if schema not in schemas:
            message = f"this is a deposit of schema {schema}; what is read here is {', '.join(schemas)}"
            raise VersionError(f"{message}{_reader(schema, schemas)}", version=schema)
        return schema


def _reader(schema: str, schemas: Collection[str]) -> str:
    """Where a schema is read."""
    if schema in RESOURCE_VERSIONS:
        return "; use ResourceBatch.from_xml"
    if schema in VERSIONS:
        return "; use DoiBatch.from_xml"
    return "; older ones are read by read_deposit" if len(schemas) <= len(VERSIONS) else ""


class _Found(Exception):  # noqa: N818 - never leaves the module
    pass


def root_of(data: bytes, *, encoding: str | None = None) -> Root:
    """The root element of a document; nothing behind it is looked at.

    Raises:
        SchemaError: There is none.
    """
    with contextlib.suppress(SchemaError):  # the end of the piece may be no end of anything
        return _root_in(data[:_BEGINNING], encoding)
    return _root_in(data, encoding)


def _root_in(data: bytes, encoding: str | None) -> Root:
    parser = document.guarded_parser(SchemaError, encoding=encoding)
    found: list[Root] = []

    def start(name: str, attributes: dict[str, str]) -> NoReturn:  # noqa: ARG001 - expat's signature
        namespace, _, local = name.rpartition("}")
        line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        found.append(Root(name=local, namespace=namespace, line=line, column=column))
        raise _Found

    parser.StartElementHandler = start
    try:
        document.parse(parser, data, SchemaError)
    except _Found:
        return found[0]
    raise SchemaError("the document has no element", line=1, column=1)
