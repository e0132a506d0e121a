"""Is this document right? Schema and rules together."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal

from lxml import etree

from crossref_deposit.binding import document
from crossref_deposit.binding.versions import RESOURCE_VERSIONS, VERSIONS
from crossref_deposit.errors import SchemaError
from crossref_deposit.models.root import Root, root_of
from crossref_deposit.problems import CATALOGUE, Problem, Severity
from crossref_deposit.validation.documents import Document, text_of
from crossref_deposit.validation.report import ValidationReport
from crossref_deposit.validation.role_assertions import may_be_broken
from crossref_deposit.validation.schema import assert_harmless, parse_tree, schema_problems
from crossref_deposit.validation.unchecked_jats import unchecked_jats

if TYPE_CHECKING:
    from crossref_deposit.validation.rules import KnownTimestamps


def validate(
    source: Document,
    *,
    schema: Literal["bundled", "official"] = "bundled",
    schema_folder: str | os.PathLike[str] | None = None,
    rules: bool = True,
    known_timestamps: KnownTimestamps | None = None,
) -> ValidationReport:
    """Check a deposit before it is sent: by the schema, and by what Crossref refuses after the schema.

    Args:
        source: A `DoiBatch`, the document (``bytes`` or ``str``), or where it is (a path, a binary file).
        schema: ``bundled``: the one made from the models, fast, nothing to download; a notice names the elements of
            JATS that it does not know. ``official``: Crossref's own files, slow and complete down to JATS and MathML.
        schema_folder: Where Crossref's own files are; by default what the environment variable
            ``CROSSREF_DEPOSIT_SCHEMAS`` names, else where `install_schema` puts them.
        rules: Ask the rules too; without them the schema alone, its assertions included.
        known_timestamps: What the rules are told of earlier deposits; see `check`.

    Returns:
        The problems in document order, each with line, column, path and record.

    Raises:
        SchemaError: Crossref's own files are asked for and not there.
        OSError: The path cannot be read.

    Example:
        >>> from crossref_deposit import validate
        >>> for problem in validate("<doi_batch xmlns='http://www.crossref.org/schema/5.5.0'/>").problems:
        ...     print(problem.line, problem.code)
        1 cvc-element-incomplete

    See https://www.crossref.org/documentation/register-maintain-records/verify-your-registration/
    """
    try:
        text = text_of(source)
        data, encoding = document.unmarked(document.read_bytes(text), document.encoding_of(text))
        root = root_of(data, encoding=encoding)
        if root.schema is None or root.schema not in _schemas():
            return ValidationReport(problems=(_not_ours(root),))
        tree = parse_tree(data, encoding=encoding)
    except SchemaError as error:
        return ValidationReport(problems=(_unreadable(error),))
    if schema == "official":
        problems = _official_problems(data, tree, root.schema, schema_folder, encoding=encoding)
    else:
        problems = schema_problems(data, tree, root.schema, encoding=encoding)
    try:
        if problems:
            assert_harmless(data, encoding=encoding)
        if schema == "bundled":
            problems += unchecked_jats(text, tree)
        if may_be_broken(tree):
            problems = _with_assertions(problems, text)
        if rules:
            problems += _told_by_rules(text, known_timestamps, problems)
    except SchemaError as error:
        return ValidationReport(problems=(_unreadable(error),))
    return ValidationReport(problems=tuple(sorted(problems, key=_in_order)))


def _schemas() -> tuple[str, ...]:
    return (*VERSIONS, *RESOURCE_VERSIONS)


def _official_problems(
    data: bytes, tree: etree._Element, version: str, folder: str | os.PathLike[str] | None, *, encoding: str | None
) -> list[Problem]:
    from crossref_deposit.validation.official import official_problems
    from crossref_deposit.validation.official_cache import official_file

    return official_problems(data, tree, official_file(version, folder), encoding=encoding)


def _with_assertions(problems: list[Problem], text: bytes | str) -> list[Problem]:
    """Assertions in words of our own, in place of a validator's that only says "false"."""
    from crossref_deposit.validation.rules import check_assertions

    broken = check_assertions(text)
    return [problem for problem in problems if not broken or problem.code != "cvc-assertion"] + broken


def _told_by_rules(text: bytes | str, known: KnownTimestamps | None, problems: list[Problem]) -> list[Problem]:
    """What the rules find where the schema found nothing."""
    from crossref_deposit.validation.rules import check

    told = {_in_order(problem) for problem in problems if problem.severity is Severity.ERROR}
    return [problem for problem in check(text, known_timestamps=known) if _in_order(problem) not in told]


def _unreadable(error: SchemaError) -> Problem:
    return CATALOGUE["xml-not-well-formed"].problem(error.message, line=error.line, column=error.column)


def _not_ours(root: Root) -> Problem:
    found = f"schema {root.schema}" if root.schema else f"<{root.name}> of the namespace {root.namespace!r}"
    expected = f"expected a deposit of schema {', '.join(_schemas())}"
    return CATALOGUE["cvc-element-foreign"].problem(
        f"found {found}, {expected}", line=root.line, column=root.column, xpath=f"/{root.name}"
    )


def _in_order(problem: Problem) -> tuple[int, int]:
    return problem.line or 0, problem.column or 0
