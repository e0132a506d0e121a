from __future__ import annotations

import json
import re

import pytest

from journals import BAD_ORCID, GOOD_ORCID, article, deposit, journal, person

GOOD = deposit(journal(article("10.5555/one", person(GOOD_ORCID)), article("10.5555/two")))
WRONG_DIGIT = GOOD.replace(GOOD_ORCID.encode(), BAD_ORCID.encode())
INVALID = GOOD.replace(b"<year>2026", b"<year>26", 1)
LOG = f"""<doi_batch_diagnostic status="completed" sp="ds1">
<submission_id>1</submission_id><batch_id>batch-1</batch_id>
<record_diagnostic status="Failure" msg_id="45"><doi>DOI not found</doi>
<msg>Error in Journal Article (Author ORCID): ORCID "{BAD_ORCID}" has invalid checksum</msg></record_diagnostic>
<record_diagnostic status="Success"><doi>10.5555/two</doi><msg>Successfully added</msg></record_diagnostic>
<batch_data><record_count>2</record_count><success_count>1</success_count><failure_count>1</failure_count></batch_data>
</doi_batch_diagnostic>"""


@pytest.fixture
def file(tmp_path):
    def write(data: bytes | str, name: str = "a.xml") -> str:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return str(path)

    return write


def test_a_good_deposit(run, file):
    path = file(GOOD)
    for command in ("validate", "check"):
        result = run([command, path])
        assert (result.exit_code, result.stdout, result.stderr) == (0, f"{path}: no problems\n", "")
        data = run([command, "--json", path])
        assert (data.exit_code, json.loads(data.stdout)) == (0, [{"file": path, "problems": []}])


def test_problems_are_shown_as_compilers_show_them(run, file):
    path = file(INVALID)
    result = run(["validate", path])
    assert result.exit_code == 1
    line = INVALID[: INVALID.index(b"<year>26<")].count(b"\n") + 1
    first, excerpt, caret, remedy = result.stdout.splitlines()
    assert first.startswith(f"{path}:{line}:1: error [cvc-range] 10.5555/one: Element 'year': ")
    assert excerpt == f"    {line:>6} | <year>26</year>"
    assert caret == f"    {'':>6} | ^~~~~~~~"
    assert remedy.strip()


def test_problems_as_data(run, file):
    path = file(WRONG_DIGIT)
    result = run(["validate", "--json", path])
    [entry] = json.loads(result.stdout)
    [problem] = entry["problems"]
    assert (result.exit_code, entry["file"]) == (1, path)
    assert problem["code"] == "orcid-checksum"
    assert problem["severity"] == "error"
    assert problem["doi"] == "10.5555/one"
    assert problem["value"] == BAD_ORCID
    assert {"line", "column", "xpath", "message", "remedy"} <= problem.keys()


def test_the_schema_alone_and_the_rules_alone(run, file):
    assert run(["validate", "--no-rules", file(WRONG_DIGIT)]).exit_code == 0
    assert run(["check", file(WRONG_DIGIT)]).exit_code == 1
    assert run(["check", file(INVALID)]).exit_code == 0


def test_several_files(run, file):
    good, bad = file(GOOD, "good.xml"), file(INVALID, "bad.xml")
    result = run(["validate", good, bad])
    assert result.exit_code == 1
    assert f"{good}: no problems" in result.stdout
    assert f"{bad}:" in result.stdout
    data = json.loads(run(["validate", "--json", good, bad]).stdout)
    assert [(entry["file"], len(entry["problems"])) for entry in data] == [(good, 0), (bad, 1)]


def test_standard_input(run):
    result = run(["validate", "-"], input=INVALID)
    assert result.exit_code == 1
    assert result.stdout.startswith("-:")
    assert run(["check", "-"], input=GOOD).exit_code == 0


@pytest.mark.parametrize("blank", ["\u2028", "\u2029", "\u0085"])
@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16"])
def test_excerpts_have_the_lines_of_xml(run, file, blank, encoding):
    text = INVALID.decode().replace("On 10.5555/one", f"On{blank}10.5555/one{blank}é").replace("UTF-8", encoding)
    result = run(["validate", file(text.encode(encoding))])
    assert "| <year>26</year>" in result.stdout


