"""Many submissions at once."""

from __future__ import annotations

import os
import pathlib
import re
import subprocess
import sys
import threading
import time

import pytest

import journals
import samples
from clients import client_of, requests_to
from crossref_deposit import LedgerState, SubmissionSummary
from crossref_deposit.client import FlowProgress, RetryPolicy
from crossref_deposit.errors import (
    AuthenticationError,
    LedgerError,
    ModelError,
    QueueFullError,
    SchemaError,
    SubmissionTimeout,
    TransportError,
)
from crossref_deposit.sandbox import Endpoint, FaultKind, Sandbox

BATCHES = int(os.environ.get("CROSSREF_BATCHES", "1200"))
BAD = journals.deposit(journals.journal(journals.article("10.5555/bad", journals.person(journals.BAD_ORCID))))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deposits.ledger"


@pytest.fixture(params=["with a ledger", "without"])
def either(request, sandbox, path):
    with client_of(sandbox, ledger=path if request.param == "with a ledger" else None) as client:
        yield client


def deposits(number):
    return [journals.one_article(f"10.5555/{index}") for index in range(number)]


def test_every_deposit_has_a_result(either, sandbox):
    given = deposits(20)
    results = list(either.submit_all(given))
    assert sorted(result.index for result in results) == list(range(20))
    for result in results:
        assert result.ok
        assert result.deposit == given[result.index]
        assert [record.doi for record in result.report.records] == [f"10.5555/{result.index}"]
        assert result.submission.wait() is result.report
    assert sorted(view.xml for view in sandbox.submissions) == sorted(given)


def test_results_come_in_order_if_wanted():
    with Sandbox(workers=3) as sandbox, client_of(sandbox) as client:
        sandbox.fail(FaultKind.SLOW, seconds=0.3)
        results = list(client.submit_all(deposits(12), ordered=True, pending=6))
    assert [result.index for result in results] == list(range(12))


def test_results_come_as_they_end_otherwise():
    """The first file's answer is late, so others come before it."""
    with Sandbox(workers=3) as sandbox, client_of(sandbox) as client:
        late = journals.one_article("10.5555/late")
        order = [result.deposit for result in client.submit_all([*deposits(1), late, *deposits(9)[1:]], concurrency=3)]
        assert sorted(order) == sorted([late, *deposits(9)])


def test_no_more_is_taken_than_may_be_pending(client):
    taken = []

    def endless():
        for number in range(10**9):
            taken.append(number)
            yield journals.one_article(f"10.5555/{number}")

    results = client.submit_all(endless(), pending=4)
    for handed_back in range(1, 10):
        next(results)
        assert len(taken) <= handed_back + 4
    results.close()


@pytest.mark.parametrize("concurrency", [1, 3])
def test_no_more_requests_are_made_at_a_time_than_wanted(sandbox, concurrency):
    now, most, lock = 0, 0, threading.Lock()

    class Counting:
        def to_xml(self):
            nonlocal now, most
            with lock:
                now, most = now + 1, max(most, now + 1)
            time.sleep(0.05)
            with lock:
                now -= 1
            return journals.one_article()

    with client_of(sandbox) as client:
        list(client.submit_all([Counting() for _ in range(8)], concurrency=concurrency))
    assert most == concurrency


def test_one_bad_deposit_stops_no_other(either):
    given = [b"  ", *deposits(3), BAD, 17, journals.one_article("10.5555/last")]
    results = {result.index: result for result in either.submit_all(given, force=True)}
    assert len(results) == 7
    assert isinstance(results[0].error, SchemaError)
    assert isinstance(results[5].error, TypeError)
    assert [index for index, result in results.items() if result.report and not result.ok] == [4]
    assert results[0].submission is None
    assert results[4].submission is not None


def test_what_the_iterable_raises_is_raised_after_the_results_of_what_it_gave(either, sandbox):
    def broken():
        yield from deposits(4)
        message = "the database is gone"
        raise OSError(message)

    got = []
    with pytest.raises(OSError, match="the database is gone"):
        got.extend(either.submit_all(broken()))
    assert len(got) == 4
    assert all(result.error is None for result in got)


