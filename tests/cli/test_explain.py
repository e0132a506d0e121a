from __future__ import annotations

import json

from handmade import Result, bad_issn, log, too_old

LOG = log([too_old("10.5555/a"), too_old("10.5555/b"), bad_issn("0264-3562"), Result("Success", "10.5555/c")])


def test_a_code(run):
    result = run(["explain", "issn-invalid"])
    first, cause, remedy, again = result.stdout.splitlines()
    assert result.exit_code == 0
    assert first == "error [issn-invalid] ISSN with a wrong check digit"
    assert "computed from the others" in cause
    assert remedy.startswith("    What to do: Correct the ISSN")
    assert again == "    Sending the same again does not help."


def test_a_message_of_several_words(run):
    for words in (["ISSN", '"2"', "is", "invalid"], ['ISSN "2" is invalid']):
        result = run(["explain", *words])
        assert (result.exit_code, "[issn-invalid]" in result.stdout) == (0, True)


def test_what_can_be_sent_again(run):
    assert "Sending the same again can help." in run(["explain", "java.lang.NullPointerException"]).stdout


def test_a_message_as_data(run):
    result = run(["explain", "--json", "Submission version NULL is invalid. Something new went wrong."])
    first, second = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (first["code"], first["scope"], first["retriable"], first["count"]) == (
        "timestamp-missing",
        "document",
        False,
        1,
    )
    assert first["docs"] is None  # as long as nothing is published
    assert "Submission version NULL is invalid" in first["wordings"]
    assert {"title", "severity", "cause", "remedy", "reported_doi"} <= first.keys()
    assert second["code"] == "unknown"


def test_words_that_nobody_knows(run):
    result = run(["explain", "orcid-checksm"])
    assert (result.exit_code, "[unknown]" in result.stdout) == (1, True)
    assert result.stderr.startswith("Is it orcid-checksum ")
    assert run(["explain", "x" * 5000]).exit_code == 1


def test_words_of_success(run):
    result = run(["explain", "Successfully added"])
    assert (result.exit_code, result.stdout) == (0, "notice [good-news] No problem\n    Crossref did what was asked.\n")


def test_a_log(run, tmp_path):
    path = tmp_path / "log.xml"
    path.write_bytes(LOG)
    for result in (run(["explain", str(path)]), run(["explain", "-"], input=LOG), run(["explain", str(tmp_path)])):
        assert result.exit_code == 0
        assert "error [timestamp-not-newer] Timestamp not newer than the last one, 2 times\n" in result.stdout
        assert "error [issn-invalid] ISSN with a wrong check digit\n" in result.stdout
    data = json.loads(run(["explain", "--json", str(path)]).stdout)
    assert [(kind["code"], kind["count"]) for kind in data] == [("timestamp-not-newer", 2), ("issn-invalid", 1)]


def test_a_log_without_problems(run):
    result = run(["explain", "-"], input=log([Result("Success", "10.5555/c")]))
    assert (result.exit_code, result.stdout) == (0, "no problems\n")


def test_a_file_with_a_message(run, tmp_path):
    path = tmp_path / "answer.html"
    path.write_text(
        "<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.</body>"
    )
    result = run(["explain", str(path)])
    assert (result.exit_code, result.stdout.count("[crossref-unavailable]"), "unknown" in result.stdout) == (
        0,
        1,
        False,
    )
