"""Validation by the bundled schema: libxml2's, made from the models' declarations."""

from __future__ import annotations

import contextlib
import os
import pathlib
import re
import tempfile
import threading
from collections.abc import Mapping
from functools import cache
from typing import Final

from lxml import etree

from crossref_deposit.binding import document
from crossref_deposit.binding.namespaces import MATHML
from crossref_deposit.binding.positions import locate_all
from crossref_deposit.binding.schema import schema_files
from crossref_deposit.binding.versions import CURRENT, RESOURCE_VERSIONS, known
from crossref_deposit.errors import SchemaError
from crossref_deposit.models import DoiBatch, ResourceBatch
from crossref_deposit.problems import Problem
from crossref_deposit.validation import schema_errors

_COMPILING: Final = threading.Lock()
_VALIDATING: Final = threading.Lock()
_MATH: Final = f"{{{MATHML.uri}}}math"
_UTF_8: Final = re.compile(
    rb"""(?:<\?xml\s+version\s*=\s*["']1\.0["'](?:\s+encoding\s*=\s*["']utf-8["'])?\s*\?>)?\s*<[!A-Z_a-z]""",
    re.IGNORECASE,
)


def bundled_schema(version: str = CURRENT) -> etree.XMLSchema:
    """The compiled schema of a version, or of ``doi_resources-…``."""
    with (
        _COMPILING
    ):  # libxml2 makes its table of datatypes when the first schema is compiled, and minds no threads there
        return _compiled(version)


@cache
def _compiled(version: str) -> etree.XMLSchema:
    """From files: lxml keeps its resolvers in a variable that any thread which compiles a schema may reset."""
    files = schema_files(_root(version), version, lenient_uri=True)
    try:
        with tempfile.TemporaryDirectory(prefix="crossref-deposit-") as folder:
            return etree.XMLSchema(file=_write(files, pathlib.Path(folder)))
    except OSError as error:
        raise SchemaError(
            f"the bundled schema needs a folder for temporary files: {error}; name one that can be written in TMPDIR"
        ) from None


def export_schema(folder: str | os.PathLike[str], version: str = CURRENT) -> pathlib.Path:
    """Write the bundled schema as XML Schema 1.0 files, for other tools.

    Args:
        folder: Where to; made when it is not there.
        version: A schema version, or ``doi_resources-5.4.0`` for parts of records.

    Returns:
        The main file.

    Raises:
        VersionError: The version is not one of ours.

    Example:
        >>> import tempfile
        >>> from crossref_deposit import export_schema
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     print(export_schema(folder).name)
        crossref5.5.0.xsd
    """
    files = schema_files(_root(version), known(version, *RESOURCE_VERSIONS))
    target = pathlib.Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    return _write(files, target)


def _write(files: Mapping[str, str], folder: pathlib.Path) -> pathlib.Path:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder / next(iter(files))


def _root(version: str) -> type[DoiBatch | ResourceBatch]:
    return ResourceBatch if version in RESOURCE_VERSIONS else DoiBatch


def parse_tree(data: bytes, *, encoding: str | None = None) -> etree._Element:
    """The document as a tree, harmless and, if it is valid, well-formed by the account of expat and of libxml2.

    libxml2 alone reads what both read alike; what it remarks upon is for expat to describe. It bounds the depth and the
    length of a text.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding=encoding
    )
    if _UTF_8.match(data) and b"<!DOCTYPE" not in data:
        with contextlib.suppress(etree.XMLSyntaxError):
            root = etree.fromstring(data, parser)
            if not parser.error_log and _has_plain_names(data, root):
                return root
    assert_harmless(data, encoding=encoding)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise SchemaError(f"the XML cannot be read: {error.msg}", line=line, column=column or None) from None


def assert_harmless(data: bytes, *, encoding: str | None = None) -> None:
    """Have expat read the document.

    Raises:
        SchemaError: It is not well-formed, or has a DTD.
    """
    document.parse(document.guarded_parser(SchemaError, encoding=encoding), data, SchemaError)


def _has_plain_names(data: bytes, root: etree._Element) -> bool:
    """Whether the names that no schema looks at are of ASCII.

    Which other letters a name may have depends on the edition of XML: libxml2 is of the fifth, expat and Crossref's
    parser are of the fourth. Such names stand in processing instructions, formulas, and declarations of prefixes.
    """
    if data.isascii():
        return True
    if data.find(b"<?", 2) >= 0 or next(root.iter(_MATH), None) is not None:
        return False
    return all(declared[: declared.find(b"=")].isascii() for declared in data.split(b"xmlns:")[1:])


def schema_problems(data: bytes, root: etree._Element, version: str, *, encoding: str | None = None) -> list[Problem]:
    """What the bundled schema says of a document."""
    schema = bundled_schema(version)
    with _VALIDATING:  # the log is that of the schema's last run, whichever thread that was in
        if schema.validate(root):
            return []
        errors = schema_errors.telling(schema.error_log)
    finder = schema_errors.PathFinder(root)
    found = [finder.find(error.path or "") for error in errors]
    positions = locate_all(data, {place for _, place in found}, encoding=encoding)
    problems = []
    for error, (node, place) in zip(errors, found, strict=True):
        position = positions.get(place)
        problems.append(
            schema_errors.kind_of(error).problem(
                schema_errors.wording(error.message),
                doi=position.doi if position else None,
                line=position.line if position else error.line,
                column=position.column if position else None,
                xpath=position.xpath if position else None,
                value=schema_errors.value_of(error, node),
            )
        )
    return problems
