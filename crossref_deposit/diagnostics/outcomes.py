"""What became of the records, counted for each journal, book or conference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from crossref_deposit.diagnostics.record import RecordDiagnostic, RecordStatus
from crossref_deposit.diagnostics.report import DiagnosticReport
from crossref_deposit.display.bars import Bar, Figure
from crossref_deposit.display.outcome import Outcome

Counted: TypeAlias = "tuple[str | None, Outcome]"
"""The title of a journal, book or conference, and what became of one DOI in it."""

_UNTITLED: Final = "(journal or book not known)"
_OUTCOMES: Final[Mapping[str, Outcome]] = {
    RecordStatus.SUCCESS: Outcome.REGISTERED,
    RecordStatus.WARNING: Outcome.WARNING,
}


def outcome_of(status: str) -> Outcome:
    """What a `RecordStatus` means for the record."""
    return _OUTCOMES.get(status, Outcome.FAILED)


def outcomes_in(report: DiagnosticReport) -> Iterator[Counted]:
    """What became of each DOI of a report; a result without a DOI counts as one."""
    told = set()
    for record in report.records:
        outcome = outcome_of(record.status)
        if (record.doi, outcome) in told:  # Crossref says more than one thing of it, such as what became of a funder
            continue
        if record.doi is not None:
            told.add((record.doi, outcome))
        for container in _containers(report, record):
            yield container, outcome


def _containers(report: DiagnosticReport, record: RecordDiagnostic) -> Iterator[str | None]:
    if report.index is None or len(record.dois) <= 1:
        yield record.container
        return
    for doi in record.dois:
        found = report.index.with_doi(doi)
        yield found[0].outermost.title if found else None


def figure(counted: Iterable[Counted]) -> Figure:
    """Outcomes as bars, those with the most failures first."""
    counts: dict[str, Counter[Outcome]] = {}
    for container, outcome in counted:
        counts.setdefault(container or _UNTITLED, Counter())[outcome] += 1
    bars = [Bar(label=label, counts=numbers) for label, numbers in counts.items()]
    bars.sort(key=lambda bar: (-bar.counts[Outcome.FAILED], -bar.counts[Outcome.WARNING], -bar.total, bar.label))
    return Figure(title="What became of the DOIs, by journal", bars=tuple(bars))
