from __future__ import annotations

import contextlib
import json
import os
import pathlib
import pty
import re
import socket
import subprocess
import sys

import pytest

from crossref_deposit.sandbox import Sandbox
from journals import BAD_ORCID, article, deposit, journal, person

MAIN = [sys.executable, "-c", "from crossref_deposit.cli import main; main()"]
GOOD = deposit(journal(article("10.5555/one"), article("10.5555/two")))
WRONG_DIGIT = deposit(journal(article("10.5555/three", person(BAD_ORCID)), article("10.5555/four")))


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.xml"
    path.write_bytes(GOOD)
    return str(path)


def test_a_deposit_that_is_registered(run, account, sandbox, good):
    result = run(["submit", good], env=account)
    assert result.exit_code == 0
    assert "2 registered, 0 failed" in result.stdout
    assert "received as " in result.stdout
    assert f"{good}: completed, 2 registered, 0 failed (submission " in result.stdout
    assert set(sandbox.registered) == {"10.5555/one", "10.5555/two"}
    assert sandbox.submissions[0].file_name in result.stdout


def test_a_deposit_that_fails_in_part(run, account):
    result = run(["submit", "--force", "-"], env=account, input=WRONG_DIGIT)
    assert result.exit_code == 1
    assert "1 registered, 1 failed" in result.stdout
    assert "] 10.5555/three: Error in " in result.stdout
    assert f"| <ORCID>{BAD_ORCID}</ORCID>" in result.stdout
    assert "[orcid-checksum]" in result.stdout


def test_the_same_as_data(run, account, sandbox, good, tmp_path):
    bad = tmp_path / "bad.xml"
    bad.write_bytes(WRONG_DIGIT)
    result = run(["submit", "--json", "--force", good, str(bad)], env=account)
    assert result.exit_code == 1
    first, second = json.loads(result.stdout)
    assert (first["file"], first["state"], first["report"]["ok"]) == (good, "completed", True)
    assert [record["doi"] for record in second["report"]["records"]] == ["10.5555/three", "10.5555/four"]
    assert [entry["file_name"] for entry in (first, second)] == [view.file_name for view in sandbox.submissions]


def test_one_deposit_without_hope_keeps_all_from_being_sent(run, account, sandbox, good):
    result = run(["submit", good, "-"], env=account, input=WRONG_DIGIT)
    assert result.exit_code == 1
    assert ": error [orcid-checksum] " in result.stdout
    assert ": error [orcid-checksum] 10.5555/three: The ORCID iD " in result.stdout
    assert result.stderr == "Nothing was sent. --force sends it all the same.\n"
    data = run(["submit", "--json", good, "-"], env=account, input=WRONG_DIGIT).stdout
    assert [[problem["code"] for problem in entry["problems"]] for entry in json.loads(data)] == [
        [],
        ["orcid-checksum"],
    ]
    assert sandbox.submissions == []


def test_a_deposit_without_the_queue(run, account, sandbox, good, tmp_path):
    bad, broken = tmp_path / "bad.xml", tmp_path / "broken.xml"
    bad.write_bytes(WRONG_DIGIT)
    broken.write_bytes(b"")
    result = run(["submit", "--synchronous", "--force", "--json", good, str(bad), str(broken)], env=account)
    first, second, third = json.loads(result.stdout)
    assert (result.exit_code, first["state"], first["report"]["ok"]) == (3, "completed", True)
    assert [record["doi"] for record in second["report"]["records"]] == ["10.5555/three", "10.5555/four"]
    assert third["report"] is None
    assert third["error"] in result.stderr
    assert {request.path for request in sandbox.requests} == {"/v2/deposits"}


def test_without_the_queue_nothing_is_sent_that_is_certain_to_fail(run, account, sandbox):
    result = run(["submit", "--synchronous", "-"], env=account, input=WRONG_DIGIT)
    assert (result.exit_code, sandbox.requests) == (1, [])


def test_without_the_queue_an_account_that_is_refused_ends_it(run, account, sandbox, good):
    result = run(["submit", "--synchronous", good], env={**account, "CROSSREF_DEPOSIT_PASSWORD": "other"})
    assert (result.exit_code, sandbox.registered) == (3, {})


@pytest.mark.parametrize("option", [["--ledger", "a"], ["--again"], ["--operation", "doMDUpload"], ["--no-wait"]])
def test_what_needs_the_queue(run, account, good, option):
    result = run(["submit", "--synchronous", *option, good], env=account)
    assert (result.exit_code, f"--synchronous goes without {option[0]}." in result.stderr) == (2, True)


def test_a_timeout_that_is_none(run, account, good):
    assert run(["submit", "--timeout", "0", good], env=account).exit_code == 2


def test_asking_later(run, account, sandbox, good):
    sent = run(["submit", "--no-wait", "--json", good], env=account)
    [entry] = json.loads(sent.stdout)
    assert (sent.exit_code, entry["report"]) == (0, None)
    name = entry["file_name"]
    waited = run(["status", name, "--wait"], env=account)
    assert waited.exit_code == 0
    assert "2 registered, 0 failed" in waited.stdout
    asked = json.loads(run(["status", name, "--json"], env=account).stdout)
    assert (asked["file_name"], asked["state"], asked["report"]["ok"]) == (name, "completed", True)
    assert len(sandbox.submissions) == 1


