"""A Crossref on this machine, to try things on and to test with."""

from crossref_deposit.sandbox.faults import Endpoint, FaultKind
from crossref_deposit.sandbox.queue import State, SubmissionView
from crossref_deposit.sandbox.sandbox import Sandbox

__all__ = ["Endpoint", "FaultKind", "Sandbox", "State", "SubmissionView"]
