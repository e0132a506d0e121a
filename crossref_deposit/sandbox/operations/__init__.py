"""What can be asked of Crossref with an upload."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from crossref_deposit.sandbox.operations.conflict_lists import manage_conflicts
from crossref_deposit.sandbox.operations.job import Job
from crossref_deposit.sandbox.operations.metadata import deposit, deposit_without_matching, match_deferred
from crossref_deposit.sandbox.operations.queries import answer_queries
from crossref_deposit.sandbox.operations.transfers import transfer
from crossref_deposit.sandbox.outcome import AnyOutcome

__all__ = ["DEFERRED_MATCHING", "OPERATIONS", "SYNCHRONOUS", "UPLOADS", "Job"]

DEFERRED_MATCHING: Final = "matching of references"
"""Entered by the sandbox itself, for what came by the synchronous route."""

SYNCHRONOUS: Final = "synchronous"
"""In place of a ``subType``, what came by the synchronous route."""

UPLOADS: Final[Mapping[tuple[str, str], Callable[[Job], AnyOutcome]]] = {
    ("doMDUpload", ""): deposit,
    ("doMDUpload", "cm"): manage_conflicts,
    ("doDOICitUpload", ""): deposit,
    ("doQueryUpload", ""): answer_queries,
    ("doDOIQueryUpload", ""): answer_queries,
    ("doTransferDOIsUpload", ""): transfer,
}
"""What does the work, by ``operation`` and ``subType``."""

OPERATIONS: Final[Mapping[tuple[str, str], Callable[[Job], AnyOutcome]]] = {
    **UPLOADS,
    ("doMDUpload", SYNCHRONOUS): deposit_without_matching,
    (DEFERRED_MATCHING, ""): match_deferred,
}
