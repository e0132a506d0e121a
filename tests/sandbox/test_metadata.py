"""What the sandbox makes of a deposit, as its logs tell."""

from __future__ import annotations

import pytest

import journals
from crossref_deposit.sandbox import Sandbox
from talk import Talk

OTHER_GOOD_ORCID = "https://orcid.org/0000-0001-5109-3700"


def records(log) -> list[tuple[str, str, str, str]]:
    return [
        (record.get("status"), record.get("msg_id", ""), record.findtext("doi"), record.findtext("msg").strip())
        for record in log.findall("record_diagnostic")
    ]


def counts(log) -> list[int]:
    return [int(log.findtext(f"batch_data/{name}_count")) for name in ("record", "success", "warning", "failure")]


def articles(*those: str, **arguments) -> bytes:
    return journals.deposit(journals.journal(*those), **arguments)


def test_new_records_are_added_and_known_ones_updated(sandbox, talk):
    log = talk.log(articles(journals.article("10.5555/A"), journals.article("10.5555/b")))
    assert log.findtext("batch_id") == "batch-1"
    assert records(log) == [
        ("Success", "", "10.5555/A", "Successfully added"),
        ("Success", "", "10.5555/b", "Successfully added"),
    ]
    assert counts(log) == [2, 2, 0, 0]
    assert sandbox.registered == {"10.5555/a": 20260101000000, "10.5555/b": 20260101000000}
    again = talk.log(articles(journals.article("10.5555/a"), timestamp=20260101000001), "b.xml")
    assert records(again) == [("Success", "", "10.5555/a", "Successfully updated")]


def test_a_wrong_check_digit_loses_the_doi_and_stops_only_its_own_article(sandbox, talk):
    bad = journals.article(
        "10.5555/bad",
        journals.person(journals.GOOD_ORCID),
        journals.person(journals.BAD_ORCID, role="editor", sequence="additional"),
    )
    log = talk.log(articles(bad, journals.article("10.5555/good")))
    message = f'Error in Journal Article (Editor ORCID): ORCID "{journals.BAD_ORCID}" has invalid checksum'
    assert records(log) == [
        ("Failure", "45", "DOI not found", message),
        ("Success", "", "10.5555/good", "Successfully added"),
    ]
    assert counts(log) == [2, 1, 0, 1]
    assert list(sandbox.registered) == ["10.5555/good"]


def test_an_id_twice_in_one_article_is_a_failure_and_in_two_articles_is_none(talk):
    twice = [journals.person(journals.GOOD_ORCID), journals.person(journals.GOOD_ORCID, sequence="additional")]
    apart = [journals.person(journals.GOOD_ORCID), journals.person(OTHER_GOOD_ORCID, sequence="additional")]
    log = talk.log(articles(journals.article("10.5555/bad", *twice), journals.article("10.5555/good", *apart)))
    message = (
        'Error in Journal Article (Author ORCID): ORCID URL "0000-0002-1825-0097" has duplicates in contributor list'
    )
    assert [record[1:] for record in records(log)] == [
        ("45", "DOI not found", message),
        ("", "10.5555/good", "Successfully added"),
    ]


@pytest.mark.parametrize("newer", [0, 1])
def test_a_timestamp_must_be_newer_than_the_last(newer):
    with Sandbox(registered={"10.5555/ONE": 20260101000000 + newer}) as sandbox:
        log = Talk(sandbox).log(journals.one_article())
        message = (
            "Record not processed because submitted version: 20260101000000 is less or equal to previously submitted "
            "version (DOI match)"
        )
        assert records(log) == [("Failure", "4", "10.5555/one", message)]


def test_a_doi_can_be_registered_by_hand_while_it_runs(sandbox, talk):
    sandbox.register("10.5555/one", 20260101000000)
    sandbox.register("10.5555/one", 1)
    assert records(talk.log(journals.one_article()))[0][1] == "4"


def test_an_articles_own_timestamp_counts_before_the_heads(talk, sandbox):
    talk.log(articles(journals.article("10.5555/a", timestamp=20270101000000)))
    assert sandbox.registered == {"10.5555/a": 20270101000000}
    assert records(talk.log(articles(journals.article("10.5555/a"), timestamp=20260601000000), "b.xml"))[0][1] == "4"


def test_the_same_doi_twice_in_one_file_fails_the_second_time(talk):
    log = talk.log(articles(journals.article("10.5555/a"), journals.article("10.5555/A")))
    assert [record[:2] for record in records(log)] == [("Success", ""), ("Failure", "4")]


def test_a_title_whose_timestamp_is_old_takes_its_articles_with_it(sandbox, talk):
    sandbox.register("10.5555/journal", 20260101000000)
    xml = journals.deposit(
        journals.journal(journals.article("10.5555/a"), doi="10.5555/journal"),
        journals.journal(journals.article("10.5555/b"), doi="10.5555/other"),
    )
    assert [(status, doi) for status, _, doi, _ in records(talk.log(xml))] == [
        ("Failure", "10.5555/journal"),
        ("Success", "10.5555/other"),
        ("Success", "10.5555/b"),
    ]
    message = records(talk.log(xml, "b.xml"))[0][3]
    assert message.endswith("version 20260101000000 - content item DOIs not processed due to title level error")


