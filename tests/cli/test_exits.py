"""Every command ends as its help says."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys

import pytest

from crossref_deposit.cli.app import COMMANDS, every_command
from crossref_deposit.cli.exits import COMMON
from crossref_deposit.cli.json_schema import DOCUMENTED, schema_of
from handmade import Result, log
from journals import BAD_ORCID, GOOD_ORCID, article, deposit, journal, person
from old_documents import DOCUMENTS

MAIN = [sys.executable, "-c", "from crossref_deposit.cli import main; main()"]
GOOD = deposit(journal(article("10.5555/one", person(GOOD_ORCID))))
BAD = GOOD.replace(GOOD_ORCID.encode(), BAD_ORCID.encode())
OLD = DOCUMENTS["article 4.4.1"].xml.encode()
QUIET = log([Result("Success", "10.5555/one")])
LOUD = log([Result("Failure", "10.5555/one", "Something went wrong")])
NO_LEDGER = "none.ledger"
MAIL = ["--email", "doi@example.org"]


EVERY = every_command()
ENDS = [
    ("account", [], b"", 0),
    ("account", ["--role", "none"], b"", 3),
    ("check", ["-"], GOOD, 0),
    ("check", ["-"], BAD, 1),
    ("check", ["-"], b"<a>", 3),
    ("completion", ["bash"], b"", 0),
    ("diagnose", ["-"], QUIET, 0),
    ("diagnose", ["-"], LOUD, 1),
    ("diagnose", ["-"], b"Dear depositor", 3),
    ("explain", ["issn-invalid"], b"", 0),
    ("explain", ["gibberish"], b"", 1),
    ("json-schema", ["submit"], b"", 0),
    ("manual", [], b"", 0),
    ("profiles", [], b"", 0),
    ("references", ["10.5555/one"], b"", 0),
    ("references", ["not-a-doi"], b"", 3),
    ("resume", ["--ledger", NO_LEDGER], b"", 2),
    ("schemas list", [], b"", 0),
    ("schemas install", ["5.5.0", "--from", "nowhere"], b"", 3),
    ("schemas path", ["5.5.0"], b"", 3),
    ("send aliases", [*MAIL, "-"], b"10.5555/one 10.5555/two", 1),
    ("send conflicts", [*MAIL, "--op", "alias", "-"], b"10.5555/unknown", 1),
    ("send owner", [*MAIL, "--from-prefix", "10.5555", "--to-prefix", "10.5556", "-"], b"10.5555/unknown", 1),
    ("send queries", [*MAIL, "-"], b"doi\n10.5555/one", 0),
    ("send queries", [*MAIL, "-"], b"doi\n10.5555/unknown", 1),
    ("send urls", [*MAIL, "-"], b"10.5555/one https://a.example.org", 0),
    ("send urls", [*MAIL, "-"], b"10.5555/one", 3),
    ("status", ["--ledger", NO_LEDGER], b"", 2),
    ("status", ["never-sent.xml"], b"", 1),
    ("sandbox", ["--port", "99999"], b"", 2),
    ("sandbox", ["--workers", "0"], b"", 2),
    ("sandbox", ["--queued-for", "-1"], b"", 2),
    ("submit", ["-"], GOOD, 0),
    ("submit", ["-"], BAD, 1),
    ("submit", ["missing.xml"], b"", 3),
    ("upgrade", ["--check", "-"], GOOD, 0),
    ("upgrade", ["--check", "-"], OLD, 1),
    ("upgrade", ["--check", "missing.xml"], b"", 3),
    ("validate", ["-"], GOOD, 0),
    ("validate", ["-"], BAD, 1),
    ("validate", ["missing.xml"], b"", 3),
]
"""Of each command how it can end; demo, sandbox, resume and schemas have more in tests of their own."""


@pytest.mark.parametrize(("command", "arguments", "data", "status"), ENDS)
def test_a_command_ends_as_it_says(run, account, sandbox, command, arguments, data, status, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CROSSREF_DEPOSIT_SCHEMAS", str(tmp_path))
    sandbox.register("10.5555/one")
    timeout = ["--timeout", "5"] if any(option.name == "timeout" for option in EVERY[command].params) else []
    result = run([*command.split(), *arguments, *timeout], input=data, env=account)
    assert result.exit_code == status, result.output
    assert status in EVERY[command].statuses


def test_no_command_is_without_statuses():
    assert {words.split()[0] for words in EVERY} == COMMANDS.keys()


@pytest.mark.parametrize("command", EVERY)
def test_help_fits_a_terminal(run, command):
    told = run([*command.split(), "--help"], terminal_width=80).stdout
    assert max(map(len, told.splitlines())) <= 80
    assert "\\b" not in told
    text = told.partition("Options:")[0].replace("\n                    ", "\n")
    assert "\n   " not in text


def test_what_goes_into_a_file_of_a_shell_stands_on_a_line_of_its_own(run):
    told = run(["completion", "--help"], terminal_width=80).stdout
    assert re.search(r'^  bash, .* eval "\$\(crossref-deposit completion bash\)"$', told, re.MULTILINE)


@pytest.mark.parametrize("command", EVERY)
def test_help_says_how_a_command_ends(run, command):
    told = run([*command.split(), "--help"]).stdout
    for status, meaning in EVERY[command].statuses.items():
        assert f"  {status} " in told
        assert " ".join(meaning.split())[:20] in " ".join(told.split())
    assert set(COMMON) < set(EVERY[command].statuses)


@pytest.mark.parametrize("command", EVERY)
def test_what_is_not_understood(run, command):
    assert run([*command.split(), "--nonsense"]).exit_code == 2


@pytest.mark.parametrize("command", EVERY)
def test_all_that_print_json_promise_it(command):
    has_json = any("--json" in option.opts for option in EVERY[command].params)
    assert has_json == (command.split()[0] in DOCUMENTED and command != "schemas path")
    if has_json:
        assert schema_of(command.split()[0])["$defs"][command.split()[0]][
            "description" if command != "check" else "$ref"
        ]


def test_ctrl_c(tmp_path):
    pipe = tmp_path / "pipe.xml"
    os.mkfifo(pipe)
    command = [*MAIN, "validate", str(pipe)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running,
        pipe.open("wb"),  # goes on when the other side has opened it too
    ):
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=20)
    assert running.returncode == 130
    assert said == b"Interrupted.\n"


def test_a_reader_that_goes_away(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.xml").write_bytes(BAD)
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        result = subprocess.run(
            [*MAIN, "check", str(tmp_path)], stdout=closed, stderr=subprocess.PIPE, check=False, timeout=30
        )
    assert (result.returncode, result.stderr) == (3, b"")
