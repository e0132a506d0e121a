"""What the log and a listener are told."""

from __future__ import annotations

import datetime
import logging

import attrs
import pytest

import journals
from clients import client_of
from crossref_deposit import Event
from crossref_deposit.client import EventKind
from crossref_deposit.errors import AuthenticationError, TransportError
from crossref_deposit.sandbox import FaultKind, Sandbox

XML = journals.one_article()


@pytest.fixture
def told(sandbox):
    told = []
    with client_of(sandbox, on_event=told.append) as client:
        yield client, told


def test_a_submission_from_beginning_to_end(told, sandbox, caplog):
    caplog.set_level(logging.DEBUG, logger="crossref_deposit")
    client, events = told
    submission = client.submit(XML, file_name="a.xml")
    submission.wait()
    kinds = [event.kind for event in events]
    assert kinds[:2] == [EventKind.SENDING, EventKind.RECEIVED]
    assert set(kinds[2:]) == {EventKind.STATE}
    assert {event.file_name for event in events} == {"a.xml"}
    assert (events[-1].state, events[-1].submission_id) == ("completed", submission.submission_id)
    now = datetime.datetime.now(datetime.UTC)
    assert all(now - datetime.timedelta(minutes=1) < event.at <= now for event in events)
    records = [record for record in caplog.records if record.name == "crossref_deposit.client"]
    assert [(record.event, record.file_name, record.attempt, record.state) for record in records] == [
        (event.kind, event.file_name, event.attempt, event.state) for event in events
    ]
    assert [record.levelname for record in records[:3]] == ["DEBUG", "INFO", "INFO"]


def test_trouble_is_told_with_its_error(told, sandbox):
    client, events = told
    sandbox.fail(FaultKind.UNAVAILABLE)
    sandbox.fail(FaultKind.CUT_BEFORE)
    client.submit(XML)
    assert [event.kind for event in events][:6] == [
        EventKind.SENDING,
        EventKind.WAITING,
        EventKind.SENDING,
        EventKind.DOUBTFUL,
        EventKind.MISSING,
        EventKind.WAITING,
    ]
    assert [event.attempt for event in events[:6]] == [1, 1, 2, 2, 2, 2]
    assert isinstance(events[1].error, TransportError)
    assert events[1].pause > 0


def test_the_end_of_patience_and_a_refusal_are_errors(told, sandbox, script, caplog):
    client, events = told
    sandbox.fail(FaultKind.LOGIN_PAGE)
    with pytest.raises(AuthenticationError) as raised:
        client.submit(XML)
    assert (events[-1].kind, events[-1].error) == (EventKind.FAILED, raised.value)
    assert caplog.records[-1].levelname == "ERROR"
    assert caplog.records[-1].error == str(raised.value)


def test_events_cannot_be_changed(told):
    client, events = told
    client.submit(XML)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        events[0].file_name = "b.xml"
    assert isinstance(events[0], Event)


def test_a_listener_that_fails_stops_nothing_and_is_not_silent(sandbox, caplog):
    def listener(event):
        raise ZeroDivisionError

    with client_of(sandbox, on_event=listener) as client:
        assert client.submit(XML).wait().ok
    assert "on_event failed on 'received'" in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_many_threads_tell_one_listener():
    events = []
    with Sandbox() as sandbox, client_of(sandbox, on_event=events.append) as client:
        results = list(client.submit_all([journals.one_article(f"10.5555/{number}") for number in range(8)]))
    for result in results:
        own = [event.kind for event in events if event.file_name == result.submission.file_name]
        assert own[:2] == [EventKind.SENDING, EventKind.RECEIVED]
