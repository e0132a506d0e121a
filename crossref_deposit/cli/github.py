"""Annotations of GitHub Actions: one line each, which GitHub shows beside the line of the file.

See https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crossref_deposit.cli.findings import STANDARD_INPUT, Examined, Finding


def github(examined: Iterable[Examined]) -> Iterator[str]:
    """A workflow command for each finding."""
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
    whom = f"{finding.whom}: " if finding.whom else ""
    return f"::{problem.severity} {properties}::{_data(f'{whom}{problem.message} {problem.remedy}'.rstrip())}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
