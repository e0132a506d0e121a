"""A sandbox that remembers: across starts, across processes, and across kills."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time

import pytest
import requests

import journals
from crossref_deposit.errors import CrossrefDepositError
from crossref_deposit.sandbox import Sandbox, State
from talk import Talk

XML = journals.one_article()
NO_DELAY = {"unknown_for": 0, "queued_for": 0, "processing_for": 0}


def test_another_sandbox_goes_on_where_the_first_stopped(tmp_path):
    file = tmp_path / "sandbox.sqlite"
    citations = '<citation key="r1"><doi>10.5555/ref</doi></citation>'
    with Sandbox(file=file, **NO_DELAY) as first:
        Talk(first).result(journals.deposit(journals.journal(journals.article("10.5555/one", citations=citations))))
        first.register("10.7777/x", 5, owner="10.8888")
        first.register_title("Pots", prefix="10.7777", issns=["1234-5679"])
        before = first.submissions, first.registered, first.record("10.5555/one"), first.record("10.7777/x")
    with Sandbox(file=file, **NO_DELAY) as second:
        assert (
            second.submissions,
            second.registered,
            second.record("10.5555/one"),
            second.record("10.7777/x"),
        ) == before
        talk = Talk(second)
        assert talk.download(doi_batch_id="batch-1").content == before[0][0].log
        log = talk.result(XML, "again.xml")
        assert log.find("record_diagnostic").get("msg_id") == "4"
        elsewhere = journals.deposit(journals.journal(journals.article("10.5555/two"), issn="1234-5679"))
        assert b"is owned by publisher: 10.7777" in talk_log(second, elsewhere)
        assert [view.submission_id for view in second.submissions] == [1_400_000_000 + number for number in range(3)]


def talk_log(sandbox, xml: bytes) -> bytes:
    Talk(sandbox).result(xml, "b.xml")
    return sandbox.submissions[-1].log


def test_conflicts_are_remembered(tmp_path):
    def twin(doi: str) -> bytes:
        return journals.one_article(doi).replace(f"On {doi}".encode(), b"Letters")

    with Sandbox(file=tmp_path / "a", **NO_DELAY) as first:
        for doi in ("10.5555/a", "10.5555/b"):
            Talk(first).result(twin(doi), doi[8:])
    with Sandbox(file=tmp_path / "a", **NO_DELAY) as second:
        Talk(second).result(b"H:email=a@example.org;op=primary\n10.5555/a", "cm.txt", subType="cm")
        assert second.record("10.5555/b").alias_of == "10.5555/a"


def test_what_was_queued_is_worked_off_after_the_next_start(tmp_path):
    with Sandbox(file=tmp_path / "a", queued_for=3600) as first:
        Talk(first).deposit(XML)
    with Sandbox(file=tmp_path / "a", **NO_DELAY) as second:
        second.settle()
        assert second.submissions[0].state is State.COMPLETED
        assert list(second.registered) == ["10.5555/one"]


def test_what_is_given_at_the_start_does_not_undo_what_is_in_the_file(tmp_path):
    with Sandbox(file=tmp_path / "a", registered={"10.5555/a": 5}) as first:
        first.register("10.5555/a", 7)
    with Sandbox(file=tmp_path / "a", registered={"10.5555/a": 5, "10.5555/b": 1}) as second:
        assert second.registered == {"10.5555/a": 7, "10.5555/b": 1}


def test_the_same_sandbox_can_be_started_again(tmp_path):
    sandbox = Sandbox(file=tmp_path / "a", **NO_DELAY)
    with sandbox:
        Talk(sandbox).result(XML)
    sandbox.register("10.5555/meanwhile")
    with sandbox:
        Talk(sandbox).result(XML, "again.xml")
    with Sandbox(file=tmp_path / "a") as other:
        assert set(other.registered) == {"10.5555/one", "10.5555/meanwhile"}
        assert len(other.submissions) == 2


SERVE = """
import sys
from crossref_deposit.sandbox import Sandbox
with Sandbox(file=sys.argv[1], unknown_for=0, queued_for=0, processing_for=0.05, workers=1) as sandbox:
    print(sandbox.url, flush=True)
    sys.stdin.read()
"""


def test_a_kill_loses_nothing_that_was_received_and_repeats_nothing_that_was_done(tmp_path):
    file = tmp_path / "sandbox.sqlite"
    account = {"login_id": "sandbox", "login_passwd": "not-a-secret"}
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        url = process.stdout.readline().strip()
        for number in range(8):
            files = {"fname": (f"{number}.xml", journals.one_article(f"10.5555/{number}"))}
            requests.post(f"{url}/servlet/deposit", data=account, files=files, timeout=5)
        time.sleep(0.15)
        process.kill()
    with Sandbox(file=file, **NO_DELAY) as sandbox:
        sandbox.settle()
        assert [view.file_name for view in sandbox.submissions] == [f"{number}.xml" for number in range(8)]
        assert all(b"Successfully added" in view.log for view in sandbox.submissions)


def test_two_sandboxes_do_not_share_a_file(tmp_path):
    with (
        Sandbox(file=tmp_path / "a"),
        pytest.raises(CrossrefDepositError, match="another sandbox is using it"),
    ):
        Sandbox(file=tmp_path / "a").start()


def test_a_file_of_another_program_is_refused_and_left_as_it_is(tmp_path):
    for name, content in {"text": b"This is no database, whatever its name may say." * 30, "damaged": b""}.items():
        file = tmp_path / name
        file.write_bytes(content)
        if name == "damaged":
            connection = sqlite3.connect(file)
            connection.execute("CREATE TABLE somebody (x)")
            connection.close()
        before = file.read_bytes()
        with pytest.raises(CrossrefDepositError, match=f"{name} cannot be used for a sandbox: .* another file"):
            Sandbox(file=file).start()
        assert file.read_bytes() == before


def test_a_file_of_a_later_version_is_refused(tmp_path):
    with Sandbox(file=tmp_path / "a"):
        pass
    connection = sqlite3.connect(tmp_path / "a")
    connection.execute("PRAGMA user_version = 2")
    connection.close()
    with pytest.raises(CrossrefDepositError, match="another version of this one"):
        Sandbox(file=tmp_path / "a").start()


def test_a_folder_that_is_not_there_is_an_error_of_ours(tmp_path):
    with pytest.raises(CrossrefDepositError, match="unable to open database file"):
        Sandbox(file=tmp_path / "nowhere" / "a").start()


def test_a_port_that_is_taken_leaves_the_file_free(tmp_path):
    with Sandbox() as other:
        port = int(other.url.rpartition(":")[2])
        with pytest.raises(OSError, match="in use"):
            Sandbox(file=tmp_path / "a", port=port).start()
    with Sandbox(file=tmp_path / "a") as sandbox:
        assert sandbox.submissions == []
