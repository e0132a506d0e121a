"""What to send again, and what to mend first."""

from __future__ import annotations

import re

import pytest

import crossref_deposit as cd
import samples
from crossref_deposit.diagnostics import DiagnosticParser, DiagnosticReport
from crossref_deposit.errors import ModelError
from handmade import Result, log, too_old

BATCH = samples.batch(
    samples.journal(samples.article("10.5555/a"), samples.article("10.5555/b"), samples.article("10.5555/c"))
)
SERVICE = "java.lang.NullPointerException"
TITLE_LEVEL = (
    "Record not processed because submitted version: 17 is less or equal to previously submitted version 18 - "
    "content item DOIs not processed due to title level error"
)


def read(*results: Result) -> DiagnosticReport:
    return DiagnosticParser(submission=BATCH).parse(log(list(results), batch_id=BATCH.batch_id))


def failure(doi: str, message: str = SERVICE) -> Result:
    return Result("Failure", doi, message)


def test_only_faults_of_crossrefs_can_be_sent_again() -> None:
    report = read(Result("Success", "10.5555/a"), failure("10.5555/B"), too_old("10.5555/c"))
    assert (report.retriable, report.to_mend) == (("10.5555/b",), ("10.5555/c",))
    assert [record.retriable for record in report.records] == [False, True, False]
    again = report.retry(BATCH)
    assert [record.doi for record in again.records()] == ["10.5555/b"]
    assert again.batch_id != BATCH.batch_id
    assert int(again.timestamp) > int(BATCH.timestamp)


def test_two_failures_of_one_doi_must_both_pass() -> None:
    report = read(failure("10.5555/a"), failure("10.5555/a", "Never seen"), failure("10.5555/b"))
    assert (report.retriable, report.to_mend) == (("10.5555/b",), ("10.5555/a",))


def test_a_message_with_two_sentences_must_pass_in_both() -> None:
    report = read(failure("10.5555/a", f"{SERVICE}\nyear: MMXX in not a valid integer"), failure("10.5555/b"))
    assert (report.retriable, report.to_mend) == (("10.5555/b",), ("10.5555/a",))


def test_what_is_of_no_known_record_is_left_out() -> None:
    report = read(failure("10.5555/elsewhere"), failure("DOI not found", "Never seen"), failure("10.5555/c"))
    assert (report.retriable, report.to_mend) == (("10.5555/c",), ())
    assert len(report.unattributed) == 1


def test_nothing_to_send_again_is_an_error_with_the_list() -> None:
    report = read(too_old("10.5555/a"), too_old("10.5555/b"))
    with pytest.raises(ModelError, match=re.escape("found 2 failures") + ".*Change first: 10.5555/a, 10.5555/b"):
        report.retry(BATCH)
    with pytest.raises(ModelError, match="found 0 failures, expected one that sending again can help$"):
        read(Result("Success", "10.5555/a")).retry(BATCH)


def test_what_went_down_with_a_title_can_be_sent_without_it() -> None:
    data = cd.DoiData(doi="10.5555/j", resource="https://example.org/")
    metadata = cd.JournalMetadata(full_titles="Journal of Psychoceramics", issns="0264-3561", doi_data=data)
    articles = [samples.article("10.5555/a"), samples.article("10.5555/b")]
    batch = samples.batch(samples.journal(*articles, metadata=metadata))
    report = DiagnosticParser(submission=batch).parse(log([failure("10.5555/j", TITLE_LEVEL)], batch_id=batch.batch_id))
    assert (report.retriable, report.to_mend) == (("10.5555/a", "10.5555/b"), ("10.5555/j",))
    assert [record.doi for record in report.retry(batch).records()] == ["10.5555/a", "10.5555/b"]


def test_a_file_that_crossref_failed_is_sent_again_whole() -> None:
    report = read(failure("", "A system error has occured"))
    assert (report.retriable, report.to_mend) == (("10.5555/a", "10.5555/b", "10.5555/c"), ())


def test_of_a_file_that_is_not_valid_only_the_faulty_records_need_mending() -> None:
    xml = BATCH.to_xml().replace(b"<year>2026</year>", b"<year>MMXX</year>", 1)
    assert b"MMXX" in xml
    message = "Error: cvc-datatype-valid.1.2.1: 'MMXX' is not a valid value for 'integer'."
    report = DiagnosticParser(submission=xml).parse(log([failure("", message)], batch_id=BATCH.batch_id))
    assert (report.retriable, report.to_mend) == (("10.5555/b", "10.5555/c"), ("10.5555/a",))


def test_a_file_whose_fault_is_not_known_needs_mending_whole() -> None:
    report = read(failure("", "Content is not allowed in prolog."))
    assert (report.retriable, report.to_mend) == ((), ("10.5555/a", "10.5555/b", "10.5555/c"))
