"""Trouble on request: what each kind does to the client and to the register."""

from __future__ import annotations

import time

import pytest
import requests

import journals
from crossref_deposit.errors import ModelError
from crossref_deposit.sandbox import Endpoint, FaultKind, Sandbox, State
from talk import Talk

XML = journals.one_article()


def test_faults_come_in_their_order_to_their_servlet_and_end(sandbox, talk):
    sandbox.fail(FaultKind.UNAVAILABLE, times=2, retry_after="3")
    sandbox.fail("server-error")
    sandbox.fail("garbage", endpoint="/servlet/submissionDownload")
    answers = [talk.deposit(XML) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [503, 503, 500, 200]
    assert answers[0].headers["Retry-After"] == "3"
    assert "No server is available to handle this request." in answers[0].text
    assert talk.download(file_name="a.xml").text.startswith("<html>")
    assert talk.download(file_name="a.xml").text.startswith("<?xml")
    assert len(sandbox.submissions) == 1


CUTS = {FaultKind.CUT_BEFORE: 0, FaultKind.CUT_AFTER: 1, FaultKind.TRUNCATED: 1}
PAGES = {
    FaultKind.UNAVAILABLE: (503, "503 Service Unavailable", 0),
    FaultKind.UNAVAILABLE_AFTER: (503, "503 Service Unavailable", 1),
    FaultKind.SERVER_ERROR: (500, "HTTP Status 500", 0),
    FaultKind.SERVER_ERROR_AFTER: (500, "HTTP Status 500", 1),
    FaultKind.TOO_MANY: (429, "429 Too Many Requests", 0),
    FaultKind.LOGIN_PAGE: (200, "Please supply a login and a password:", 0),
    FaultKind.UNAUTHORIZED: (401, "Wrong credentials.", 0),
    FaultKind.REFUSED: (200, "Your XML batch submission failed. [refused on request]", 0),
    FaultKind.GARBAGE: (200, "It works!", 0),
    FaultKind.GARBAGE_AFTER: (200, "It works!", 1),
    FaultKind.SLOW: (200, "successfully received", 1),
    FaultKind.SLOW_AFTER: (200, "successfully received", 1),
    FaultKind.WRONG_TYPE: (200, "successfully received", 1),
    FaultKind.LOST_FILE: (200, "successfully received", 0),
    FaultKind.LOST_LOG: (200, "successfully received", 1),
}


def test_each_kind_is_tested():
    assert {*CUTS, *PAGES, FaultKind.UNKNOWN} == set(FaultKind)


@pytest.mark.parametrize("kind", CUTS)
def test_a_connection_is_cut_before_or_after_the_file_is_received(sandbox, talk, kind):
    sandbox.fail(kind)
    with pytest.raises(requests.RequestException):
        talk.deposit(XML)
    assert len(sandbox.submissions) == CUTS[kind]
    assert talk.deposit(XML, "b.xml").status_code == 200


@pytest.mark.parametrize("kind", PAGES)
def test_a_deposit_is_answered_so_and_carried_out_or_not(sandbox, talk, kind):
    status, text, received = PAGES[kind]
    sandbox.fail(kind)
    answer = talk.deposit(XML)
    assert (answer.status_code, text in answer.text) == (status, True)
    sandbox.settle()
    assert len(sandbox.registered) == len(sandbox.submissions) == received


@pytest.mark.parametrize("kind", [FaultKind.SLOW, FaultKind.SLOW_AFTER])
def test_a_slow_answer_comes_in_the_end(sandbox, talk, kind):
    sandbox.fail(kind, seconds=0.1)
    started = time.monotonic()
    assert talk.deposit(XML).status_code == 200
    assert time.monotonic() - started >= 0.1


def test_a_client_that_does_not_wait_leaves_a_deposit_behind_or_does_not(sandbox, talk):
    account = {"login_id": sandbox.username, "login_passwd": sandbox.password}
    for kind in (FaultKind.SLOW, FaultKind.SLOW_AFTER):
        sandbox.fail(kind, seconds=30)
        with pytest.raises(requests.Timeout):
            requests.post(
                f"{sandbox.url}{Endpoint.DEPOSIT}", data=account, files={"fname": (kind.value, XML)}, timeout=0.2
            )
    assert [view.file_name for view in sandbox.submissions] == ["slow-after"]


def test_a_wrong_content_type_comes_with_the_right_answer(sandbox, talk):
    talk.log(XML)
    sandbox.fail("wrong-type", endpoint=Endpoint.DOWNLOAD)
    wrong, right = talk.download(file_name="a.xml"), talk.download(file_name="a.xml")
    assert wrong.headers["Content-Type"] == "image/gif"
    assert wrong.content == right.content


def test_a_log_can_be_unknown_again(sandbox, talk):
    talk.log(XML)
    sandbox.fail("unknown", times=2)
    answers = [talk.download(file_name="a.xml").text for _ in range(3)]
    assert ['status="unknown_submission"' in answer for answer in answers] == [True, True, False]


def test_a_file_is_lost_for_good_and_can_be_sent_again(sandbox, talk):
    sandbox.fail("lost-file")
    assert "successfully received" in talk.deposit(XML).text
    assert 'status="unknown_submission"' in talk.download(file_name="a.xml").text
    assert talk.log(XML).findtext("record_diagnostic/msg") == "Successfully added"


def test_a_lost_log_never_comes_although_the_deposit_is_carried_out(sandbox, talk):
    sandbox.fail("lost-log")
    talk.deposit(XML)
    sandbox.settle()
    assert 'status="in_process"' in talk.download(file_name="a.xml").text
    assert talk.download(file_name="a.xml", type="contents").content == XML
    assert list(sandbox.registered) == ["10.5555/one"]
    assert sandbox.submissions[0].state is State.COMPLETED


def test_requests_can_pass_before_a_fault_and_it_can_have_no_end(sandbox, talk):
    sandbox.fail("server-error", after=2, times=None)
    assert [talk.deposit(XML).status_code for _ in range(5)] == [200, 200, 500, 500, 500]
    sandbox.mend()
    assert talk.deposit(XML).status_code == 200


def test_what_is_left_to_chance_is_the_same_for_the_same_seed():
    def statuses(seed: int) -> list[int]:
        with Sandbox(seed=seed) as sandbox:
            sandbox.fail("server-error", times=None, probability=0.5)
            return [Talk(sandbox).deposit(XML).status_code for _ in range(20)]

    assert statuses(1) == statuses(1)
    assert statuses(1) != statuses(2)
    assert set(statuses(1)) == {200, 500}


@pytest.mark.parametrize(
    ("kind", "endpoint", "message"),
    [
        ("magic", None, "Fault.kind: found 'magic', expected one of cut-before"),
        ("slow", "/nowhere", "Fault.endpoint: found '/nowhere', expected one of /servlet/deposit"),
        ("unknown", Endpoint.DEPOSIT, "found '/servlet/deposit', expected /servlet/submissionDownload for unknown"),
        ("lost-log", Endpoint.LOGIN, "found '/servlet/login', expected /servlet/deposit for lost-log"),
    ],
)
def test_trouble_that_cannot_be_is_refused(kind, endpoint, message):
    with pytest.raises(ModelError, match=message):
        Sandbox().fail(kind, endpoint=endpoint)
