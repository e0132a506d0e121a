"""The page for people: what it says, and that nothing on it runs. How it looks and works: tests/browser."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
import time

import pytest
from hypothesis import given, settings

import samples
from crossref_deposit.diagnostics import DiagnosticParser, DiagnosticReport, SubmissionState, html_page
from handmade import Article, Deposit, Journal, Person, Result, bad_orcid, log, orcid
from imitation import Imitation
from shown import EVIL, as_shown, assert_harmless, read, text_of, texts

WRONG = orcid(1, right=False)


def deposit(**first) -> Deposit:
    return Deposit(
        [
            Journal([Article("10.5555/a", **first), Article("10.5555/b", [Person(WRONG)], title="On <pots>")]),
            Journal([Article("10.5555/c", title="Other pots")], title="Acta", issn="2049-3630"),
        ]
    )


@pytest.fixture
def report() -> DiagnosticReport:
    results = [Result("Success", "10.5555/a"), bad_orcid(WRONG), Result("Warning", "10.5555/c", "Added with conflict")]
    return DiagnosticParser(submission=deposit()).parse(log(results))


def test_a_doi_of_which_the_log_says_two_things_counts_once():
    funder = Result("Success", "10.5555/a", 'Inserted identifier: 501100000781 for name: "European Research Council"')
    report = DiagnosticParser(submission=deposit()).parse(log([Result("Success", "10.5555/a"), funder]))
    assert read(report.to_html()).findtext(".//h1") == "All records are registered: 1"


def test_it_says_what_failed_where_and_what_to_do(report):
    page = report.to_html()
    root = read(page)
    assert root.findtext(".//h1") == "1 of 3 records is not registered"
    (card,) = root.iterfind(".//article[@data-outcome='failed']")
    text = " ".join("".join(card.itertext()).split())
    line = report.failures[0].line
    for part in ("On <pots>", "10.5555/b", "Journal of Tests", WRONG, f"line {line}, column", f"▶ {line}"):
        assert part in text
    assert WRONG in card.findtext(".//mark")
    assert "Ask the person for the iD" in text_of(page)


def test_it_has_warnings_and_what_is_registered_by_journal(report):
    root = read(report.to_html())
    assert len(root.findall(".//article[@data-outcome='warning']")) == 1
    (row,) = root.iterfind(".//tr[@data-outcome='registered']")
    assert row.find(".//a").get("href") == "https://doi.org/10.5555/a"
    assert ["".join(cell.itertext()) for cell in root.iterfind(".//th[@scope='rowgroup']")] == ["Journal of Tests"]
    assert [part.text for part in root.iter("h3")] == [
        "What next", "Not registered", "Registered, with a warning", "Registered",
    ]  # fmt: skip


def test_it_has_landmarks_and_no_heading_is_left_out(report):
    root = read(report.to_html())
    for landmark in ("header", "main", "footer", "form[@role='search']"):
        assert len(root.findall(f".//{landmark}")) == 1
    levels = [int(element.tag[1]) for element in root.iter() if re.fullmatch("h[1-6]", element.tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert root.get("lang") == "en"
    assert all(label.find("*") is not None for label in root.iter("label"))


def test_the_policy_allows_only_what_is_on_the_page(report):
    root = read(report.to_html())
    policy = root.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules.pop("default-src") == "'none'"
    for kind in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(root.findtext(f".//{kind}").encode()).digest()).decode()
        assert rules.pop(f"{kind}-src") == f"'sha256-{digest}'"
    assert rules == {"base-uri": "'none'", "form-action": "'none'"}


def test_nothing_on_it_is_from_elsewhere(report):
    page = report.to_html()
    assert_harmless(page, scripts=1)
    assert not re.search(r"url\(|@import|<(img|link|iframe|object)", page)


@settings(max_examples=30)
@given(texts, texts)
def test_what_crossref_and_the_deposit_say_is_text(message, doi):
    words = as_shown(message).replace("\ufffd", "?")  # what a log can hold
    name = "10.5555/" + as_shown(doi).replace("\ufffd", "?")
    report = DiagnosticParser().parse(log([Result("Failure", name, words), Result("Success", name)]))
    for shown in (report.to_html(), report._repr_html_(), report.records[0]._repr_html_()):
        assert_harmless(shown, scripts=shown.count("<script>"))
        assert words in text_of(shown)
    assert report.to_html().count("<script>") == 1


def test_titles_with_markup_are_text():
    found = DiagnosticParser(submission=deposit(title=as_shown(EVIL))).parse(log([Result("Success", "10.5555/a")]))
    assert_harmless(found.to_html(), scripts=1)
    assert "<script>alert(1)" in text_of(found.to_html())


@pytest.mark.parametrize("seed", range(12))
def test_reports_of_all_kinds_are_pages(seed):
    imitation = Imitation(seed)
    reports = [DiagnosticParser(submission=xml).parse(imitation.log()) for xml in (imitation.xml, None)]
    assert_harmless(html_page(reports), scripts=1)
    for report in reports:
        assert_harmless(report._repr_html_())
        assert_harmless(report.figure()._repr_html_())
        for record in report.records:
            assert_harmless(record._repr_html_())


def test_real_logs_are_pages(corpus):
    reports = [report for log in corpus.glob("logs/**/*.xml") for report in DiagnosticParser().parse_all(log)]
    assert reports
    for report in reports:
        assert_harmless(report.to_html(), scripts=1)
        assert_harmless(report._repr_html_())


def test_a_file_that_failed_has_all_its_faults():
    batch = samples.batch(*(samples.article(f"10.5555/{letter}") for letter in "abc"), batch_id="batch-1")
    xml = batch.to_xml().replace(b"<year>2026</year>", b"<year>MMXXVI</year>", 2)
    words = "Deposited XML is not well-formed or does not validate: Error on line 23"
    report = DiagnosticParser(submission=xml).parse(log([Result("Failure", "", words)]))
    page = report.to_html()
    assert read(page).findtext(".//h1") == "3 of 3 records are not registered"
    assert len(read(page).findall(".//ol/li")) == len(report.failures[0].found_here) == 2
    assert [mark.text for mark in read(page).iterfind(".//ol//mark")] == ["<year>MMXXVI</year>"] * 2
    assert "All 3 DOIs" in text_of(page)


def test_many_faults_are_counted():
    batch = samples.batch(*(samples.article(f"10.5555/{number}") for number in range(130)), batch_id="batch-1")
    xml = batch.to_xml().replace(b"<year>2026</year>", b"<year>MMXXVI</year>")
    words = "Deposited XML is not well-formed or does not validate: Error on line 23"
    page = DiagnosticParser(submission=xml).parse(log([Result("Failure", "", words)])).to_html()
    assert len(read(page).findall(".//ol/li")) == 100
    assert "and 30 more" in text_of(page)


def test_it_says_how_sure_it_is():
    twice = Deposit([Journal([Article("10.5555/a", [Person(WRONG)]), Article("10.5555/b", [Person(WRONG)])])])
    text = text_of(DiagnosticParser(submission=twice).parse(log([bad_orcid(WRONG), bad_orcid(WRONG)])).to_html())
    assert "Not certain. Crossref gives no DOI. The order of the log tells" in text
    assert "It may also be: 10.5555/b." in text
    unknown = DiagnosticParser().parse(log([Result("Failure", "DOI not found", "A mystery")]))
    assert "nothing in its words tells which record" in text_of(unknown.to_html())


def test_all_is_well():
    report = DiagnosticParser(submission=deposit()).parse(log([Result("Success", f"10.5555/{one}") for one in "abc"]))
    root = read(report.to_html())
    assert root.findtext(".//h1") == "All records are registered: 3"
    assert [part.text for part in root.iter("h3")] == ["Registered"]


def test_no_results_yet():
    queued = DiagnosticReport(state=SubmissionState.QUEUED)
    assert "No results; the submission is queued" in text_of(queued.to_html())
    assert read(queued.to_html()).findtext(".//h1") == "Crossref deposit: no results"
    assert "No results" in text_of(queued._repr_html_())
    assert read(html_page([])).findtext(".//h1") == "Crossref deposit: no results"


def test_what_is_wrong_with_the_log_is_said():
    cut = log([Result("Success", "10.5555/a")])[:-20]
    report = DiagnosticParser().parse(cut, salvage=True)
    assert report.problems[0].remedy in text_of(report.to_html())
    assert "log-broken" in text_of(report._repr_html_())


def test_pages_stay_small():
    articles = [Article(f"10.5555/{number}", [Person(WRONG)], title=f"Title {number}") for number in range(200)]
    parser = DiagnosticParser(submission=Deposit([Journal(articles)]))
    good = parser.parse(log([Result("Success", article.doi) for article in articles]))
    bad = parser.parse(log([Result("Failure", article.doi, bad_orcid(WRONG).message) for article in articles]))
    assert len(good.to_html()) < 300 * 200
    assert len(bad.to_html()) < 1000 * 200
    assert len(bad._repr_html_()) < 30_000


def test_a_page_takes_time_in_proportion_to_its_records():
    articles = [Article(f"10.5555/{number}", [Person(WRONG)]) for number in range(400)]
    results = [Result("Failure", article.doi, bad_orcid(WRONG).message) for article in articles]
    times = []
    for number in (100, 400):
        report = DiagnosticParser(submission=Deposit([Journal(articles[:number])])).parse(log(results[:number]))
        began = time.process_time()
        report.to_html()
        times.append(time.process_time() - began)
    assert times[1] < 12 * times[0]
