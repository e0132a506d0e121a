"""The ledger's file, and what is in it."""

from __future__ import annotations

import datetime
import io
import json
import os
import sqlite3
import stat
import subprocess
import sys
import threading

import pytest

import journals
import samples
from clients import EAGER, client_at, client_of, requests_to
from crossref_deposit import Ledger, LedgerState, Operation, SubmissionState
from crossref_deposit.client import Notification, RequestsTransport, dispatch
from crossref_deposit.client.ledger_file import APPLICATION_ID, MIGRATIONS, LedgerFile
from crossref_deposit.errors import ForetoldError, LedgerError, ModelError, RejectedError, SchemaError, TransportError
from crossref_deposit.sandbox import Endpoint, FaultKind, Sandbox

XML = journals.one_article()
OTHER = journals.one_article("10.5555/other")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deposits.ledger"


@pytest.fixture
def keeper(sandbox, path):
    with client_of(sandbox, ledger=path) as client:
        yield client


def test_a_submission_is_in_the_ledger_from_beginning_to_end(keeper, sandbox, path):
    submission = keeper.submit(XML, file_name="a.xml")
    entry = submission.entry
    assert (entry.file_name, entry.state, entry.attempts, entry.in_doubt) == ("a.xml", LedgerState.SENT, 1, False)
    assert (entry.server, entry.account) == (sandbox.url, sandbox.username)
    assert (entry.operation, entry.batch_id, entry.submission_id) == (Operation.METADATA, "batch-1", None)
    assert entry.created_at <= entry.sent_at
    report = submission.wait()
    entry = submission.entry
    assert (entry.state, entry.batch_id, entry.last_error) == (LedgerState.COMPLETED, "batch-1", None)
    assert entry.submission_id == report.submission_id == str(sandbox.submissions[0].submission_id)
    assert entry.sent_at < entry.asked_at <= entry.finished_at
    with Ledger(path) as ledger:
        assert ledger.content("a.xml") == XML
        assert ledger.log("a.xml") == sandbox.submissions[0].log
        assert ledger.report("a.xml").to_json() == report.to_json()


class Watched(RequestsTransport):
    """Looks into the ledger before it sends anything."""

    def __init__(self, path):
        super().__init__()
        self.path = path
        self.seen = []

    def send(self, request, *, timeout):
        with Ledger(self.path) as ledger:
            self.seen.append(ledger.entry("a.xml"))
        return super().send(request, timeout=timeout)


def test_it_is_written_before_the_first_byte_leaves(sandbox, path):
    transport = Watched(path)
    sandbox.fail(FaultKind.UNAVAILABLE)
    with client_of(sandbox, ledger=path, transport=transport) as client:
        client.submit(XML, file_name="a.xml")
    transport.close()
    assert [(entry.state, entry.in_doubt, entry.attempts) for entry in transport.seen] == [
        (LedgerState.HELD, True, 1),
        (LedgerState.HELD, True, 2),
    ]


def test_the_same_file_under_the_same_name_is_sent_once(keeper, sandbox):
    first = keeper.submit(XML, file_name="a.xml")
    again = keeper.submit(XML, file_name="a.xml")
    assert first.wait().ok
    assert keeper.submit(XML, file_name="a.xml").state is SubmissionState.COMPLETED
    assert again.wait().ok
    assert requests_to(sandbox, Endpoint.DEPOSIT) == 1


def test_what_could_not_be_sent_is_sent_when_it_is_submitted_again(keeper, sandbox):
    sandbox.fail(FaultKind.UNAVAILABLE, times=4)
    with pytest.raises(TransportError):
        keeper.submit(XML, file_name="a.xml")
    entry = keeper.submission(file_name="a.xml").entry
    assert (entry.state, entry.in_doubt, entry.attempts) == (LedgerState.HELD, False, 4)
    assert "out of service (503)" in entry.last_error
    assert keeper.submit(XML, file_name="a.xml").wait().ok
    assert keeper.submission(file_name="a.xml").entry.attempts == 5


