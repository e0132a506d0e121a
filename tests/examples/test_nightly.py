"""The nightly job, run as a program, twice."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys

import samples

PROGRAM = pathlib.Path(__file__).parent.parent.parent / "examples" / "nightly.py"


def test_it_sends_what_is_new_and_leaves_a_page(crossref_sandbox, tmp_path):
    (tmp_path / "good.xml").write_bytes(samples.batch(samples.article("10.5555/good")).to_xml())
    bad = samples.batch(samples.article("10.5555/bad"))
    crossref_sandbox.register("10.5555/bad", bad.timestamp)
    (tmp_path / "bad.xml").write_bytes(bad.to_xml())
    account = {"USERNAME": crossref_sandbox.username, "PASSWORD": crossref_sandbox.password}
    environment = os.environ | {f"CROSSREF_DEPOSIT_{name}": value for name, value in account.items()}
    command = [sys.executable, str(PROGRAM), str(tmp_path), "--base-url", crossref_sandbox.url]
    for _ in range(2):
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert run.returncode == 1, run.stderr
        assert run.stdout == "<SubmissionSummary: 2 submissions, 0 errors, 1 registered, 1 failed>\n"
        assert "2 of 2 submissions done" in run.stderr
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "1 of 2 records is not registered" in page
    assert "10.5555/bad" in page
    assert len(crossref_sandbox.submissions) == 2
