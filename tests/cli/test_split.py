"""The command ``split``."""

from __future__ import annotations

import json

import crossref_deposit as cd
from samples import article, batch


def test_a_file_is_split(run, tmp_path):
    path = tmp_path / "whole.xml"
    path.write_bytes(batch(*(article(f"10.5555/{number}") for number in range(5))).to_xml())
    result = run(["split", str(path), "--output", str(tmp_path / "text"), "--max-records", "2"])
    assert (result.exit_code, result.stderr) == (0, "")
    paths = [line.partition(":")[0] for line in result.stdout.splitlines()]
    assert [len(list(cd.DoiBatch.from_xml(tmp_path / name).records())) for name in paths] == [2, 2, 1]
    data = json.loads(run(["split", "--json", str(path), "--output", str(tmp_path / "data")]).stdout)
    assert [(one["source"], one["records"]) for one in data] == [(str(path), 5)]
    assert list((tmp_path / "data").iterdir()) == [tmp_path / "data" / data[0]["path"].rpartition("/")[2]]


def test_what_is_no_deposit_is_refused(run, tmp_path):
    path = tmp_path / "whole.xml"
    path.write_text("<a/>")
    result = run(["split", str(path), "--output", str(tmp_path)])
    assert result.exit_code == 3
    assert "expected a deposit" in result.stderr