def test_other_bytes_under_the_same_name_are_an_error(keeper, sandbox):
    keeper.submit(XML, file_name="a.xml")
    with pytest.raises(ModelError, match=r"file_name: found 'a\.xml', which the ledger has with other content"):
        keeper.submit(journals.one_article("10.5555/two"), file_name="a.xml")
    assert len(sandbox.submissions) == 1


def test_a_name_belongs_to_one_operation_account_and_server(keeper, sandbox, path):
    keeper.submit(XML, file_name="a.xml")
    with pytest.raises(ModelError, match="with the operation doMDUpload"):
        keeper.submit(XML, file_name="a.xml", operation=Operation.RESOURCES)
    with client_of(sandbox, ledger=path, username="somebody") as other:
        with pytest.raises(ModelError, match=f"with the account {sandbox.username}"):
            other.submit(XML, file_name="a.xml")
        assert list(other.submissions()) == []
        assert list(other.resume()) == []
    with Sandbox() as elsewhere, client_of(elsewhere, ledger=path) as other:
        with pytest.raises(ModelError, match=f"with the server {sandbox.url}"):
            other.submit(XML, file_name="a.xml")
        assert list(other.resume()) == []


def test_what_crossref_refused_stays_refused(script, path):
    script.say("<p>Your XML batch submission failed. [Not a directory]</p>")
    with client_at(script.url, ledger=path) as client:
        for _ in range(2):
            with pytest.raises(RejectedError, match="did not take a.xml: Not a directory"):
                client.submit(XML, file_name="a.xml")
        with pytest.raises(RejectedError, match="from the ledger.*give it another file name"):
            client.submission(file_name="a.xml").wait()
        assert client.submission(file_name="a.xml").entry.state is LedgerState.REFUSED
        assert list(client.resume()) == []
    assert len(script.received) == 1


def test_submissions_by_their_state(keeper):
    done = keeper.submit(XML, file_name="done.xml")
    done.wait()
    keeper.submit(journals.one_article("10.5555/two"), file_name="sent.xml")
    assert [one.file_name for one in keeper.submissions()] == ["done.xml", "sent.xml"]
    assert [one.file_name for one in keeper.submissions(state="completed")] == ["done.xml"]
    assert [one.file_name for one in keeper.submissions(state=LedgerState.SENT)] == ["sent.xml"]
    with pytest.raises(ModelError, match="one of held, sent, queued, in_process, refused, completed"):
        list(keeper.submissions(state="lost"))
    [found] = keeper.submissions(state="completed")
    assert found.state is SubmissionState.COMPLETED
    assert found.log == done.log
    assert found.wait().ok


def test_a_report_is_read_from_the_ledger_without_asking_crossref(keeper, sandbox):
    bad = journals.deposit(journals.journal(journals.article("10.5555/bad", journals.person(journals.BAD_ORCID))))
    keeper.submit(bad, file_name="a.xml", force=True).wait()
    asked = len(sandbox.requests)
    assert [record.doi for record in keeper.submission(file_name="a.xml").wait().failures] == ["10.5555/bad"]
    assert len(sandbox.requests) == asked


def test_without_a_ledger_there_is_none_to_ask(client):
    for ask in (client.resume, client.submissions):
        with pytest.raises(ModelError, match=r"DepositClient\.ledger: found none"):
            ask()
    assert client.newest_timestamp("10.5555/one") is None
    assert client.submit(XML).entry is None


def test_a_name_that_the_ledger_does_not_have(path):
    with Ledger(path) as ledger:
        assert ledger.entry("a.xml") is None
        with pytest.raises(ModelError, match="a submission in the ledger"):
            ledger.log("a.xml")


