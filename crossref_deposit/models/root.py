"""What a document is, told by its root element."""

from __future__ import annotations

import re
from typing import Final, NoReturn

import attrs

from crossref_deposit.binding import document
from crossref_deposit.binding.versions import VERSIONS
from crossref_deposit.errors import SchemaError, VersionError

_deposit: Final = re.compile(r"http://www\.crossref\.org/(?:doi_resources_)?schema/([0-9.]+)").fullmatch


@attrs.frozen(kw_only=True)
class Root:
    """The root element of a document."""

    name: str
    namespace: str
    line: int
    column: int

    @property
    def version(self) -> str | None:
        """The schema version of a deposit, told by its namespace."""
        match = _deposit(self.namespace)
        return match[1] if match and self.name == "doi_batch" else None

    def deposit_version(self) -> str:
        """The schema version, one that can be read here.

        Raises:
            SchemaError: The document is no deposit.
            VersionError: The version is another one.
        """
        version = self.version
        if version is None:
            found = f"<{self.name}>" + (f" of the namespace {self.namespace!r}" if self.namespace else "")
            message = (
                f"found {found}, expected a deposit: <doi_batch> of the namespace 'http://www.crossref.org/schema/…'"
            )
            raise SchemaError(message, line=self.line, column=self.column, xpath=f"/{self.name}")
        if version not in VERSIONS:
            message = f"this is a deposit of schema version {version}; what is read here is {', '.join(VERSIONS)}"
            raise VersionError(message, version=version)
        return version


class _Found(Exception):  # noqa: N818 - never leaves the module
    pass


def root_of(data: bytes, *, encoding: str | None = None) -> Root:
    """The root element of a document; nothing behind it is looked at.

    Raises:
        SchemaError: There is none.
    """
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
