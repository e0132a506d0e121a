"""Sending a file: whatever Crossref and the network between answer, over real sockets."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import attrs
import pytest

import journals
from clients import EAGER, HASTY, client_at, client_of, requests_to
from crossref_deposit.client import RetryPolicy
from crossref_deposit.diagnostics import SubmissionState
from crossref_deposit.errors import AuthenticationError, QueueFullError, RejectedError, TransportError
from crossref_deposit.sandbox import Endpoint, FaultKind, Sandbox, pages

RECEIVED = "<h2>SUCCESS</h2>\n<p>Your batch submission was successfully\n received.</p>"
NOT_RECEIVED = (FaultKind.UNAVAILABLE, FaultKind.TOO_MANY)
IN_DOUBT_NOT_RECEIVED = (FaultKind.CUT_BEFORE, FaultKind.SERVER_ERROR, FaultKind.GARBAGE)
EAGER_AND_PATIENT = attrs.evolve(EAGER, unknown_grace=3)
IN_DOUBT_RECEIVED = (FaultKind.CUT_AFTER, FaultKind.TRUNCATED)


def assert_delivered_once(sandbox, submission):
    report = submission.wait()
    assert report.ok
    assert [view.file_name for view in sandbox.submissions] == [submission.file_name]
    assert sandbox.submissions[0].xml == journals.one_article()


def test_a_file_is_received_under_its_name(client, sandbox):
    submission = client.submit(journals.one_article(), file_name="first.xml")
    assert (submission.file_name, submission.state) == ("first.xml", SubmissionState.UNKNOWN)
    assert_delivered_once(sandbox, submission)
    assert requests_to(sandbox, Endpoint.DEPOSIT) == 1


def test_a_wrong_login_stops_at_once_with_what_to_do(sandbox):
    with client_of(sandbox, password="wrong horse") as client, pytest.raises(AuthenticationError) as raised:
        client.submit(journals.one_article())
    assert raised.value.status_code == 401
    assert "Wrong credentials. Incorrect username or password" in str(raised.value)
    assert "case-sensitive" in str(raised.value)
    assert requests_to(sandbox, Endpoint.DEPOSIT) == 1


def test_a_wrong_role_stops_at_once():
    with Sandbox(username="me@example.org", role="mine") as sandbox, client_of(sandbox, role="yours") as client:
        with pytest.raises(AuthenticationError, match="cannot assume specified role 'yours'"):
            client.submit(journals.one_article())
        assert requests_to(sandbox, Endpoint.DEPOSIT) == 1


def test_a_login_page_is_a_refusal_although_its_status_is_200(client, sandbox):
    sandbox.fail(FaultKind.LOGIN_PAGE)
    with pytest.raises(AuthenticationError, match="login page") as raised:
        client.submit(journals.one_article())
    assert raised.value.status_code == 200
    assert requests_to(sandbox, Endpoint.DEPOSIT) == 1


@pytest.mark.parametrize("password", ["password", "e", "received", "xml", "doi_batch_diagnostic"])
def test_a_password_that_is_a_word_of_crossrefs_changes_nothing(script, password):
    with client_at(script.url, password=password) as client:
        script.say(pages.RECEIVED)
        script.say(pages.LOGIN)
        assert client.submit(journals.one_article(), file_name="a.xml").file_name == "a.xml"
        with pytest.raises(AuthenticationError, match="login page") as raised:
            client.submit(journals.one_article())
    assert password not in raised.value.body
    assert len(script.received) == 2


def test_a_page_in_an_encoding_that_is_none_is_read_all_the_same(script, scripted_client):
    script.say(pages.RECEIVED, Content_Type="text/html;charset=idna")
    scripted_client.submit(journals.one_article())
    assert len(script.received) == 1


def test_a_request_that_the_server_did_not_wait_for_is_sent_again(script, scripted_client):
    script.say("<h1>408 Request Time-out</h1>", 408)
    script.say(pages.RECEIVED)
    scripted_client.submit(journals.one_article())
    assert [line for line, _ in script.received] == ["POST /servlet/deposit HTTP/1.1"] * 2


@pytest.mark.parametrize("status", [200, 400, 500])
def test_a_failure_page_rejects_with_its_reason_whatever_the_status(script, scripted_client, status):
    script.say("<h2>FAILURE</h2><p>Your XML batch submission failed. [/usr/local/a.xml\n(Not a directory)]</p>", status)
    with pytest.raises(RejectedError, match=r"did not take a\.xml: /usr/local/a\.xml \(Not a directory\)") as raised:
        scripted_client.submit(b"<a/>", file_name="a.xml")
    assert (raised.value.status_code, raised.value.file_name) == (status, "a.xml")
    assert "FAILURE" in raised.value.body
    assert len(script.received) == 1


def test_a_failure_page_about_credentials_is_a_refused_login(script, scripted_client):
    script.say("<h2>FAILURE</h2><p>Your XML batch submission failed. [Wrong credentials.]</p>", 200)
    with pytest.raises(AuthenticationError, match="Wrong credentials"):
        scripted_client.submit(b"<a/>")


def test_a_file_that_is_too_large_for_the_server_is_rejected(script, scripted_client):
    script.say("", 413)
    with pytest.raises(RejectedError, match="HTTP status 413"):
        scripted_client.submit(b"<a/>")
    assert len(script.received) == 1


def test_a_redirect_is_not_followed_with_a_password_in_hand(script, scripted_client):
    script.say("", 307, Location="http://127.0.0.1:9/elsewhere")
    with pytest.raises(TransportError, match=r"redirect \(307\), which is not followed"):
        scripted_client.submit(b"<a/>")
    assert len(script.received) == 1


def test_only_the_success_sentence_is_success(script, scripted_client):
    script.say("<title>SUCCESS</title>")
    script.say('<doi_batch_diagnostic status="unknown_submission"/>')
    with pytest.raises(TransportError, match="answered 200, but not whether it received"):
        scripted_client.submit(b"<a/>")


def test_the_success_sentence_is_read_across_lines(script, scripted_client):
    script.say(RECEIVED)
    assert scripted_client.submit(b"<a/>", file_name="a.xml").file_name == "a.xml"


@pytest.mark.parametrize("kind", NOT_RECEIVED)
def test_what_was_not_taken_is_sent_again(client, sandbox, kind):
    sandbox.fail(kind, times=2)
    submission = client.submit(journals.one_article())
    assert requests_to(sandbox, Endpoint.DEPOSIT) == 3
    assert requests_to(sandbox, Endpoint.DOWNLOAD) == 0, "nothing is in doubt"
    assert_delivered_once(sandbox, submission)


def test_too_many_requests_wait_as_long_as_the_server_asks(client, sandbox):
    sandbox.fail(FaultKind.TOO_MANY, retry_after="1")
    started = time.monotonic()
    client.submit(journals.one_article())
    assert 1 <= time.monotonic() - started < 3


def test_too_many_requests_wait_until_the_moment_that_the_server_names(client, sandbox):
    sandbox.fail(
        FaultKind.TOO_MANY, retry_after=format_datetime(datetime.now(tz=UTC) + timedelta(seconds=2), usegmt=True)
    )
    started = time.monotonic()
    client.submit(journals.one_article())
    assert 0.5 <= time.monotonic() - started < 3


def test_a_full_queue_is_waited_for():
    stubborn = RetryPolicy(attempts=None, timeout=5, wait_initial=0.01, wait_max=0.05, wait_jitter=0.01)
    with Sandbox(pending_limit=1, queued_for=0.2) as sandbox, client_of(sandbox, retry=stubborn) as client:
        client.submit(journals.one_article("10.5555/a"))
        second = client.submit(journals.one_article("10.5555/b"))
        assert second.wait().ok
        assert requests_to(sandbox, Endpoint.DEPOSIT) > 2


def test_a_queue_that_stays_full_is_an_error_of_its_own():
    with Sandbox(pending_limit=0) as sandbox, client_of(sandbox) as client:
        with pytest.raises(QueueFullError, match=r"too many of this account are pending.*attempts: 4") as raised:
            client.submit(journals.one_article())
        assert raised.value.status_code == 429
        assert requests_to(sandbox, Endpoint.DEPOSIT) == HASTY.attempts


def test_a_server_that_asks_for_more_patience_than_there_is_is_not_waited_for():
    with Sandbox(pending_limit=0, retry_after="600") as sandbox, client_of(sandbox) as client:
        started = time.monotonic()
        with pytest.raises(QueueFullError, match="it asked to wait 600 s"):
            client.submit(journals.one_article())
        assert time.monotonic() - started < 2
        assert requests_to(sandbox, Endpoint.DEPOSIT) == 1


def test_an_outage_that_lasts_is_an_error_that_says_how_often_it_was_tried(client, sandbox):
    sandbox.fail(FaultKind.UNAVAILABLE, times=99)
    with pytest.raises(TransportError, match=r"out of service \(503\) \(attempts: 4\)") as raised:
        client.submit(journals.one_article())
    assert (raised.value.status_code, sandbox.submissions) == (503, [])


@pytest.mark.parametrize("kind", IN_DOUBT_NOT_RECEIVED)
def test_a_doubt_about_a_file_that_did_not_arrive_ends_in_sending_it_again(client, sandbox, kind):
    sandbox.fail(kind)
    submission = client.submit(journals.one_article(), file_name="doubtful.xml")
    assert requests_to(sandbox, Endpoint.DEPOSIT) == 2
    assert requests_to(sandbox, Endpoint.DOWNLOAD) > 1, "Crossref was asked, and given time to know it"
    assert_delivered_once(sandbox, submission)


@pytest.mark.parametrize("kind", IN_DOUBT_RECEIVED)
def test_a_doubt_about_a_file_that_did_arrive_ends_without_sending_it_again(client, sandbox, kind):
    sandbox.fail(kind)
    submission = client.submit(journals.one_article())
    assert submission.state is not SubmissionState.UNKNOWN
    assert requests_to(sandbox, Endpoint.DEPOSIT) == 1
    assert_delivered_once(sandbox, submission)
    assert sandbox.registered == {"10.5555/one": 20260101000000}


def test_a_slow_server_that_took_the_file_is_not_sent_it_again(sandbox):
    sandbox.fail(FaultKind.SLOW, seconds=0.6)
    with client_of(sandbox, timeout=0.3, poll=EAGER_AND_PATIENT) as client:
        submission = client.submit(journals.one_article())
        assert requests_to(sandbox, Endpoint.DEPOSIT) == 1
        assert_delivered_once(sandbox, submission)


def test_a_file_that_was_done_before_it_was_found_needs_no_further_question():
    with Sandbox(unknown_for=0, queued_for=0, processing_for=0) as sandbox, client_of(sandbox) as client:
        sandbox.fail(FaultKind.CUT_AFTER)
        sandbox.fail(FaultKind.SLOW, endpoint=Endpoint.DOWNLOAD, seconds=0.1)
        submission = client.submit(journals.one_article())
        assert submission.state is SubmissionState.COMPLETED
        asked = requests_to(sandbox, Endpoint.DOWNLOAD)
        assert submission.wait().ok
        assert requests_to(sandbox, Endpoint.DOWNLOAD) == asked


def test_a_doubt_that_nobody_answers_says_so_and_how_to_go_on(client, sandbox):
    sandbox.fail(FaultKind.CUT_AFTER)
    sandbox.fail(FaultKind.UNAVAILABLE, endpoint=Endpoint.DOWNLOAD, times=99)
    with pytest.raises(TransportError, match=r"nobody knows whether Crossref has d\.xml") as raised:
        client.submit(journals.one_article(), file_name="d.xml")
    assert "client.submission(file_name=...)" in str(raised.value)
    assert raised.value.file_name == "d.xml"
    assert requests_to(sandbox, Endpoint.DEPOSIT) == 1


def test_time_spent_in_doubt_does_not_use_up_the_retries(sandbox):
    sandbox.fail(FaultKind.CUT_BEFORE)
    retry = RetryPolicy(attempts=4, timeout=0.8, wait_initial=0.01, wait_jitter=0)
    with client_of(sandbox, retry=retry, poll=attrs.evolve(EAGER, unknown_grace=1)) as client:
        assert_delivered_once(sandbox, client.submit(journals.one_article()))


def test_a_server_that_is_not_there_is_tried_as_often_as_the_policy_says(sandbox):
    with client_of(sandbox) as client:
        sandbox.close()
        with pytest.raises(TransportError, match=r"no connection: .*refused.*attempts: 4"):
            client.submit(journals.one_article())