def test_asking_for_what_was_never_sent(run, account):
    result = run(["status", "never.xml"], env=account)
    assert (result.exit_code, result.stdout) == (1, "never.xml: unknown_submission\n")
    data = json.loads(run(["status", "never.xml", "--json"], env=account).stdout)
    assert (data["file_name"], data["state"], data["report"]) == ("never.xml", "unknown_submission", None)


def test_waiting_has_an_end(run, account, good):
    with Sandbox(processing_for=60) as slow:
        result = run(["submit", "--timeout", "0.2", "--base-url", slow.url, good], env=account)
    assert result.exit_code == 3
    assert "Traceback" not in result.output
    assert result.stderr.startswith(f"crossref-deposit: {good}: no final log of ")
    assert " yet, it is in_process. Nothing is lost; wait for it with: crossref-deposit status " in result.stderr
    assert "wait()" not in result.stderr


@pytest.mark.parametrize("command", [["submit", "-"], ["submit", "--json", "-"], ["status", "a.xml"]])
def test_wrong_login(run, account, command):
    secret = "correct horse battery"
    result = run(command, env={**account, "CROSSREF_DEPOSIT_PASSWORD": secret}, input=GOOD)
    assert result.exit_code == 3
    assert result.stderr.startswith("crossref-deposit: ")
    assert "refused the credentials (401)" in result.stderr
    assert secret not in result.output
    assert "Traceback" not in result.output


def test_no_password_is_ever_printed(run, account, good):
    for command in (["submit", good], ["submit", "--json", good], ["status", "a.xml"]):
        assert account["CROSSREF_DEPOSIT_PASSWORD"] not in run(command, env=account).output


def test_without_a_password(run, account, good):
    result = run(["submit", good], env={**account, "CROSSREF_DEPOSIT_PASSWORD": None})
    assert result.exit_code == 2
    assert "no password: set the environment variable CROSSREF_DEPOSIT_PASSWORD" in result.stderr


def typed(command: list[str], environment: dict[str, str], words: str) -> tuple[int, str]:
    """Run a command in a terminal of its own, type some words at its prompt; its status and all that was seen."""
    seen = b""
    screen, terminal = pty.openpty()
    streams = dict.fromkeys(("stdin", "stdout", "stderr"), terminal)
    with subprocess.Popen(command, env=environment, start_new_session=True, **streams) as running:
        os.close(terminal)
        with contextlib.suppress(OSError):  # how Linux says that a terminal has ended
            while piece := os.read(screen, 4096):
                seen += piece
                if seen.endswith(b"Password: "):
                    os.write(screen, f"{words}\n".encode())
        status = running.wait(timeout=10)
    os.close(screen)
    return status, seen.decode()


def test_a_terminal_is_asked_for_the_password_and_does_not_show_it(sandbox, good):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CROSSREF_")}
    options = ["--username", sandbox.username, "--base-url", sandbox.url]
    status, seen = typed(
        [*MAIN, "submit", *options, good], {**environment, "TERM": "xterm", "COLUMNS": "200"}, sandbox.password
    )
    assert status == 0
    assert "Password: " in seen
    assert sandbox.password not in seen
    assert "2 registered, 0 failed" in re.sub(r"\x1b\[[\d;]*m", "", seen)


def test_without_an_account(run, good):
    result = run(["submit", good])
    assert result.exit_code == 2
    assert "Missing option '--username'" in result.stderr


def test_missing_files_are_found_before_anything_is_sent(run, account, sandbox, good, tmp_path):
    result = run(["submit", str(tmp_path / "missing.xml"), good], env=account)
    assert result.exit_code == 3
    assert "No such file or directory" in result.stderr
    result = run(["submit", good, str(tmp_path / "missing.xml")], env=account)
    assert result.exit_code == 3
    assert sandbox.submissions == []


def test_options_say_whose_account(run, account, sandbox, good):
    only_password = {"CROSSREF_DEPOSIT_PASSWORD": sandbox.password}
    options = ["--username", sandbox.username, "--base-url", sandbox.url]
    assert run(["submit", *options, good], env=only_password).exit_code == 0


def test_an_unreachable_server(account, good):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    command = [*MAIN, "submit", "--timeout", "1", good]
    environment = {**os.environ, **account, "CROSSREF_DEPOSIT_BASE_URL": f"http://127.0.0.1:{port}"}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=20, check=False)
    assert result.returncode == 3
    assert result.stderr.startswith("crossref-deposit: ")
    assert "no connection" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.fixture
def ledger(tmp_path):
    return str(tmp_path / "deposits.ledger")


