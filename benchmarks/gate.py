"""The short form, for CI: small documents, what is installed here, an error if a budget is missed by more than half.

``python -m benchmarks.gate``. Only ratios within this run are judged, so a slow machine does not matter.
"""

from __future__ import annotations

import pathlib
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence

import attrs

from benchmarks import environments
from benchmarks.budgets import BUDGETS, Verdict
from benchmarks.contenders import ATTRIBUTE, BY_HAND, CONTENDERS, FIRST, FLOOR, IMPORT, OURS, XMLSCHEMA
from benchmarks.figures import Measured
from benchmarks.materials import Materials, Schemas
from benchmarks.tables import number
from benchmarks.trials import Runner, Trial

HERE = {OURS, BY_HAND, FLOOR, XMLSCHEMA}
"""Who needs no environment of its own: nothing but what this package depends on."""
JUDGED = [budget for budget in BUDGETS if budget.rival in HERE]
TOO_MUCH = 1.5
ARTICLES = {FIRST: 1, IMPORT: 1, ATTRIBUTE: 1000}
"""In the documents; where nothing is said, 200."""

Measure = Callable[[str], Sequence[Measured]]


def judge(measure: Measure) -> list[Verdict]:
    """Measure each job once; and again, with both runs together, where it took too much.

    Noise only adds: the least of more runs is nearer to the truth.
    """
    verdicts = []
    for job in dict.fromkeys(budget.job for budget in JUDGED):
        found = list(measure(job))
        judged = _judged(job, found)
        if any(verdict.used > TOO_MUCH for verdict in judged):
            judged = _judged(job, [*found, *measure(job)])
        verdicts += judged
    return verdicts


def _judged(job: str, found: Iterable[Measured]) -> list[Verdict]:
    least: dict[str, float] = {}
    for one in found:
        least[one.contender] = min(one.runs.least, least.get(one.contender, one.runs.least))
    return [Verdict(budget=budget, found=least[OURS] / least[budget.rival]) for budget in JUDGED if budget.job == job]


def tell(verdicts: Iterable[Verdict]) -> str:
    """A line for each budget."""
    return "\n".join(
        f"{_word(verdict):9} {verdict.budget}: {number(verdict.found)}, at most {number(verdict.budget.most)}"
        for verdict in verdicts
    )


def _word(verdict: Verdict) -> str:
    return "TOO MUCH" if verdict.used > TOO_MUCH else "met" if verdict.met else "missed"


@attrs.frozen
class Bench:
    """Measures with what is installed beside this very process."""

    folder: pathlib.Path
    times: int = 5
    patience: float = 2

    def measurer(self) -> Measure:
        environment = environments.this_one()
        runners = [Runner(contender, environment) for contender in CONTENDERS if contender.name in HERE]
        schemas = Schemas.unpack(self.folder)
        needed = {(budget.job, name) for budget in JUDGED for name in (OURS, budget.rival)}

        def measure(job: str) -> Sequence[Measured]:
            materials = Materials.make(environment, ARTICLES.get(job, 200), self.folder)
            trial = Trial(schemas=schemas, materials=materials, times=self.times, patience=self.patience)
            return trial.measure(job, [runner for runner in runners if (job, runner.name) in needed])

        return measure


def main() -> None:
    """Print how each budget is kept; end with an error if one is missed by more than half."""
    with tempfile.TemporaryDirectory() as folder:
        verdicts = judge(Bench(pathlib.Path(folder)).measurer())
    print(tell(verdicts))
    if worst := [verdict for verdict in verdicts if verdict.used > TOO_MUCH]:
        jobs = ", ".join(str(verdict.budget) for verdict in worst)
        sys.exit(f"missed by more than half, twice: {jobs}. Profile what changed, or argue for another budget.")


if __name__ == "__main__":
    main()
