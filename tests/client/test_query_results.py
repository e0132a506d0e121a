"""Results of queries: one answer for each key, whatever the format leaves out."""

from __future__ import annotations

import pytest

import crossref_deposit as cd
from crossref_deposit.errors import LogError

RESULTS = """<?xml version="1.0" encoding="UTF-8"?>
<crossref_result xmlns="http://www.crossref.org/qrschema/3.0" version="3.0">
  <query_result>
    <head><email_address>doi@example.org</email_address><doi_batch_id>q-1</doi_batch_id></head>
    <body>
      <query key="found" status="resolved" fl_count="0">
        <doi type="journal_article">10.5555/one</doi>
        <issn type="print">0264-3561</issn>
        <contributors><contributor><surname>Carberry</surname></contributor></contributors>
        <year media_type="online"> 2008 </year>
      </query>
      <query key="none" status="unresolved"><journal_title>Nowhere</journal_title></query>
      <query key="many" status="multiresolved"><doi>10.5555/two</doi></query>
      <query key="many" status="multiresolved"><doi>10.5555/three</doi></query>
      <query key="bad" status="malformed"><msg>Either ISSN or Journal title must be supplied.</msg></query>
      <query status="postponed"/>
    </body>
  </query_result>
</crossref_result>"""


@pytest.fixture
def results():
    return cd.QueryResults.from_xml(RESULTS)


def test_each_query_has_its_answer(results):
    assert results.batch_id == "q-1"
    assert [(result.key, result.status, result.doi) for result in results] == [
        ("found", "resolved", "10.5555/one"),
        ("none", "unresolved", None),
        ("many", "multiresolved", "10.5555/two"),
        ("many", "multiresolved", "10.5555/three"),
        ("bad", "malformed", None),
        ("", "other", None),
    ]
    assert len(results) == 6
    assert results.of("found") == (results.results[0],)
    assert results.results[0].doi_type == "journal_article"
    assert results.results[0].metadata == (("issn", "0264-3561"), ("surname", "Carberry"), ("year", "2008"))
    assert results.results[4].message == "Either ISSN or Journal title must be supplied."


@pytest.mark.parametrize(
    ("key", "doi"), [("found", "10.5555/one"), ("none", None), ("many", None), ("bad", None), ("nobody", None)]
)
def test_a_doi_is_told_only_when_it_is_the_one(results, key, doi):
    assert results.doi(key) == doi


def test_the_doi_of_a_query_that_found_nothing_is_no_find():
    text = RESULTS.replace("<journal_title>Nowhere</journal_title>", "<doi>10.5555/asked</doi>")
    assert cd.QueryResults.from_xml(text).doi("none") is None


def test_the_same_as_a_report(results):
    report = results.report
    assert (report.state, report.batch_id, report.ok) == ("completed", "q-1", False)
    assert [record.status for record in report.records] == [
        *["Success", "Failure"],
        "Success",
        "Success",
        "Failure",
        "Failure",
    ]
    assert report.failures[1].message == "query bad: malformed: Either ISSN or Journal title must be supplied."
    assert (report.records[0].doi, report.records[1].doi) == ("10.5555/one", None)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", True),
        ("\ufeff", True),
        ("<!-- x -->\n<!-- y -->", True),
        ("<x>", False),
        ("<!-- <crossref_result> -->", True),
    ],
)
def test_results_are_told_by_their_root(head, expected):
    assert cd.QueryResults.are_in((head + RESULTS[39:]).encode()) is expected


@pytest.mark.parametrize("where", [str, str.encode, lambda text: text.encode("utf-16")])
def test_the_document_comes_as_it_comes(where):
    assert cd.QueryResults.from_xml(where(RESULTS)).batch_id == "q-1"


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (b"", "empty"),
        (
            b"<doi_batch_diagnostic/>",
            "expected the results of queries (<crossref_result>), found <doi_batch_diagnostic>",
        ),
        (RESULTS[:500].encode(), "not well-formed"),
        (b"<!DOCTYPE a><crossref_result/>", "document type declaration"),
        (b"<crossref_result>" * 300, "nested more than 200 deep"),
        (b"10.5555/one|", "this is not XML"),
    ],
)
def test_what_are_no_results_is_refused(document, said):
    with pytest.raises(LogError) as caught:
        cd.QueryResults.from_xml(document)
    assert said in str(caught.value)
