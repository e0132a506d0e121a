"""Following a submission up."""

from __future__ import annotations

import time

import pytest

import handmade
import journals
from clients import EAGER, client_of, requests_to
from crossref_deposit.client import PollPolicy, RetryPolicy
from crossref_deposit.diagnostics import SubmissionState
from crossref_deposit.errors import AuthenticationError, RejectedError, SubmissionTimeout, TransportError
from crossref_deposit.sandbox import Endpoint, FaultKind, Sandbox, pages

QUEUED = '<doi_batch_diagnostic status="queued"><submission_id>7</submission_id><batch_id/></doi_batch_diagnostic>'
UNKNOWN = '<doi_batch_diagnostic status="unknown_submission"><submission_id>0</submission_id></doi_batch_diagnostic>'
DONE = (
    '<doi_batch_diagnostic status="completed"><submission_id>7</submission_id><batch_id>b</batch_id>'
    '<record_diagnostic status="Success"><doi>10.5555/one</doi><msg>Successfully added</msg></record_diagnostic>'
    "</doi_batch_diagnostic>"
)


def test_states_are_seen_in_their_order_and_progress_is_told(script, scripted_client):
    for answer in (UNKNOWN, QUEUED, QUEUED.replace("queued", "in_process"), DONE):
        script.say(answer)
    submission = scripted_client.submission(file_name="a.xml")
    seen = []
    assert submission.wait(on_progress=seen.append).ok
    assert [(progress.polls, progress.state) for progress in seen] == [
        (1, SubmissionState.UNKNOWN),
        (2, SubmissionState.QUEUED),
        (3, SubmissionState.IN_PROCESS),
        (4, SubmissionState.COMPLETED),
    ]
    assert 0 < seen[0].elapsed < seen[3].elapsed < 5
    assert submission.state is SubmissionState.COMPLETED
    assert submission.submission_id == "7"
    assert submission.log == DONE.encode()


def test_poll_asks_once_and_a_finished_submission_is_not_asked_for_again(client, sandbox):
    submission = client.submit(journals.one_article())
    submission.poll()
    assert requests_to(sandbox, Endpoint.DOWNLOAD) == 1
    report = submission.wait()
    asked = requests_to(sandbox, Endpoint.DOWNLOAD)
    assert submission.poll() is SubmissionState.COMPLETED
    assert submission.wait() is report
    assert requests_to(sandbox, Endpoint.DOWNLOAD) == asked
    assert submission.submission_id == str(sandbox.submissions[0].submission_id)
    assert submission.log == sandbox.submissions[0].log


def test_a_log_that_does_not_come_in_time_leaves_the_submission_usable():
    with Sandbox(queued_for=1) as sandbox, client_of(sandbox) as client:
        submission = client.submit(journals.one_article())
        with pytest.raises(SubmissionTimeout, match=r"no final log of .* after 0\.\d seconds, it is queued") as raised:
            submission.wait(timeout=0.3)
        assert raised.value.submission is submission
        assert raised.value.file_name == submission.file_name
        assert raised.value.submission.wait().ok


def test_a_log_that_never_comes_ends_with_the_policys_patience():
    with Sandbox(queued_for=3600) as sandbox, client_of(sandbox, poll=PollPolicy(interval=0.01, timeout=0.1)) as client:
        submission = client.submit(journals.one_article())
        started = time.monotonic()
        with pytest.raises(SubmissionTimeout):
            submission.wait()
        assert time.monotonic() - started < 2


def test_no_patience_at_all_asks_once():
    with Sandbox(queued_for=3600) as sandbox, client_of(sandbox) as client:
        submission = client.submit(journals.one_article())
        with pytest.raises(SubmissionTimeout):
            submission.wait(timeout=0)
        assert requests_to(sandbox, Endpoint.DOWNLOAD) == 1


def test_unknown_means_not_yet_while_the_grace_lasts():
    with Sandbox(unknown_for=0.2) as sandbox, client_of(sandbox) as client:
        assert client.submit(journals.one_article()).wait().ok


def test_unknown_after_the_grace_says_so(client):
    submission = client.submission(file_name="never-sent.xml")
    started = time.monotonic()
    with pytest.raises(RejectedError, match=r"does not know a submission called never-sent\.xml"):
        submission.wait()
    assert EAGER.unknown_grace <= time.monotonic() - started < 2
    assert submission.state is SubmissionState.UNKNOWN