def test_export_writes_a_line_of_json_for_each_submission(keeper, path):
    keeper.submit(XML, file_name="a.xml").wait()
    keeper.submit(journals.one_article("10.5555/two"), file_name="b.xml")
    target = io.StringIO()
    with Ledger(path) as ledger:
        ledger.export(target)
        log = ledger.log("a.xml").decode()
    first, second = map(json.loads, target.getvalue().splitlines())
    assert (first["file_name"], first["state"], first["log"]) == ("a.xml", "completed", log)
    assert (second["file_name"], second["state"], second["log"]) == ("b.xml", "sent", None)
    assert first["created_at"].endswith("+00:00")


def test_many_entries_are_read_page_by_page(path, keeper):
    for _ in keeper.submit_all([journals.one_article(f"10.5555/{number}") for number in range(7)], wait=False):
        pass
    with Ledger(path) as ledger, pytest.MonkeyPatch.context() as patch:
        patch.setattr("crossref_deposit.client.ledger._PAGE", 3)
        assert [entry.row for entry in ledger.entries()] == [1, 2, 3, 4, 5, 6, 7]
        assert ledger.count()[LedgerState.SENT] == 7


# content kept elsewhere


@pytest.fixture
def deposit(tmp_path):
    file = tmp_path / "deposit.xml"
    file.write_bytes(XML)
    return file


def test_a_ledger_may_leave_files_where_they_are(sandbox, path, deposit):
    with Ledger(path, keep_content=False) as ledger, client_of(sandbox, ledger=ledger) as client:
        assert client.submit(deposit, file_name="a.xml").wait().ok
        assert ledger.entry("a.xml").path == str(deposit)
        assert ledger.content("a.xml") == XML
    assert b"<journal_article>" not in path.read_bytes()
    with Ledger(path, keep_content=False) as ledger, client_of(sandbox, ledger=ledger) as client:
        client.submit(journals.one_article("10.5555/two"), file_name="b.xml")
        assert ledger.entry("b.xml").path is None


@pytest.mark.parametrize(("spoil", "words"), [("write", "no longer holds what was"), ("unlink", "cannot be read")])
def test_a_file_that_changed_meanwhile_is_not_sent_in_its_place(sandbox, path, deposit, spoil, words):
    sandbox.fail(FaultKind.UNAVAILABLE, times=4)
    with Ledger(path, keep_content=False) as ledger, client_of(sandbox, ledger=ledger) as client:
        with pytest.raises(TransportError):
            client.submit(deposit, file_name="a.xml")
        deposit.write_bytes(b"<other/>") if spoil == "write" else deposit.unlink()
        with pytest.raises(SchemaError, match=words):
            ledger.content("a.xml")
        [submission] = client.resume()
        assert words in submission.entry.last_error
        assert sandbox.submissions == []
        deposit.write_bytes(XML)
        [submission] = client.resume()
        assert submission.wait().ok


def test_what_ended_long_ago_is_released(keeper, sandbox, path):
    keeper.submit(XML, file_name="a.xml").wait()
    keeper.submit(OTHER, file_name="b.xml")
    long_ago = datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)
    with Ledger(path) as ledger:
        log = ledger.log("a.xml")
        assert ledger.release(finished_before=long_ago) == 0
        assert ledger.content("a.xml") == XML
        later = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=-9))) + datetime.timedelta(seconds=9)
        assert ledger.release(finished_before=later) == 1
        assert ledger.release(finished_before=later) == 0
        with pytest.raises(SchemaError, match=r"released a\.xml\. Crossref has it"):
            ledger.content("a.xml")
        assert ledger.log("a.xml") == log
        assert ledger.content("b.xml") == OTHER, "it is not finished"
        with pytest.raises(ModelError, match="expected a time with a time zone"):
            ledger.release(finished_before=datetime.datetime(2026, 1, 1))  # noqa: DTZ001 - that is the fault
    again = keeper.submit(XML, file_name="a.xml", force=True)
    assert again.wait().records[0].line is not None, "the file came from Crossref"
    assert len(sandbox.submissions) == 2
    with pytest.raises(ModelError, match="other content"):
        keeper.submit(OTHER, file_name="a.xml")


