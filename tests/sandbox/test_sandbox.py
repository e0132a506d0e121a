from __future__ import annotations

import logging
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit

import attrs
import pytest
import requests

import journals
from clients import client_of
from crossref_deposit.errors import CrossrefDepositError, ModelError
from crossref_deposit.sandbox import Sandbox, State
from talk import Talk


def test_it_listens_on_loopback_only_while_it_runs():
    with Sandbox() as sandbox:
        url = sandbox.url
        assert url.startswith("http://127.0.0.1:")
        assert repr(sandbox) == f"<Sandbox at {url}>"
    with pytest.raises(requests.ConnectionError):
        requests.get(url, timeout=5)
    with pytest.raises(CrossrefDepositError, match="not running"):
        _ = sandbox.url
    assert repr(sandbox) == "<Sandbox, not running>"


def test_two_run_side_by_side_and_know_nothing_of_each_other():
    with Sandbox() as one, Sandbox() as other:
        assert one.url != other.url
        Talk(one).deposit(journals.one_article())
        assert (len(one.submissions), other.submissions) == (1, [])


def test_a_port_that_is_taken_is_an_error():
    with Sandbox() as sandbox:
        port = int(sandbox.url.rpartition(":")[2])
        with pytest.raises(OSError, match="in use"):
            Sandbox(port=port).start()


def test_it_can_be_started_again_and_has_forgotten_nothing():
    sandbox = Sandbox()
    for name in ("a.xml", "b.xml"):
        with sandbox:
            Talk(sandbox).log(journals.one_article(), name)
    assert [view.file_name for view in sandbox.submissions] == ["a.xml", "b.xml"]
    assert b"Successfully added" in sandbox.submissions[0].log
    assert b'msg_id="4"' in sandbox.submissions[1].log


def test_closing_does_not_wait_for_what_is_queued_or_slow():
    sandbox = Sandbox(unknown_for=0, queued_for=3600)
    with sandbox:
        Talk(sandbox).deposit(journals.one_article())
        started = time.monotonic()
    assert time.monotonic() - started < 2
    assert sandbox.submissions[0].state is State.QUEUED
    sandbox.close()


def test_what_was_not_done_is_done_after_the_next_start():
    sandbox = Sandbox(queued_for=0.2)
    with sandbox:
        Talk(sandbox).deposit(journals.one_article(), "a.xml")
        time.sleep(0.05)
    with sandbox:
        Talk(sandbox).log(journals.one_article("10.5555/two"), "b.xml")
    assert [view.state for view in sandbox.submissions] == [State.COMPLETED, State.COMPLETED]


def test_closing_ends_connections_that_are_kept_open():
    with Sandbox() as sandbox:
        host, port = sandbox.url.removeprefix("http://").split(":")
        connection = socket.create_connection((host, int(port)))
        time.sleep(0.05)
    with connection:
        connection.settimeout(5)
        assert connection.recv(1) == b""


def test_views_do_not_change_and_hold_what_was_sent():
    with Sandbox() as sandbox:
        Talk(sandbox).log(journals.one_article())
        (view,) = sandbox.submissions
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        view.state = State.QUEUED
    assert (view.file_name, view.batch_id, view.operation) == ("a.xml", "batch-1", "doMDUpload")
    assert (view.xml, view.state) == (journals.one_article(), State.COMPLETED)
    assert view.received.tzinfo is not None


def test_its_log_lines_hold_no_query_string(caplog):
    caplog.set_level(logging.DEBUG, "crossref_deposit")
    with Sandbox(password="correct-horse") as sandbox:
        Talk(sandbox).download("GET", file_name="a.xml")
    lines = [record.getMessage() for record in caplog.records if record.name == "crossref_deposit.sandbox"]
    assert lines
    assert "correct-horse" not in "\n".join(lines)
    assert "correct-horse" not in repr(sandbox)


@pytest.mark.parametrize("argument", [{"port": 65_536}, {"port": -1}, {"workers": 0}])
def test_what_cannot_be_is_refused_at_once(argument):
    [name] = argument
    with pytest.raises(ModelError, match=rf"Sandbox\.{name}: found"):
        Sandbox(**argument)


def test_a_single_prefix_is_not_taken_for_its_letters():
    with Sandbox(prefixes="10.5555") as sandbox, client_of(sandbox) as client:
        assert client.submit(journals.one_article()).wait().ok


@pytest.mark.parametrize("greeting", [b"\x16\x03\x01\r\n\r\n", b"GET / HTTP/9.9 x\r\n\r\n", b"\r\n"])
def test_what_is_no_request_is_refused_without_fuss(greeting, capsys):
    with Sandbox() as sandbox, socket.create_connection(("127.0.0.1", urlsplit(sandbox.url).port)) as client:
        client.sendall(greeting)
        client.shutdown(socket.SHUT_WR)
        while client.recv(1 << 16):
            pass
    assert capsys.readouterr().err == ""


def test_without_werkzeug_it_says_how_to_get_it():
    code = (
        "import sys; sys.modules['werkzeug'] = None\n"
        "from crossref_deposit.sandbox import Sandbox\n"
        "try: Sandbox().start()\n"
        "except ImportError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "werkzeug is not installed" in done.stdout
    assert "pip install 'crossref_deposit[sandbox]'" in done.stdout


def test_names_that_it_does_not_have_are_attribute_errors():
    import crossref_deposit.sandbox

    with pytest.raises(AttributeError, match="no_such_name"):
        _ = crossref_deposit.sandbox.no_such_name
