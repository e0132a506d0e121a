"""What submissions and summaries show of themselves; Crossref is not asked for it."""

from __future__ import annotations

import pytest

import crossref_deposit as cd
import samples
from crossref_deposit.errors import TransportError
from handmade import Article, Deposit, Journal, Person, bad_orcid, log, orcid
from handmade import Result as Record
from shown import EVIL, assert_harmless, read, text_of

WRONG = orcid(1, right=False)


def result(number: int, *records: Record, error: BaseException | None = None) -> cd.SubmissionResult:
    articles = [Article("10.5555/a"), Article("10.5555/b", [Person(WRONG)])]
    deposit = Deposit([Journal(articles, title="Journal <of> Tests")])
    report = None if error else cd.DiagnosticParser(submission=deposit).parse(log([*records]))
    return cd.SubmissionResult(index=number, deposit=b"", report=report, error=error)


@pytest.fixture
def summary() -> cd.SubmissionSummary:
    return cd.SubmissionSummary(
        [
            result(0, Record("Success", "10.5555/a"), bad_orcid(WRONG)),
            result(1, Record("Failure", "", "<script>alert(1)</script>")),
            result(2, error=TransportError(f"no answer {EVIL}", file_name="<b>")),
        ]
    )


def test_a_summary_shows_the_numbers_the_errors_and_the_failures(summary):
    shown = summary._repr_html_()
    assert_harmless(shown)
    text = text_of(shown)
    for part in ("✔ 1 registered", "✖ 2 not registered", "Submissions3", "Without a report1", "10.5555/b",
                 "<script>alert(1)</script>", "no answer </p>"):  # fmt: skip
        assert part in text
    assert [len(table.findall("tbody/tr")) for table in read(shown).iter("table")] == [1, 2]


def test_a_summary_of_nothing():
    shown = cd.SubmissionSummary()._repr_html_()
    assert "✔ 0 registered" in text_of(shown)
    assert read(shown).find(".//table") is None


def test_a_long_summary_is_cut():
    failures = [Record("Failure", f"10.5555/{number}", "A mystery") for number in range(30)]
    shown = cd.SubmissionSummary([result(0, *failures)])._repr_html_()
    assert len(read(shown).findall(".//tbody/tr")) == 20
    assert "and 10 more failures: summary.failures" in text_of(shown)


def test_the_figure_of_a_summary(summary):
    bars = {bar.label: bar.words for bar in summary.figure().bars}
    assert bars == {
        "(journal or book not known)": "1 not registered",
        "Journal <of> Tests": "1 not registered, 1 registered",
    }
    assert_harmless(summary.figure()._repr_html_())


def test_the_data_frame_of_a_summary_always_has_its_columns(summary):
    pytest.importorskip("pandas", reason="pandas, an optional dependency, is not installed")
    frame, empty = summary.to_dataframe(), cd.SubmissionSummary().to_dataframe()
    assert list(frame.columns) == list(empty.columns)
    assert list(frame["container"].dropna()) == ["Journal <of> Tests"] * 2


def test_a_submission_shows_what_is_known(crossref_sandbox):
    account = {"username": crossref_sandbox.username, "password": crossref_sandbox.password}
    with cd.DepositClient(**account, base_url=crossref_sandbox.url) as client:
        submission = client.submit(samples.batch(samples.article()), file_name="spring.xml")
        before = text_of(submission._repr_html_())
        submission.wait()
        asked = len(crossref_sandbox.requests)
        after = text_of(submission._repr_html_())
        assert len(crossref_sandbox.requests) == asked
    assert before == "Submission spring.xmlStateunknown_submission"
    assert "spring.xml" in after
    assert "Statecompleted" in after
    assert "✔ 1 registered" in after
    assert crossref_sandbox.password not in submission._repr_html_()