def test_a_wrong_password_is_tried_once_and_ends_it_all(sandbox, path):
    with client_of(sandbox, password="wrong", ledger=path) as client:
        got = []
        with pytest.raises(AuthenticationError, match="Wrong credentials"):
            got.extend(client.submit_all(deposits(30)))
    assert len(sandbox.requests) == 1
    assert [type(result.error) for result in got] == [AuthenticationError]
    assert sandbox.submissions == []


def test_a_password_that_is_withdrawn_ends_it_too(sandbox, path):
    def withdrawn_after(number, results):
        for count, result in enumerate(results, start=1):
            if count == number:
                sandbox.fail(FaultKind.LOGIN_PAGE, times=99)
            yield result

    got = []
    with client_of(sandbox, ledger=path) as client, pytest.raises(AuthenticationError):
        got.extend(withdrawn_after(5, client.submit_all(deposits(60), pending=10, concurrency=2)))
    assert sum(result.ok for result in got) >= 5
    assert 1 <= sum(isinstance(result.error, AuthenticationError) for result in got) <= 10
    sandbox.mend()
    with client_of(sandbox, ledger=path) as client:
        assert all(submission.wait().ok for submission in client.resume())
        assert {submission.entry.state for submission in client.submissions()} == {LedgerState.COMPLETED}


def test_a_ledger_that_cannot_be_written_ends_it(sandbox, path, monkeypatch):
    with client_of(sandbox, ledger=path) as client:
        list(client.submit_all(deposits(1)))
        client.close()
        path.write_bytes(b"\xa5" * 40_000)
        with pytest.raises(LedgerError):
            list(client.submit_all(deposits(9)))
    assert len(sandbox.submissions) == 1


def test_an_outage_has_an_error_for_each_and_the_ledger_has_them_all(sandbox, path):
    sandbox.fail(FaultKind.UNAVAILABLE, times=6)
    with client_of(sandbox, ledger=path, retry=RetryPolicy(attempts=1)) as client:
        results = list(client.submit_all(deposits(8)))
        assert sum(isinstance(result.error, TransportError) for result in results) == 6
        assert len(list(client.resume())) == 6
        assert {submission.entry.state for submission in client.submissions()} == {LedgerState.COMPLETED}
    assert len(sandbox.submissions) == 8


def test_a_full_queue_holds_everything_back():
    patient = RetryPolicy(attempts=None, wait_initial=0.01, wait_max=0.05, wait_jitter=0.01)
    with Sandbox(pending_limit=2, processing_for=0.05) as sandbox, client_of(sandbox, retry=patient) as client:
        assert all(result.ok for result in client.submit_all(deposits(12)))
        assert requests_to(sandbox, Endpoint.DEPOSIT) > 12
        assert len(sandbox.submissions) == 12


def test_a_queue_that_stays_full_is_an_error_for_each():
    with Sandbox(pending_limit=0) as sandbox, client_of(sandbox) as client:
        results = list(client.submit_all(deposits(2)))
        assert [type(result.error) for result in results] == [QueueFullError] * 2


def test_a_log_that_does_not_come_is_an_error_with_a_submission_to_wait_for(sandbox):
    with Sandbox(queued_for=1) as slow, client_of(slow) as client:
        short = client_of(slow, poll=client._channel.poll.__class__(interval=0.01, timeout=0.1))
        [result] = short.submit_all(deposits(1))
        assert isinstance(result.error, SubmissionTimeout)
        assert result.submission.wait(timeout=5).ok


