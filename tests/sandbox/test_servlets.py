"""The sandbox answers as Crossref's servlets do."""

from __future__ import annotations

import time

import pytest
import requests

import journals
from crossref_deposit.sandbox import Endpoint, Sandbox, State
from talk import Talk

XML = journals.one_article()


def test_the_acceptance_page_is_crossrefs_and_holds_no_id(talk):
    response = talk.deposit(XML)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/html;charset=ISO-8859-1"
    assert response.text == (
        "\n\n\n\n<html>\n<head><title>SUCCESS</title>\n</head>\n<body>\n<h2>SUCCESS</h2>\n"
        "<p>Your batch submission was successfully received.</p>\n</body>\n</html>\n"
    )


def test_parameters_may_travel_in_the_query_string_and_the_file_under_any_name(sandbox):
    response = requests.post(
        f"{sandbox.url}/servlet/deposit",
        params={"login_id": sandbox.username, "login_passwd": sandbox.password},
        files={"mdFile": ("b.xml", XML)},
        timeout=5,
    )
    assert "successfully received" in response.text
    assert (sandbox.submissions[0].file_name, sandbox.submissions[0].operation) == ("b.xml", "doMDUpload")


@pytest.mark.parametrize(("fields", "reason"), [({"login_passwd": "x"}, "Wrong"), ({"login_id": "x"}, "Wrong")])
def test_a_wrong_login_is_a_failure_page_with_401(sandbox, talk, fields, reason):
    response = talk.deposit(XML, **fields)
    assert response.status_code == 401
    assert f"Your XML batch submission failed. [{reason} credentials. Incorrect username or password.]" in response.text
    assert sandbox.submissions == []


def test_a_wrong_login_is_plain_text_when_polling(talk):
    response = talk.download(pwd="x", file_name="a.xml")
    assert (response.status_code, response.text) == (401, "Wrong credentials. Incorrect username or password.")


def test_the_login_service_speaks_json(sandbox):
    url = f"{sandbox.url}/servlet/login"
    good = requests.post(url, data={"usr": sandbox.username, "pwd": sandbox.password}, timeout=5)
    assert (good.status_code, good.json()["success"], good.json()["roles"]) == (200, True, [sandbox.username])
    bad = requests.get(url, params={"usr": sandbox.username, "pwd": "x"}, timeout=5)
    assert (bad.status_code, bad.json()["success"], bad.json()["roles"]) == (401, False, [])
    assert bad.json()["errorMessage"].startswith("Wrong credentials")


def test_a_personal_account_needs_its_role():
    with Sandbox(username="me@example.org", role="mine") as sandbox:
        url = f"{sandbox.url}/servlet/login"
        account = {"usr": "me@example.org", "pwd": sandbox.password}
        assert requests.post(url, data={**account, "role": "mine"}, timeout=5).json()["roles"] == ["mine"]
        refused = requests.post(url, data={**account, "role": "yours"}, timeout=5)
        assert refused.status_code == 401
        assert refused.json()["errorMessage"] == "User 'me@example.org' cannot assume specified role 'yours'"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"operation": "doMagic"}, "operation doMagic is not known to this sandbox"),
        ({"subType": "zz"}, "operation doMDUpload with subType zz is not known to this sandbox"),
    ],
)
def test_other_operations_are_refused_with_a_reason(sandbox, talk, fields, reason):
    response = talk.deposit(XML, **fields)
    assert response.status_code == 200
    assert f"submission failed. [{reason}]" in response.text
    assert sandbox.submissions == []


def test_a_post_without_a_file_is_refused(sandbox):
    account = {"login_id": sandbox.username, "login_passwd": sandbox.password}
    response = requests.post(f"{sandbox.url}/servlet/deposit", data=account, timeout=5)
    assert "submission failed. [no file was submitted]" in response.text


def test_a_body_that_is_too_large_is_refused(sandbox):
    response = requests.post(f"{sandbox.url}/servlet/deposit", headers={"Content-Length": str(1 << 40)}, timeout=5)
    assert response.status_code == 413


def test_there_is_nothing_elsewhere(sandbox):
    assert requests.get(f"{sandbox.url}/elsewhere", timeout=5).status_code == 404


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_file_that_was_never_sent_is_unknown(talk, method):
    response = talk.download(method, file_name="never.xml")
    assert response.headers["Content-Type"] == "text/xml;charset=UTF-8"
    assert response.text == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<doi_batch_diagnostic status="unknown_submission">\n'
        "  <submission_id>0</submission_id>\n  <batch_id />\n</doi_batch_diagnostic>"
    )