def test_long_lines_are_cut_around_the_column(run, file):
    result = run(["validate", file(INVALID.replace(b"\n", b""))])
    *_, excerpt, caret, _ = result.stdout.splitlines()
    assert excerpt[caret.index("^") :].startswith("<year>26</year>")
    assert len(excerpt) < 120


def test_markup_of_rich_in_a_document_is_text(run, file):
    document = GOOD.replace(b"<titles>", b"<titles kind='[bold]x[/bold]'>")
    result = run(["validate", file(document)])
    assert "kind='[bold]x[/bold]'" in result.stdout


def test_broken_documents(run, file):
    result = run(["validate", file(b"<html>\n")])
    assert result.exit_code == 1
    assert ":1:1: error [" in result.stdout
    result = run(["validate", file(b"")])
    assert result.exit_code == 1
    assert "the document is empty" in result.stdout
    result = run(["check", file(b"<a>")])
    assert result.exit_code == 3
    assert result.stderr.startswith("crossref-deposit: line 1, column 4: ")


@pytest.mark.parametrize("command", ["validate", "check", "diagnose"])
def test_missing_files(run, command, tmp_path):
    result = run([command, str(tmp_path / "missing.xml")])
    assert result.exit_code == 3
    assert result.stdout == ""
    assert result.stderr == f"crossref-deposit: {tmp_path / 'missing.xml'}: No such file or directory\n"
    result = run([command, str(tmp_path)])
    assert result.exit_code == (3 if command == "diagnose" else 2)
    assert "there is no " in result.stderr


WRONG = [["validate"], ["check"], ["diagnose"], ["validate", "--schema", "x", "a"], ["nonsense"]]


