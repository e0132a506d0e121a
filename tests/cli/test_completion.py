from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

MAIN = [sys.executable, "-c", "from crossref_deposit.cli import main; main()"]


def completed(words: str, tmp_path) -> list[str]:
    """What the command offers for the last word, asked as bash asks."""
    variables = {
        "_CROSSREF_DEPOSIT_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
        "XDG_CONFIG_HOME": str(tmp_path),
        "HOME": str(tmp_path),
    }
    result = subprocess.run(MAIN, env={**os.environ, **variables}, capture_output=True, text=True, check=True)
    return [line.partition(",")[2] for line in result.stdout.splitlines()]


def test_commands_codes_and_profiles_are_completed(tmp_path):
    (tmp_path / "config.toml").write_text("[profiles.press]\n[profiles.printer]\n[profiles.other]\n")
    assert completed("crossref-deposit va", tmp_path) == ["validate"]
    assert completed("crossref-deposit explain orcid-check", tmp_path) == ["orcid-checksum", "orcid-check"]
    config = tmp_path / "config.toml"
    assert completed(f"crossref-deposit submit --config {config} --profile pr", tmp_path) == ["press", "printer"]
    config.write_text("this is no TOML")
    assert not any(completed(f"crossref-deposit submit --config {config} --profile pr", tmp_path))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_for_each_shell(run, shell):
    result = run(["completion", shell])
    assert result.exit_code == 0
    assert f"_CROSSREF_DEPOSIT_COMPLETE={shell}_complete" in result.stdout
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=result.stdout.encode(), check=True)  # it reads the script, and runs nothing


def test_no_other_shell(run):
    assert run(["completion", "tcsh"]).exit_code == 2
