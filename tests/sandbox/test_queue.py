"""When a submission is worked on, with a clock that stands still."""

from __future__ import annotations

import pytest

import journals
from crossref_deposit.errors import CrossrefDepositError
from crossref_deposit.sandbox import Sandbox, State
from crossref_deposit.sandbox import sandbox as module
from crossref_deposit.sandbox.agenda import Agenda, Clock
from crossref_deposit.sandbox.outcome import Outcome
from crossref_deposit.sandbox.queue import Delays, SubmissionQueue
from crossref_deposit.sandbox.register import Register
from crossref_deposit.sandbox.submission import Upload
from talk import Talk

XML = journals.one_article()


def standing_still() -> float:
    return 1_700_000_000.0


def states(sandbox) -> list[str]:
    return [view.state.name for view in sandbox.submissions]


def test_nothing_happens_while_the_clock_stands_still_and_everything_when_it_is_advanced():
    with Sandbox(clock=standing_still, unknown_for=10, queued_for=20, processing_for=30) as sandbox:
        Talk(sandbox).deposit(XML)
        seen = [states(sandbox)]
        for seconds in (9, 1, 19, 1, 29, 1):
            sandbox.advance(seconds)
            seen.append(states(sandbox))
        assert [state for (state,) in seen] == [
            *("UNKNOWN", "UNKNOWN", "QUEUED", "QUEUED", "IN_PROCESS", "IN_PROCESS", "COMPLETED")
        ]
        (view,) = sandbox.submissions
        assert view.received.timestamp() == standing_still()
        assert view.completed.timestamp() == standing_still() + 60


def test_all_that_would_have_happened_meanwhile_happens_at_its_time():
    with Sandbox(clock=standing_still, unknown_for=10, queued_for=20, processing_for=30, workers=1) as sandbox:
        talk = Talk(sandbox)
        for number in range(3):
            talk.deposit(journals.one_article(f"10.5555/{number}"), f"{number}.xml")
        sandbox.advance(3600)
        assert [view.completed.timestamp() - standing_still() for view in sandbox.submissions] == [60, 90, 120]


def test_five_of_an_account_are_in_process_at_a_time_and_other_accounts_do_not_wait():
    with Sandbox(clock=standing_still, unknown_for=0, queued_for=0, processing_for=30) as sandbox:
        sandbox.add_account("other", "also-no-secret")
        talk = Talk(sandbox)
        for number in range(7):
            talk.deposit(journals.one_article(f"10.5555/{number}"), f"{number}.xml")
        talk.deposit(XML, "other.xml", login_id="other", login_passwd="also-no-secret")
        sandbox.settle()
        assert states(sandbox) == ["IN_PROCESS"] * 5 + ["QUEUED"] * 2 + ["IN_PROCESS"]
        sandbox.advance(30)
        assert states(sandbox) == ["COMPLETED"] * 5 + ["IN_PROCESS"] * 2 + ["COMPLETED"]
        sandbox.advance(30)
        assert set(states(sandbox)) == {"COMPLETED"}


def order_of_completion(seed: int | None) -> list[str]:
    with Sandbox(clock=standing_still, seed=seed, workers=3, processing_for=10) as sandbox:
        talk = Talk(sandbox)
        for number in range(9):
            talk.deposit(journals.one_article(f"10.5555/{number}"), f"{number}")
        done: list[str] = []
        while len(done) < 9:
            sandbox.advance(0.5)
            done += sorted(
                view.file_name
                for view in sandbox.submissions
                if view.state is State.COMPLETED and view.file_name not in done
            )
        return done


def test_a_seed_varies_the_order_and_the_same_seed_in_the_same_way():
    assert order_of_completion(None) == [str(number) for number in range(9)]
    assert order_of_completion(7) == order_of_completion(7)
    assert order_of_completion(7) != order_of_completion(None)


def queue_of(process, clock) -> SubmissionQueue:
    delays = Delays(unknown_for=0, queued_for=0, processing_for=0)
    return SubmissionQueue(process=process, register=Register(), delays=delays, workers=5, clock=clock)


def test_files_are_worked_off_in_the_order_of_their_arrival():
    seen = []

    def process(view) -> Outcome:
        seen.append(view.xml)
        return Outcome()

    queue = queue_of(process, Clock())
    queue.start()
    files = [b"%d" % number for number in range(50)]
    for content in files:
        queue.receive(Upload(file_name="a.xml", content=content, operation="doMDUpload"))
    assert queue.settle(5)
    queue.stop()
    assert seen == files
    assert queue.pending("") == 0


def test_a_fault_of_its_own_is_logged_and_answered_for(caplog):
    def process(_) -> Outcome:
        message = "oops"
        raise RuntimeError(message)

    queue = queue_of(process, Clock())
    queue.receive(Upload(file_name="a.xml", content=b"<a/>", operation="doMDUpload"))
    queue.start()
    assert queue.settle(5)
    queue.stop()
    assert b"<msg>A system error has occured</msg>" in queue.views()[0].log
    assert "oops" in caplog.text


def test_an_entry_that_fails_does_not_stop_the_next(caplog):
    done = []

    def fail() -> None:
        message = "oops"
        raise RuntimeError(message)

    clock = Clock(standing_still)
    agenda = Agenda(clock, "test")
    agenda.at(clock.now() + 1, lambda: done.append("last"))
    agenda.at(clock.now(), fail)
    agenda.at(clock.now(), lambda: done.append("next"))
    agenda.start()
    assert agenda.settle(5)
    assert done == ["next"]
    clock.advance(1)
    assert agenda.settle(5)
    agenda.stop()
    agenda.stop()
    assert done == ["next", "last"]
    assert "oops" in caplog.text


def test_a_sandbox_that_stays_busy_says_so(monkeypatch):
    monkeypatch.setattr(module, "_PATIENCE", 0.05)
    with Sandbox(clock=standing_still, processing_for=1) as sandbox:
        sandbox._queue._agenda.at(0.0, lambda: sandbox._stopped.wait(0.3) and None)
        with pytest.raises(CrossrefDepositError, match="still busy"):
            sandbox.settle()
