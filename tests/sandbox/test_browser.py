"""The pages for people."""

from __future__ import annotations

import html.parser

import journals
from crossref_deposit.sandbox import Sandbox
from talk import Talk

ADMIN = "/servlet/submissionAdmin"
HOSTILE = '"><script>alert(1)</script>.xml'


class _Reader(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags, self.links, self.words = set[str](), list[str](), list[str]()

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data) -> None:
        self.words.append(data)


def read(response) -> _Reader:
    reader = _Reader()
    reader.feed(response.text)
    return reader


def test_what_was_submitted_is_listed_and_linked(talk):
    talk.log(journals.one_article())
    page = read(talk.get("/"))
    assert {"a.xml", "doMDUpload", "sandbox", "completed"} <= set(page.words)
    detail = next(link for link in page.links if "sf=detail" in link)
    page = read(talk.get(detail))
    assert "batch-1" in page.words
    assert any("Successfully added" in words for words in page.words)
    content = talk.get(next(link for link in page.links if "sf=content" in link))
    assert content.content == journals.one_article()


def test_nothing_that_was_submitted_is_run_by_a_browser(sandbox, talk):
    evil = b'<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>'
    sandbox.register("10.5555/<script>")
    talk.log(evil, HOSTILE)
    number = sandbox.submissions[0].submission_id
    pages = [talk.get(ADMIN, sf=name, submissionID=str(number)) for name in ("showQ", "detail", "registered")]
    for response in pages:
        assert "<script" not in response.text
        assert "script" not in read(response).tags
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert any(HOSTILE in words for words in read(pages[0]).words)
    assert "10.5555/<script>" in read(pages[2]).words
    content = talk.get(ADMIN, sf="content", submissionID=str(number))
    assert content.headers["Content-Type"] == "text/plain;charset=UTF-8"
    assert content.headers["X-Content-Type-Options"] == "nosniff"
    assert content.content == evil


def test_the_newest_come_first_and_the_others_on_further_pages():
    with Sandbox(queued_for=3600) as sandbox:
        talk = Talk(sandbox)
        for number in range(102):
            talk.deposit(b"<a/>", f"{number}.xml")
        first = read(talk.get("/"))
        names = [words for words in first.words if words.endswith(".xml")]
        assert (names[0], names[-1], len(names)) == ("101.xml", "2.xml", 100)
        older = read(talk.get(next(link for link in first.links if "before=" in link)))
        assert [words for words in older.words if words.endswith(".xml")] == ["1.xml", "0.xml"]
        assert not any("before=" in link for link in older.links)


def test_a_lost_log_is_there_for_people(sandbox, talk):
    sandbox.fail("lost-log")
    talk.deposit(journals.one_article())
    sandbox.settle()
    page = read(talk.get(ADMIN, sf="detail", submissionID=str(sandbox.submissions[0].submission_id)))
    assert "clients do not get to see the log" in page.words


def test_what_is_not_there_is_not_found(talk):
    for parameters in ({"sf": "detail", "submissionID": "7"}, {"sf": "magic"}, {"sf": "detail", "submissionID": "x"}):
        assert talk.get(ADMIN, **parameters).status_code == 404
