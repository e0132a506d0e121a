from __future__ import annotations

import subprocess
import sys

import pytest

from journals import one_article

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