def test_states_follow_each_other_and_the_batch_id_comes_last():
    with Sandbox(unknown_for=0.2, queued_for=0.2, processing_for=0.2) as sandbox:
        Talk(sandbox).deposit(XML)
        seen = []
        while State.COMPLETED not in seen:
            seen.append(sandbox.submissions[0].state)
            assert (sandbox.submissions[0].log is None) or sandbox.submissions[0].state is State.COMPLETED
            time.sleep(0.005)
        assert list(dict.fromkeys(seen)) == [State.UNKNOWN, State.QUEUED, State.IN_PROCESS, State.COMPLETED]


def test_while_queued_the_log_has_the_id_and_no_batch_id():
    with Sandbox(unknown_for=0, queued_for=3600) as sandbox:
        talk = Talk(sandbox)
        talk.deposit(XML)
        number = sandbox.submissions[0].submission_id
        assert talk.download(file_name="a.xml").text == (
            '<?xml version="1.0" encoding="UTF-8"?>\n<doi_batch_diagnostic status="queued">\n'
            f"  <submission_id>{number}</submission_id>\n  <batch_id />\n</doi_batch_diagnostic>"
        )
        assert talk.download(file_name="a.xml", type="contents").content == XML
        assert 'status="unknown_submission"' in talk.download(doi_batch_id="batch-1").text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_log_is_found_by_file_name_or_batch_id(talk, method):
    talk.log(XML)
    by_name = talk.download(method, file_name="a.xml").text
    assert 'status="completed"' in by_name
    assert talk.download(method, doi_batch_id="batch-1").text == by_name


def test_only_the_first_of_a_name_is_ever_returned(sandbox, talk):
    talk.log(XML)
    talk.deposit(journals.one_article("10.5555/two"))
    assert talk.download(file_name="a.xml", type="contents").content == XML
    assert len(sandbox.submissions) == 2


def test_a_type_must_be_given(talk):
    assert talk.download(type="", file_name="a.xml").status_code == 400


def test_a_full_queue_is_429_with_or_without_retry_after():
    for retry_after in (None, "120"):
        with Sandbox(pending_limit=1, queued_for=3600, retry_after=retry_after) as sandbox:
            talk = Talk(sandbox)
            assert talk.deposit(XML).status_code == 200
            response = talk.deposit(XML, "b.xml")
            assert (response.status_code, response.headers.get("Retry-After")) == (429, retry_after)
            assert len(sandbox.submissions) == 1


def test_requests_are_remembered(sandbox, talk):
    talk.download("GET", file_name="a.xml")
    talk.deposit(XML)
    assert [request.method for request in sandbox.requests] == ["GET", "POST"]
    assert sandbox.requests[1].path == Endpoint.DEPOSIT
    assert "file_name=a.xml" in sandbox.requests[0].path


def test_what_another_account_submitted_is_not_known(sandbox, talk):
    sandbox.add_account("other", "also-no-secret")
    talk.log(XML)
    for asked in ({"file_name": "a.xml"}, {"doi_batch_id": "batch-1"}):
        answer = talk.download(usr="other", pwd="also-no-secret", **asked)
        assert 'status="unknown_submission"' in answer.text
    talk.deposit(b"<a/>", login_id="other", login_passwd="also-no-secret")
    assert talk.download(usr="other", pwd="also-no-secret", file_name="a.xml", type="contents").content == b"<a/>"


def test_the_pending_limit_is_that_of_one_account():
    with Sandbox(pending_limit=1, queued_for=3600) as sandbox:
        sandbox.add_account("other", "also-no-secret")
        talk = Talk(sandbox)
        mine = [talk.deposit(XML, f"{number}.xml").status_code for number in range(2)]
        other = talk.deposit(XML, "b.xml", login_id="other", login_passwd="also-no-secret").status_code
        assert (mine, other) == ([200, 429], 200)


@pytest.mark.parametrize("path", ["/getResolvedRefs", "/servlet/getResolvedRefs"])
def test_the_matched_references_of_a_record(talk, path):
    citations = (
        '<citation key="r1"><doi>10.5555/ref</doi></citation>'
        '<citation key="r2"><journal_title>Journal of Psychoceramics</journal_title><cYear>2026</cYear>'
        "<article_title>On 10.5555/first</article_title></citation>"
        '<citation key="r3"><unstructured_citation>Some book</unstructured_citation></citation>'
    )
    articles = [journals.article("10.5555/first"), journals.article("10.5555/a", citations=citations)]
    talk.log(journals.deposit(journals.journal(*articles)))
    account = {"usr": "sandbox", "pwd": "not-a-secret"}
    assert talk.get(path, doi="10.5555/A", **account).json()["matched-references"] == [
        {"key": "r1", "doi": "10.5555/ref"},
        {"key": "r2", "doi": "10.5555/first"},
    ]
    assert talk.get(path, doi="10.5555/none", **account).json()["matched-references"] == []
    refused = talk.get(path, doi="10.5555/a", usr="sandbox", pwd="x")
    assert (refused.status_code, refused.text) == (401, "Wrong credentials. Incorrect username or password.")
