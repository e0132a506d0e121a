"""Records with the same metadata under other DOIs."""

from __future__ import annotations

import attrs

from crossref_deposit.sandbox.outcome import RecordOutcome, Status
from crossref_deposit.sandbox.register import Conflict, Register, Work


def with_conflicts(record: RecordOutcome, work: Work, before: Work | None, register: Register) -> RecordOutcome:
    """The record, with the conflict that it came into and those that it came out of."""
    gone = _resolved(work, before, register)
    conflict = _conflict(work, register)
    if conflict is None:
        return attrs.evolve(record, resolved_conflict_ids=gone)
    return attrs.evolve(
        record,
        status=Status.WARNING,
        message="Added with conflict" if before is None else "Updated with conflict",
        conflict_id=conflict.conflict_id,
        dois_in_conflict=tuple(doi for doi in conflict.dois if doi.lower() != work.key),
        resolved_conflict_ids=gone,
    )


def _resolved(work: Work, before: Work | None, register: Register) -> tuple[int, ...]:
    """The conflicts that end because the metadata differ now."""
    if before is None or before.bibliography.fingerprint == work.bibliography.fingerprint:
        return ()
    ended = [conflict for conflict in register.conflicts_of(work.doi) if not conflict.resolved]
    for conflict in ended:
        register.keep(attrs.evolve(conflict, resolved=True))
    return tuple(conflict.conflict_id for conflict in ended)


def _conflict(work: Work, register: Register) -> Conflict | None:
    """The open conflict with other DOIs of the same metadata; one that was resolved stays so."""
    others = [other.doi for other in register.with_same_metadata(work)]
    known = register.conflicts_of(work.doi)
    settled = {doi.lower() for conflict in known if conflict.resolved for doi in conflict.dois}
    if all(doi.lower() in settled for doi in others):
        return None
    for conflict in [*known, *register.conflicts_of(others[0])]:
        if not conflict.resolved and others[0] in conflict.dois:
            dois = list(dict.fromkeys([*conflict.dois, work.doi]))
            joined = attrs.evolve(conflict, dois=dois)
            register.keep(joined)
            return joined
    return register.open_conflict(*others, work.doi)
