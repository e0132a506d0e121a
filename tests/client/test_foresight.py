from __future__ import annotations

import pathlib
import re

import pytest

import crossref_deposit as cd
import journals
from clients import client_of
from crossref_deposit.client import Operation
from crossref_deposit.errors import ForetoldError, RejectedError
from crossref_deposit.problems import Severity
from crossref_deposit.sandbox import Sandbox
from rule_examples import FOUND, Example, book, document
from samples import article, batch

ERRORS = [
    (code, example) for code, examples in FOUND.items() for example in examples if example.severity is Severity.ERROR
]
BAD = journals.deposit(journals.journal(journals.article("10.5555/one", journals.person(journals.BAD_ORCID))))


def test_what_is_certain_to_fail_is_not_sent(sandbox, client):
    with pytest.raises(ForetoldError, match=r"line \d+ \(record 10\.5555/one\): The ORCID iD .*force=True") as caught:
        client.submit(BAD, file_name="bad.xml")
    [problem] = caught.value.problems
    assert (problem.code, problem.doi, problem.value) == ("orcid-checksum", "10.5555/one", journals.BAD_ORCID)
    assert isinstance(caught.value, RejectedError)
    assert caught.value.file_name == "bad.xml"
    assert sandbox.submissions == []


def test_force_sends_it_all_the_same(client):
    report = client.submit(BAD, force=True).wait()
    assert [(record.doi, record.problems[0].code) for record in report.failures] == [("10.5555/one", "orcid-checksum")]


def test_batches_and_files_are_looked_at_too(client, sandbox, tmp_path: pathlib.Path):
    person = cd.PersonName(surname="Carberry", contributor_role="author", sequence="first", orcid=journals.BAD_ORCID)
    path = tmp_path / "bad.xml"
    path.write_bytes(BAD)
    for deposit in (path, batch(article(contributors=[person]))):
        with pytest.raises(ForetoldError):
            client.submit(deposit)
    assert sandbox.submissions == []


def test_a_document_that_is_not_valid_is_not_sent(client):
    with pytest.raises(ForetoldError) as caught:
        client.submit(BAD.replace(b"<full_title>", b"<title>").replace(b"</full_title>", b"</title>"))
    assert [problem.code for problem in caught.value.problems] == ["cvc-element-unexpected", "orcid-checksum"]
    with pytest.raises(ForetoldError, match="no XML"):
        client.submit(b"this is no XML")


def test_warnings_keep_nothing_from_being_sent(client):
    xml = document(titles="<title>On &lt;i&gt;tests&lt;/i&gt;</title>").encode()
    assert [problem.code for problem in cd.check(xml)] == ["title-looks-like-markup"]
    assert client.submit(xml).wait().ok


def test_of_a_schema_that_is_not_ours_the_rules_are_asked(sandbox, client):
    old = journals.one_article().replace(b"5.5.0", b"4.4.2")
    client.submit(old)
    with pytest.raises(ForetoldError) as caught:
        client.submit(BAD.replace(b"5.5.0", b"4.4.2"))
    assert [problem.code for problem in caught.value.problems] == ["orcid-checksum"]
    assert len(sandbox.submissions) == 1


def test_what_is_no_deposit_is_not_looked_at(script, scripted_client):
    script.say("<h2>SUCCESS</h2><p>Your batch submission was successfully received.</p>")
    scripted_client.submit(b"10.5555/a\thttps://example.org", operation=Operation.TRANSFER)
    assert len(script.received) == 1


def test_a_wrong_isbn_is_refused_here_and_there(client):
    xml = book("<isbn>978-0-306-40615-8</isbn>").encode()
    with pytest.raises(ForetoldError, match="978-0-306-40615-8"):
        client.submit(xml)
    (failure,) = client.submit(xml, force=True).wait().failures
    assert [problem.code for problem in failure.problems] == ["isbn-invalid"]
    assert client.submit(book("<isbn>978-0-306-40615-7</isbn>").encode()).wait().ok


@pytest.mark.parametrize(("code", "example"), ERRORS, ids=[code for code, _ in ERRORS])
def test_what_is_refused_here_is_refused_there(code: str, example: Example):
    """Sent by force; the sandbox remembers what the examples know of earlier deposits."""
    xml = example.xml.encode()
    with Sandbox(unknown_for=0, queued_for=0, processing_for=0) as sandbox:
        for doi, timestamp in example.known.items():
            sandbox.register(re.sub("^https://doi.org/", "", doi).lower(), timestamp)
        with client_of(sandbox) as client:
            if not example.known:
                with pytest.raises(ForetoldError):
                    client.submit(xml)
            report = client.submit(xml, force=True).wait()
    assert not report.ok
    if example.valid:
        said = {problem.code for record in report.failures for problem in record.problems}
        assert {"doi-repeated": "timestamp-not-newer"}.get(code, code) in said
        assert example.doi is None or example.doi in {doi for record in report.failures for doi in record.dois}
