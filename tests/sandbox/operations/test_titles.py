"""Whose a journal or book is, and what becomes of deposits by others."""

from __future__ import annotations

import crossref_deposit as cd
import journals
from crossref_deposit.sandbox import Sandbox
from samples import batch
from talk import Talk

TITLE = "Journal of Psychoceramics"
WHOLE = "all doi's under the current journal element"
XML = journals.one_article()


def failure(log) -> tuple[str, str, str]:
    (record,) = log.findall("record_diagnostic")
    assert record.get("status") == "Failure"
    return record.get("msg_id", ""), record.findtext("doi"), record.findtext("msg")


def test_an_issn_of_another_member_fails_the_journal(sandbox, talk):
    sandbox.register_title(TITLE, prefix="10.7777", issns=["0264-3561"])
    message = (
        f'ISSN "0264-3561" has already been assigned, title/issn: {TITLE}/0264-3561 is owned by publisher: 10.7777'
    )
    assert failure(talk.result(XML)) == ("22", WHOLE, message)
    assert sandbox.registered == {}


def test_an_issn_with_another_title_fails_the_journal(sandbox, talk):
    talk.result(XML)
    renamed = journals.one_article("10.5555/two").replace(TITLE.encode(), b"Psychoceramics Letters")
    message = (
        'ISSN "0264-3561" has already been assigned, issn (0264-3561) is assigned to another title '
        "(Journal of Psychoceramics)"
    )
    assert failure(talk.result(renamed, "b.xml")) == ("22", WHOLE, message)
    spelled_otherwise = renamed.replace(b"Psychoceramics Letters", b"JOURNAL  OF PSYCHOCERAMICS")
    assert talk.result(spelled_otherwise, "c.xml").findtext("record_diagnostic/msg") == "Successfully added"


def test_a_title_of_another_member_fails_without_an_issn_too(sandbox, talk):
    sandbox.register_title(TITLE, prefix="10.7777")
    message = f'user not allowed to add or update records for the title "{TITLE}"'
    assert failure(talk.result(XML)) == ("", WHOLE, message)


def test_a_title_that_was_removed_is_refused_in_exactly_this_spelling(sandbox, talk):
    sandbox.register_title(TITLE, prefix="10.5555", deleted=True)
    assert failure(talk.result(XML)) == ("", WHOLE, f'title "{TITLE}" was previously deleted by a Crossref admin')
    other = XML.replace(TITLE.encode(), b"Journal of psychoceramics")
    assert talk.result(other, "b.xml").findtext("record_diagnostic/msg") == "Successfully added"


def test_the_first_account_to_deposit_a_title_has_it():
    with Sandbox(prefixes=["10.5555", "10.6666"], unknown_for=0, queued_for=0, processing_for=0) as sandbox:
        sandbox.add_account("other", "also-no-secret", prefixes=["10.7777"])
        talk = Talk(sandbox)
        assert talk.result(XML).findtext("record_diagnostic/msg") == "Successfully added"
        with_other_prefix = talk.result(journals.one_article("10.6666/two"), "b.xml")
        assert with_other_prefix.findtext("record_diagnostic/msg") == "Successfully added"
        other = {"login_id": "other", "login_passwd": "also-no-secret"}
        talk.deposit(journals.one_article("10.7777/three"), "c.xml", **other)
        sandbox.settle()
        assert b"is owned by publisher: 10.5555" in sandbox.submissions[-1].log


def test_a_journal_needs_an_issn_or_a_doi(talk):
    bare = journals.deposit(journals.journal(journals.article("10.5555/a"))).replace(b"<issn>0264-3561</issn>\n", b"")
    message = f"Deposit contains title error: title: {TITLE} must deposit with an ISSN and/or journal title DOI"
    assert failure(talk.result(bare)) == ("28", "", message)
    journal = journals.journal(journals.article("10.5555/a"), doi="10.5555/journal")
    with_doi = journals.deposit(journal).replace(b"<issn>0264-3561</issn>\n", b"")
    assert len(talk.result(with_doi, "b.xml").findall("record_diagnostic[@status='Success']")) == 2


def test_a_title_must_say_something(talk):
    blank = XML.replace(TITLE.encode(), b" ")
    message = "Deposit contains title error(s): Title name value is missing from the title element"
    assert failure(talk.result(blank)) == ("56", "none", message)


def test_the_title_of_an_article_too(talk):
    blank = XML.replace(b"<title>On 10.5555/one</title>", b"<title> </title>")
    message = "Deposit contains title error(s): Title name value is missing from the title element"
    assert failure(talk.result(blank)) == ("56", "none", message)


def book(doi: str, isbn: str) -> bytes:
    metadata = cd.BookMetadata(
        titles="Cracked Pots",
        publication_dates=2026,
        isbns=[isbn],
        publishers=[cd.Publisher(name="Brown University")],
        doi_data=cd.DoiData(doi=doi, resource="https://example.org/"),
    )
    return batch(body=[cd.Book(book_type="monograph", metadata=metadata)]).to_xml()


def test_an_isbn_belongs_to_one_doi(talk):
    isbn = "978-3-16-148410-0"
    assert talk.result(book("10.5555/one", isbn)).findtext("record_diagnostic/msg") == "Successfully added"
    assert talk.result(book("10.5555/one", isbn), "b.xml").findtext("record_diagnostic/msg") == "Successfully updated"
    message = f'ISBN "{isbn}" has already been assigned, ISBN assigned to other title DOI: 10.5555/two ISBN:{isbn}'
    assert failure(talk.result(book("10.5555/two", isbn), "c.xml")) == ("", "10.5555/two", message)


def test_a_wrong_check_digit_of_an_isbn(talk):
    wrong = book("10.5555/one", "978-3-16-148410-0").replace(b"148410-0", b"148410-1")
    assert failure(talk.result(wrong)) == ("", "", 'ISBN "978-3-16-148410-1" is invalid')


def test_a_book_of_another_member():
    with Sandbox(prefixes=["10.5555"], unknown_for=0, queued_for=0, processing_for=0) as sandbox:
        sandbox.register_title("Cracked Pots", prefix="10.7777")
        log = Talk(sandbox).result(book("10.5555/one", "978-3-16-148410-0"))
        message = 'user not allowed to add or update records for the title "Cracked Pots"'
        assert failure(log) == ("", "", message)
