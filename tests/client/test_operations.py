"""Operations beside deposits, over real sockets: what is sent, and what becomes of the answers."""

from __future__ import annotations

import email
import json
import socket
from urllib.parse import parse_qs

import pytest

import crossref_deposit as cd
import journals
from clients import HASTY
from crossref_deposit.client import DepositClient, MatchedReference
from crossref_deposit.errors import (
    AuthenticationError,
    LogError,
    ModelError,
    QueueFullError,
    RejectedError,
    TransportError,
)

EMAIL = "doi@example.org"
RECEIVED = "<html><body><h2>SUCCESS</h2><p>Your batch submission was successfully received.</p></body></html>"
FAILED = "<html><body><h2>FAILURE</h2><p>Your XML batch submission failed. [{}]</p></body></html>"
EXCEEDED = (
    "<html><body><h1>HTTP Status 500 - Request processing failed; nested exception is "
    "...crossref.qs.security.ExceededConcurrentRequests</h1></body></html>"
)
LOG = (
    '<doi_batch_diagnostic status="completed"><submission_id>7</submission_id><batch_id>batch-1</batch_id>'
    '<record_diagnostic status="{}"><doi>{}</doi><msg>{}</msg></record_diagnostic></doi_batch_diagnostic>'
)
FINE = LOG.format("Success", "10.5555/one", "Successfully added")
CONFLICT_LOG = (
    '<doi_batch_diagnostic><submission_id>7</submission_id><record_diagnostic doi="10.5555/one">'
    '<conflict status="Success" ids="1,2"><msg>Marked as alias</msg><doi_list><doi>10.5555/two</doi></doi_list>'
    '</conflict></record_diagnostic><record_diagnostic doi="10.5555/none" status="Error"><msg>Not in conflict</msg>'
    "</record_diagnostic></doi_batch_diagnostic>"
)
RESULTS = (
    '<crossref_result xmlns="http://www.crossref.org/qrschema/3.0"><query_result><head><doi_batch_id>q-1</doi_batch_id>'
    '</head><body><query key="1" status="resolved"><doi>10.5555/one</doi></query></body></query_result>'
    "</crossref_result>"
)


def form_of(body):
    """Names and contents of the parts of a multipart body."""
    boundary = body.split(b"\r\n", 1)[0][2:].decode()
    message = email.message_from_bytes(
        f"Content-Type: multipart/form-data; boundary={boundary}\r\n\r\n".encode() + body
    )
    return {part.get_param("name", header="Content-Disposition"): part for part in message.get_payload()}


def text_of(part):
    return part.get_payload(decode=True).decode()


@pytest.mark.parametrize(
    ("upload", "operation", "sub_type", "extension"),
    [
        (cd.ConflictResolution(email=EMAIL, op="primary", dois=["10.5555/one"]), "doMDUpload", "cm", ".txt"),
        (cd.UrlUpdate(email=EMAIL, urls={"10.5555/ö": "http://a.org"}), "doTransferDOIsUpload", None, ".txt"),
        (cd.QueryBatch(email=EMAIL, queries=cd.Query(key="1", doi="10.5555/one")), "doQueryUpload", None, ".xml"),
    ],
)
def test_an_upload_is_sent_as_what_it_is(script, scripted_client, upload, operation, sub_type, extension):
    script.say(RECEIVED)
    submission = scripted_client.submit(upload)
    assert submission.file_name.endswith(extension)
    form = form_of(script.received[0][1])
    assert text_of(form["operation"]) == operation
    assert (text_of(form["subType"]) if sub_type else form.get("subType")) == sub_type
    assert form["fname"].get_filename() == submission.file_name
    assert text_of(form["fname"]).replace("\r\n", "\n").strip() == upload.to_bytes().decode().strip()


def test_an_operation_that_is_given_counts_for_uploads_too(script, scripted_client):
    script.say(RECEIVED)
    batch = cd.QueryBatch(email=EMAIL, queries=cd.Query(key="1", doi="10.5555/one"))
    scripted_client.submit(batch, operation="doDOIQueryUpload")
    assert text_of(form_of(script.received[0][1])["operation"]) == "doDOIQueryUpload"


def test_the_log_of_conflicts(script, scripted_client):
    script.say(RECEIVED)
    script.say(CONFLICT_LOG)
    upload = cd.ConflictResolution(email=EMAIL, op="primary", dois=["10.5555/one", "10.5555/none"])
    report = scripted_client.submit(upload).wait()
    assert [(record.status, record.doi, record.message) for record in report.records] == [
        ("Success", "10.5555/one", "Marked as alias"),
        ("Failure", "10.5555/none", "Not in conflict"),
    ]
    assert report.records[0].attribution.certain
    assert report.records[0].conflicts[0].dois == ("10.5555/two",)


def test_the_results_of_queries(script, scripted_client):
    script.say(RECEIVED)
    script.say(
        '<doi_batch_diagnostic status="queued"><submission_id>7</submission_id><batch_id/></doi_batch_diagnostic>'
    )
    script.say(RESULTS)
    submission = scripted_client.submit(cd.QueryBatch(email=EMAIL, queries=cd.Query(key="1", doi="10.5555/one")))
    report = submission.wait()
    assert report.ok
    assert (report.batch_id, report.records[0].doi) == ("q-1", "10.5555/one")
    assert cd.QueryResults.from_xml(submission.log).doi("1") == "10.5555/one"


def test_a_query_batch_that_failed_is_not_checked_as_a_deposit(script, scripted_client):
    script.say(RECEIVED)
    script.say(LOG.format("Failure", "", "Deposited XML is not well-formed or does not validate: Error on line 2: x"))
    batch = cd.QueryBatch(email=EMAIL, queries=cd.Query(key="1", doi="10.5555/one"), batch_id="batch-1")
    (failure,) = scripted_client.submit(batch).wait().failures
    assert (failure.dois, failure.found_here) == ((), ())


