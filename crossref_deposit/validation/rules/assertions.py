"""The assertions of schema 5.5.0, which need XSD 1.1 and are left out where validation has only XSD 1.0."""

from __future__ import annotations

from crossref_deposit.problems import Problem
from crossref_deposit.validation.role_assertions import broken_assertions
from crossref_deposit.validation.rules.rule import Finding, problem_at
from crossref_deposit.validation.submission_index import SubmissionIndex


def check_assertions(source: bytes | str) -> list[Problem]:
    """The places where the assertions do not hold.

    The ``type`` of a ``role`` must be of its vocabulary, and a ``person_name`` must say the person's role.

    Args:
        source: The document. Only those of schema 5.5.0 have assertions.
    """
    broken = list(broken_assertions(source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source))
    if not broken:
        return []
    index = SubmissionIndex(source)
    return [problem_at(index, found.code, Finding(found, found.message, found.value)) for found in broken]
