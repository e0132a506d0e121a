"""Figures as Markdown. What is said of a budget follows from the figures alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from benchmarks.budgets import verdicts
from benchmarks.contenders import (
    CONTENDERS,
    FIRST,
    IMPORT,
    IN_A_WORKER,
    OURS,
    READ,
    VALIDATE,
    WRITE,
    Contender,
)
from benchmarks.figures import Figures, Measured, Present

NONE = "-"
MEGA = 1_000_000
_VALID = {True: "yes", False: "no", None: NONE}


def machine(figures: Figures) -> str:
    """Where and when it was measured, and with what."""
    size = f"{figures.bytes / MEGA:.1f} MB"
    return f"{figures.machine}. {figures.articles:,} articles, {size}; a log of {figures.records:,} records."


def budgets(figures: Figures) -> str:
    """What is allowed, what was found, whether that is met."""
    rows = [
        (
            verdict.budget.job,
            verdict.budget.beside,
            number(verdict.found),
            number(verdict.budget.most),
            "yes" if verdict.met else "**no**",
        )
        for verdict in verdicts(figures)
    ]
    return table(("job", "beside", "ours", "at most", "met"), rows)


def contenders(figures: Figures) -> str:
    """One column for each contender, one row for each thing that was measured."""
    here = [present for present in figures.contenders if not present.absent]
    head = ["", *(f"{present.name} {_version(present)}".strip() for present in here)]
    rows = [
        *([f"{job}, s", *_against_ours(figures, job, here)] for job in (*IN_A_WORKER, FIRST, IMPORT)),
        *([f"peak memory, {job}, MB", *(_peak(figures, job, one) for one in here)] for job in (WRITE, READ, VALIDATE)),
        ["installed, MB", *(f"{present.size / MEGA:.1f}" for present in here)],
        ["distributions", *(str(present.distributions) for present in here)],
        ["elements written per article", *(_or_none(present.elements, "{:.1f}") for present in here)],
        ["what it writes is valid", *(_VALID[present.valid] for present in here)],
    ]
    return table(head, rows)


def remarks(figures: Figures) -> str:
    """What contenders cannot do, and what they do otherwise."""
    found = {contender.name: _remark(contender, figures.present(contender.name)) for contender in CONTENDERS}
    return "\n".join(f"* {name}: {remark}." for name, remark in found.items() if remark)


def spread(figures: Figures) -> str:
    """How far the runs of each job were apart."""
    rows = [
        (
            one.job,
            one.contender,
            str(len(one.runs.seconds)),
            number(one.runs.least),
            number(one.runs.median),
            number(one.runs.most),
        )
        for one in figures.measured
    ]
    return table(("job", "", "runs", "least", "median", "most"), rows)


def growth(figures: Figures) -> str:
    """Time for each article, and memory of the whole process: the first stays, if growth is linear."""
    sizes = sorted({one.articles for one in figures.growth})
    names = dict.fromkeys((one.job, one.contender) for one in figures.growth)
    rows = [
        [job, who, what, *(cell(one) for one in figures.grown(job, who))]
        for job, who in names
        for what, cell in (("µs per article", _each), ("peak, MB", _peak_of))
        if what != "peak, MB" or who == OURS
    ]
    return table(("", "", "", *(f"{size:,}" for size in sizes)), rows)


TABLES: dict[str, Callable[[Figures], str]] = {
    "machine": machine,
    "budgets": budgets,
    "contenders": contenders,
    "remarks": remarks,
    "spread": spread,
    "growth": growth,
}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])


def number(value: float) -> str:
    """Three digits, never as a power of ten."""
    digits = f"{value:.3g}"
    return digits if "e" not in digits else f"{value:,.0f}" if value > 1 else f"{value:.6f}"


def _version(present: Present) -> str:
    return "" if present.name == OURS else present.version


def _against_ours(figures: Figures, job: str, columns: Sequence[Present]) -> Iterator[str]:
    own = figures.find(job, OURS)
    for present in columns:
        one = figures.find(job, present.name)
        if one is None:
            yield NONE
        elif one is own or own is None:
            yield number(one.runs.least)
        else:
            yield f"{number(one.runs.least)} ({number(one.runs.least / own.runs.least)})"


def _peak(figures: Figures, job: str, present: Present) -> str:
    one = figures.find(job, present.name)
    return _peak_of(one) if one else NONE


def _peak_of(one: Measured) -> str:
    return _or_none(one.peak and one.peak / MEGA, "{:,.0f}")


def _each(one: Measured) -> str:
    return number(one.runs.least / one.articles * 1e6)


def _or_none(value: object, form: str) -> str:
    return NONE if value is None else form.format(value)


def _remark(contender: Contender, present: Present | None) -> str:
    if present is None or present.absent:
        return f"not measured: {present.absent if present else 'it did not take part'}"
    jobs: dict[str, list[str]] = {}
    for job, reason in contender.cannot.items():
        jobs.setdefault(reason, []).append(f"*{job}*")
    missing = [f"no {', '.join(names)} ({reason})" for reason, names in jobs.items()]
    return "; ".join([*missing, *([f"its document has {contender.differs}"] if contender.differs else [])])
