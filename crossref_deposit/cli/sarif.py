"""SARIF 2.1.0, as code review tools read it.

See https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
import json
import pathlib
from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import quote

import crossref_deposit
from crossref_deposit.cli.documentation import documentation_of
from crossref_deposit.cli.findings import STANDARD_INPUT, Examined, Finding
from crossref_deposit.problems import CATALOGUE, ProblemKind, Severity

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}


def sarif(examined: Iterable[Examined]) -> Iterator[str]:
    """One log with one run."""
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
    whom = f"{finding.whom}: " if finding.whom else ""
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": _LEVELS[problem.severity],
        "message": {"text": f"{whom}{problem.message} {problem.remedy}".rstrip()},
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
    return pathlib.Path(file).as_uri() if path.is_absolute() else quote(path.as_posix())


def _fingerprint(finding: Finding) -> str:
    """The same as long as the same is wrong, wherever in the file it moves."""
    facts = (finding.file, finding.problem.code, finding.whom, finding.problem.xpath, finding.problem.value)
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]
