from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner

from crossref_deposit.cli.app import application
from crossref_deposit.cli.demo.articles import batches
from crossref_deposit.cli.demo.spoil import spoil

SPOILED = spoil(batches()[0])


@pytest.fixture(scope="module")
def text():
    return CliRunner().invoke(application, ["demo"])


def test_four_articles_are_spoiled():
    assert len(SPOILED.dois) == 4
    assert SPOILED.dois <= {record.doi for record in batches()[0].records()}


def test_the_demonstration_tells_each_mistake_by_its_doi(text):
    assert text.exit_code == 0
    before, _, after = text.stdout.partition("Mended:")
    for doi in SPOILED.dois:
        assert re.search(rf"^deposit\.xml:\d+:\d+: error \[[a-z-]+\] {re.escape(doi)}: ", before, re.MULTILINE)
    assert len(re.findall(": error ", text.stdout)) == 4
    assert before.count('Crossref reported "DOI not found"; told by ') == 3
    assert "0 failed" in after
    assert "error" not in after


def test_the_demonstration_shows_progress_and_remedies(text):
    assert "nothing leaves this machine" in text.stdout
    for state in ("received", "queued", "in_process"):
        assert re.search(rf"^\S+\.xml: {state}$", text.stdout, re.MULTILINE)
    assert re.search(r"^\S+\.xml: completed, 16 registered, 4 failed ", text.stdout, re.MULTILINE)
    for code in ("orcid-checksum", "orcid-duplicate", "timestamp-not-newer"):
        assert f"[{code}] " in text.stdout
    assert re.search(r"^4 articles of 1 journal, .* valid$", text.stdout, re.MULTILINE)
    assert re.search(r"^\S+\.xml: completed, 4 registered, 0 failed ", text.stdout, re.MULTILINE)
    assert re.search(r"^(\d+) of \1 DOIs are registered\.$", text.stdout, re.MULTILINE)


def test_the_same_as_data(run):
    result = run(["demo", "--json"])
    data = json.loads(result.stdout)
    assert (result.exit_code, result.stderr, data["ok"]) == (0, "", True)
    spoiled, mended, *others = data["steps"]
    failures = {record["doi"]: record for record in spoiled["report"]["records"] if record["status"] == "Failure"}
    assert set(failures) == SPOILED.dois
    codes = {doi: [problem["code"] for problem in record["problems"]] for doi, record in failures.items()}
    assert codes == {
        **{doi: ["orcid-checksum"] for doi in SPOILED.wrong_check_digit},
        SPOILED.repeated: ["orcid-duplicate"],
        SPOILED.outdated: ["timestamp-not-newer"],
    }
    assert [record["reported_doi"] for record in failures.values()].count("DOI not found") == 3
    assert all(record["line"] and record["column"] and record["problems"][0]["remedy"] for record in failures.values())
    assert set(mended["records"]) == SPOILED.dois
    assert all(step["report"]["ok"] for step in (mended, *others))
    assert data["registered"] == len({doi for step in data["steps"] for doi in step["records"]}) >= 20
