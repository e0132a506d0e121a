"""What may be wrong with a log itself: nothing that Crossref says, but what was found when it was read."""

from __future__ import annotations

from typing import Final

from crossref_deposit.problems.kind import ProblemKind, Scope
from crossref_deposit.problems.problem import Severity

_AGAIN: Final = (
    "Get the log again: from Crossref's administration pages (https://doi.crossref.org), by the command "
    "crossref-deposit status, or by Submission.poll() in Python."
)

LOG_KINDS: Final = (
    ProblemKind(
        code="batch-id-differs",
        title="The log of another deposit",
        cause="The log names another doi_batch_id than the deposit it was compared with, so it most likely answers "
        "another one. Nothing is traced to the deposit by order or place then; only what the log itself quotes counts.",
        remedy="Give the deposit that the log answers, exactly as it was sent, or no deposit.",
        severity=Severity.WARNING,
        scope=Scope.DOCUMENT,
        elements=("doi_batch_id",),
    ),
    ProblemKind(
        code="log-broken",
        title="A log that is cut off or damaged",
        cause="The log could be read up to this place only: it was cut off on its way, or changed by hand or by a mail "
        "program. The records before are as they stand; more may be missing.",
        remedy=_AGAIN,
        scope=Scope.DOCUMENT,
    ),
    ProblemKind(
        code="log-incomplete",
        title="A log with fewer records than it counts",
        cause="The log says at its end how many records it has, and has fewer.",
        remedy=_AGAIN,
        severity=Severity.WARNING,
        scope=Scope.DOCUMENT,
    ),
    ProblemKind(
        code="log-missing",
        title="No log in it",
        cause="A file or an e-mail message among others has no submission log (doi_batch_diagnostic) that can be read.",
        remedy="Nothing, if it is not meant to have one; otherwise look what it is.",
        severity=Severity.NOTICE,
        scope=Scope.DOCUMENT,
    ),
)
