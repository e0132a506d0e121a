"""The command ``sandbox``, as a process of its own."""

from __future__ import annotations

import contextlib
import json
import re
import signal
import socket
import subprocess
import sys
import time

import jsonschema
import pytest
import requests
from click.testing import CliRunner

import journals
from crossref_deposit.cli.app import application
from crossref_deposit.cli.json_schema import schema_of

COMMAND = [sys.executable, "-c", "from crossref_deposit.cli import main; main()", "sandbox", "--port", "0"]
QUICK = ["--unknown-for", "0", "--queued-for", "0", "--processing-for", "0"]
ACCOUNT = {"login_id": "sandbox", "login_passwd": "not-a-secret"}


@contextlib.contextmanager
def running(*arguments: str):
    with subprocess.Popen(
        [*COMMAND, *QUICK, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def introduced(process) -> str:
    """The address that it listens at, from what it says of itself."""
    lines = [process.stdout.readline() for _ in range(5)]
    assert lines[-1].endswith("Ctrl-C stops it.\n"), process.stderr.read()
    return re.search(r"http://\S+", lines[0])[0]


def deposit(url: str, doi: str = "10.5555/one") -> requests.Response:
    files = {"fname": ("a.xml", journals.one_article(doi))}
    return requests.post(f"{url}/servlet/deposit", data=ACCOUNT, files=files, timeout=5)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_runs_until_it_is_asked_to_stop_and_says_what_happens(number):
    with running() as process:
        url = introduced(process)
        assert deposit(url).status_code == 200
        assert "a.xml: received as submission 1400000000" in process.stdout.readline()
        assert "a.xml: submission 1400000000 is completed: 1 Success" in process.stdout.readline()
        process.send_signal(number)
        output, errors = process.communicate(timeout=10)
        assert (process.returncode, output, errors) == (0, "Stopped.\n", "")


def test_address_and_account_are_data_for_programs():
    with running("--json", "--username", "me@example.org", "--role", "press") as process:
        line = process.stdout.readline()
        jsonschema.Draft202012Validator(schema_of("sandbox")).validate(data := json.loads(line))
        assert (data["username"], data["role"], data["password"]) == ("me@example.org", "press", "not-a-secret")
        assert requests.get(data["url"], timeout=5).ok
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=10)
        assert (process.returncode, output) == (0, "")
    with running("--json", "--password", "correct horse battery") as process:
        assert json.loads(process.stdout.readline())["password"] is None


def test_it_can_remember_and_be_quiet(tmp_path):
    file = tmp_path / "sandbox.sqlite"
    with running("--file", str(file)) as process:
        deposit(introduced(process))
        process.stdout.readline()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)
    with running("--file", str(file)) as process:
        assert (
            "10.5555/one"
            in requests.get(f"{introduced(process)}/servlet/submissionAdmin?sf=registered", timeout=5).text
        )
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)


def test_quiet_is_quiet(unused_port):
    with running("--quiet", "--port", str(unused_port)) as process:
        url = f"http://127.0.0.1:{unused_port}"
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            with contextlib.suppress(requests.ConnectionError):
                assert deposit(url).status_code == 200
                break
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=10) == ("", "")
        assert process.returncode == 0


@pytest.fixture
def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def test_faults_and_limits_are_planned_on_the_command_line():
    faults = ["--fault", "unavailable,times=2,retry_after=7", "--fault", "unauthorized@/servlet/login,times=0"]
    with running(*faults, "--prefix", "10.6666", "--role", "mine", "--password", "correct-horse") as process:
        url = introduced(process)
        answers = [deposit(url) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [503, 503, 401]
        assert answers[0].headers["Retry-After"] == "7"
        good = {"usr": "sandbox", "pwd": "correct-horse", "role": "mine"}
        assert [requests.post(f"{url}/servlet/login", data=good, timeout=5).status_code for _ in range(3)] == [401] * 3


def test_a_password_of_ones_own_is_not_printed():
    with running("--password", "correct-horse") as process:
        introduced(process)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=10)
        assert "correct-horse" not in output + errors


def test_callbacks_go_where_they_are_wanted():
    with running("--callback", "http://127.0.0.1:9/") as process:
        deposit(introduced(process))
        lines = [process.stdout.readline() for _ in range(3)]
        assert "a.xml: callback to http://127.0.0.1:9/ failed" in lines[-1]


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("magic", "found 'magic', expected one of cut-before"),
        ("slow,minutes=1", "'minutes' is none of times, after, probability, seconds, retry_after"),
        ("slow,seconds=long", "could not convert string to float: 'long'"),
        ("slow@/nowhere", "found '/nowhere', expected one of /servlet/deposit"),
    ],
)
def test_a_fault_that_cannot_be_is_an_error_of_usage(fault, message):
    done = CliRunner().invoke(application, ["sandbox", "--port", "0", "--fault", fault])
    assert done.exit_code == 2
    assert message in re.sub(r"\s+", " ", done.output)


def test_a_file_that_is_none_of_its_own_is_said_in_one_line(tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("Nothing that a database would hold. " * 50)
    done = CliRunner().invoke(application, ["sandbox", "--port", "0", "--file", str(file)])
    assert done.exit_code == 3
    assert "cannot be used for a sandbox" in done.output
