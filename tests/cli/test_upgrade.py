from __future__ import annotations

import json
import stat

import pytest

import crossref_deposit as cd
from old_documents import DOCUMENTS

OLD = DOCUMENTS["article 4.4.1"].xml.encode()
OTHER = DOCUMENTS["dissertation 4.3.0"].xml.encode()
UPGRADED = cd.read_deposit(OLD).batch.to_xml(pretty=True)
BROKEN = OLD.replace(b"<year>2015</year>", b"<year>15</year>")


@pytest.fixture
def folder(tmp_path):
    """A folder with old deposits, one of them in a folder of its own."""
    (tmp_path / "old" / "more").mkdir(parents=True)
    (tmp_path / "old" / "a.xml").write_bytes(OLD)
    (tmp_path / "old" / "more" / "b.xml").write_bytes(OTHER)
    (tmp_path / "old" / "notes.txt").write_text("not XML")
    return tmp_path / "old"


def test_what_would_change(run, folder):
    path = folder / "a.xml"
    result = run(["upgrade", "--check", str(path)])
    assert (result.exit_code, result.stderr) == (1, "")
    lines = result.stdout.splitlines()
    assert lines[0] == f"{path}:2:1: kept [schema-version] The schema version is the current one"
    assert lines[1:3] == ['    - version="4.4.1"', '    + version="5.5.0"']
    assert any(": lost [metadata-distribution] " in line for line in lines)
    assert any("] 10.5555/441: " in line for line in lines)
    assert lines[-1] == f"{path}: 4 changes, 2 of them lose something"
    assert path.read_bytes() == OLD


def test_into_a_folder(run, folder, tmp_path):
    result = run(["upgrade", str(folder), "--output", str(tmp_path / "new")])
    assert (result.exit_code, result.stderr) == (0, "")
    assert (tmp_path / "new" / "a.xml").read_bytes() == UPGRADED
    assert cd.DoiBatch.from_xml(tmp_path / "new" / "more" / "b.xml").schema_version == "5.5.0"
    assert {path.name for path in (tmp_path / "new").rglob("*") if path.is_file()} == {"a.xml", "b.xml"}
    assert f", written to {tmp_path / 'new' / 'a.xml'}" in result.stdout
    assert (folder / "a.xml").read_bytes() == OLD


def test_what_is_there_is_replaced_only_when_told(run, folder, tmp_path):
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "a.xml").write_text("precious")
    arguments = ["upgrade", str(folder), "--output", str(tmp_path / "new")]
    refused = run(arguments)
    assert refused.exit_code == 2
    assert f"{tmp_path / 'new' / 'a.xml'} exists already" in refused.stderr
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a.xml"]
    assert (tmp_path / "new" / "a.xml").read_text() == "precious"
    assert run([*arguments, "--overwrite"]).exit_code == 0
    assert (tmp_path / "new" / "a.xml").read_bytes() == UPGRADED


def test_in_place(run, folder):
    path = folder / "a.xml"
    path.chmod(0o640)
    assert run(["upgrade", "--in-place", str(path)]).exit_code == 0
    assert path.read_bytes() == UPGRADED
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [entry.name for entry in sorted(folder.iterdir())] == ["a.xml", "more", "notes.txt"]


def test_what_is_current_stays_as_it_is(run, folder, tmp_path):
    path = folder / "a.xml"
    current = cd.read_deposit(OLD).batch.to_xml() + b"<!-- mine -->"
    path.write_bytes(current)
    assert run(["upgrade", "--check", str(path)]).exit_code == 0
    result = run(["upgrade", "--in-place", str(path)])
    assert (result.exit_code, result.stdout) == (0, f"{path}: current already\n")
    assert path.read_bytes() == current
    assert run(["upgrade", "--output", str(tmp_path), str(path)]).exit_code == 0
    assert (tmp_path / "a.xml").read_bytes() == current


@pytest.mark.parametrize("more", [[], ["--output", "-"]])
def test_from_input_to_output(run, more):
    result = run(["upgrade", "-", *more], input=OLD)
    assert (result.exit_code, result.stdout_bytes) == (0, UPGRADED)
    assert result.stderr.splitlines()[-1] == "-: 4 changes, 2 of them lose something"


def test_what_cannot_be_upgraded_is_not_written(run, folder, tmp_path):
    path = folder / "a.xml"
    path.write_bytes(BROKEN)
    result = run(["upgrade", str(folder), "--output", str(tmp_path / "new")])
    assert result.exit_code == 1
    line = BROKEN[: BROKEN.index(b"<year>15")].count(b"\n") + 1
    assert f"{path}: cannot be upgraded: line {line}, column " in result.stdout
    assert f"    {line:>6} | " in result.stdout
    assert [file.name for file in (tmp_path / "new").rglob("*.xml")] == ["b.xml"]


def test_as_data(run, folder, tmp_path):
    (folder / "a.xml").write_bytes(BROKEN)
    (folder / "c.xml").write_bytes(OLD.replace(b"schema/4.4.1", b"schema/3.0.3"))
    result = run(["upgrade", "--json", str(folder), "--output", str(tmp_path / "new")])
    assert result.exit_code == 1
    broken, unknown, good = json.loads(result.stdout)
    assert (broken["written"], broken["changes"]) == (None, [])
    assert broken["error"]["message"].startswith("schema 5.5.0 cannot take this: found '15' in <year>")
    assert broken["error"].keys() == {"message", "line", "column", "xpath", "doi"}
    assert unknown["error"]["message"].startswith("this is a deposit of schema 3.0.3; ")
    assert (good["written"], good["error"]) == (str(tmp_path / "new" / "more" / "b.xml"), None)
    assert {"code", "message", "before", "after", "lossless", "line"} <= good["changes"][0].keys()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Say one of --output FOLDER, --in-place and --check."),
        (["--check", "--in-place"], "Say one of"),
        (["--output", "-", "--json"], "use --json with a folder"),
    ],
)
def test_what_is_not_understood(run, folder, arguments, said):
    result = run(["upgrade", str(folder / "a.xml"), *arguments])
    assert result.exit_code == 2
    assert said in result.stderr


def test_no_two_files_to_one_place(run, folder, tmp_path):
    (folder / "more" / "a.xml").write_bytes(OLD)
    files = [str(folder / "a.xml"), str(folder / "more" / "a.xml")]
    for output in (str(tmp_path / "new"), "-"):
        result = run(["upgrade", *files, "--output", output])
        assert result.exit_code == 2
        assert "Several files would be written to" in result.stderr
    assert "Standard input can only go to standard output" in run(["upgrade", "-", "--in-place"], input=OLD).stderr
    assert not (tmp_path / "new").exists()


def test_a_file_that_is_not_there(run, tmp_path):
    result = run(["upgrade", "--check", str(tmp_path / "a.xml")])
    assert result.exit_code == 3
    assert "No such file" in result.stderr
