"""A rule: one thing that is looked for, and the kind of problem that it foretells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol, TypeAlias

import attrs

from crossref_deposit.problems import CATALOGUE, Problem, Severity
from crossref_deposit.validation.rules.deposit import CheckedDeposit
from crossref_deposit.validation.submission_index import SubmissionIndex


class Place(Protocol):
    """An element, by its name and where its start tag begins."""

    @property
    def name(self) -> str:
        """Its local name."""
        ...

    @property
    def offset(self) -> int:
        """In bytes of the document in UTF-8."""
        ...


@attrs.frozen
class Finding:
    """Something that a rule found."""

    place: Place
    message: str
    """What is wrong here, with the value."""
    value: str | None = None
    severity: Severity | None = None
    """How sure it is, where that is not as the catalogue says of the kind."""


Check: TypeAlias = Callable[[CheckedDeposit], Iterator[Finding]]


@attrs.frozen
class Rule:
    """One thing that is looked for."""

    code: str
    """The kind of problem that it foretells."""
    check: Check
    """Finds it in a deposit."""

    def problems(self, deposit: CheckedDeposit) -> Iterator[Problem]:
        """What it finds, each with record, line, column, path, value and remedy."""
        for finding in self.check(deposit):
            yield problem_at(deposit, self.code, finding)


def rule(code: str) -> Callable[[Check], Rule]:
    """Make a rule of the function that finds a kind of problem."""
    CATALOGUE[code]  # a rule without an entry is a mistake here, not of the user
    return lambda check: Rule(code, check)


def problem_at(index: SubmissionIndex, code: str, finding: Finding) -> Problem:
    """A finding as a problem of a kind."""
    element = index.element_at(finding.place.offset, finding.place.name)
    record = element.record
    line, column = element.position
    problem = CATALOGUE[code].problem(
        finding.message,
        doi=record.doi if record else None,
        line=line,
        column=column,
        xpath=element.xpath,
        value=finding.value,
    )
    return problem if finding.severity is None else attrs.evolve(problem, severity=finding.severity)