def test_an_invalid_issn_fails_its_whole_journal(sandbox, talk):
    xml = journals.deposit(
        journals.journal(journals.article("10.5555/a"), journals.article("10.5555/b"), issn="24320000"),
        journals.journal(journals.article("10.5555/c")),
    )
    log = talk.log(xml)
    assert records(log) == [
        ("Failure", "21", "all doi's under the current journal element", 'ISSN "24320000" is invalid'),
        ("Success", "", "10.5555/c", "Successfully added"),
    ]
    assert log.find("record_diagnostic/msg").text == 'ISSN "24320000" is invalid '
    assert list(sandbox.registered) == ["10.5555/c"]


def test_prefixes_that_differ_fail_the_file(sandbox, talk):
    log = talk.log(articles(journals.article("10.5555/a"), journals.article("10.6666/b")))
    assert records(log) == [("Failure", "", "", "All prefixes in a submission must match (DOI[10.6666/b])")]
    assert sandbox.registered == {}


def test_references_are_resolved_stored_or_refused_and_the_record_succeeds(talk):
    citations = (
        '<citation key="r&amp;1"><doi>10.5555/ref</doi></citation>'
        '<citation key="r2"><unstructured_citation>Some book</unstructured_citation></citation>'
        '<citation key="r3"><author>Carberry</author></citation>'
    )
    log = talk.log(articles(journals.article("10.5555/a", citations=citations)))
    assert records(log) == [("Success", "", "10.5555/a", "Successfully added")]
    found = [(each.get("key"), each.get("status"), each.text or "") for each in log.iter("citation")]
    assert found == [
        ("r&1", "resolved_reference", "10.5555/ref"),
        ("r2", "stored_query", ""),
        ("r3", "error", "Either ISSN or Journal title or Proceedings title must be supplied."),
    ]


def test_components_share_the_fate_of_their_article(talk):
    def with_component(doi: str, *people: str) -> str:
        component = (
            '<component_list><component parent_relation="isPartOf">'
            f"<doi_data><doi>{doi}.f1</doi><resource>https://example.org/f</resource></doi_data>"
            "</component></component_list>"
        )
        return journals.article(doi, *people).replace("</journal_article>", f"{component}</journal_article>")

    log = talk.log(
        articles(with_component("10.5555/a"), with_component("10.5555/b", journals.person(journals.BAD_ORCID)))
    )
    assert [record[2] for record in records(log)] == ["10.5555/a", "10.5555/a.f1", "DOI not found"]


def test_comments_do_not_hide_a_doi(sandbox, talk):
    talk.log(journals.one_article().replace(b"<doi>10.5555/one", b"<doi>10.5555/<!-- not -->one"))
    assert list(sandbox.registered) == ["10.5555/one"]


@pytest.mark.parametrize(
    ("xml", "line", "reason"),
    [
        (b"this is no XML", 1, "Content is not allowed in prolog."),
        (b"\n<?xml version='1.0'?><a/>", 2, ""),
        (b"<a>\n<b></a>", 2, 'The element type "b" must be terminated by the matching end-tag "</b>".'),
        (
            b"<a>\n\nfish & chips</a>",
            3,
            "The content of elements must consist of well-formed character data or markup.",
        ),
        (b"<a>\n&eacute;</a>", 2, 'The entity "eacute" was referenced, but not declared.'),
        (b"<a>", 1, "XML document structures must start and end within the same entity."),
        (b"<a/><b/>", 1, "Content is not allowed in trailing section."),
        (b"<a>\n<x:b/></a>", 2, 'The prefix "x" for element "b" is not bound.'),
        (b"<a>\x92</a>", 1, "invalid byte 1 of 1-byte UTF-8 sequence (0x92)"),
        (b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", 1, ""),
        (b"", 1, ""),
    ],
)
def test_what_is_no_xml_fails_as_a_whole_with_one_record(talk, xml, line, reason):
    log = talk.log(xml)
    ((status, msg_id, doi, message),) = records(log)
    assert (status, msg_id, doi) == ("Failure", "29", "")
    start = f"Deposited XML is not well-formed or does not validate: Error on line {line}: "
    assert message.startswith(start)
    assert reason in message.removeprefix(start)
    assert "root:" not in message
    assert log.findtext("batch_id") == ""
    assert counts(log) == [1, 0, 0, 1]


def test_what_is_not_valid_fails_as_a_whole_with_line_and_reason(sandbox, talk):
    xml = journals.one_article().replace(b"<year>2026</year>", b"<year>last year</year>")
    line = 1 + xml.decode().split("\n").index("<year>last year</year>")
    log = talk.log(xml)
    ((status, msg_id, doi, message),) = records(log)
    assert (status, msg_id, doi) == ("Failure", "29", "")
    assert message.startswith(f"Deposited XML is not well-formed or does not validate: Error on line {line}: ")
    assert "last year" in message
    assert log.findtext("batch_id") == "batch-1"
    assert sandbox.registered == {}


def test_what_the_rules_would_find_is_not_found_by_the_schema(talk):
    log = talk.log(articles(journals.article("10.5555/a", journals.person(journals.BAD_ORCID))))
    assert records(log)[0][1] == "45"
