from __future__ import annotations

import json
import sys

import pytest

from crossref_deposit.cli.documentation import documentation_url
from journals import BAD_ORCID, article, deposit, journal, person

BAD = deposit(journal(article("10.5555/one", person(BAD_ORCID))))


@pytest.fixture
def published(tmp_path, monkeypatch):
    """The package as it is installed when its documentation is published."""
    folder = tmp_path / "crossref_deposit-9.dist-info"
    folder.mkdir()
    urls = "Project-URL: Source, https://code.example.org\nProject-URL: Documentation, https://docs.example.org/\n"
    (folder / "METADATA").write_text(f"Metadata-Version: 2.4\nName: crossref_deposit\nVersion: 9\n{urls}")
    monkeypatch.syspath_prepend(tmp_path)
    documentation_url.cache_clear()
    yield "https://docs.example.org/problems.html#orcid-checksum"
    documentation_url.cache_clear()


def test_where_a_problem_is_explained(run, published):
    assert run(["explain", "orcid-checksum"]).stdout.splitlines()[-1] == f"    {published}"
    assert json.loads(run(["explain", "--json", "orcid-checksum"]).stdout)[0]["docs"] == published
    [ran] = json.loads(run(["check", "--format", "sarif", "-"], input=BAD).stdout)["runs"]
    assert ran["tool"]["driver"]["rules"][0]["helpUri"] == published


def test_nothing_is_said_of_what_is_not_published(run):
    assert "problems.html" not in run(["explain", "orcid-checksum"]).stdout


def test_a_package_that_is_not_installed_says_nothing_of_its_documentation(run, monkeypatch):
    monkeypatch.setattr(sys, "path", [])
    documentation_url.cache_clear()
    assert run(["explain", "orcid-checksum"]).exit_code == 0
    assert documentation_url() is None
    documentation_url.cache_clear()
