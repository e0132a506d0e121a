from __future__ import annotations

import json
import os
import pathlib
import shlex
import subprocess
import sys

import pytest

from crossref_deposit.cli.output import FORMATS
from journals import BAD_ORCID, article, deposit, journal, one_article, person

MAIN = [sys.executable, "-c", "from crossref_deposit.cli import main; main()"]


def test_a_command_of_its_own(tmp_path):
    result = subprocess.run([*MAIN, "validate", "-"], input=one_article(), capture_output=True, check=False)
    assert (result.returncode, result.stdout, result.stderr) == (0, b"-: no problems\n", b"")
    result = subprocess.run([*MAIN, "validate", str(tmp_path / "x")], capture_output=True, check=False)
    assert result.returncode == 3
    assert b"Traceback" not in result.stderr


def test_help_names_every_command_and_status(run):
    result = run(["-h"])
    assert result.exit_code == 0
    for command in ("check", "demo", "diagnose", "schemas", "status", "submit", "validate"):
        assert f"\n  {command} " in result.stdout
        assert run([command, "--help"]).exit_code == 0
    assert "Exit status: 0 all is well; 1 problems were found" in result.stdout


@pytest.mark.parametrize("missing", ["click", "rich"])
def test_without_the_extra(missing):
    code = f"import sys; sys.modules[{missing!r}] = None; from crossref_deposit.cli import main; main()"
    result = subprocess.run([sys.executable, "-c", code, "demo"], capture_output=True, text=True, check=False)
    assert result.returncode == 3
    assert result.stderr == (
        f"crossref-deposit: {missing} is not installed. Install it with: pip install 'crossref_deposit[cli]'\n"
    )


def test_ctrl_c_while_it_reads_its_own_modules():
    code = (
        "import sys\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name == 'crossref_deposit.cli.app':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "from crossref_deposit.cli import main\n"
        "main()\n"
    )
    result = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, check=False)
    assert (result.returncode, result.stdout, result.stderr) == (130, b"", b"")


NOT_TEXT = b"caf\xe9.xml"
STRICT = {**os.environ, "PYTHONIOENCODING": "utf-8:strict"}


@pytest.fixture
def not_text(tmp_path):
    """A folder with a file whose name is no UTF-8; its deposit has a mistake."""
    wrong = deposit(journal(article("10.5555/one", person(BAD_ORCID))))
    try:
        (tmp_path / os.fsdecode(NOT_TEXT)).write_bytes(wrong)
    except OSError:
        pytest.skip("this file system has only names that are text")
    return tmp_path


@pytest.mark.parametrize("output", ["text", *FORMATS])
def test_a_name_that_is_no_text(not_text, output):
    """In a locale of UTF-8, in which Python refuses to print it."""
    command = [*MAIN, "validate", "--format", output, NOT_TEXT]
    result = subprocess.run(command, cwd=not_text, env=STRICT, capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (1, b"")
    assert "caf" in result.stdout.decode()
    if output in {"json", "sarif"}:
        assert json.loads(result.stdout)


def test_a_name_that_is_no_text_on_a_terminal_with_few_characters(not_text):
    few = {**os.environ, "PYTHONIOENCODING": "ascii:strict"}
    result = subprocess.run([*MAIN, "validate", NOT_TEXT], cwd=not_text, env=few, capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (1, b"")


@pytest.mark.parametrize("arguments", [["--help"], ["manual"], ["json-schema", "submit"], ["completion", "bash"]])
def test_nobody_reads_what_is_printed(arguments):
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "wb") as pipe:  # noqa: PTH123 - it has no path
        result = subprocess.run([*MAIN, *arguments], stdout=pipe, stderr=subprocess.PIPE, check=False)
    assert (result.returncode, result.stderr) == (3, b"")


@pytest.mark.skipif(not pathlib.Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["manual"]])
def test_a_disk_that_is_full(arguments):
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        result = subprocess.run([*MAIN, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (result.returncode, result.stderr) == (3, "crossref-deposit: [Errno 28] No space left on device\n")


@pytest.mark.skipif(os.name == "nt", reason="shells of Windows close no streams")
@pytest.mark.parametrize(
    ("closed", "arguments", "status"),
    [("<&-", "validate -", 1), (">&-", "manual", 0), (">&-", "profiles", 0), ("2>&-", "validate missing.xml", 3)],
)
def test_a_stream_that_is_closed(closed, arguments, status):
    command = shlex.join([*MAIN, *arguments.split()])
    result = subprocess.run(["/bin/sh", "-c", f"{command} {closed}"], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (status, "")
