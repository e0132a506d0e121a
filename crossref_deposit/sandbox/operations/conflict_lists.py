"""``doMDUpload`` with ``subType=cm``: what is to become of DOIs in conflict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

import attrs

from crossref_deposit.sandbox.operations.job import Job
from crossref_deposit.sandbox.operations.lists import BadHeader, read_list
from crossref_deposit.sandbox.operations.refusals import NOT_REGISTERED, say
from crossref_deposit.sandbox.outcome import ConflictListOutcome, ConflictOutcome, ConflictRecord, Status
from crossref_deposit.sandbox.register import Conflict, Register, Work

_Change: TypeAlias = Callable[[Work, Register], tuple[ConflictOutcome, ...]]

NO_CONFLICT: Final = "DOI is not in a conflict"
NOT_TOLD: Final = "More than two DOIs in conflict, the primary DOI cannot be told"
PAIR_EXPECTED: Final = "A primary DOI and an alias DOI are expected, separated by a space"
MARKED: Final = "Marked as alias"


def manage_conflicts(job: Job) -> ConflictListOutcome:
    """Carry out a list for conflict management."""
    try:
        doi_list = read_list(job.content, "op")
    except BadHeader as error:
        return _nothing_done(str(error))
    operation = doi_list.header["op"]
    if operation == "force_alias":
        records = [_force_alias(line, job) for line in doi_list.lines]
    elif operation in _CHANGES:
        records = [_record(line.strip(), _CHANGES[operation], job) for line in doi_list.lines]
    else:
        return _nothing_done(f"op={operation} is not one of {', '.join([*_CHANGES, 'force_alias'])}")
    return ConflictListOutcome(records=tuple(records))


def _nothing_done(reason: str) -> ConflictListOutcome:
    return ConflictListOutcome(records=(ConflictRecord(doi="", error=reason),))


def _record(doi: str, change: _Change, job: Job) -> ConflictRecord:
    work = job.register.work(doi)
    refusal = _refusal(doi, work, job)
    if work is None or refusal:
        return ConflictRecord(doi=doi, error=refusal)
    conflicts = change(work, job.register)
    return ConflictRecord(doi=doi, conflicts=conflicts, error="" if conflicts else NO_CONFLICT)


def _refusal(doi: str, work: Work | None, job: Job) -> str:
    if work is None:
        return f"{NOT_REGISTERED}: {doi}"
    return "" if job.account.may_use(work.prefix) else say("prefix-not-allowed", prefix=work.prefix)


def _open(work: Work, register: Register) -> list[Conflict]:
    return [conflict for conflict in register.conflicts_of(work.doi) if not conflict.resolved]


def _others(conflict: Conflict, work: Work) -> list[str]:
    return [doi for doi in conflict.dois if doi.lower() != work.key]


def _make_alias(doi: str, primary: str, register: Register) -> None:
    work = register.work(doi)
    if work is not None:
        register.keep(attrs.evolve(work, alias_of=primary))


def _done(conflicts: list[Conflict], message: str, dois: list[str]) -> tuple[ConflictOutcome, ...]:
    ids = tuple(conflict.conflict_id for conflict in conflicts)
    once = tuple(dict.fromkeys(dois))
    return (ConflictOutcome(status=Status.SUCCESS, ids=ids, message=message, dois=once),) if conflicts else ()


def _settle(conflicts: list[Conflict], register: Register, *, resolved: bool) -> None:
    for conflict in conflicts:
        register.keep(attrs.evolve(conflict, resolved=resolved))


def _primary(work: Work, register: Register) -> tuple[ConflictOutcome, ...]:
    """The DOI stays; the others of its conflicts become its aliases."""
    conflicts = _open(work, register)
    aliases = [doi for conflict in conflicts for doi in _others(conflict, work)]
    for doi in aliases:
        _make_alias(doi, work.doi, register)
    _settle(conflicts, register, resolved=True)
    return _done(conflicts, MARKED, aliases)


def _alias(work: Work, register: Register) -> tuple[ConflictOutcome, ...]:
    """The DOI becomes an alias of the only other one in its conflict."""
    outcomes = list[ConflictOutcome]()
    for conflict in _open(work, register):
        primary, *more = _others(conflict, work)
        if more:
            status, message = Status.WARNING, NOT_TOLD
        else:
            status, message = Status.SUCCESS, MARKED
            _make_alias(work.doi, primary, register)
            _settle([conflict], register, resolved=True)
        ids = (conflict.conflict_id,)
        outcomes.append(ConflictOutcome(status=status, ids=ids, message=message, dois=(work.doi,)))
    return tuple(outcomes)


def _resolve(work: Work, register: Register) -> tuple[ConflictOutcome, ...]:
    """The DOIs are different works in spite of their metadata."""
    conflicts = _open(work, register)
    _settle(conflicts, register, resolved=True)
    return _done(conflicts, "Resolved", [doi for conflict in conflicts for doi in conflict.dois])


def _unresolve(work: Work, register: Register) -> tuple[ConflictOutcome, ...]:
    """What was settled is open again, and aliases are none any more."""
    conflicts = [conflict for conflict in register.conflicts_of(work.doi) if conflict.resolved]
    dois = [doi for conflict in conflicts for doi in conflict.dois]
    for doi in dois:
        _make_alias(doi, "", register)
    _settle(conflicts, register, resolved=False)
    return _done(conflicts, "Unresolved", dois)


def _unalias(work: Work, register: Register) -> tuple[ConflictOutcome, ...]:
    """A forced alias stands for itself again."""
    if not work.alias_of:
        return ()
    _make_alias(work.doi, "", register)
    return (ConflictOutcome(status=Status.SUCCESS, ids=(), message="Alias removed", dois=(work.doi,)),)


def _force_alias(line: str, job: Job) -> ConflictRecord:
    """An alias of a DOI that it is in no conflict with."""
    primary, _, alias = " ".join(line.split()).partition(" ")
    if not alias or " " in alias:
        return ConflictRecord(doi=primary, error=PAIR_EXPECTED)
    for doi in (primary, alias):
        if refusal := _refusal(doi, job.register.work(doi), job):
            return ConflictRecord(doi=primary, error=refusal)
    _make_alias(alias, primary, job.register)
    done = ConflictOutcome(status=Status.SUCCESS, ids=(), message=MARKED, dois=(alias,))
    return ConflictRecord(doi=primary, conflicts=(done,))


_CHANGES: Final[Mapping[str, _Change]] = {
    "primary": _primary,
    "alias": _alias,
    "resolve": _resolve,
    "unresolve": _unresolve,
    "unalias": _unalias,
}
