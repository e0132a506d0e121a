"""Findings for programs: annotations of GitHub Actions, JUnit XML for CI servers, SARIF for code review tools."""

from __future__ import annotations

import hashlib
import json
import os
import pathlib
from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import quote

import crossref_deposit
from crossref_deposit.binding.escape import escape, not_xml
from crossref_deposit.binding.escape import quote as quoted
from crossref_deposit.cli.documentation import documentation_of
from crossref_deposit.cli.findings import STANDARD_INPUT, Case, Examined, Finding
from crossref_deposit.problems import CATALOGUE, ProblemKind, Severity

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}


def github(examined: Iterable[Examined]) -> Iterator[str]:
    """A workflow command for each finding: one line, which GitHub shows beside the line of the file.

    See https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    for one in examined:
        for finding in one.findings:
            yield f"{_command(finding)}\n"


def _command(finding: Finding) -> str:
    problem = finding.problem
    places = {
        "file": None if finding.file == STANDARD_INPUT else finding.file.replace("\\", "/"),
        "line": problem.line,
        "col": problem.column,
        "title": problem.code,
    }
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in places.items() if value is not None)
    return f"::{problem.severity} {properties}::{_data(_sentence(finding))}"


def _sentence(finding: Finding) -> str:
    whom = f"{finding.whom}: " if finding.whom else ""
    return f"{whom}{finding.problem.message} {finding.problem.remedy}".rstrip()


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def junit(examined: Iterable[Examined]) -> Iterator[str]:
    """One document: a suite for each file, a case for each record.

    See https://github.com/testmoapp/junitxml
    """
    suites = list(examined)
    cases = [case for one in suites for case in one.cases]
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="crossref-deposit"{_counts(cases)}>\n'
    for one in suites:
        yield f'  <testsuite name="{_attribute(one.name)}"{_counts(one.cases)}>\n'
        for case in one.cases:
            yield from _case(one.name, case)
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


def _counts(cases: Iterable[Case]) -> str:
    failed = [case.failed for case in cases]
    return f' tests="{len(failed)}" failures="{sum(failed)}" errors="0"'


def _case(file: str, case: Case) -> Iterator[str]:
    name = f'<testcase classname="{_attribute(file)}" name="{_attribute(case.name)}"'
    if not case.findings:
        yield f"    {name}/>\n"
        return
    yield f"    {name}>\n"
    said = _text("\n".join(map(_said, case.findings)))
    if case.failed:
        first = case.findings[0].problem
        yield f'      <failure type="{_attribute(first.code)}" message="{_attribute(first.message)}">{said}</failure>\n'
    else:
        yield f"      <system-out>{said}</system-out>\n"
    yield "    </testcase>\n"


def _said(finding: Finding) -> str:
    problem = finding.problem
    place = ":".join(str(part) for part in (finding.file, problem.line, problem.column) if part is not None)
    return f"{place}: {problem.severity} [{problem.code}] {problem.message} {problem.remedy}".rstrip()


def _text(text: str) -> str:
    return escape(_allowed(text))


def _attribute(text: str) -> str:
    return quoted(_allowed(" ".join(text.split())))


def _allowed(text: str) -> str:
    """Without the characters that XML cannot hold, which a file name or a server's answer may have."""
    return "".join("\N{REPLACEMENT CHARACTER}" if not_xml(character) else character for character in text)


def sarif(examined: Iterable[Examined]) -> Iterator[str]:
    """One log of SARIF 2.1.0, with one run.

    See https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
    """
    findings = [finding for one in examined for finding in one.findings]
    codes = list(dict.fromkeys(finding.problem.code for finding in findings))
    driver = {
        "name": "crossref-deposit",
        "version": crossref_deposit.__version__,
        "rules": [_rule(CATALOGUE[code]) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.problem.code)) for finding in findings],
    }
    yield json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(kind: ProblemKind) -> dict[str, Any]:
    page = documentation_of(kind)
    return {
        "id": kind.code,
        "shortDescription": {"text": kind.title},
        "fullDescription": {"text": kind.cause},
        "help": {"text": kind.remedy or "There is nothing to do."},
        **({"helpUri": page} if page else {}),
        "defaultConfiguration": {"level": _LEVELS[kind.severity]},
    }


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    problem = finding.problem
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": _LEVELS[problem.severity],
        "message": {"text": _sentence(finding)},
        "locations": [_location(finding)],
        "partialFingerprints": {"finding/v1": _fingerprint(finding)},
    }


def _location(finding: Finding) -> dict[str, Any]:
    problem = finding.problem
    region = {"startLine": problem.line, "startColumn": problem.column}
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(finding.file)}}
    if problem.line is not None:
        physical["region"] = {name: value for name, value in region.items() if value is not None}
    logical = [{"fullyQualifiedName": problem.xpath, "kind": "element"}] if problem.xpath else []
    return {"physicalLocation": physical, **({"logicalLocations": logical} if logical else {})}


def _uri(file: str) -> str:
    """Relative where the name is, so that a review tool finds it in the repository."""
    if file == STANDARD_INPUT:
        return "stdin"
    path = pathlib.PurePath(file)
    return pathlib.Path(file).as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))


def _fingerprint(finding: Finding) -> str:
    """The same as long as the same is wrong, wherever in the file it moves."""
    facts = (finding.file, finding.problem.code, finding.whom, finding.problem.xpath, finding.problem.value)
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]
