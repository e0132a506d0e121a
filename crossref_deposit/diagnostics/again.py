"""What next: which records of a log can be sent again as they are, and which must be changed first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from crossref_deposit.problems import Severity

if TYPE_CHECKING:
    from crossref_deposit.diagnostics.record import RecordDiagnostic


def retriable(failures: Iterable[RecordDiagnostic], strangers: Iterable[str] = ()) -> tuple[str, ...]:
    """The DOIs with nothing wrong: for Crossref's own faults, or down with others of their title or file.

    Args:
        failures: The results that say that something is not registered.
        strangers: DOIs that are not in the deposit.
    """
    failures = tuple(failures)
    left_out = {*to_mend(failures), *strangers}
    innocent = (doi for failure in failures for doi in failure.dois)
    return tuple(dict.fromkeys(doi for doi in innocent if doi not in left_out))


def to_mend(failures: Iterable[RecordDiagnostic], strangers: Iterable[str] = ()) -> tuple[str, ...]:
    """The DOIs that sending again unchanged cannot help.

    Args:
        failures: The results that say that something is not registered.
        strangers: DOIs that are not in the deposit.
    """
    left_out = set(strangers)
    faulty = (doi for failure in failures if not failure.retriable for doi in _at_fault(failure))
    return tuple(dict.fromkeys(doi for doi in faulty if doi not in left_out))


def _at_fault(failure: RecordDiagnostic) -> Iterator[str]:
    """Those of a failed file, title or record that the fault is in; all, if that is not known."""
    found = {problem.doi for problem in failure.found_here if problem.severity is Severity.ERROR}
    if failure.doi is None and (not found or None in found):
        yield from failure.dois
        return
    yield from (doi for doi in failure.dois if doi == failure.doi or doi in found)
