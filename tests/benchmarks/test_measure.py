"""Runs, workers and the environments that they work in."""

import pathlib
import re
import sys
import zipfile

import attrs
import pytest

from benchmarks import environments, workers
from benchmarks.contenders import Contender
from benchmarks.measure import Runs, in_turns
from benchmarks.rivals.serving import Task
from benchmarks.trials import install
from benchmarks.workers import Failed, Worker

HERE = environments.this_one()


def test_runs_tell_their_spread():
    runs = Runs((3.0, 1.0, 2.0))
    assert (runs.least, runs.median, runs.most) == (1, 2, 3)
    assert (runs + Runs((0.5,))).least == 0.5


def test_jobs_are_run_in_turns():
    order = []

    def job(name, seconds):
        return lambda: order.append(name) or seconds

    found = in_turns({"quick": job("quick", 0.1), "slow": job("slow", 5.0)}, times=3, patience=9)
    assert order == ["quick", "slow", "quick", "slow", "quick"]
    assert found == {"quick": Runs((0.1,) * 3), "slow": Runs((5.0, 5.0))}


def test_a_worker_does_its_tasks_and_tells_what_they_took(tmp_path):
    kept = tmp_path / "document.xml"
    with Worker(HERE, "lxml_by_hand") as worker:
        first = worker.run(Task("write", 2, keep=str(kept)))
        again = worker.run(Task("write", 3))
    assert first.articles == kept.read_bytes().count(b"</journal_article>") == 2
    assert again.articles == 3
    assert first.seconds > 0
    assert 1_000_000 < first.peak <= again.peak


def test_the_peak_is_that_of_the_worker_and_not_of_this_process():
    ballast = bytearray(b"x") * 200_000_000
    assert workers.once(HERE, "lxml_by_hand", Task("write", 1)).peak < len(ballast)


def test_a_worker_that_fails_says_why():
    with pytest.raises(Failed, match=r"(?s)lxml_by_hand failed to fly.*KeyError: 'fly'"):
        workers.once(HERE, "lxml_by_hand", Task("fly", 1))


def test_work_that_is_left_out_is_found_out(tmp_path):
    document = tmp_path / "short.xml"
    workers.once(HERE, "lxml_by_hand", Task("write", 2, keep=str(document)))
    with pytest.raises(Failed, match="2 articles of 5"):
        workers.once(HERE, "floor", Task("read", 5, document=str(document)))


def test_a_new_process_is_timed_without_its_start():
    idle = workers.in_new_process(HERE, "pass")
    busy = workers.in_new_process(HERE, "import sys; sum(range(int(sys.argv[1])))", "3000000")
    assert 0 <= idle < busy


def test_a_script_that_fails_is_an_error():
    with pytest.raises(Failed, match="no_such_module"):
        workers.in_new_process(HERE, "import no_such_module")


def test_this_environment_has_what_the_package_needs():
    assert {"attrs", "lxml"} <= set(HERE.versions())
    assert HERE.python == pathlib.Path(sys.executable)


@pytest.fixture
def wheel(tmp_path):
    """A distribution with a module of 1,000 bytes."""
    path = tmp_path / "tiny-3.1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("tiny.py", "#" * 1000)
        archive.writestr("tiny-3.1.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 3.1\n")
        archive.writestr("tiny-3.1.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("tiny-3.1.dist-info/RECORD", "tiny.py,,\n")
    return path


def test_an_environment_has_what_was_asked_for_and_is_made_once(monkeypatch, tmp_path, wheel):
    monkeypatch.setattr(environments, "CACHE", tmp_path / "cache")
    finished = []
    first = environments.make((str(wheel),), finished.append)
    again = environments.make((str(wheel),), finished.append)
    assert finished == [first] == [again]
    assert first.versions() == {"tiny": "3.1"}
    assert 1000 < first.size < 2000
    assert workers.in_new_process(first, "import benchmarks.facts, tiny") > 0
    with pytest.raises(Failed, match="attrs"):
        workers.in_new_process(first, "import attrs")


def test_who_cannot_be_installed_does_not_stop_the_others(monkeypatch, tmp_path, wheel):
    monkeypatch.setattr(environments, "CACHE", tmp_path)
    there = Contender(name="there", module="tiny", distribution="tiny", requirements=(str(wheel),), importing="")
    gone = attrs.evolve(there, name="gone", requirements=(str(tmp_path / "gone-1-py3-none-any.whl"),))
    runners, absent = install([gone, there])
    assert [runner.name for runner in runners] == ["there"]
    assert [one.name for one in absent] == ["gone"]
    assert re.search(r"pip failed: .*gone-1", absent[0].absent)
