"""Lists of new URLs and of DOIs that change hands."""

from __future__ import annotations

import journals
from crossref_deposit.sandbox import Sandbox
from talk import Talk

NO_DELAY = {"unknown_for": 0, "queued_for": 0, "processing_for": 0}


def transferred(talk: Talk, text: str, file_name: str = "list.txt") -> list[tuple[str, str, str]]:
    log = talk.result(text.encode(), file_name, operation="doTransferDOIsUpload")
    return [
        (record.get("status"), record.findtext("doi"), record.findtext("msg"))
        for record in log.findall("record_diagnostic")
    ]


def test_new_urls(sandbox, talk):
    talk.result(journals.one_article())
    text = (
        "H:email=a@example.org;fromPrefix=10.5555;toPrefix=10.5555\n"
        "10.5555/ONE\thttps://example.org/new\n10.5555/none\thttps://example.org/\n10.5555/one\tnowhere\n"
    )
    assert transferred(talk, text) == [
        ("Success", "10.5555/ONE", "Successfully updated in handle"),
        ("Failure", "10.5555/none", "There is no record of this DOI: 10.5555/none"),
        ("Failure", "10.5555/one", "A DOI and its URL are expected, separated by a tabulator"),
    ]
    assert sandbox.record("10.5555/one").url == "https://example.org/new"
    assert sandbox.registered == {"10.5555/one": 20260101000000}


def test_a_new_owner():
    with Sandbox(prefixes=["10.5555"], **NO_DELAY) as sandbox:
        talk = Talk(sandbox)
        talk.result(journals.one_article())
        header = "H:email=a@example.org;fromPrefix=10.5555;toPrefix=10.7777\n"
        assert transferred(talk, f"{header}10.5555/one\n") == [("Success", "10.5555/one", "Successfully updated")]
        assert sandbox.record("10.5555/one").prefix == "10.7777"
        assert transferred(talk, f"{header}10.5555/one\n", "again.txt") == [
            ("Failure", "10.5555/one", "User not allowed to add records for prefix: 10.7777")
        ]
        update = journals.one_article(timestamp=20260101000001)
        assert talk.result(update, "update.xml").findtext("record_diagnostic/msg") == (
            "User not allowed to add records for prefix: 10.7777"
        )


def test_what_is_not_ones_own_cannot_be_given_away():
    with Sandbox(prefixes=["10.5555"], **NO_DELAY) as sandbox:
        text = "H:email=a@example.org;fromPrefix=10.7777;toPrefix=10.5555\n10.7777/one\n"
        assert transferred(Talk(sandbox), text) == [
            ("Failure", "", "User not allowed to add records for prefix: 10.7777")
        ]


def test_a_list_needs_its_header(talk):
    assert transferred(talk, "H:email=a@example.org;fromPrefix=10.5555\n10.5555/one") == [
        ("Failure", "", "The header has no toPrefix")
    ]
