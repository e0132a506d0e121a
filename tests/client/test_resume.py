"""Going on with what an earlier process left behind."""

from __future__ import annotations

import datetime
import sqlite3
import threading
import time

import attrs
import pytest

import journals
from clients import EAGER, client_of, requests_to
from crossref_deposit import Ledger, LedgerState, PollPolicy, RetryPolicy
from crossref_deposit.errors import AuthenticationError, QueueFullError, RejectedError, TransportError
from crossref_deposit.sandbox import Endpoint, FaultKind, Sandbox

XML = journals.one_article()
IMPATIENT = RetryPolicy(attempts=1)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deposits.ledger"


@pytest.fixture
def keeper(sandbox, path):
    with client_of(sandbox, ledger=path) as client:
        yield client


def change(path, **facts):
    """What the ledger would hold if a process had died at another moment."""
    with sqlite3.connect(path) as connection:
        for name, value in facts.items():
            connection.execute(f"UPDATE submission SET {name} = ?", (value,))  # noqa: S608 - our own names
    connection.close()


def ago(seconds):
    return (datetime.datetime.now(datetime.UTC) - datetime.timedelta(seconds=seconds)).isoformat()


def died_while_sending(keeper, sandbox, path, kind, **facts):
    """A process died after its attempt to send, which ended as the fault says, and before it knew."""
    sandbox.fail(kind)
    sandbox.fail(FaultKind.UNAVAILABLE, endpoint=Endpoint.DOWNLOAD, times=HASTY_ATTEMPTS)
    with pytest.raises(TransportError, match="nobody knows whether Crossref has a.xml"):
        keeper.submit(XML, file_name="a.xml")
    change(path, **facts)
    keeper.close()


HASTY_ATTEMPTS = 4


def test_what_was_only_sent_is_followed_up(keeper, sandbox):
    keeper.submit(XML, file_name="a.xml")
    [submission] = keeper.resume()
    assert submission.wait().ok
    assert submission.entry.state is LedgerState.COMPLETED
    assert list(keeper.resume()) == []
    assert requests_to(sandbox, Endpoint.DEPOSIT) == 1


def test_what_arrived_is_found_and_not_sent_again(keeper, sandbox, path):
    died_while_sending(keeper, sandbox, path, FaultKind.CUT_AFTER)
    assert keeper.submission(file_name="a.xml").entry.in_doubt
    [submission] = keeper.resume()
    assert submission.wait().ok
    assert (submission.entry.attempts, submission.entry.in_doubt) == (1, False)
    assert requests_to(sandbox, Endpoint.DEPOSIT) == 1


def test_what_did_not_arrive_is_sent_again_once_the_grace_is_over(keeper, sandbox, path):
    died_while_sending(keeper, sandbox, path, FaultKind.CUT_BEFORE)
    sent_at = keeper.submission(file_name="a.xml").entry.sent_at
    [submission] = keeper.resume()
    assert submission.wait().ok
    entry = submission.entry
    assert entry.attempts == 2
    assert (entry.sent_at - sent_at).total_seconds() >= EAGER.unknown_grace
    assert len(sandbox.submissions) == 1


def test_a_grace_that_is_over_is_not_waited_for_again(keeper, sandbox, path):
    died_while_sending(keeper, sandbox, path, FaultKind.CUT_BEFORE, sent_at=ago(3600))
    poll = attrs.evolve(EAGER, unknown_grace=60)
    with client_of(sandbox, ledger=path, poll=poll) as client:
        [submission] = client.resume()
        assert submission.wait().ok


def test_a_clock_that_was_set_back_makes_the_grace_a_whole_one(keeper, sandbox, path):
    died_while_sending(keeper, sandbox, path, FaultKind.CUT_BEFORE, sent_at=ago(-3600))
    started = time.monotonic()
    [submission] = keeper.resume(wait=False)
    assert time.monotonic() - started >= EAGER.unknown_grace
    assert submission.wait().ok


def test_what_was_confirmed_and_then_lost_by_crossref_is_sent_again(sandbox, path):
    with Sandbox() as forgetful:
        port = int(forgetful.url.rpartition(":")[2])
        with client_of(forgetful, ledger=path) as client:
            client.submit(XML, file_name="a.xml")
    change(path, sent_at=ago(3600))
    with Sandbox(port=port) as forgetful, client_of(forgetful, ledger=path) as client:
        [submission] = client.resume()
        assert submission.wait().ok
        assert submission.entry.attempts == 2
        assert len(forgetful.submissions) == 1


