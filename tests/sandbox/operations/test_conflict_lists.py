"""Conflicts: how they come about, and how they are managed."""

from __future__ import annotations

import pytest

import journals
from talk import Talk

SAME = "Letters to the editor"


def twin(doi: str, title: str = SAME, timestamp: int = 20260101000000) -> bytes:
    return journals.one_article(doi, timestamp=timestamp).replace(f"On {doi}".encode(), title.encode())


def put_in_conflict(talk: Talk, *dois: str) -> list:
    return [talk.result(twin(doi), f"{doi[8:]}.xml").find("record_diagnostic") for doi in dois]


def managed(talk: Talk, text: str, file_name: str = "cm.txt") -> list[tuple]:
    log = talk.result(text.encode(), file_name, subType="cm")
    assert log.get("status") == "completed"
    return [
        (
            record.get("doi"),
            record.get("status"),
            [
                (each.get("status"), each.get("ids"), each.findtext("msg"), [doi.text for doi in each.iter("doi")])
                for each in record.findall("conflict")
            ],
            record.findtext("msg"),
        )
        for record in log.findall("record_diagnostic")
    ]


def test_the_same_metadata_under_another_doi_is_a_conflict(sandbox, talk):
    first, second, third = put_in_conflict(talk, "10.5555/a", "10.5555/b", "10.5555/c")
    assert (first.get("status"), first.findtext("msg"), first.find("conflict_id")) == (
        "Success",
        "Successfully added",
        None,
    )
    assert (second.get("status"), second.findtext("msg")) == ("Warning", "Added with conflict")
    assert [doi.text for doi in second.findall("dois_in_conflict/doi")] == ["10.5555/a"]
    assert third.findtext("conflict_id") == second.findtext("conflict_id") == "5000000"
    assert [doi.text for doi in third.findall("dois_in_conflict/doi")] == ["10.5555/a", "10.5555/b"]
    assert len(sandbox.registered) == 3


def test_other_metadata_end_a_conflict(talk):
    put_in_conflict(talk, "10.5555/a", "10.5555/b")
    same = talk.result(twin("10.5555/b", timestamp=20260101000001), "again.xml").find("record_diagnostic")
    assert (same.get("status"), same.findtext("msg")) == ("Warning", "Updated with conflict")
    other = talk.result(twin("10.5555/b", "Reply", timestamp=20260101000002), "other.xml").find("record_diagnostic")
    assert (other.get("status"), other.findtext("msg")) == ("Success", "Successfully updated")
    assert other.findtext("resolved_conflict_ids") == "5000000"


def test_the_full_text_and_the_abstract_of_one_article_are_no_conflict(talk):
    put_in_conflict(talk, "10.5555/a")
    abstract = twin("10.5555/b").replace(b"<journal_article>", b'<journal_article publication_type="abstract_only">')
    assert talk.result(abstract, "b.xml").findtext("record_diagnostic/msg") == "Successfully added"


def test_primary_makes_aliases_of_the_others(sandbox, talk):
    put_in_conflict(talk, "10.5555/a", "10.5555/b", "10.5555/c")
    assert managed(talk, "H:email=a@example.org;op=primary\n10.5555/b\n") == [
        ("10.5555/b", None, [("Success", "5000000", "Marked as alias", ["10.5555/a", "10.5555/c"])], None)
    ]
    assert [sandbox.record(f"10.5555/{letter}").alias_of for letter in "abc"] == ["10.5555/b", "", "10.5555/b"]
    refused = talk.result(twin("10.5555/a", timestamp=20260101000001), "again.xml")
    assert refused.findtext("record_diagnostic/msg") == (
        "This DOI is an alias, its metadata cannot be updated: 10.5555/b"
    )


