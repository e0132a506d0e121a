from __future__ import annotations

import json

import pytest

from journals import one_article


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a.xml", "deep/b.xml", "deep/.hidden.xml", "deep/notes.txt", "[x].xml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(one_article())
    return tmp_path


def named(result):
    return [entry["file"] for entry in json.loads(result.stdout)]


@pytest.mark.parametrize("command", ["validate", "check"])
@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        (["*.xml"], ["[x].xml", "a.xml"]),
        (["**/*.xml"], ["[x].xml", "a.xml", "deep/b.xml"]),
        (["deep"], ["deep/b.xml"]),
        (["de*"], ["deep/b.xml"]),
        (["[x].xml"], ["[x].xml"]),
        (["a.xml", "*.xml", "a.xml"], ["a.xml", "[x].xml"]),
        (["-", "a.xml", "-"], ["-", "a.xml"]),
    ],
)
def test_files_folders_and_patterns(run, folder, command, arguments, files):
    assert named(run([command, "--json", *arguments], input=one_article())) == files


def test_whole_patterns(run, folder):
    assert named(run(["check", "--json", str(folder / "d*" / "*.xml")])) == [str(folder / "deep" / "b.xml")]


@pytest.mark.parametrize(
    ("command", "argument", "said"),
    [
        ("check", "z*.xml", "no file fits z*.xml"),
        ("diagnose", "z*.xml", "no file fits z*.xml"),
        ("upgrade", "z*.xml", "no file fits z*.xml"),
        ("submit", "empty", "there is no .xml file in empty"),
        ("upgrade", "empty", "there is no .xml file in empty"),
    ],
)
def test_what_is_not_there(run, folder, command, argument, said):
    (folder / "empty").mkdir()
    more = ["--check"] if command == "upgrade" else []
    result = run([command, argument, *more])
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_a_folder_of_deposits_is_upgraded_and_submitted(run, folder, account, sandbox):
    (folder / "deep" / "b.xml").write_bytes(one_article("10.5555/two"))
    assert named(run(["upgrade", "--check", "--json", "deep", "*.xml"])) == ["deep/b.xml", "[x].xml", "a.xml"]
    result = run(["submit", "deep", "a*.xml"], env=account)
    assert result.exit_code == 0
    assert set(sandbox.registered) == {"10.5555/one", "10.5555/two"}
    assert result.stdout.splitlines()[-1] == "2 submissions: 2 registered, 0 failed"
