from __future__ import annotations

import builtins
import json
import pickle
import sys
import xml.etree.ElementTree as ET

import pytest

from crossref_deposit.diagnostics import DiagnosticParser, DiagnosticReport, RecordStatus, SubmissionState
from crossref_deposit.errors import MissingDependencyError
from handmade import Article, Deposit, Journal, Person, Result, bad_orcid, log, orcid

WRONG = orcid(1, right=False)


@pytest.fixture
def report() -> DiagnosticReport:
    deposit = Deposit([Journal([Article("10.5555/a"), Article("10.5555/b", [Person(WRONG)])])])
    results = [Result("Success", "10.5555/a"), bad_orcid(WRONG), Result("Failure", "", "<script>alert('x')</script>")]
    return DiagnosticParser(submission=deposit).parse(log(results))


def test_json_has_everything(report: DiagnosticReport) -> None:
    data = json.loads(report.to_json(indent=1))
    assert {key: data[key] for key in ("state", "ok", "submission_id", "batch_id", "server")} == {
        "state": "completed", "ok": False, "submission_id": "1500000001", "batch_id": "batch-1",
        "server": "ds4.crossref.org",
    }  # fmt: skip
    assert data["records"] == json.loads(json.dumps(report.to_dicts()))
    record = data["records"][1]
    assert record["doi"] == "10.5555/b"
    assert record["attribution"] == {"method": "value", "certain": True, "candidates": ["10.5555/b"]}
    assert record["problems"][0]["code"] == "orcid-checksum"
    assert record["problems"][0]["severity"] == "error"
    assert record["line"] == record["problems"][0]["line"] == report.records[1].line


def test_printed_it_says_what_failed(report: DiagnosticReport) -> None:
    head, *failures = str(report).splitlines()
    assert head == "completed: 1 registered, 2 not"
    assert failures[0] == f"10.5555/b: {report.records[1].message}"
    assert len(failures) == 2


def test_html_is_escaped_and_well_formed(report: DiagnosticReport) -> None:
    text = report._repr_html_()
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert len(ET.fromstring(text).findall(".//tbody/tr")) == 3  # noqa: S314 - our own
    assert "2 not registered" in text


def test_without_pandas_the_error_says_how_to_get_it(report: DiagnosticReport, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *arguments: object) -> object:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", refuse)
    monkeypatch.delitem(sys.modules, "pandas", raising=False)
    with pytest.raises(MissingDependencyError, match=r"pip install 'crossref_deposit\[pandas\]'"):
        report.to_dataframe()


def test_a_data_frame_has_a_row_for_each_record(report: DiagnosticReport) -> None:
    pytest.importorskip("pandas", reason="pandas, an optional dependency, is not installed")
    frame = report.to_dataframe()
    assert list(frame["status"]) == ["Success", "Failure", "Failure"]
    assert frame.loc[1, "codes"] == "orcid-checksum"
    assert frame.loc[1, "candidates"] == "10.5555/b"
    empty = DiagnosticReport(state=SubmissionState.QUEUED).to_dataframe()
    assert list(empty.columns) == list(frame.columns)


def test_reports_are_values(report: DiagnosticReport) -> None:
    again = pickle.loads(pickle.dumps(report))  # noqa: S301 - our own
    assert again == report
    assert [record.line for record in again.records] == [record.line for record in report.records]
    assert hash(again) == hash(report)
    assert len({report, again}) == 1


def test_words_of_the_log_are_members_of_the_enums() -> None:
    assert RecordStatus(" FAILURE ") is RecordStatus.FAILURE
    assert RecordStatus("Error") is RecordStatus.FAILURE
    assert RecordStatus("Splendid") is RecordStatus.UNKNOWN
    assert (str(RecordStatus.SUCCESS), str(SubmissionState.UNKNOWN)) == ("Success", "unknown_submission")
    assert SubmissionState("Queued") is SubmissionState.QUEUED
    assert SubmissionState("Lost") is SubmissionState.OTHER
    assert [state for state in SubmissionState if state.finished] == [SubmissionState.COMPLETED]
    assert [status for status in RecordStatus if status.registered] == [RecordStatus.SUCCESS, RecordStatus.WARNING]


def test_an_unknown_message_of_success_is_a_notice() -> None:
    report = DiagnosticParser().parse(
        log([Result("Success", "10.5555/a", "New"), Result("Warning", "10.5555/b", "New")])
    )
    assert [str(record.problems[0].severity) for record in report.records] == ["notice", "warning"]
