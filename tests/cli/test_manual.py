from __future__ import annotations

import pathlib
import re
import shutil
import subprocess

import pytest

from crossref_deposit.cli.app import COMMANDS

PAGE = pathlib.Path(__file__).parent.parent.parent / "docs" / "man" / "crossref-deposit.1"


def test_the_page_says_what_the_commands_say(run):
    assert run(["manual"]).stdout == PAGE.read_text(encoding="utf-8"), "nox -s manual writes it anew"


def test_every_command_and_variable_is_on_the_page():
    page = PAGE.read_text(encoding="utf-8").replace(r"\-", "-")
    for command in COMMANDS:
        assert re.search(rf"^\.SS {command}\b", page, re.MULTILINE)
    for name in ("USERNAME", "PASSWORD", "ROLE", "BASE_URL", "LEDGER", "CONFIG", "PROFILE", "EMAIL", "SCHEMAS"):
        assert rf"\fBCROSSREF_DEPOSIT_{name}\fR" in page


GROFF = shutil.which("groff")


@pytest.mark.skipif(GROFF is None, reason="there is no groff to ask")
def test_the_page_is_well_formed():
    result = subprocess.run([GROFF, "-man", "-Tutf8", "-ww", PAGE], capture_output=True, text=True, check=True)
    assert result.stderr == ""
    assert "Exit status:" in result.stdout
