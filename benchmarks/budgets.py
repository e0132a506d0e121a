"""What this package may take, as a share of a rival's time in the same run, and whether it does."""

from __future__ import annotations

import attrs

from benchmarks.contenders import (
    ATTRIBUTE,
    BY_HAND,
    FIRST,
    FLOOR,
    IMPORT,
    OURS,
    READ,
    VALIDATE,
    WRITE,
    XMLSCHEMA,
    XSDATA,
)
from benchmarks.figures import Figures


@attrs.frozen(kw_only=True)
class Budget:
    """The most that a job may take."""

    job: str
    rival: str = ""
    """Whose time counts as 1; without one, seconds count."""
    most: float
    beside: str
    """What the rival does, in a word."""

    def judge(self, figures: Figures) -> Verdict | None:
        """Compare the least of all runs. Nothing if it was not measured."""
        own, rival = figures.find(self.job, OURS), figures.find(self.job, self.rival)
        if own is None or (self.rival and rival is None):
            return None
        return Verdict(budget=self, found=own.runs.least / (rival.runs.least if rival else 1))

    def __str__(self) -> str:
        return f"{self.job} ({self.beside})"


@attrs.frozen(kw_only=True)
class Verdict:
    """How a budget was kept in one run."""

    budget: Budget
    found: float

    @property
    def used(self) -> float:
        """The share of the budget that was used: more than 1 is too much."""
        return self.found / self.budget.most

    @property
    def met(self) -> bool:
        return self.used <= 1


BUDGETS = (
    Budget(job=WRITE, rival=BY_HAND, most=0.5, beside="a tree by hand, and `tostring`"),
    Budget(job=WRITE, rival=XSDATA, most=1 / 30, beside="xsdata"),
    Budget(job=READ, rival=FLOOR, most=8, beside="`lxml.etree.parse`"),
    Budget(job=READ, rival=XSDATA, most=1 / 15, beside="xsdata"),
    Budget(job=VALIDATE, rival=FLOOR, most=1.3, beside="libxml2 with Crossref's schema, cut"),
    Budget(job=FIRST, rival=XMLSCHEMA, most=1 / 20, beside="xmlschema"),
    Budget(job=FIRST, most=0.5, beside="seconds, with the import"),
    Budget(job=IMPORT, rival=FLOOR, most=3, beside="`import lxml.etree, attrs`"),
    Budget(job=ATTRIBUTE, rival=FLOOR, most=4, beside="expat over log and deposit"),
)


def verdicts(figures: Figures) -> list[Verdict]:
    """Those budgets that the figures are enough for."""
    return [verdict for budget in BUDGETS if (verdict := budget.judge(figures))]
