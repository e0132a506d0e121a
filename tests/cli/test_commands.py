"""The commands, over real sockets where they talk to Crossref."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

import journals
from crossref_deposit.cli.app import application
from crossref_deposit.sandbox import Sandbox

BAD = journals.deposit(journals.journal(journals.article("10.5555/one", journals.person(journals.BAD_ORCID))))
GOOD = journals.deposit(journals.journal(journals.article("10.5555/one", journals.person(journals.GOOD_ORCID))))
PASSWORD = "correct horse battery staple"
LOG = f"""<doi_batch_diagnostic status="completed"><record_diagnostic status="Failure" msg_id="45">
<doi>DOI not found</doi><msg>Error in Journal Article (Author ORCID): ORCID "{journals.BAD_ORCID}" has invalid checksum</msg>
</record_diagnostic></doi_batch_diagnostic>"""


@pytest.fixture(autouse=True)
def _no_account(monkeypatch):
    for name in ("USERNAME", "PASSWORD", "ROLE", "BASE_URL"):
        monkeypatch.delenv(f"CROSSREF_DEPOSIT_{name}", raising=False)


@pytest.fixture
def sandbox(monkeypatch):
    with Sandbox(password=PASSWORD, unknown_for=0, queued_for=0.02, processing_for=0.02) as running:
        monkeypatch.setenv("CROSSREF_DEPOSIT_USERNAME", running.username)
        monkeypatch.setenv("CROSSREF_DEPOSIT_PASSWORD", PASSWORD)
        monkeypatch.setenv("CROSSREF_DEPOSIT_BASE_URL", running.url)
        yield running


@pytest.fixture
def deposit(tmp_path):
    """Writes a deposit to a file; its path."""

    def write(content: bytes, name: str = "deposit.xml") -> str:
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return write


def run(*arguments: str, stdin: bytes | None = None):
    result = CliRunner().invoke(application, arguments, input=stdin)
    assert PASSWORD not in result.output
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_demo_traces_four_failures_mends_them_and_registers_all():
    result = run("demo", "--json")
    data = json.loads(result.stdout)
    assert result.exit_code == 0
    assert data["ok"]
    assert data["registered"] >= 20
    first, mended, *_ = data["steps"]
    assert len(first["records"]) >= 20
    failures = [record for record in first["report"]["records"] if record["status"] == "Failure"]
    assert len({failure["doi"] for failure in failures}) == 4
    assert [failure["reported_doi"] for failure in failures].count("DOI not found") == 3
    assert all(failure["line"] and failure["column"] and failure["problems"][0]["remedy"] for failure in failures)
    assert sorted(mended["records"]) == sorted(failure["doi"] for failure in failures)
    assert mended["report"]["ok"]


def test_demo_shows_what_it_does():
    result = run("demo")
    assert result.exit_code == 0
    for words in ("DOI not found", "orcid-checksum", "orcid-duplicate", "timestamp-not-newer", "Mended", "in_process"):
        assert words in result.stdout


@pytest.mark.parametrize("command", ["validate", "check"])
def test_problems_have_their_place_and_end_with_one(command, deposit):
    path = deposit(BAD)
    result = run(command, path)
    assert result.exit_code == 1
    line = BAD[: BAD.index(b"<ORCID>")].count(b"\n") + 1
    assert f"{path}:{line}:" in result.stdout
    assert "[orcid-checksum]" in result.stdout
    assert "record 10.5555/one" in result.stdout


@pytest.mark.parametrize("command", ["validate", "check"])
def test_no_problems_end_with_zero(command, deposit):
    path = deposit(GOOD)
    assert run(command, path).output == f"{path}: no problems\n"


def test_validate_as_data(deposit):
    path = deposit(BAD)
    result = run("validate", "--json", path, deposit(GOOD, "good.xml"))
    bad, good = json.loads(result.stdout)
    assert bad["file"] == path
    assert [problem["code"] for problem in bad["problems"]] == ["orcid-checksum"]
    assert good["problems"] == []


def test_validate_without_rules(deposit):
    assert run("validate", "--no-rules", deposit(BAD)).exit_code == 0


def test_standard_input():
    assert run("validate", "-", stdin=GOOD).exit_code == 0


def test_the_caret_stands_under_the_place():
    broken = GOOD.replace(b"<year>2026</year>", b"<year>3026</year>")
    lines = run("validate", "-", stdin=broken).stdout.splitlines()
    caret = next(number for number, line in enumerate(lines) if line.endswith("^"))
    assert lines[caret - 1][lines[caret].index("^") :].startswith("<year>3026")


def test_diagnose_traces_an_anonymous_failure(deposit, tmp_path):
    log = tmp_path / "log.xml"
    log.write_text(LOG, encoding="utf-8")
    result = run("diagnose", str(log), "--submission", deposit(BAD))
    assert result.exit_code == 1
    assert "Failure 10.5555/one" in result.stdout
    as_data = json.loads(run("diagnose", str(log), "--submission", deposit(BAD), "--json").stdout)
    assert as_data["records"][0]["doi"] == "10.5555/one"


def test_diagnose_says_when_it_is_no_log(deposit):
    result = run("diagnose", deposit(b"<html><body>503</body></html>"))
    assert result.exit_code == 3
    assert "crossref-deposit: " in result.stderr


def test_submit_waits_and_reports(sandbox, deposit):
    result = run("submit", deposit(GOOD), deposit(BAD, "bad.xml"))
    assert result.exit_code == 1
    assert "1 registered, 0 failed" in result.stdout
    assert "Failure 10.5555/one" in result.stdout
    assert len(sandbox.submissions) == 2


def test_submit_as_data_and_status_afterwards(sandbox, deposit):
    result = run("submit", "--json", deposit(GOOD))
    [entry] = json.loads(result.stdout)
    assert result.exit_code == 0
    assert entry["state"] == "completed"
    assert entry["report"]["ok"]
    again = run("status", entry["file_name"])
    assert again.exit_code == 0
    assert "1 registered" in again.stdout
    assert json.loads(run("status", "--json", entry["file_name"]).stdout)["report"]["ok"]


def test_submit_without_waiting(sandbox, deposit):
    [entry] = json.loads(run("submit", "--no-wait", "--json", deposit(GOOD)).stdout)
    assert entry["report"] is None
    waited = run("status", "--wait", entry["file_name"])
    assert waited.exit_code == 0
    assert sandbox.submissions[0].file_name == entry["file_name"]


def test_status_of_nothing(sandbox):
    assert sandbox.url
    result = run("status", "never-sent.xml")
    assert result.exit_code == 1
    assert "unknown_submission" in result.stdout


def test_wrong_password_is_trouble(sandbox, deposit, monkeypatch):
    monkeypatch.setenv("CROSSREF_DEPOSIT_PASSWORD", "wrong")
    result = run("submit", deposit(GOOD))
    assert result.exit_code == 3
    assert "crossref-deposit: " in result.stderr
    assert sandbox.submissions == []


def test_no_password_is_usage(sandbox, deposit, monkeypatch):
    assert sandbox.url
    monkeypatch.delenv("CROSSREF_DEPOSIT_PASSWORD")
    result = run("submit", deposit(GOOD))
    assert result.exit_code == 2
    assert "CROSSREF_DEPOSIT_PASSWORD" in result.stderr


def test_missing_file_is_trouble():
    result = run("validate", "no-such-file.xml")
    assert result.exit_code == 3
    assert "no-such-file.xml" in result.stderr


def test_the_installed_command():
    script = "import sys; sys.argv[0] = 'crossref-deposit'; from crossref_deposit.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", script, "--help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    for command in ("demo", "validate", "check", "submit", "status", "diagnose"):
        assert command in done.stdout


def test_without_the_extra_it_says_what_to_install():
    script = "import sys; sys.modules['click'] = None; from crossref_deposit.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "pip install 'crossref_deposit[cli]'" in done.stderr
    assert "Traceback" not in done.stderr
