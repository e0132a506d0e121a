"""JUnit XML, as CI servers read it: a suite for each file, a case for each record.

See https://github.com/testmoapp/junitxml
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crossref_deposit.binding.escape import escape, not_xml, quote
from crossref_deposit.cli.findings import Case, Examined, Finding


def junit(examined: Iterable[Examined]) -> Iterator[str]:
    """One document."""
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
    return quote(_allowed(" ".join(text.split())))


def _allowed(text: str) -> str:
    """Without the characters that XML cannot hold, which a file name or a server's answer may have."""
    return "".join("\N{REPLACEMENT CHARACTER}" if not_xml(character) else character for character in text)
