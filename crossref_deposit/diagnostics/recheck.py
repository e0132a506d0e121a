"""What is wrong with a file that Crossref refused as a whole: every fault, where Crossref's parser stops at one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import attrs

from crossref_deposit.binding.versions import VERSIONS
from crossref_deposit.errors import SchemaError
from crossref_deposit.problems import CATALOGUE, Problem, ProblemKind, Scope, Severity
from crossref_deposit.validation.rules import check
from crossref_deposit.validation.submission_index import Element, SubmissionIndex
from crossref_deposit.validation.validator import validate

_MARKUP: Final = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|&(?:#\d+;|#x[\da-fA-F]+;|(?:amp|lt|gt|quot|apos);"
    rb"|(?P<entity>[A-Za-z][\w.-]*);|(?P<bare>))",
    re.DOTALL,
)
_FAULTS: Final = {
    "bare": ("xml-bad-character-data", "a bare &"),
    "entity": ("xml-entity-undeclared", "an entity that XML does not have"),
}


ByKind: TypeAlias = "Mapping[tuple[str, str, str | int | None], Sequence[Element]]"


@attrs.frozen
class Finding:
    """A problem that was found here, and the element that it is in."""

    problem: Problem
    element: Element | None

    @property
    def kind(self) -> ProblemKind:
        """The entry of the catalogue."""
        return CATALOGUE[self.problem.code]

    @property
    def of_document(self) -> bool:
        """Whether Crossref refuses the whole file for it."""
        return self.kind.scope is Scope.DOCUMENT


def recheck(document: bytes | str, index: SubmissionIndex) -> tuple[Finding, ...]:
    """Everything that is wrong with a deposit, as far as this package can tell.

    Args:
        document: The deposit, as it was sent.
        index: What is where in it.

    Returns:
        In document order; for a schema version that is not known here, what the rules alone find.
    """
    if index.fault is not None:
        problems = list(_unreadable(index, index.fault))
    elif index.namespace.rpartition("/")[2] in VERSIONS:
        problems = list(validate(document).errors)
    else:
        problems = [problem for problem in check(document) if problem.severity is Severity.ERROR]
    return tuple(_placed(problem, index) for problem in problems)


def _placed(problem: Problem, index: SubmissionIndex) -> Finding:
    """A problem with its record; columns of ours are those where a tag begins, not where it ends."""
    element = index.at(problem.line, problem.column + 1 if problem.column else None) if problem.line else None
    if element is None or problem.doi is not None:
        return Finding(problem, element)
    return Finding(attrs.evolve(problem, doi=element.record.doi if element.record else None), element)


def _unreadable(index: SubmissionIndex, fault: SchemaError) -> Iterator[Problem]:
    """Where a parser stops, and where it would stop next if that were mended, as far as & is the reason."""
    found = list(_ampersands(index))
    lines = {problem.line for problem in found}
    if fault.line not in lines:
        yield CATALOGUE["xml-not-well-formed"].problem(fault.message, line=fault.line, column=fault.column)
    yield from found


def _ampersands(index: SubmissionIndex) -> Iterator[Problem]:
    for match in _MARKUP.finditer(index.text):
        if match.lastgroup is not None:
            code, message = _FAULTS[match.lastgroup]
            place = index.position(match.start())
            value = match[0].decode("utf-8", "replace")
            yield CATALOGUE[code].problem(
                f"found {value!r}, {message}", line=place.line, column=place.column, value=value
            )


def elements_by_kind(findings: Sequence[Finding]) -> ByKind:
    """The elements with a problem: by its code, the element's name (or ``""``), and the value, the line, or none."""
    elements: dict[tuple[str, str, str | int | None], list[Element]] = {}
    for problem, element in ((finding.problem, finding.element) for finding in findings):
        if element is not None:
            keys = itertools.product(("", element.name), {None, problem.value, problem.line})
            for name, value in keys:
                elements.setdefault((problem.code, name, value), []).append(element)
    return elements