def test_closing_stops_what_waits_and_loses_nothing(path):
    patient = RetryPolicy(attempts=None, timeout=None, wait_initial=30)
    with Sandbox(queued_for=0.2) as sandbox, client_of(sandbox, ledger=path, retry=patient) as client:
        results = client.submit_all(deposits(10), pending=6)
        next(results)
        sandbox.fail(FaultKind.UNAVAILABLE, times=2, endpoint=Endpoint.DOWNLOAD)
        sandbox.fail(FaultKind.UNAVAILABLE, times=2)
        time.sleep(0.1)
        started = time.monotonic()
        results.close()
        assert time.monotonic() - started < 5, "nobody slept for half a minute"
        begun = len(list(client.submissions()))
        assert 1 < begun <= 7
        unfinished = begun - sum(1 for _ in client.submissions(state="completed"))
        assert len(list(client.resume())) == unfinished
        assert len({view.file_name for view in sandbox.submissions}) == len(sandbox.submissions) == begun


def test_not_waiting_hands_back_what_crossref_has(either, sandbox):
    results = list(either.submit_all(deposits(4), wait=False))
    assert [(result.report, result.error) for result in results] == [(None, None)] * 4
    assert not any(result.ok for result in results)
    assert all(result.submission.wait().ok for result in results)


def test_names_make_a_job_that_can_be_run_again(sandbox, path, tmp_path):
    files = []
    for number, xml in enumerate(deposits(5)):
        files.append(tmp_path / f"{number}.xml")
        files[-1].write_bytes(xml)
    for _ in range(2):
        with client_of(sandbox, ledger=path) as client:
            results = client.submit_all(files, file_name=lambda file: file.name)
            assert all(result.ok for result in results)
    assert sorted(view.file_name for view in sandbox.submissions) == [file.name for file in files]


def test_names_are_asked_for_in_the_order_of_the_deposits(client, sandbox):
    given = deposits(20)
    names = iter([f"{number}.xml" for number in range(20)])
    threads = set()

    def name(_):
        threads.add(threading.current_thread())
        return next(names)

    results = list(client.submit_all(given, file_name=name, wait=False))
    assert {view.file_name: view.xml for view in sandbox.submissions} == {
        f"{number}.xml": xml for number, xml in enumerate(given)
    }
    assert threads == {threading.current_thread()}
    assert len(results) == 20


def test_a_deposit_without_a_name_stops_no_other(client):
    names = {b: f"{number}.xml" for number, b in enumerate(deposits(2))}
    results = client.submit_all([*names, b"<another/>"], file_name=names.__getitem__, ordered=True)
    assert [type(result.error) for result in results] == [type(None), type(None), KeyError]


@pytest.mark.parametrize("limit", [{"concurrency": 0}, {"concurrency": None}, {"pending": 0}, {"pending": 2.5}])
def test_flows_without_room_are_refused_at_once(client, limit):
    [name] = limit
    with pytest.raises(ModelError, match=f"{name}: found .*, expected a number of .*, at least 1"):
        client.submit_all(deposits(2), **limit)


@pytest.mark.parametrize("ordered", [True, False])
def test_what_was_delivered_before_the_password_was_withdrawn_has_no_error(sandbox, path, ordered):
    sandbox.fail(FaultKind.UNAUTHORIZED, after=7)
    got = []
    with client_of(sandbox, ledger=path) as client, pytest.raises(AuthenticationError):
        got.extend(client.submit_all(deposits(20), ordered=ordered, wait=False, concurrency=3))
    delivered = {view.file_name for view in sandbox.submissions}
    assert {result.submission.file_name for result in got if result.error is None} == delivered
    assert len(delivered) >= 7


def test_progress_is_told(client):
    seen = []
    list(client.submit_all([b" ", *deposits(3)], on_progress=seen.append))
    assert [progress.finished for progress in seen] == [1, 2, 3, 4]
    assert seen[-1] == FlowProgress(started=4, finished=4, errors=1)
    assert all(progress.in_flight == progress.started - progress.finished for progress in seen)


