"""Logs of other projects: each is read, or refused because it is not one."""

from __future__ import annotations

import pathlib
import re

import pytest

from crossref_deposit.diagnostics import DiagnosticParser
from crossref_deposit.errors import LogError, SchemaError
from crossref_deposit.validation.submission_index import SubmissionIndex

NO_LOG = re.compile(
    r"FRAGMENT|NOTE|TRUNCATED|as-copied|http-|conflict-report|\.dtd$|input-legacy|message-catalogue|rest-deposit|"
    r"4Science\+DSpace/(47a56ca3def1|93140283c66e)"
)
LOGS = 60


def logs(corpus: pathlib.Path) -> list[pathlib.Path]:
    return sorted(path for path in (corpus / "logs").rglob("*") if path.is_file())


def test_every_log_is_read_and_everything_else_refused(corpus: pathlib.Path) -> None:
    found = logs(corpus)
    assert len(found) >= LOGS
    for path in found:
        if NO_LOG.search(str(path)):
            with pytest.raises(LogError):
                DiagnosticParser().parse(path)
            continue
        report = DiagnosticParser().parse(path)
        assert report.to_json()
        assert len(report.records) == path.read_bytes().count(b"<record_diagnostic")


def test_only_invented_messages_are_unknown(corpus: pathlib.Path) -> None:
    unknown = {
        problem.message
        for path in logs(corpus)
        if not NO_LOG.search(str(path))
        for record in DiagnosticParser().parse(path).records
        for problem in record.problems
        if problem.code == "unknown"
    }
    assert unknown == {"Bad", "Added with warning", "Record not processed (etc.)", "Crossref gave no reason"}


def test_fragments_in_a_root_are_read(corpus: pathlib.Path) -> None:
    codes = {}
    for path in (corpus / "logs" / "excerpts").glob("*FRAGMENT.txt"):
        text = path.read_text("utf-8")
        if not text.lstrip().startswith("<record_diagnostic"):
            continue
        report = DiagnosticParser().parse(f"<doi_batch_diagnostic status='completed'>{text}</doi_batch_diagnostic>")
        codes[path.name.partition(".")[0]] = [problem.code for record in report.records for problem in record.problems]
    assert codes["gitlab-user-stories-652-multi-doi-msg"] == ["orcid-checksum", "orcid-duplicate"]
    assert codes["pkp-lib-11586-not-well-formed-FRAGMENT"] == ["xml-content-after-end"]
    assert codes["osf-8497-two-success-one-doi"] == ["possible-preprint-pair"]
    assert codes["support-conflict-added-and-resolved"] == ["added-with-conflict"]


def test_deposits_with_their_logs(corpus: pathlib.Path) -> None:
    folders = sorted((corpus / "pairs").iterdir())
    assert folders
    for folder in folders:
        parser = DiagnosticParser(submission=folder / "deposit.xml")
        report = parser.parse(folder / "log-reconstructed.xml")
        index = SubmissionIndex((folder / "deposit.xml").read_bytes())
        assert [record.doi for record in report.records] == [record.doi for record in index.records]
        assert all(record.line is not None for record in report.records)
        assert all(problem.code != "unknown" for record in report.records for problem in record.problems)


def test_empty_elements_of_a_failed_deposit_have_their_lines(corpus: pathlib.Path) -> None:
    folder = corpus / "pairs" / "ezid-10.5070_D6110000"
    [record] = DiagnosticParser(submission=folder / "deposit.xml").parse(folder / "log-reconstructed.xml").records
    assert [(problem.code, problem.line) for problem in record.problems] == [
        ("cvc-datatype", 10),
        ("cvc-element-value", 10),
        ("cvc-length", 13),
        ("cvc-element-value", 13),
        ("cvc-element-incomplete", 20),
        ("cvc-datatype", 23),
        ("cvc-element-value", 23),
    ]


def test_every_deposit_has_an_index(corpus: pathlib.Path) -> None:
    deposits = sorted((corpus / "deposits").rglob("*.xml")) + sorted((corpus / "deposits-generated").rglob("*.xml"))
    assert deposits
    for path in deposits:
        data = path.read_bytes()
        try:
            index = SubmissionIndex(data)
        except SchemaError:
            index = SubmissionIndex(data, salvage=True)
            assert index.fault is not None
        for record in index.records:
            assert record.doi in record.doi_element.name + data.decode("utf-8", "replace")
            assert record.xpath.startswith("/")