def test_what_was_never_sent_is_sent(keeper, sandbox):
    sandbox.fail(FaultKind.UNAVAILABLE, times=4)
    with pytest.raises(TransportError):
        keeper.submit(XML, file_name="a.xml")
    held = keeper.submission(file_name="a.xml")
    with pytest.raises(
        TransportError, match=r"does not have a\.xml yet: .*\(503\).*DepositClient\.resume\(\) sends it"
    ):
        held.wait()
    [submission] = keeper.resume()
    assert submission.wait().ok
    assert held.wait().ok
    assert len(sandbox.submissions) == 1


def test_what_still_cannot_be_sent_is_handed_back_and_stays(keeper, sandbox, path):
    sandbox.fail(FaultKind.TOO_MANY, times=8)
    with pytest.raises(QueueFullError):
        keeper.submit(XML, file_name="a.xml")
    [submission] = keeper.resume()
    assert submission.entry.state is LedgerState.HELD
    with pytest.raises(TransportError, match="too many of this account are pending"):
        submission.wait()
    [submission] = keeper.resume()
    assert submission.wait().ok


def test_what_crossref_refuses_meanwhile_says_so(keeper, sandbox, script, path):
    script.say("nothing")
    script.say("<p>Your XML batch submission failed. [no room]</p>")
    with client_of(sandbox, base_url=script.url, ledger=path, retry=IMPATIENT) as client:
        script.answers.insert(0, (503, {}, b"busy"))
        with pytest.raises(TransportError):
            client.submit(XML, file_name="a.xml")
        del script.answers[:-1]
        [submission] = client.resume()
        assert submission.entry.state is LedgerState.REFUSED
        with pytest.raises(RejectedError, match="no room"):
            submission.wait()


def test_a_wrong_password_is_tried_once(keeper, sandbox, path):
    sandbox.fail(FaultKind.UNAVAILABLE, times=99)
    for number in range(5):
        with pytest.raises(TransportError), client_of(sandbox, ledger=path, retry=IMPATIENT) as client:
            client.submit(XML, file_name=f"{number}.xml")
    before = len(sandbox.requests)
    with Sandbox(password="new", port=0) as _, client_of(sandbox, ledger=path, password="old") as client:
        sandbox.mend()
        with pytest.raises(AuthenticationError):
            list(client.resume())
    assert len(sandbox.requests) == before + 1
    with Ledger(path) as ledger:
        assert ledger.count()[LedgerState.HELD] == 5
        assert "refused the credentials" in ledger.entry("0.xml").last_error
    assert all(submission.wait().ok or submission.entry for submission in keeper.resume())
    assert len(sandbox.submissions) == 5


def test_a_log_that_does_not_come_leaves_the_submission_to_be_resumed(path):
    with Sandbox(queued_for=1.5) as sandbox:
        with client_of(sandbox, ledger=path, poll=PollPolicy(interval=0.01, timeout=0.1)) as client:
            client.submit(XML, file_name="a.xml")
            [submission] = client.resume()
            assert submission.entry.state is LedgerState.QUEUED
        with client_of(sandbox, ledger=path) as client:
            [submission] = client.resume()
            assert submission.wait().ok
            assert requests_to(sandbox, Endpoint.DEPOSIT) == 1


def test_what_another_thread_works_on_is_left_to_it(keeper, sandbox, path):
    sandbox.fail(FaultKind.SLOW, seconds=0.5)
    thread = threading.Thread(target=keeper.submit, args=(XML,), kwargs={"file_name": "a.xml"})
    thread.start()
    with client_of(sandbox, ledger=path) as other:
        while not list(other.submissions()):
            time.sleep(0.01)
        assert list(other.resume()) == []
        # The same file is not sent by two, but waited for.
        assert other.submit(XML, file_name="a.xml").wait().ok
        thread.join()
    assert requests_to(sandbox, Endpoint.DEPOSIT) == 1


def test_an_iterator_that_is_closed_lets_go_of_what_it_had(keeper, sandbox):
    for number in range(6):
        keeper.submit(journals.one_article(f"10.5555/{number}"), file_name=f"{number}.xml")
    some = keeper.resume(pending=3)
    next(some)
    some.close()
    assert 3 <= len(list(keeper.resume())) <= 5
    assert {submission.entry.state for submission in keeper.submissions()} == {LedgerState.COMPLETED}
    assert requests_to(sandbox, Endpoint.DEPOSIT) == 6