def test_a_log_is_read_with_what_crossref_has_when_the_file_is_gone(sandbox, path, deposit):
    with Ledger(path, keep_content=False) as ledger, client_of(sandbox, ledger=ledger) as client:
        submission = client.submit(deposit, file_name="a.xml")
        deposit.unlink()
        assert submission.wait().records[0].line is not None
        with pytest.raises(SchemaError, match="cannot be read"):
            ledger.report("a.xml")


# timestamps


def test_the_newest_timestamp_of_a_doi_is_remembered(keeper, sandbox, path):
    for number, timestamp in enumerate((20260101000000, 20260301000000, 20260201000000)):
        keeper.submit(journals.one_article(timestamp=timestamp), file_name=f"{number}.xml", force=True).wait()
    assert sandbox.registered == {"10.5555/one": 20260301000000}
    with Ledger(path) as ledger:
        assert ledger.newest_timestamp("https://doi.org/10.5555/ONE") == 20260301000000
        assert ledger.newest_timestamp("10.5555/two") is None


def test_a_timestamp_of_its_own_counts_and_numbers_are_compared_as_numbers(keeper):
    own = journals.article("10.5555/own", timestamp=99)
    keeper.submit(journals.deposit(journals.journal(own, journals.article("10.5555/other")), timestamp=100)).wait()
    assert (keeper.newest_timestamp("10.5555/own"), keeper.newest_timestamp("10.5555/other")) == (99, 100)
    keeper.submit(journals.one_article("10.5555/own", timestamp=10**30)).wait()
    keeper.submit(journals.one_article("10.5555/other", timestamp=9999)).wait()
    assert (keeper.newest_timestamp("10.5555/own"), keeper.newest_timestamp("10.5555/other")) == (10**30, 9999)


def test_what_failed_has_no_newest_timestamp(keeper):
    bad = journals.article("10.5555/bad", journals.person(journals.BAD_ORCID))
    keeper.submit(journals.deposit(journals.journal(bad, journals.article("10.5555/good"))), force=True).wait()
    assert keeper.newest_timestamp("10.5555/bad") is None
    assert keeper.newest_timestamp("10.5555/good") == 20260101000000


def test_parts_of_records_and_bad_xml_have_no_timestamps(keeper):
    keeper.submit(XML).wait()
    log = keeper.submit(XML.replace(b"</doi_batch>", b""), file_name="bad.xml", force=True).wait()
    assert not log.ok
    assert keeper.newest_timestamp("10.5555/one") == 20260101000000


def test_what_is_too_old_is_not_sent_and_can_be_renewed(keeper, sandbox):
    batch = samples.batch(samples.article())
    keeper.submit(batch).wait()
    with pytest.raises(ForetoldError, match="is not greater than") as raised:
        keeper.submit(batch)
    assert [problem.code for problem in raised.value.problems] == ["timestamp-not-newer"]
    assert len(sandbox.submissions) == 1
    assert keeper.submit(keeper.renewed(batch)).wait().ok
    assert sandbox.registered["10.5555/one"] > batch.timestamp


# notifications


def test_the_log_that_a_notification_brings_is_kept(script, path):
    log = (
        '<doi_batch_diagnostic status="completed"><submission_id>7</submission_id><batch_id>batch-1</batch_id>'
        '<record_diagnostic status="Success"><doi>10.5555/one</doi><msg>Successfully added</msg></record_diagnostic>'
        "</doi_batch_diagnostic>"
    )
    script.say("<p>Your batch submission was successfully received.</p>")
    with client_at(script.url, ledger=path) as client:
        client.submit(XML, file_name="a.xml")
        client.submit(journals.one_article("10.5555/two", batch_id="batch-2"), file_name="b.xml")
        script.answers[:] = [(200, {}, log.encode())]
        client.retrieve(Notification(endpoint="press", retrieve_url=f"{script.url}/there", batch_id="batch-1"))
        entry = client.submission(file_name="a.xml").entry
        assert (entry.state, entry.submission_id) == (LedgerState.COMPLETED, "7")
        assert client.submission(file_name="a.xml").wait().ok
        assert client.newest_timestamp("10.5555/one") == 20260101000000
        assert client.submission(file_name="b.xml").entry.state is LedgerState.SENT


