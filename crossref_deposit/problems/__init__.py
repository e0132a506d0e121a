"""The shared vocabulary: every way a deposit can go wrong, one entry each."""

from crossref_deposit.problems.catalogue import CATALOGUE
from crossref_deposit.problems.kind import ProblemKind, Reading, ReportedDoi, Scope
from crossref_deposit.problems.problem import Problem, Severity
from crossref_deposit.problems.reader import explain, location_in, problems_in, readings

__all__ = [
    "CATALOGUE",
    "Problem",
    "ProblemKind",
    "Reading",
    "ReportedDoi",
    "Scope",
    "Severity",
    "explain",
    "location_in",
    "problems_in",
    "readings",
]
