"""Problems as Jupyter shows them, and as rows of a data frame."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import attrs

from crossref_deposit.display.html import Html, facts, more, outside, shown, table, tag
from crossref_deposit.display.outcome import badge
from crossref_deposit.problems.problem import Problem, Severity

COLUMNS: Final = tuple(field.name for field in attrs.fields(Problem))
_SIGNS: Final = {Severity.ERROR: "✖", Severity.WARNING: "▲", Severity.NOTICE: "●"}
_SHOWN: Final = 20


def severity_badge(severity: Severity, number: int | None = None) -> Html:
    """How much it matters, with a sign; how many, if there are several to tell of."""
    plural = "" if number == 1 else "s"
    label = severity.value if number is None else f"{number:,} {severity.value}{plural}"
    return badge(severity.value, _SIGNS[severity], label)


def place_of(line: int | None, column: int | None) -> str | None:
    """Line and column in words."""
    if line is None:
        return None
    return f"line {line}" if column is None else f"line {line}, column {column}"


def problem_html(problem: Problem) -> str:
    """One problem."""
    return shown(
        tag("p", severity_badge(problem.severity), " ", tag("code", problem.code, class_="cd-name")),
        tag("p", outside(problem.message)),
        facts(
            [
                ("What to do", problem.remedy),
                ("Record", outside(problem.doi)),
                ("Place", place_of(problem.line, problem.column)),
                ("Element", problem.xpath and tag("code", outside(problem.xpath))),
                ("Value", problem.value and tag("code", outside(problem.value))),
            ]
        ),
    )


def problems_html(problems: Sequence[Problem]) -> str:
    """Many problems: how many of which severity, the first ones, and how many more."""
    counts = Counter(problem.severity for problem in problems)
    headline = [severity_badge(severity, counts[severity]) for severity in Severity if counts[severity]]
    rows = (
        (
            severity_badge(problem.severity),
            tag("code", problem.code),
            outside(problem.doi),
            problem.line,
            outside(problem.message),
            problem.remedy,
        )
        for problem in problems[:_SHOWN]
    )
    columns = ("severity", "code", "record", "line", "message", "what to do")
    return shown(
        tag("p", headline or "No problems", class_="cd-name"),
        table(columns, rows) if problems else None,
        more(len(problems) - _SHOWN, "problems", "report.to_dataframe()"),
    )