def test_matched_references(script, scripted_client):
    references = [{"key": "ref1", "doi": "10.5555/cited", "type": "journal_article"}, {"key": 2, "doi": "10.5555/b"}]
    script.say(json.dumps({"doi": "10.5555/one", "matched-references": references}), Content_Type="application/json")
    assert scripted_client.matched_references("https://doi.org/10.5555/one") == (
        MatchedReference(key="ref1", doi="10.5555/cited", doi_type="journal_article"),
        MatchedReference(key="2", doi="10.5555/b"),
    )
    line, body = script.received[0]
    assert line.startswith("POST /getResolvedRefs HTTP")
    assert parse_qs(body.decode()) == {"doi": ["10.5555/one"], "usr": ["me@example.org/role"], "pwd": ["correct horse"]}


def test_no_reference_is_matched_yet(script, scripted_client):
    script.say('{"doi": "10.5555/one", "matched-references": []}')
    assert scripted_client.matched_references("10.5555/one") == ()


@pytest.mark.parametrize(
    ("answer", "status", "error", "said"),
    [
        ("", 404, RejectedError, "knows no references of 10.5555/one"),
        ("Wrong credentials. Incorrect username or password.", 401, AuthenticationError, "refused the credentials"),
        ("Wrong credentials. Incorrect username or password.", 200, AuthenticationError, "refused the credentials"),
        ("<html>so long</html>", 200, TransportError, "something else than the matched references"),
        ('{"doi": "10.5555/one"}', 200, TransportError, "something else than the matched references"),
        ("busy", 503, TransportError, "cannot answer now"),
        ("", 302, TransportError, "redirect"),
    ],
)
def test_no_matched_references(script, scripted_client, answer, status, error, said):
    script.say(answer, status)
    with pytest.raises(error, match=said):
        scripted_client.matched_references("10.5555/one")


def test_the_references_of_what_is_no_doi(scripted_client):
    with pytest.raises(ModelError, match="doi: found 'one'"):
        scripted_client.matched_references("one")


@pytest.mark.parametrize("status", [200, 403])
def test_a_synchronous_log(script, scripted_client, status):
    script.say(LOG.format("Failure", "10.5555/ONE", "Record not processed"), status)
    report = scripted_client.submit_synchronously(journals.one_article(), file_name="one.xml")
    assert [(record.doi, record.line) for record in report.failures] == [("10.5555/one", 18)]
    line, body = script.received[0]
    assert line.startswith("POST /v2/deposits HTTP")
    form = form_of(body)
    assert {name: text_of(part) for name, part in form.items() if name != "mdFile"} == {
        "operation": "doMDUpload",
        "usr": "me@example.org/role",
        "pwd": "correct horse",
    }
    assert form["mdFile"].get_filename() == "one.xml"


def test_references_of_a_synchronous_deposit_are_looked_up_later(script, scripted_client):
    deferred = '</msg><citations_diagnostic deferred="1403850958"/>'
    script.say(FINE.replace("</msg>", deferred))
    assert scripted_client.submit_synchronously(journals.one_article()).records[0].deferred == "1403850958"


@pytest.mark.parametrize(
    ("answer", "status", "error", "said", "requests"),
    [
        ("", 400, RejectedError, "HTTP status 400", 1),
        (FAILED.format("no file"), 400, RejectedError, "no file", 1),
        (FAILED.format("Wrong credentials."), 401, AuthenticationError, "Wrong credentials", 1),
        ("<html>Forbidden</html>", 403, AuthenticationError, "403", 1),
        ("", 404, RejectedError, "Is base_url right", 1),
        ("", 302, TransportError, "redirect", 1),
        (EXCEEDED, 500, QueueFullError, "too many files of this account at once", 4),
        ("", 503, TransportError, "takes no deposits now", 4),
        ("", 429, TransportError, "takes no deposits now", 4),
        ("<html>Oops</html>", 500, TransportError, "nobody knows whether Crossref has processed one.xml", 1),
        ("fine", 200, TransportError, "nobody knows whether Crossref has processed one.xml", 1),
        ("<doi_batch_diagnostic><a>", 200, LogError, "not well-formed", 1),
    ],
)
def test_no_synchronous_log(script, scripted_client, answer, status, error, said, requests):
    script.say(answer, status)
    with pytest.raises(error, match=said):
        scripted_client.submit_synchronously(journals.one_article(), file_name="one.xml")
    assert len(script.received) == requests


def test_a_synchronous_deposit_is_not_repeated_when_the_answer_is_lost(script, scripted_client):
    script.say(FINE[:100], Content_Length="5000")
    with pytest.raises(TransportError, match="nobody knows") as caught:
        scripted_client.submit_synchronously(journals.one_article(), file_name="one.xml")
    assert caught.value.file_name == "one.xml"
    assert len(script.received) == 1


def test_a_synchronous_deposit_is_repeated_when_nothing_was_sent(unused_port):
    with (
        DepositClient(username="me", password="x", base_url=f"http://127.0.0.1:{unused_port}", retry=HASTY) as client,
        pytest.raises(TransportError, match=r"no connection.*attempts: 4"),
    ):
        client.submit_synchronously(journals.one_article())


def test_only_records_are_deposited_synchronously(scripted_client):
    upload = cd.UrlUpdate(email=EMAIL, urls={"10.5555/a": "http://a.org"})
    with pytest.raises(ModelError, match=r"doTransferDOIsUpload, expected records: the rest takes submit\(\)"):
        scripted_client.submit_synchronously(upload)


@pytest.fixture
def unused_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]
