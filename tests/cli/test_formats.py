from __future__ import annotations

import json

import pytest
from lxml import etree

from crossref_deposit.problems import CATALOGUE
from handmade import Result, bad_issn, log, too_old
from journals import BAD_ORCID, GOOD_ORCID, article, deposit, journal, person

GOOD = deposit(journal(article("10.5555/one", person(GOOD_ORCID)), article("10.5555/two")))
BAD = GOOD.replace(GOOD_ORCID.encode(), BAD_ORCID.encode()).replace(b"<year>2026", b"<year>26", 1)
LOG = log([too_old("10.5555/one"), Result("Success", "10.5555/two"), bad_issn("0264-3562")])


@pytest.fixture
def files(tmp_path, monkeypatch):
    """Two files in the current folder, as a CI server has them."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad, 100%.xml").write_bytes(BAD)
    (tmp_path / "good.xml").write_bytes(GOOD)
    (tmp_path / "log.xml").write_bytes(LOG)
    return ["bad, 100%.xml", "good.xml"]


def line_of(text: bytes) -> int:
    return BAD[: BAD.index(text)].count(b"\n") + 1


def test_annotations_for_github(run, files):
    result = run(["validate", "--format", "github", *files])
    orcid, year = result.stdout.splitlines()
    assert result.exit_code == 1
    place = f"file=bad%2C 100%25.xml,line={line_of(b'<ORCID>')},col=1,title=orcid-checksum"
    assert orcid.startswith(f"::error {place}::10.5555/one: The ORCID iD ")
    assert orcid.endswith(CATALOGUE["orcid-checksum"].remedy)
    assert f",line={line_of(b'<year>26')},col=1,title=cvc-range::" in year
    assert run(["check", "--format", "github", "-"], input=BAD).stdout.startswith("::error line=")
    assert run(["validate", "--format", "github", "good.xml"]).stdout == ""


def test_line_breaks_stay_in_an_annotation(run):
    result = run(
        ["diagnose", "--format", "github", "-"], input=log([Result("Failure", "10.5555/a", "50%\n::error::x")])
    )
    [line] = result.stdout.splitlines()
    assert "50%25" in line


def test_sarif(run, files):
    result = run(["validate", "--format", "sarif", *files])
    data = json.loads(result.stdout)
    assert (result.exit_code, data["version"]) == (1, "2.1.0")
    [ran] = data["runs"]
    rules = ran["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["orcid-checksum", "cvc-range"]
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    for found in ran["results"]:
        assert rules[found["ruleIndex"]]["id"] == found["ruleId"]
        assert found["level"] == "error"
    [place] = ran["results"][1]["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "bad%2C%20100%25.xml"},
        "region": {"startLine": line_of(b"<year>26"), "startColumn": 1},
    }
    assert place["logicalLocations"][0]["fullyQualifiedName"].endswith("/year")
    fingerprints = {found["partialFingerprints"]["finding/v1"] for found in ran["results"]}
    assert len(fingerprints) == 2
    moved = json.loads(run(["validate", "--format", "sarif", files[0]]).stdout)["runs"][0]["results"]
    assert {found["partialFingerprints"]["finding/v1"] for found in moved} == fingerprints


def test_sarif_of_standard_input_and_of_whole_paths(run, files, tmp_path):
    found = json.loads(run(["check", "--format", "sarif", "-"], input=BAD).stdout)["runs"][0]["results"]
    assert {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in found} == {"stdin"}
    found = json.loads(run(["check", "--format", "sarif", str(tmp_path / files[0])]).stdout)["runs"][0]["results"]
    uri = found[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.startswith("file:///")
    assert json.loads(run(["check", "--format", "sarif", "good.xml"]).stdout)["runs"][0]["results"] == []


def test_sarif_of_a_log(run, files):
    result = run(["diagnose", "--format", "sarif", "log.xml", "--submission", "good.xml"])
    found = json.loads(result.stdout)["runs"][0]["results"]
    assert [one["ruleId"] for one in found] == ["timestamp-not-newer", "issn-invalid"]
    place = found[0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "good.xml"
    assert place["region"]["startLine"] == GOOD[: GOOD.index(b"<journal_article>")].count(b"\n") + 1
    alone = json.loads(run(["diagnose", "--format", "sarif", "log.xml"]).stdout)["runs"][0]["results"]
    assert alone[0]["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "log.xml"}}


def test_junit(run, files):
    result = run(["validate", "--format", "junit", *files])
    suites = etree.fromstring(result.stdout_bytes)
    assert result.exit_code == 1
    assert dict(suites.attrib) == {"name": "crossref-deposit", "tests": "2", "failures": "1", "errors": "0"}
    bad, good = suites
    assert (bad.get("name"), bad.get("failures"), good.get("tests")) == (files[0], "1", "1")
    failure = bad.find("testcase[@name='10.5555/one']/failure")
    assert failure.get("type") == "orcid-checksum"
    assert "[cvc-range]" in failure.text
    assert good.find("testcase").get("name") == "document"


def test_junit_of_a_log_has_a_case_for_each_record(run, files):
    suites = etree.fromstring(run(["diagnose", "--format", "junit", "log.xml"]).stdout_bytes)
    cases = suites.findall("testsuite/testcase")
    assert [(case.get("name"), case.find("failure") is not None) for case in cases] == [
        ("10.5555/one", True),
        ("10.5555/two", False),
        ("record unknown", True),
    ]


def test_junit_of_a_warning_is_no_failure(run, files):
    warned = log([Result("Warning", "10.5555/one", 'Added with conflict <a & "b">')])
    suites = etree.fromstring(run(["diagnose", "--format", "junit", "-"], input=warned).stdout_bytes)
    assert suites.get("failures") == "0"
    assert suites.find("testsuite/testcase/system-out").text


def test_one_format_at_a_time(run, files):
    result = run(["validate", "--json", "--format", "sarif", "good.xml"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--json and --format sarif cannot both be" in result.stderr
    assert run(["validate", "--format", "json", "good.xml"]).stdout == run(["validate", "--json", "good.xml"]).stdout


def test_quiet_leaves_out_what_is_right(run, files):
    assert run(["validate", "-q", "good.xml"]).stdout == ""
    lines = run(["validate", "-q", *files]).stdout.splitlines()
    assert [line.split()[2] for line in lines if not line.startswith(" ")] == ["error", "error"] or len(lines) == 8
    assert "good.xml" not in "".join(lines)