def test_its_state_only_moves_forward(script, scripted_client):
    words = ["submitted_somehow", "in_process", "queued", "submitted_somehow", "queued"]
    for word in words:
        script.say(QUEUED.replace('"queued"', f'"{word}"'))
    script.say(DONE)
    submission = scripted_client.submission(file_name="a.xml")
    assert [submission.poll() for _ in range(6)] == ["other", *["in_process"] * 4, "completed"]


def test_a_log_of_another_batch_is_told_as_one(script, scripted_client):
    script.say(pages.RECEIVED)
    script.say(DONE.replace("10.5555/one", "10.5555/other"))
    report = scripted_client.submit(journals.one_article()).wait()
    assert report.foreign == ("10.5555/other",)
    assert [problem.code for problem in report.problems] == ["batch-id-differs"]


def test_a_submission_that_was_known_once_is_not_given_up_when_it_is_forgotten(script, scripted_client):
    script.say(QUEUED, Content_Type="text/xml")
    for _ in range(9):
        script.say(UNKNOWN)
    script.say(DONE)
    submission = scripted_client.submission(file_name="a.xml")
    assert submission.poll() is SubmissionState.QUEUED
    assert submission.poll() is SubmissionState.QUEUED
    assert submission.submission_id == "7"
    assert submission.wait().state is SubmissionState.COMPLETED


@pytest.mark.parametrize(
    "kind",
    [
        kind
        for kind in FaultKind
        if Endpoint.DOWNLOAD in kind.endpoints
        and kind not in {FaultKind.LOGIN_PAGE, FaultKind.UNAUTHORIZED, FaultKind.SLOW}
    ],
)
def test_trouble_while_polling_is_overcome(client, sandbox, kind):
    submission = client.submit(journals.one_article())
    sandbox.fail(kind, endpoint=Endpoint.DOWNLOAD, times=2)
    assert submission.wait().ok
    assert requests_to(sandbox, Endpoint.DEPOSIT) == 1


def test_a_slow_answer_while_polling_is_asked_for_again(sandbox):
    with client_of(sandbox, timeout=0.3) as client:
        submission = client.submit(journals.one_article())
        sandbox.fail(FaultKind.SLOW, endpoint=Endpoint.DOWNLOAD, seconds=0.6)
        assert submission.wait().ok


def test_a_slow_answer_does_not_outlast_the_deadline(client, sandbox):
    submission = client.submit(journals.one_article())
    sandbox.fail(FaultKind.SLOW, endpoint=Endpoint.DOWNLOAD, seconds=2, times=9)
    started = time.monotonic()
    with pytest.raises(SubmissionTimeout, match=r"the last question failed: .*no answer within"):
        submission.wait(timeout=0.2)
    assert time.monotonic() - started < 1.5


def test_an_outage_longer_than_the_retries_is_told_and_the_submission_stays_usable(client, sandbox):
    submission = client.submit(journals.one_article())
    sandbox.fail(FaultKind.UNAVAILABLE, endpoint=Endpoint.DOWNLOAD, times=4)
    with pytest.raises(TransportError, match=r"HTTP status 503.*attempts: 4"):
        submission.wait()
    assert submission.wait().ok


def test_an_html_page_in_place_of_a_log_is_no_log(client, sandbox):
    submission = client.submit(journals.one_article())
    sandbox.fail(FaultKind.GARBAGE, endpoint=Endpoint.DOWNLOAD, times=99)
    with pytest.raises(TransportError, match="something else than a log") as raised:
        submission.poll()
    assert "It works!" in raised.value.body


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("Wrong credentials. Incorrect username or password.", 200),
        ("Wrong credentials. Incorrect username or password.", 401),
        ("Cannot authenticate user", 200),
        ("<html><p>Please supply a login and a password:</p></html>", 200),
        ("<html><h1>Forbidden</h1></html>", 403),
    ],
)
@pytest.mark.parametrize("ask", ["poll", "contents"])
def test_a_refused_login_while_polling_stops_at_once(script, scripted_client, body, status, ask):
    script.say(body, status)
    submission = scripted_client.submission(file_name="a.xml")
    with pytest.raises(AuthenticationError) as raised:
        getattr(submission, ask)()
    assert raised.value.status_code == status
    assert len(script.received) == 1