def test_batches_are_split_if_wanted(client, sandbox):
    articles = [samples.article(f"{prefix}/{number}") for prefix in ("10.5555", "10.6666") for number in range(2)]
    batch = samples.batch(*articles)
    results = list(client.submit_all([batch, journals.one_article("10.7777/bytes")], split=True, ordered=True))
    assert [result.index for result in results] == [0, 0, 1]
    assert all(result.ok for result in results)
    assert [[record.doi for record in result.report.records] for result in results] == [
        ["10.5555/0", "10.5555/1"],
        ["10.6666/0", "10.6666/1"],
        ["10.7777/bytes"],
    ]
    assert len(sandbox.submissions) == 3


def test_a_batch_that_cannot_be_split_has_an_error(client, monkeypatch):
    monkeypatch.setattr("crossref_deposit.models.batch.DoiBatch.split", lambda self: self.select("10.5555/none"))
    [result, fine] = client.submit_all([samples.batch(samples.article()), *deposits(1)], split=True, ordered=True)
    assert isinstance(result.error, ModelError)
    assert fine.ok


def test_the_records_of_all_in_one_report(client):
    summary = SubmissionSummary(client.submit_all([*deposits(3), BAD, b" "], force=True))
    assert not summary.ok
    assert summary.counts == {"submissions": 5, "errors": 1, "registered": 3, "failed": 1}
    [failure] = summary.failures
    assert (failure["index"], failure["doi"]) == (3, "10.5555/bad")
    assert re.fullmatch(r".+\.xml", failure["file_name"])
    [error] = summary.errors
    assert (error["index"], error["error"]) == (4, "SchemaError")
    assert {row["doi"] for row in summary.to_dicts()} == {"10.5555/0", "10.5555/1", "10.5555/2", "10.5555/bad"}
    assert '"registered": 3' in summary.to_json(indent=2)
    assert list(summary.to_dataframe()["status"]).count("Success") == 3
    assert repr(summary) == "<SubmissionSummary: 5 submissions, 1 errors, 3 registered, 1 failed>"
    assert SubmissionSummary(client.submit_all(deposits(1)[:0])).ok


MEMORY = """
import sys, tracemalloc
from crossref_deposit import DepositClient, PollPolicy
from crossref_deposit.client import HttpResponse
sys.path.append(sys.argv[3])
import journals

LOG = b'''<doi_batch_diagnostic status="completed"><submission_id>1</submission_id><batch_id>b</batch_id>
<record_diagnostic status="Success"><doi>10.5555/one</doi><msg>Successfully added</msg></record_diagnostic>
</doi_batch_diagnostic>'''

class Fast:
    '''A Crossref that has everything done at once.'''
    def send(self, request, *, timeout):
        received = request.url.endswith("deposit")
        body = b"Your batch submission was successfully received." if received else LOG
        return HttpResponse(status_code=200, headers={}, body=body)
    def close(self):
        pass

poll = PollPolicy(interval=0)
client = DepositClient(username="me", password="pw", transport=Fast(), poll=poll, ledger=sys.argv[2] or None)
batches = (journals.one_article(f"10.5555/{number}") + b" " * 20000 for number in range(int(sys.argv[1])))
tracemalloc.start()
done = sum(result.ok for result in client.submit_all(batches))
print(done, tracemalloc.get_traced_memory()[1])
"""


@pytest.mark.parametrize("ledger", [False, True])
def test_memory_is_flat(tmp_path, ledger):
    peaks = []
    for number in (BATCHES // 2, BATCHES):
        path = str(tmp_path / f"{number}.ledger") if ledger else ""
        command = [sys.executable, "-c", MEMORY, str(number), path, str(pathlib.Path(journals.__file__).parent)]
        done, peak = subprocess.run(command, capture_output=True, text=True, check=True, timeout=900).stdout.split()
        assert int(done) == number
        peaks.append(int(peak))
    what = f"{BATCHES} batches, {'a' if ledger else 'no'} ledger"
    print(f"{what}: {peaks[1]:,} bytes at most; half: {peaks[0]:,}")  # noqa: T201 - read with -s
    assert peaks[1] < peaks[0] + 3_000_000, f"{BATCHES // 2} more deposits have 20,000 bytes each"
