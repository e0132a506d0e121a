from __future__ import annotations

import json

import pytest

import official
from crossref_deposit.validation.official_files import OFFICIAL_FILES
from journals import one_article


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setenv("CROSSREF_DEPOSIT_SCHEMAS", str(folder))
    return folder


@pytest.fixture(scope="module")
def sources():
    return [word for wheel in official.wheels() for word in ("--from", str(wheel))]


def test_from_nothing_to_an_official_validation(run, cache, sources, tmp_path):
    document = tmp_path / "a.xml"
    document.write_bytes(one_article())
    validate = ["validate", "--schema", "official", str(document)]
    absent = run(validate)
    assert absent.exit_code == 3
    assert "Install it with 'crossref-deposit schemas install 5.5.0'" in absent.stderr

    result = run(["schemas", "install", "5.5.0", "5.4.0", *sources])
    mains = [cache / version / f"crossref{version}.xsd" for version in ("5.5.0", "5.4.0")]
    assert (result.exit_code, result.stderr) == (0, "")
    assert [line.split() for line in result.stdout.splitlines()] == [
        ["5.5.0", "installed", str(mains[0])],
        ["5.4.0", "installed", str(mains[1])],
    ]
    assert run(["schemas", "path", "5.5.0"]).stdout == f"{mains[0]}\n"
    assert run(validate).exit_code == 0


def test_path_of_what_is_absent(run):
    result = run(["schemas", "path", "5.3.1"])
    assert (result.exit_code, result.stdout) == (3, "")
    assert "crossref-deposit schemas install 5.3.1" in result.stderr


def test_list(run, cache, sources):
    assert [line.split() for line in run(["schemas", "list"]).stdout.splitlines()] == [
        [version, "absent"] for version in OFFICIAL_FILES
    ]
    run(["schemas", "install", "5.3.1", *sources])
    main = cache / "5.3.1" / "crossref5.3.1.xsd"
    main.with_name("fundref.xsd").unlink()
    main.with_name("relations.xsd").write_text("")
    lines = run(["schemas", "list"]).stdout.splitlines()
    assert lines[2:5] == [
        f"5.3.1                incomplete  {main}",
        "                     missing     fundref.xsd",
        "                     not known   relations.xsd",
    ]


def test_list_as_data(run, cache):
    result = run(["schemas", "list", "--json"])
    data = json.loads(result.stdout)
    assert [entry["version"] for entry in data] == list(OFFICIAL_FILES)
    assert data[0]["state"] == "absent"
    assert data[0]["path"] == str(cache / "5.5.0" / "crossref5.5.0.xsd")
    assert data[0]["missing"] == list(OFFICIAL_FILES["5.5.0"].sums)
    assert data[0]["changed"] == []


def test_files_that_are_not_known(run, sources, tmp_path):
    older = sources[2:4]
    refused = run(["schemas", "install", "5.4.0", *older])
    assert (refused.exit_code, refused.stdout) == (3, "")
    assert "fundref.xsd has SHA-256" in refused.stderr
    assert "--accept-changed" in refused.stderr
    taken = run(["schemas", "install", "5.4.0", *older, "--accept-changed", "--json"])
    [entry] = json.loads(taken.stdout)
    assert (taken.exit_code, entry["state"]) == (0, "changed")
    assert entry["changed"] == ["AccessIndicators.xsd", "fundref.xsd", "relations.xsd"]


@pytest.mark.parametrize("arguments", [["install"], ["install", "4.4.2"], ["path"], ["path", "x"]])
def test_wrong_usage(run, arguments):
    result = run(["schemas", *arguments])
    assert result.exit_code == 2
    assert "Usage:" in result.stderr