def test_a_ledger_is_kept_and_shown_without_an_account(run, account, good, ledger):
    assert run(["submit", "--ledger", ledger, good], env=account).exit_code == 0
    result = run(["status", "--ledger", ledger])
    assert result.exit_code == 0
    assert re.search(r"^completed +1$", result.stdout, re.MULTILINE)
    [line] = run(["status", "--json"], env={"CROSSREF_DEPOSIT_LEDGER": ledger}).stdout.splitlines()
    entry = json.loads(line)
    assert (entry["state"], entry["attempts"]) == ("completed", 1)
    assert "doi_batch_diagnostic" in entry["log"]
    assert account["CROSSREF_DEPOSIT_PASSWORD"] not in line


def test_what_could_not_be_sent_is_resumed(run, account, sandbox, good, ledger, tmp_path):
    sandbox.fail("unavailable", times=2)
    bad = tmp_path / "bad.xml"
    bad.write_bytes(WRONG_DIGIT)
    for file in (good, str(bad)):
        command = ["submit", "--force", "--ledger", ledger, "--timeout", "0.1", file]
        assert run(command, env=account).exit_code == 3
    shown = run(["status", "--ledger", ledger])
    assert shown.exit_code == 1
    assert re.search(r"^\S+\.xml: held, sent 1 times: .* out of service \(503\)", shown.stdout, re.MULTILINE)
    result = run(["resume", "--ledger", ledger], env=account)
    assert result.exit_code == 1
    assert "2 registered, 0 failed" in result.stdout
    assert "] 10.5555/three: Error in " in result.stdout
    again = run(["resume", "--ledger", ledger], env=account)
    assert (again.exit_code, again.stdout) == (0, "")
    assert run(["status", "--ledger", ledger]).exit_code == 0
    assert len(sandbox.submissions) == 2


def test_what_still_cannot_be_sent_is_said_so(run, account, sandbox, good, ledger):
    sandbox.fail("unavailable", times=2)
    assert run(["submit", "--ledger", ledger, "--timeout", "0.1", good], env=account).exit_code == 3
    result = run(["resume", "--ledger", ledger, "--timeout", "0.1", "--json"], env=account)
    assert result.exit_code == 3
    [entry] = json.loads(result.stdout)
    assert (entry["state"], entry["report"]) == ("unknown_submission", None)
    assert "out of service (503)" in entry["error"]
    sandbox.fail("unavailable", times=1)
    result = run(["resume", "--ledger", ledger, "--timeout", "0.1"], env=account)
    assert "out of service (503)" in result.stderr
    result = run(["resume", "--ledger", ledger], env={**account, "CROSSREF_DEPOSIT_PASSWORD": "wrong"})
    assert result.exit_code == 3
    assert "refused the credentials" in result.stderr


def test_with_a_ledger_a_file_is_sent_once(run, account, sandbox, good, ledger, tmp_path):
    copy = tmp_path / "elsewhere" / "good.xml"
    copy.parent.mkdir()
    copy.write_bytes(pathlib.Path(good).read_bytes())
    for files in ([good], [good, str(copy)]):
        result = run(["submit", "--ledger", ledger, *files], env=account)
        assert result.exit_code == 0
        assert result.stdout.count("2 registered, 0 failed") == len(files)
    [sent] = sandbox.submissions
    assert re.fullmatch(r"good-[0-9a-f]{32}\.xml", sent.file_name)
    copy.write_bytes(copy.read_bytes().replace(b"<timestamp>", b"<timestamp>1"))
    assert run(["submit", "--ledger", ledger, good, str(copy)], env=account).exit_code == 0
    assert len(sandbox.submissions) == 2


def test_what_the_ledger_has_is_sent_again_when_told(run, account, sandbox, good, ledger):
    assert run(["submit", "--ledger", ledger, good], env=account).exit_code == 0
    result = run(["submit", "--ledger", ledger, "--again", good], env=account)
    assert result.exit_code == 1
    assert "[timestamp-not-newer]" in result.stdout
    assert len(sandbox.submissions) == 1, "it would have been refused"
    result = run(["submit", "--ledger", ledger, "--again", "--force", good], env=account)
    assert (result.exit_code, len(sandbox.submissions)) == (1, 2)


def test_a_name_is_asked_for_through_the_ledger(run, account, good, ledger):
    [sent] = json.loads(run(["submit", "--no-wait", "--json", "--ledger", ledger, good], env=account).stdout)
    assert run(["status", sent["file_name"], "--wait", "--ledger", ledger], env=account).exit_code == 0
    assert run(["status", "--ledger", ledger]).exit_code == 0


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["status"], "give the name of a file, or --ledger"),
        (["resume"], "give the ledger with --ledger"),
        (["status", "--ledger", "none.ledger"], "there is no ledger none.ledger"),
        (["resume", "--ledger", "none.ledger"], "there is no ledger none.ledger"),
    ],
)
def test_commands_that_miss_a_ledger(run, account, command, words):
    result = run(command, env=account)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_file_that_is_no_ledger(run, account, good):
    result = run(["status", "--ledger", good])
    assert result.exit_code == 3
    assert "it is no SQLite file" in result.stderr