# the file


def test_another_process_reads_what_this_one_writes(keeper, path):
    keeper.submit(XML, file_name="a.xml")
    script = (
        "import sys; from crossref_deposit import Ledger; print([e.file_name for e in Ledger(sys.argv[1]).entries()])"
    )
    shown = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    assert shown.stdout == "['a.xml']\n"


def as_it_was(path):
    """All files beside it, byte for byte."""
    return {file.name: file.read_bytes() for file in path.parent.iterdir() if file.name == path.name}


def assert_refused_and_untouched(path, words):
    before = as_it_was(path)
    for open_it in (Ledger, lambda path: client_at("http://127.0.0.1:1", ledger=path)):
        with pytest.raises(LedgerError, match=words) as raised:
            open_it(path)
        assert raised.value.__context__ is None or raised.value.__suppress_context__
    assert as_it_was(path) == before


def test_a_file_that_is_no_database_is_refused(path):
    path.write_text("Dear diary, today I registered a DOI.\n" * 10)
    assert_refused_and_untouched(path, "it is no SQLite file")
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name]


def test_another_programs_database_is_refused(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    assert_refused_and_untouched(path, "another program's SQLite file")
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name]


def test_a_newer_versions_ledger_is_refused(path):
    Ledger(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    assert_refused_and_untouched(path, f"newer version .*its schema is {len(MIGRATIONS) + 1}.*Nothing was changed")


def older(path, version):
    """A ledger as an earlier version of the package left it, with one submission."""
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA journal_mode = WAL")
    for statements in MIGRATIONS[:version]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(
        "INSERT INTO submission (file_name, server, account, operation, sha256, state, in_doubt, attempts, created_at)"
        " VALUES ('old.xml', 's', 'a', 'doMDUpload', '0', 'completed', 0, 1, '2025-01-01T00:00:00+00:00')"
    )
    connection.execute(f"PRAGMA user_version = {version}")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_an_older_ledger_is_brought_up_to_date(sandbox, path, version):
    older(path, version)
    with client_of(sandbox, ledger=path) as client:
        client.submit(XML, file_name="new.xml").wait()
        assert client.newest_timestamp("10.5555/one") == 20260101000000
    with Ledger(path) as ledger:
        assert [entry.file_name for entry in ledger.entries()] == ["old.xml", "new.xml"]
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    connection.close()


def test_a_ledger_whose_making_was_cut_short_is_made_all_the_same(path):
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.close()
    with Ledger(path) as ledger:
        assert list(ledger.entries()) == []
    path.write_bytes(b"")
    with Ledger(path) as ledger:
        assert list(ledger.entries()) == []


@pytest.mark.parametrize("damage", ["middle", "end", "header"])
def test_a_damaged_ledger_is_refused(keeper, path, damage):
    for number in range(30):
        keeper.submit(journals.one_article(f"10.5555/{number}") + b" " * 5000, file_name=f"{number}.xml")
    keeper.close()
    whole = bytearray(path.read_bytes())
    if damage == "middle":
        whole[4096 : 3 * 4096] = b"\xa5" * (2 * 4096)
    elif damage == "end":
        del whole[len(whole) // 2 :]
    else:
        whole[100:200] = b"\xa5" * 100
    path.write_bytes(whole)
    assert_refused_and_untouched(path, r"the ledger .* is damaged \(.*\)\. Nothing was changed")


@pytest.mark.parametrize("place", [".", "missing/deposits.ledger"])
def test_a_place_where_no_file_can_be_is_refused(tmp_path, place):
    with pytest.raises(LedgerError, match=r"cannot be (opened: Is a directory|made: there is no folder)"):
        Ledger(tmp_path / place)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_said_so(tmp_path):
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger(folder / "deposits.ledger")


def test_a_ledger_that_somebody_else_writes_for_too_long_is_an_error(path, monkeypatch):
    monkeypatch.setattr("crossref_deposit.client.ledger_file._BUSY", 0.05)
    file = LedgerFile(path)
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="cannot be used now: database is locked"), file.transaction():
            pytest.fail("there is no transaction")
        other.execute("ROLLBACK")
    other.close()
    with file.transaction() as connection:
        connection.execute("SELECT 1")
    file.close()


def test_what_fails_inside_a_transaction_was_never_written(path):
    file = LedgerFile(path)

    def fail():
        with file.transaction() as connection:
            connection.execute("INSERT INTO newest_timestamp VALUES ('10.5555/one', '1')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert file.rows("SELECT * FROM newest_timestamp") == []
    file.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps open files where they are")
def test_nothing_is_sent_once_the_ledger_has_gone(keeper, sandbox, path):
    keeper.submit(XML).wait()
    elsewhere = path.rename(path.with_name("elsewhere.ledger"))
    with pytest.raises(LedgerError, match="moved or deleted while it was open"):
        keeper.submit(OTHER)
    path.touch()
    with pytest.raises(LedgerError, match="moved or deleted"):
        keeper.submit(OTHER)
    assert len(sandbox.submissions) == 1
    elsewhere.rename(path)
    assert keeper.submit(OTHER).wait().ok


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX can limit the size of files")
def test_a_full_disk_is_said_so_and_leaves_nothing_behind(sandbox, path):
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with client_of(sandbox, ledger=path) as keeper:
        keeper.submit(XML).wait()
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.with_name(f"{path.name}-wal").stat().st_size, hard))
        try:
            for _ in range(2):
                with pytest.raises(LedgerError, match="disk"):
                    keeper.submit(OTHER, file_name="other.xml")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert len(sandbox.submissions) == 1
        assert keeper.submit(OTHER, file_name="other.xml").wait().ok


