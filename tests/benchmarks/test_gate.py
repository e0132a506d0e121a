"""The short form fails when it must, and only then."""

import pytest

from benchmarks import gate
from benchmarks.contenders import CONTENDERS, OURS
from benchmarks.figures import Measured
from benchmarks.gate import HERE, JUDGED, judge, tell
from benchmarks.measure import Runs


class Bench:
    """Measures what it is told: how much of each budget was used, time after time."""

    def __init__(self, **used):
        self.used = used
        self.asked = []

    def __call__(self, job):
        turn = self.asked.count(job)
        self.asked.append(job)
        used = self.used.get(job, [0.9])[turn]
        least = min(budget.most for budget in JUDGED if budget.job == job)
        rivals = {budget.rival for budget in JUDGED if budget.job == job}
        yield Measured(job=job, contender=OURS, runs=Runs((9.0, 0.2 * least * used)), articles=1)
        yield from (Measured(job=job, contender=rival, runs=Runs((0.2, 7.0)), articles=1) for rival in rivals)


def test_all_budgets_beside_what_is_installed_anyway_are_judged():
    assert {budget.job for budget in JUDGED} == {"write", "read", "validate", "first validation", "import", "attribute"}
    installed = {"crossref_deposit", "lxml", "attrs", "xmlschema"}
    assert all(set(one.requirements[-2:]) <= installed for one in CONTENDERS if one.name in HERE - {OURS})


def test_what_is_within_budget_is_measured_once():
    bench = Bench()
    verdicts = judge(bench)
    assert all(verdict.met for verdict in verdicts)
    assert len(bench.asked) == len(set(bench.asked)) == len(verdicts)


def test_a_budget_that_is_missed_by_less_than_half_passes_and_is_told():
    bench = Bench(read=[1.4])
    verdicts = judge(bench)
    assert bench.asked.count("read") == 1
    assert "missed    read" in tell(verdicts)


def test_noise_gets_a_second_chance():
    bench = Bench(read=[1.6, 1.1])
    verdicts = {verdict.budget.job: verdict for verdict in judge(bench)}
    assert bench.asked.count("read") == 2
    assert verdicts["read"].used == pytest.approx(1.1)


def test_a_budget_that_is_missed_by_more_than_half_twice_fails(monkeypatch, capsys):
    monkeypatch.setattr(gate.Bench, "measurer", lambda _: Bench(write=[2.0, 1.6]))
    with pytest.raises(SystemExit, match=r"missed by more than half, twice: write \(a tree by hand") as end:
        gate.main()
    assert end.value.code
    assert "TOO MUCH  write" in capsys.readouterr().out


def test_it_ends_well_otherwise(monkeypatch, capsys):
    monkeypatch.setattr(gate.Bench, "measurer", lambda _: Bench())
    gate.main()
    assert capsys.readouterr().out.count("met ") == len(JUDGED)


def test_it_really_measures(monkeypatch, tmp_path):
    """With the jobs that take no time."""
    monkeypatch.setattr(gate, "ARTICLES", dict.fromkeys(("import", "read"), 2))
    measure = gate.Bench(tmp_path, times=1).measurer()
    for job in ("import", "read"):
        found = {one.contender: one.runs.least for one in measure(job)}
        assert set(found) == {OURS, "libxml2, expat"}
        assert all(seconds > 0 for seconds in found.values())
