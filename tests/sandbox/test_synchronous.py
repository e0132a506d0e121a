"""The synchronous route and its statuses."""

from __future__ import annotations

import threading
from xml.etree import ElementTree as ET

import requests

import journals
from crossref_deposit.sandbox import Sandbox
from talk import Talk

CITATIONS = '<citation key="r1"><doi>10.5555/ref</doi></citation>'


def deposit(sandbox, xml: bytes | None, **fields: str) -> requests.Response:
    data = {"operation": "doMDUpload", "usr": sandbox.username, "pwd": sandbox.password, **fields}
    files = {"mdFile": ("a.xml", xml)} if xml is not None else {"x": ("", b"")}
    return requests.post(f"{sandbox.url}/v2/deposits", data=data, files=files, timeout=5)


def log(response: requests.Response) -> ET.Element:
    return ET.fromstring(response.content)  # noqa: S314 - our own server's


def test_the_answer_is_the_log(sandbox):
    response = deposit(sandbox, journals.one_article())
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/xml;charset=UTF-8")
    assert log(response).findtext("record_diagnostic/msg") == "Successfully added"
    assert log(response).find("record_diagnostic/citations_diagnostic") is None
    assert list(sandbox.registered) == ["10.5555/one"]
    assert [view.state.value for view in sandbox.submissions] == ["completed"]


def test_references_are_deferred_to_a_submission_of_their_own(sandbox):
    xml = journals.deposit(
        journals.journal(journals.article("10.5555/a", citations=CITATIONS), journals.article("10.5555/b"))
    )
    found = log(deposit(sandbox, xml)).findall("record_diagnostic")
    _, second = sandbox.submissions
    assert found[0].find("citations_diagnostic").attrib == {"deferred": str(second.submission_id)}
    assert found[1].find("citations_diagnostic") is None
    sandbox.settle()
    later = ET.fromstring(sandbox.submissions[1].log)  # noqa: S314 - our own server's
    assert later.findtext("record_diagnostic/doi") == "10.5555/a"
    assert later.find(".//citation").attrib == {"key": "r1", "status": "resolved_reference"}
    account = {"usr": sandbox.username, "pwd": sandbox.password}
    answer = Talk(sandbox).get("/getResolvedRefs", doi="10.5555/a", **account).json()
    assert answer["matched-references"] == [{"key": "r1", "doi": "10.5555/ref"}]


def test_references_are_not_matched_before_that():
    with Sandbox(queued_for=3600) as sandbox:
        deposit(sandbox, journals.deposit(journals.journal(journals.article("10.5555/a", citations=CITATIONS))))
        assert sandbox.record("10.5555/a").references == ()


def test_records_that_fail_are_403_with_the_log(sandbox):
    sandbox.register("10.5555/one", 20270101000000)
    old, broken = deposit(sandbox, journals.one_article()), deposit(sandbox, b"<a>")
    assert (old.status_code, log(old).find("record_diagnostic").get("msg_id")) == (403, "4")
    assert (broken.status_code, log(broken).find("record_diagnostic").get("msg_id")) == (403, "29")


def test_a_wrong_login_is_401(sandbox):
    response = deposit(sandbox, journals.one_article(), pwd="x")
    assert (response.status_code, response.text) == (401, "Wrong credentials. Incorrect username or password.")
    assert sandbox.submissions == []


def test_other_requests_are_400(sandbox):
    assert deposit(sandbox, None).status_code == 400
    assert deposit(sandbox, journals.one_article(), operation="doDOICitUpload").status_code == 400
    assert Talk(sandbox).get("/v2/deposits", usr=sandbox.username, pwd=sandbox.password).status_code == 400


def test_too_many_at_a_time_are_500():
    with Sandbox(workers=1, processing_for=0.5) as sandbox:
        answers: list[int] = []
        meeting = threading.Barrier(3)

        def send(number: int) -> None:
            meeting.wait(5)
            answers.append(deposit(sandbox, journals.one_article(f"10.5555/{number}")).status_code)

        threads = [threading.Thread(target=send, args=(number,)) for number in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(answers) == [200, 500, 500]
        assert deposit(sandbox, journals.one_article("10.5555/later")).status_code == 200
