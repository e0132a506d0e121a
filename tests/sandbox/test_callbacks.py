"""Notification callbacks, received over a real socket."""

from __future__ import annotations

import email.utils
import http.server
import threading

import pytest
import requests

import journals
from crossref_deposit.sandbox import Sandbox
from talk import Talk

NO_DELAY = {"unknown_for": 0, "queued_for": 0, "processing_for": 0}
NOW = 1_700_000_000.0


class _Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.server.received.append({name: value for name, value in self.headers.items() if "CROSSREF" in name})
        self.send_response(self.server.statuses.pop(0) if self.server.statuses else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def receiver():
    with http.server.HTTPServer(("127.0.0.1", 0), _Receiver) as server:
        server.received, server.statuses = [], []
        server.url = f"http://127.0.0.1:{server.server_port}/crossref"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def sandbox(receiver):
    with Sandbox(clock=lambda: NOW, **NO_DELAY) as sandbox:
        sandbox.notify(receiver.url, endpoint="brown.1", expires_after=3600, retry_every=60)
        yield sandbox


def test_a_callback_says_all_in_its_headers(sandbox, receiver):
    Talk(sandbox).result(journals.one_article())
    (headers,) = receiver.received
    url = headers.pop("CROSSREF-RETRIEVE-URL")
    assert headers == {
        "CROSSREF-NOTIFY-ENDPOINT": "brown.1",
        "CROSSREF-EXTERNAL-ID": "batch-1",
        "CROSSREF-INTERNAL-ID": "1400000000",
        "CROSSREF-SERVICE-DATE": "Tue, 14 Nov 2023 22:13:20 GMT",
        "CROSSREF-RETRIEVE-URL-EXPIRATION-DATE": "Tue, 14 Nov 2023 23:13:20 GMT",
    }
    assert email.utils.parsedate_to_datetime(headers["CROSSREF-SERVICE-DATE"]).timestamp() == NOW
    answer = requests.get(url, timeout=5)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/xml;charset=UTF-8")
    assert answer.content == sandbox.submissions[0].log


def test_the_log_can_be_retrieved_for_a_while(sandbox, receiver):
    Talk(sandbox).result(journals.one_article())
    url = receiver.received[0]["CROSSREF-RETRIEVE-URL"]
    sandbox.advance(3599)
    assert requests.get(url, timeout=5).status_code == 200
    sandbox.advance(1)
    assert requests.get(url, timeout=5).status_code == 410


def test_the_state_comes_as_json_for_who_asks_for_it(sandbox, receiver):
    Talk(sandbox).result(journals.one_article())
    url = receiver.received[0]["CROSSREF-RETRIEVE-URL"]
    state = requests.get(url, headers={"Accept": "application/json"}, timeout=5).json()
    assert (state["status"], state["externalTrackingId"], state["internalTrackingId"]) == (
        "completed",
        "batch-1",
        "1400000000",
    )
    assert (state["notifyEndpoint"], state["notifyPayloadExpiration"]) == ("brown.1", "2023-11-14T23:13:20+00:00")


def test_a_file_without_a_batch_id_has_no_external_id(sandbox, receiver):
    Talk(sandbox).result(b"this is no XML")
    assert "CROSSREF-EXTERNAL-ID" not in receiver.received[0]


def test_a_batch_id_may_have_any_letters(sandbox, receiver):
    Talk(sandbox).result(journals.deposit(journals.journal(journals.article("10.5555/a")), batch_id="día 1"))
    assert receiver.received[0]["CROSSREF-EXTERNAL-ID"].encode("latin-1").decode() == "día 1"


def test_a_callback_is_repeated_until_it_is_received(sandbox, receiver):
    receiver.statuses[:] = [500, 302]
    Talk(sandbox).result(journals.one_article())
    counts = [len(receiver.received)]
    for _ in range(4):
        sandbox.advance(60)
        counts.append(len(receiver.received))
    assert counts == [1, 2, 3, 3, 3]


def test_it_gives_up_in_the_end(sandbox, receiver, caplog):
    receiver.statuses[:] = [500] * 9
    Talk(sandbox).result(journals.one_article())
    for _ in range(9):
        sandbox.advance(60)
    assert len(receiver.received) == 5
    assert "failed for good: the receiver answered 500" in caplog.text


def test_nobody_there_is_no_fault_of_the_sandbox(caplog):
    caplog.set_level("INFO")
    with Sandbox(clock=lambda: NOW, **NO_DELAY) as sandbox:
        sandbox.notify("http://127.0.0.1:9/")
        assert Talk(sandbox).result(journals.one_article()).get("status") == "completed"
    assert "will be sent again: ConnectionError" in caplog.text


def test_a_lost_log_is_not_called_back_for(sandbox, receiver):
    sandbox.fail("lost-log")
    Talk(sandbox).result(journals.one_article())
    assert receiver.received == []
    url = f"{sandbox.url}/notification-callback/retrieve/{sandbox.submissions[0].submission_id}"
    assert requests.get(url, timeout=5).status_code == 404


def test_what_is_not_done_is_told_as_json():
    with Sandbox(clock=lambda: NOW, queued_for=1) as sandbox:
        talk = Talk(sandbox)
        talk.deposit(journals.one_article())
        path = "/notification-callback/retrieve/"
        answer = talk.get(f"{path}{sandbox.submissions[0].submission_id}").json()
        assert (answer["status"], answer["completed"]) == ("unknown_submission", None)
        for other in ("7", "x", "9" * 40, "²"):
            assert talk.get(path + other).status_code == 404