def test_a_closed_ledger_opens_again(path):
    ledger = Ledger(path)
    ledger.close()
    ledger.close()
    assert list(ledger.entries()) == []
    ledger.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_forked_process_is_told_to_open_its_own(path):
    script = """
import os, sys
from crossref_deposit import Ledger, errors
ledger = Ledger(sys.argv[1])
if os.fork() == 0:
    try:
        list(ledger.entries())
    except errors.LedgerError as error:
        print(error, flush=True)
    print(list(Ledger(sys.argv[1]).entries()), flush=True)
    os._exit(0)
os.wait()
"""
    shown = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    assert "opened before this process was forked; make the client in the child\n[]\n" in shown.stdout


def test_several_threads_open_a_new_ledger_at_once(path):
    barrier, made = threading.Barrier(8), []

    def open_it():
        barrier.wait()
        made.append(Ledger(path))

    threads = [threading.Thread(target=open_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8
    for ledger in made:
        assert list(ledger.entries()) == []
        ledger.close()


def test_a_ledger_is_shared_by_clients_and_says_where_it_is(sandbox, path):
    with Ledger(path) as ledger:
        with client_of(sandbox, ledger=ledger) as one:
            one.submit(XML, file_name="a.xml")
        with client_of(sandbox, ledger=ledger, poll=EAGER) as other:
            assert [found.wait().ok for found in other.resume()] == [True]
        assert repr(ledger) == f"<Ledger {str(path)!r}>"
        assert ledger.path == path


def test_what_another_process_sends_while_it_is_looked_at_is_not_too_old(keeper, sandbox, path, monkeypatch):
    look = dispatch.refuse_hopeless

    def look_too_late(upload, **arguments):
        with client_of(sandbox, ledger=path) as other:
            other.submit(XML, file_name="a.xml", force=True).wait()
        look(upload, **arguments)

    monkeypatch.setattr(dispatch, "refuse_hopeless", look_too_late)
    assert keeper.submit(XML, file_name="a.xml").wait().ok
    assert len(sandbox.submissions) == 1
    with pytest.raises(ForetoldError, match="is not greater than"):
        keeper.submit(XML, file_name="b.xml")