@pytest.mark.parametrize("arguments", WRONG)
def test_wrong_usage(run, arguments):
    result = run(arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_the_official_schema(run, file, official_schemas, tmp_path):
    options = ["validate", "--schema", "official", "--schema-folder"]
    assert run([*options, str(official_schemas), file(GOOD)]).exit_code == 0
    assert run([*options, str(official_schemas), file(INVALID)]).exit_code == 1
    missing = run([*options, str(tmp_path), file(GOOD)])
    assert missing.exit_code == 3
    assert f"crossref5.5.0.xsd was not found in '{tmp_path}'" in missing.stderr


def test_a_log_with_its_submission(run, file):
    log, submission = file(LOG, "log.xml"), file(WRONG_DIGIT)
    result = run(["diagnose", log, "--submission", submission])
    assert result.exit_code == 1
    line = WRONG_DIGIT[: WRONG_DIGIT.index(b"<ORCID>")].count(b"\n") + 1
    assert f"{submission}:{line}:1: error [orcid-checksum] 10.5555/one: Error in Journal Article" in result.stdout
    assert f"| <ORCID>{BAD_ORCID}</ORCID>" in result.stdout
    assert 'Crossref reported "DOI not found"; told by value, certain' in result.stdout
    assert f"{log}: completed, 1 registered, 1 failed (submission 1, batch batch-1)" in result.stdout
    data = json.loads(run(["diagnose", "--json", log, "--submission", submission]).stdout)
    assert [record["doi"] for record in data["records"]] == ["10.5555/one", "10.5555/two"]


def test_a_log_alone(run, file):
    result = run(["diagnose", "-"], input=LOG)
    assert result.exit_code == 1
    assert "record unknown" in result.stdout
    success = LOG.replace('"Failure"', '"Success"').replace("<failure_count>1", "<failure_count>0")
    success = success.replace("<success_count>1", "<success_count>2")
    assert run(["diagnose", file(success)]).exit_code == 0


def test_a_failure_of_many_records(run, file):
    articles = [article(f"10.5555/{number}") for number in range(7)]
    submission = file(deposit(journal(*articles, issn="0264-3562")))
    log = """<doi_batch_diagnostic status="completed"><batch_id>batch-1</batch_id>
<record_diagnostic status="Failure" msg_id="21"><doi>all doi's under the current journal element</doi>
<msg>ISSN "02643562" is invalid</msg></record_diagnostic></doi_batch_diagnostic>"""
    result = run(["diagnose", file(log, "log.xml"), "--submission", submission])
    assert "] 7 records: 10.5555/0, 10.5555/1, 10.5555/2, 10.5555/3, 10.5555/4 …" in result.stdout
    assert "[issn-invalid]" in result.stdout


@pytest.mark.parametrize("log", ["", "Dear depositor", "<html></html>", "<a/>", "<!DOCTYPE a><doi_batch_diagnostic/>"])
def test_what_is_no_log(run, file, log):
    result = run(["diagnose", file(log)])
    assert result.exit_code == 3
    assert result.stderr.startswith("crossref-deposit: ")
    assert "Traceback" not in result.output


def test_logs_of_a_folder(run, file, tmp_path):
    success = LOG.replace('"Failure"', '"Success"').replace("<failure_count>1", "<failure_count>0")
    file(LOG, "one.xml")
    file(success, "two.xml")
    file("Read me", "three.txt")
    result = run(["diagnose", str(tmp_path)])
    assert result.exit_code == 1
    assert f"{tmp_path / 'one.xml'}: completed, 1 registered, 1 failed" in result.stdout
    assert result.stdout.splitlines()[-1] == "3 files: 1 with errors, 1 error, 1 notice"
    assert f"{tmp_path / 'three.txt'}:1:1: notice [log-missing] " in result.stdout
    data = json.loads(run(["diagnose", "--json", str(tmp_path)]).stdout)
    assert [(report["source"], report["ok"]) for report in data] == [
        (str(tmp_path / "one.xml"), False),
        (str(tmp_path / "three.txt"), False),
        (str(tmp_path / "two.xml"), True),
    ]
    result = run(["diagnose", str(tmp_path / "two.xml"), str(tmp_path / "three.txt")])
    assert result.exit_code == 0


def test_a_log_that_is_cut_off(run, file):
    result = run(["diagnose", file(LOG.partition("<batch_data>")[0])])
    assert result.exit_code == 1
    assert ": error [log-broken] The log could not be read to its end" in result.stdout
    assert "[orcid-checksum]" in result.stdout


def test_a_log_of_another_deposit(run, file):
    anonymous = re.sub("Error in .*checksum", "No exception localized message", LOG)
    log, submission = file(anonymous.replace("batch-1", "batch-2"), "log.xml"), file(WRONG_DIGIT)
    result = run(["diagnose", log, "--submission", submission])
    assert "warning [batch-id-differs]" in result.stdout
    assert "] one of 10.5555/one: " in result.stdout
    assert "] 10.5555/one: " not in result.stdout


def test_what_else_a_log_tells_of_a_deposit(run, file):
    other = LOG.replace("10.5555/two", "10.5555/three")
    lines = run(["diagnose", file(other, "log.xml"), "--submission", file(WRONG_DIGIT)]).stdout.splitlines()
    assert "    1 not in the log: 10.5555/two" in lines
    assert "    1 not in the deposit: 10.5555/three" in lines


def test_every_problem_of_a_file_that_failed_as_a_whole(run, file):
    log = """<doi_batch_diagnostic status="completed" sp="ds1">
<submission_id>1</submission_id><batch_id>batch-1</batch_id><record_diagnostic status="Failure" msg_id="29"><doi/>
<msg>Deposited XML is not well-formed or does not validate: \
Error on line 9: cvc-minInclusive-valid: Value '26' is not facet-valid.</msg></record_diagnostic>
<batch_data><record_count>1</record_count><failure_count>1</failure_count></batch_data></doi_batch_diagnostic>"""
    spoiled = INVALID.replace(GOOD_ORCID.encode(), BAD_ORCID.encode())
    result = run(["diagnose", file(log, "log.xml"), "--submission", file(spoiled)])
    found = re.findall(r"^\S+a\.xml:\d+:1: error \[([a-z-]+)\] 10.5555/one: ", result.stdout, re.MULTILINE)
    assert found == ["cvc-other", "orcid-checksum", "cvc-range"]


def test_a_page_for_people_is_written(run, file, tmp_path):
    page = tmp_path / "report.html"
    result = run(["diagnose", file(LOG), "--submission", file(WRONG_DIGIT, "b.xml"), "--html", str(page)])
    assert result.exit_code == 1
    assert "10.5555/one" in result.output
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert "1 of 2 records is not registered" in text
    assert f"<mark>&lt;ORCID&gt;{BAD_ORCID}" in text
