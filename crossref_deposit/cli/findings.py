"""What was found in a file, in the one shape that every format is written from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

import attrs

from crossref_deposit.diagnostics import DiagnosticReport, RecordDiagnostic, RecordStatus
from crossref_deposit.problems import Problem, Severity

_MOST_DOIS: Final = 5  # of a journal or a file that failed as a whole
STANDARD_INPUT: Final = "-"


@attrs.frozen(kw_only=True)
class Finding:
    """One thing that is wrong."""

    file: str
    """The file that line and column are in, as the user named it; ``-`` is standard input."""
    problem: Problem
    whom: str = ""
    """The record, or the records, in a few words."""
    note: str = ""
    """How it is known whom it is about."""


@attrs.frozen(kw_only=True)
class Case:
    """A record, or a document as a whole, and whether it is right."""

    name: str
    findings: tuple[Finding, ...] = ()
    failed: bool = False


@attrs.frozen(kw_only=True)
class Examined:
    """A file that was looked at."""

    name: str
    """The file, as the user named it."""
    cases: tuple[Case, ...]
    data: dict[str, Any]
    """The same as data."""
    failed: bool
    """Whether anything is wrong enough to be refused."""
    document_name: str = ""
    """The deposit, as the user named it."""
    document: bytes | None = None
    """The deposit itself, if it is at hand."""
    report: DiagnosticReport | None = None
    """What was found, if the file is a log."""

    @property
    def findings(self) -> list[Finding]:
        """Everything that is wrong, in order."""
        return [finding for case in self.cases for finding in case.findings]


def problem_data(problem: Problem) -> dict[str, Any]:
    """A problem as data."""
    return attrs.asdict(problem) | {"severity": problem.severity.value}


def of_document(name: str, document: bytes, problems: Sequence[Problem]) -> Examined:
    """A deposit and what is wrong with it: a case for each record that has a problem, or one for the document."""
    findings: dict[str, list[Finding]] = {} if problems else {"document": []}
    for problem in problems:
        finding = Finding(file=name, problem=problem, whom=problem.doi or "")
        findings.setdefault(problem.doi or "document", []).append(finding)
    return Examined(
        name=name,
        cases=tuple(_case(whom, found) for whom, found in findings.items()),
        data={"file": name, "problems": [problem_data(problem) for problem in problems]},
        failed=any(problem.severity is Severity.ERROR for problem in problems),
        document_name=name,
        document=document,
    )


def of_report(
    report: DiagnosticReport, name: str, document_name: str | None = None, document: bytes | None = None
) -> Examined:
    """A log and what it says: a case for each record, and one for what is wrong with the log itself."""
    about_log = [Finding(file=name, problem=problem) for problem in report.problems]
    cases = [_case("log", about_log)] if about_log else []
    place = document_name or name
    return Examined(
        name=name,
        cases=(*cases, *(_record(record, place) for record in report.records)),
        data=json.loads(report.to_json()),
        failed=is_log(report) and not report.ok,
        document_name=place,
        document=document,
        report=report,
    )


def is_log(report: DiagnosticReport) -> bool:
    """Whether it is the report of a log, and not of something else that lay beside it."""
    return all(problem.code != "log-missing" for problem in report.problems)


def _case(name: str, findings: Iterable[Finding]) -> Case:
    found = tuple(findings)
    return Case(name=name, findings=found, failed=any(one.problem.severity is Severity.ERROR for one in found))


def _record(record: RecordDiagnostic, place: str) -> Case:
    whom = whom_of(record)
    told = [] if record.status is RecordStatus.SUCCESS else _told(record)
    findings = [Finding(file=place, problem=problem, whom=whom, note=_how(record)) for problem in told]
    found_here = [Finding(file=place, problem=problem, whom=problem.doi or "") for problem in record.found_here]
    return Case(name=whom, findings=(*findings, *found_here), failed=not record.status.registered)


def _told(record: RecordDiagnostic) -> list[Problem]:
    """What the message says, at the record's place in the deposit; a record that is not registered is an error."""
    place: dict[str, Any] = {"line": record.line, "column": record.column, "xpath": record.xpath}
    problems = [attrs.evolve(problem, **place) for problem in record.problems]
    if record.status.registered:
        return problems
    return [attrs.evolve(problem, severity=Severity.ERROR) for problem in problems] or [_unexplained(record, place)]


def _unexplained(record: RecordDiagnostic, place: dict[str, Any]) -> Problem:
    """Not registered, and the log does not say why."""
    return Problem(code="unknown", message=f"{record.status}, without a message", doi=record.doi, **place)


def whom_of(record: RecordDiagnostic) -> str:
    """Which record, or records, a result of a log is about."""
    if record.doi:
        return record.doi
    if record.dois:
        return f"{len(record.dois)} records: {some(record.dois)}"
    candidates = record.attribution.candidates
    return f"one of {', '.join(candidates)}" if candidates else "record unknown"


def some(dois: Sequence[str]) -> str:
    """The first few of many."""
    return ", ".join(dois[:_MOST_DOIS]) + (" …" if len(dois) > _MOST_DOIS else "")


def _how(record: RecordDiagnostic) -> str:
    """How it is known whom a result is about, if the log does not just say it."""
    if record.doi is not None and record.doi == record.reported_doi:
        return ""
    certain = "certain" if record.attribution.certain else "not certain"
    return f'Crossref reported "{record.reported_doi or ""}"; told by {record.attribution.method}, {certain}'
