"""Batches of queries: metadata to DOI, and DOI to metadata."""

from __future__ import annotations

import pytest

import journals
from talk import Talk

RESULT = "{http://www.crossref.org/qrschema/2.0}"


def article(doi: str, title: str, page: str) -> str:
    return (
        journals.article(doi, journals.person())
        .replace(f"On {doi}", title)
        .replace("</publication_date>", f"</publication_date><pages><first_page>{page}</first_page></pages>")
    )


@pytest.fixture
def library(talk):
    both = journals.journal(article("10.5555/a", "Pots", "1"), article("10.5555/b", "Pans", "1"))
    assert len(talk.result(journals.deposit(both)).findall("record_diagnostic[@status='Success']")) == 2
    return talk


def asked(talk: Talk, content: str, operation: str = "doQueryUpload") -> list[tuple[str, str, str]]:
    result = talk.result(content.encode(), "q.xml", operation=operation)
    assert result.tag == f"{RESULT}crossref_result"
    return [
        (query.get("key"), query.get("status"), query.findtext(f"{RESULT}doi", ""))
        for query in result.iter(f"{RESULT}query")
    ]


def batch_of(*queries: str) -> str:
    return (
        '<?xml version="1.0"?><query_batch xmlns="http://www.crossref.org/qschema/2.0" version="2.0"><head>'
        "<email_address>a@example.org</email_address><doi_batch_id>q-1</doi_batch_id></head>"
        f"<body>{''.join(queries)}</body></query_batch>"
    )


def test_metadata_are_resolved_to_dois(library):
    content = batch_of(
        '<query key="1"><article_title>POTS</article_title></query>',
        '<query key="2"><issn>02643561</issn><first_page>1</first_page></query>',
        '<query key="3"><issn>0264-3561</issn><author>Nobody</author><first_page>1</first_page></query>',
        '<query key="4"><issn>1234-5679</issn><article_title>Pots</article_title></query>',
        '<query key="5"><author>Carberry</author></query>',
        '<query key="6"><doi>10.5555/B</doi></query>',
        '<query key="7"><doi>10.5555/none</doi></query>',
        '<query key="8"><doi>B</doi></query>',
    )
    assert asked(library, content) == [
        ("1", "resolved", "10.5555/a"),
        ("2", "multiresolved", ""),
        ("3", "unresolved", ""),
        ("4", "unresolved", ""),
        ("5", "malformed", ""),
        ("6", "resolved", "10.5555/b"),
        ("7", "unresolved", "10.5555/none"),
        ("8", "malformed", "B"),
    ]
    (view,) = (view for view in library.sandbox.submissions if view.operation == "doQueryUpload")
    assert view.batch_id == "q-1"


def test_an_answer_tells_the_metadata(library):
    content = batch_of('<query key="1"><article_title>Pots</article_title></query>')
    query = library.result(content.encode(), "q.xml", operation="doQueryUpload").find(f".//{RESULT}query")
    assert [(child.tag.removeprefix(RESULT), child.text) for child in query] == [
        ("doi", "10.5555/a"),
        ("issn", "02643561"),
        ("journal_title", "Journal of Psychoceramics"),
        ("author", "Carberry"),
        ("first_page", "1"),
        ("year", "2026"),
        ("article_title", "Pots"),
    ]


def test_lines_with_fields_are_queries_too(library):
    lines = "|Journal of Psychoceramics|Carberry|||1|2026||mine||\n0264-3561||||||2026||two|10.5555/b|\n"
    assert asked(library, lines) == [("mine", "multiresolved", ""), ("two", "resolved", "10.5555/b")]


def test_dois_are_looked_up(library):
    assert asked(library, "10.5555/a\n10.5555/none\n\n", "doDOIQueryUpload") == [
        ("10.5555/a", "resolved", "10.5555/a"),
        ("10.5555/none", "unresolved", "10.5555/none"),
    ]


def test_a_query_for_an_alias_finds_the_primary_doi(library):
    library.result(b"H:email=a@example.org;op=force_alias\n10.5555/a 10.5555/b", "cm.txt", subType="cm")
    content = batch_of(
        '<query key="1"><doi>10.5555/b</doi></query>', "<query><article_title>Pans</article_title></query>"
    )
    assert asked(library, content) == [("1", "resolved", "10.5555/a"), (None, "resolved", "10.5555/a")]


def test_a_batch_that_is_no_xml_fails(talk):
    log = talk.result(b"<query_batch>", "q.xml", operation="doQueryUpload")
    assert log.find("record_diagnostic").get("msg_id") == "29"