def test_alias_is_for_two(sandbox, talk):
    put_in_conflict(talk, "10.5555/a", "10.5555/b")
    assert managed(talk, "H:email=a@example.org;op=alias\r\n10.5555/B\r\n") == [
        ("10.5555/B", None, [("Success", "5000000", "Marked as alias", ["10.5555/b"])], None)
    ]
    assert sandbox.record("10.5555/b").alias_of == "10.5555/a"


def test_alias_of_three_is_not_told(sandbox, talk):
    put_in_conflict(talk, "10.5555/a", "10.5555/b", "10.5555/c")
    ((_, _, (conflict,), _),) = managed(talk, "H:email=a@example.org;op=alias\n10.5555/b")
    assert conflict[0] == "Warning"
    assert conflict[2].startswith("More than two DOIs in conflict")
    assert sandbox.record("10.5555/b").alias_of == ""


def test_what_is_resolved_stays_so_until_it_is_unresolved(sandbox, talk):
    put_in_conflict(talk, "10.5555/a", "10.5555/b")
    both = ["10.5555/a", "10.5555/b"]
    assert managed(talk, "H:email=a@example.org;op=resolve\n10.5555/a") == [
        ("10.5555/a", None, [("Success", "5000000", "Resolved", both)], None)
    ]
    again = talk.result(twin("10.5555/b", timestamp=20260101000001), "again.xml")
    assert again.findtext("record_diagnostic/msg") == "Successfully updated"
    assert managed(talk, "H:email=a@example.org;op=unresolve\n10.5555/a", "cm2.txt") == [
        ("10.5555/a", None, [("Success", "5000000", "Unresolved", both)], None)
    ]
    once_more = talk.result(twin("10.5555/b", timestamp=20260101000002), "more.xml")
    assert once_more.findtext("record_diagnostic/msg") == "Updated with conflict"


def test_an_alias_can_be_forced_and_taken_back(sandbox, talk):
    talk.result(journals.one_article("10.5555/a"))
    talk.result(journals.one_article("10.5555/b"), "b.xml")
    assert managed(talk, "H:email=a@example.org;op=force_alias\n10.5555/a 10.5555/b") == [
        ("10.5555/a", None, [("Success", "", "Marked as alias", ["10.5555/b"])], None)
    ]
    assert sandbox.record("10.5555/b").alias_of == "10.5555/a"
    assert managed(talk, "H:email=a@example.org;op=unalias\n10.5555/b\n10.5555/b", "cm2.txt") == [
        ("10.5555/b", None, [("Success", "", "Alias removed", ["10.5555/b"])], None),
        ("10.5555/b", "Error", [], "DOI is not in a conflict"),
    ]
    assert sandbox.record("10.5555/b").alias_of == ""


@pytest.mark.parametrize(
    ("text", "doi", "reason"),
    [
        ("10.5555/a", "", "The first line must be a header: H:email=..."),
        ("", "", "The first line must be a header: H:email=..."),
        ("H:email=a@example.org\n10.5555/a", "", "The header has no op"),
        ("H:op=primary\n10.5555/a", "", "The header has no email"),
        ("H:email=a@example.org;op=magic\n10.5555/a", "", "op=magic is not one of primary, alias, resolve,"),
        ("H:email=a@example.org;op=primary\n10.5555/a", "10.5555/a", "DOI is not in a conflict"),
        ("H:email=a@example.org;op=primary\n10.5555/\x01", "10.5555/\ufffd", "There is no record of this DOI"),
        ("H:email=a@example.org;op=force_alias\n10.5555/a", "10.5555/a", "A primary DOI and an alias DOI are expected"),
        ("H:email=a@example.org;op=force_alias\n10.5555/a 10.5555/z", "10.5555/a", "There is no record of this DOI"),
    ],
)
def test_what_cannot_be_done_is_an_error(talk, text, doi, reason):
    talk.result(journals.one_article("10.5555/a"))
    ((found, status, conflicts, message),) = managed(talk, text)
    assert (found, status, conflicts) == (doi, "Error", [])
    assert message.startswith(reason)
