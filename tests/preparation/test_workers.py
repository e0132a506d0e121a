"""Records to files, in other threads and processes; some of these die."""

from __future__ import annotations

import functools
import multiprocessing
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor

import pytest

import crossref_deposit as cd
from crossref_deposit.errors import WorkerError
from crossref_deposit.preparation.executors import InThisProcess
from rows import HEAD, JOURNAL, article, article_or_death, rows, until_raised, waiting_article

SPAWN = multiprocessing.get_context("spawn")  # pytest has threads, which a fork would not take along
PROCESSES = functools.partial(ProcessPoolExecutor, 2, mp_context=SPAWN)
NAMED = {"batch_id": "psy", "timestamp": 20260101}


@pytest.fixture(autouse=True)
def nothing_left():
    yield
    assert multiprocessing.active_children() == []


def prepare(records, executor, **arguments):
    return cd.prepare(
        records, executor=executor, **{**HEAD, "build": article, "within": JOURNAL, "chunk_size": 2, **arguments}
    )


def indexes(chunks):
    return [index for chunk in chunks for batch in chunk.batches for index in batch.indexes]


class Counting(ThreadPoolExecutor):
    """Counts the calls that have been submitted and have not ended, and what became of them."""

    def __init__(self, workers):
        super().__init__(workers)
        self.futures: list[Future] = []
        self.most = 0

    def submit(self, *call):
        self.futures.append(super().submit(*call))
        self.most = max(self.most, sum(not future.done() for future in self.futures))
        return self.futures[-1]


def test_what_a_call_raises_here_is_the_future_s_to_raise():
    assert isinstance(InThisProcess().submit(int, "x").exception(), ValueError)


def test_processes_make_the_same_files_in_the_same_order():
    records = rows(11, row_3={"doi": "nonsense"})
    here = list(prepare(records, None, **NAMED))
    there = list(prepare(records, PROCESSES, **NAMED))
    assert [chunk.batches for chunk in there] == [chunk.batches for chunk in here]
    assert [str(failure) for chunk in there for failure in chunk.failures] == [str(here[1].failures[0])]


def test_order_is_kept_whoever_is_first(tmp_path):
    """The first chunk waits for a file that the last one makes."""
    gate = tmp_path / "gate"
    records = rows(8)
    for row in records:
        row["waits_for"] = tmp_path
    records[0]["waits_for"] = gate

    def last_opens():
        yield from records
        gate.touch()

    with ThreadPoolExecutor(2) as executor:
        chunks = list(prepare(last_opens(), executor, build=waiting_article, pending=10))
    assert indexes(chunks) == list(range(8))


def test_no_more_is_taken_than_may_be_pending():
    taken = []

    def endless():
        for number in range(10**9):
            taken.append(number)
            yield rows(1)[0]

    with Counting(3) as executor:
        chunks = prepare(endless(), executor, pending=4)
        for handed_back in range(1, 10):
            next(chunks)
            assert len(taken) <= 2 * (handed_back + 4)
        chunks.close()
    assert executor.most <= 4


def test_closing_cancels_what_has_not_begun(tmp_path):
    gate = tmp_path / "gate"
    records = rows(12, row_0={"waits_for": tmp_path}, row_1={"waits_for": tmp_path})
    for row in records[2:]:
        row["waits_for"] = gate
    with Counting(1) as executor:
        chunks = prepare(records, executor, build=waiting_article, pending=5)
        next(chunks)
        chunks.close()
        gate.touch()
    states = [future.cancelled() for future in executor.futures]
    assert states.count(True) >= len(states) - 2


def test_what_the_records_raise_is_raised_after_the_results():
    def failing():
        yield from rows(5)
        raise OSError("the disk is gone")

    with ThreadPoolExecutor(2) as executor:
        chunks, error = until_raised(prepare(failing(), executor))
    assert indexes(chunks) == [0, 1, 2, 3, 4]
    assert str(error) == "the disk is gone"


def test_a_worker_that_dies_costs_no_record(tmp_path):
    records = rows(12, row_5={"dies_once": tmp_path / "died"})
    chunks = list(prepare(records, PROCESSES, build=article_or_death, pending=2, **NAMED))
    assert (tmp_path / "died").exists()
    assert chunks == list(prepare(rows(12), None, **NAMED))


def test_records_that_always_kill_their_worker_are_told_and_no_others():
    chunks = list(prepare(rows(8, row_5={"dies": True}), PROCESSES, build=article_or_death, pending=2))
    failed = [failure for chunk in chunks for failure in chunk.failures]
    assert [failure.index for failure in failed] == [4, 5]
    assert isinstance(failed[0].error, WorkerError)
    assert (failed[0].error.first, failed[0].error.count) == (4, 2)
    assert "no worker finished records 4 to 5: BrokenProcessPool" in str(failed[0].error)
    assert indexes(chunks) == [0, 1, 2, 3, 6, 7]


def test_an_executor_that_cannot_be_made_anew_ends_it_with_all_that_was_taken():
    records = rows(100, row_5={"dies": True})
    with ProcessPoolExecutor(1, mp_context=SPAWN) as executor:
        chunks, error = until_raised(prepare(records, executor, build=article_or_death, pending=3))
    done, taken = len(indexes(chunks)), sum(chunk.count for chunk in chunks)
    assert done >= 4
    assert isinstance(error, WorkerError)
    assert (error.first, error.count) == (done, taken - done)
    assert taken - done == sum(len(chunk.failures) for chunk in chunks)
    assert "executor=ProcessPoolExecutor" in str(error)
    assert f"Begin again with record {done}" in str(error)
    assert f"{taken} records were taken" in error.__notes__[0]


def test_an_executor_that_is_broken_already_is_told():
    with ProcessPoolExecutor(1, mp_context=SPAWN) as executor:
        assert executor.submit(article_or_death, {"dies": True}).exception()
        chunks = prepare(rows(3), executor, pending=1)
        assert [failure.index for failure in next(chunks).failures] == [0, 1]
        with pytest.raises(WorkerError):
            next(chunks)


def test_what_cannot_be_pickled_is_raised():
    with pytest.raises(Exception, match="[pP]ickle") as raised:
        list(prepare(rows(6), PROCESSES, build=lambda row: article(row)))  # noqa: PLW0108 - no function of a module
    assert "records were taken" in raised.value.__notes__[0]


def test_an_executor_that_takes_nothing_is_told_with_all_that_was_taken():
    with ThreadPoolExecutor(1) as executor:
        pass
    chunks, error = until_raised(prepare(rows(3), executor))
    assert "after shutdown" in str(error)
    assert [failure.index for chunk in chunks for failure in chunk.failures] == [0, 1]


class Forgetful(Executor):
    """Loses what it was given the first time, as a cluster may that is shut down and started again."""

    def __init__(self):
        self.lost = set()

    def submit(self, function, chunk):
        future = Future()
        if chunk.first in self.lost:
            future.set_result(function(chunk))
        else:
            self.lost.add(chunk.first)
            future.set_exception(ConnectionError("the scheduler is gone"))
        return future


def test_what_a_cluster_loses_is_tried_again():
    assert indexes(prepare(rows(7), Forgetful(), pending=3)) == list(range(7))
