"""What need not be sent, since it is known how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crossref_deposit.client.operation import Operation
from crossref_deposit.errors import ForetoldError
from crossref_deposit.problems import Severity
from crossref_deposit.validation import check, validate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossref_deposit.client.servlets import Upload
    from crossref_deposit.problems import Problem
    from crossref_deposit.validation.rules import KnownTimestamps

_DEPOSITS: Final = frozenset([Operation.METADATA, Operation.RESOURCES])
"""What is uploaded as a deposit, in XML; other operations take other files."""


def refuse_hopeless(upload: Upload, *, known_timestamps: KnownTimestamps | None = None) -> None:
    """Raise an error for a deposit that Crossref is certain to refuse.

    Args:
        upload: The deposit.
        known_timestamps: See `crossref_deposit.check`.

    Raises:
        ForetoldError: It is, with the reasons.
    """
    if upload.operation in _DEPOSITS and (problems := certain_problems(upload.content, known_timestamps)):
        raise ForetoldError(problems, file_name=upload.file_name)


def certain_problems(content: bytes, known_timestamps: KnownTimestamps | None = None) -> list[Problem]:
    """What Crossref refuses in a deposit: by schema and rules, by the rules alone where the schema is none of ours."""
    found: Iterable[Problem] = validate(content, known_timestamps=known_timestamps).problems
    if any(_is_of_another_schema(problem) for problem in found):
        found = check(content, known_timestamps=known_timestamps)
    return [problem for problem in found if problem.severity is Severity.ERROR]


def _is_of_another_schema(problem: Problem) -> bool:
    """Whether it is the root element that is not known."""
    return problem.code == "cvc-element-foreign" and (problem.xpath or "").count("/") == 1