def test_a_wrong_address_is_not_tried_again(script, scripted_client):
    script.say("<html><h1>Not Found</h1></html>", 404)
    with pytest.raises(TransportError, match=r"HTTP status 404\. Is base_url right\?"):
        scripted_client.submission(file_name="a.xml").poll()
    assert len(script.received) == 1


@pytest.mark.parametrize("body", ["", "<doi_batch_diagnostic", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "<other/>"])
def test_hostile_or_broken_logs_are_typed_errors(script, scripted_client, body):
    script.say(body)
    with pytest.raises(TransportError, match=r"something else than a log of a\.xml"):
        scripted_client.submission(file_name="a.xml").poll()


def test_a_state_that_nobody_has_heard_of_is_not_the_end(script, scripted_client):
    script.say(DONE.replace("completed", "queued_for_batch"))
    script.say(DONE)
    submission = scripted_client.submission(file_name="a.xml")
    assert submission.poll() is not SubmissionState.COMPLETED
    assert submission.poll() is SubmissionState.COMPLETED


def test_contents_are_what_was_sent_even_while_queued():
    with Sandbox(unknown_for=0, queued_for=3600) as sandbox, client_of(sandbox) as client:
        submission = client.submit(journals.one_article())
        assert submission.contents() == journals.one_article()


def test_contents_of_a_submission_that_is_not_there_are_refused(client):
    with pytest.raises(RejectedError, match=r"no submission called never-sent\.xml of this account"):
        client.submission(file_name="never-sent.xml").contents()


def test_an_html_page_in_place_of_contents_is_not_taken_for_them(client, sandbox):
    sandbox.fail(FaultKind.GARBAGE, endpoint=Endpoint.DOWNLOAD, times=99)
    with pytest.raises(TransportError, match=r"an HTML page, not with the contents of a\.xml"):
        client.submission(file_name="a.xml").contents()


def test_no_contents_at_all_are_not_taken_for_them(script, scripted_client):
    script.say("")
    with pytest.raises(TransportError, match=r"nothing, not with the contents of a\.xml"):
        scripted_client.submission(file_name="a.xml").contents()


def test_a_log_is_read_also_where_the_file_cannot_be_had(script, scripted_client, caplog):
    script.say(handmade.log([handmade.Result("Success", "10.5555/one")]), Content_Type="text/xml")
    script.say("<html>no such page</html>", 404)
    report = scripted_client.submission(file_name="a.xml").wait()
    assert [record.doi for record in report.records] == ["10.5555/one"]
    assert "the log may have to be read without the file" in caplog.text


def test_an_earlier_submission_is_attributed_with_what_crossref_has(client):
    bad = journals.article("10.5555/bad", journals.person(journals.BAD_ORCID))
    xml = journals.deposit(journals.journal(journals.article("10.5555/good"), bad))
    client.submit(xml, file_name="earlier.xml", force=True).wait()
    report = client.submission(file_name="earlier.xml").wait()
    (failure,) = report.failures
    assert (failure.reported_doi, failure.doi) == ("DOI not found", "10.5555/bad")
    line = xml.decode().splitlines()[failure.line - 1]
    assert journals.BAD_ORCID in line


def test_what_was_submitted_here_is_attributed_without_fetching_it_back(client, sandbox):
    bad = journals.article("10.5555/bad", journals.person(journals.BAD_ORCID))
    report = client.submit(journals.deposit(journals.journal(bad)), force=True).wait()
    assert [failure.doi for failure in report.failures] == ["10.5555/bad"]
    views = sandbox.submissions
    assert (len(views), views[0].batch_id) == (1, "batch-1")


def test_a_file_that_is_not_even_xml_gets_its_report(client):
    report = client.submit(b"this is no XML", force=True).wait()
    assert not report.ok
    assert report.state is SubmissionState.COMPLETED


def test_it_says_what_it_is(client):
    submission = client.submission(file_name="a.xml")
    assert repr(submission) == f"<Submission 'a.xml' {SubmissionState.UNKNOWN}>"


def test_without_a_deadline_it_waits_as_long_as_it_takes(sandbox):
    poll = PollPolicy(interval=0.01, timeout=None)
    with client_of(sandbox, poll=poll, retry=RetryPolicy(attempts=None, timeout=None, wait_initial=0.01)) as client:
        assert client.submit(journals.one_article()).wait().ok
