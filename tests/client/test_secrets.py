"""The password is looked for everywhere but in the body of a request."""

from __future__ import annotations

import contextlib
import gc
import logging
import traceback

import pytest

import journals
from clients import client_of
from crossref_deposit.client import PollPolicy
from crossref_deposit.errors import CrossrefDepositError, TransportError
from crossref_deposit.sandbox import Endpoint, FaultKind, Sandbox

PASSWORD = "p&ssw örd/<correct> horse"
FORMS = ("correct> horse", "correct%3E", "correct&gt;", "rd/\\u003c")


def chain(error: BaseException | None):
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def everything_said_by(error: BaseException) -> str:
    said = []
    for link in chain(error):
        said += [str(link), repr(link), repr(vars(link)), repr(link.args)]
        trace = traceback.TracebackException.from_exception(link, capture_locals=True)
        said += [
            f"{name} = {value}"
            for frame in trace.stack
            if "/crossref_deposit/" in frame.filename or "/requests/" in frame.filename or "urllib3" in frame.filename
            for name, value in (frame.locals or {}).items()
        ]
    return "\n".join(said)


def assert_clean(text: str) -> None:
    found = [form for form in FORMS if form in text]
    assert not found, text


@pytest.fixture
def spoken(caplog):
    caplog.set_level(logging.DEBUG)
    yield
    records = caplog.get_records("call")
    assert len(records) > 3
    for record in records:
        assert_clean(f"{record.getMessage()} {vars(record)}")


@pytest.fixture
def guarded():
    with Sandbox(password=PASSWORD) as sandbox:
        yield sandbox
        for request in sandbox.requests:
            assert "?" not in request.path
        assert_clean(repr((sandbox, sandbox.requests, sandbox.submissions)))


@pytest.mark.parametrize(
    ("kind", "endpoint"),
    [
        (kind, endpoint)
        for kind in FaultKind
        for endpoint in kind.endpoints
        if endpoint in {Endpoint.DEPOSIT, Endpoint.DOWNLOAD, Endpoint.LOGIN}
    ],
)
@pytest.mark.usefixtures("spoken")
def test_no_fault_makes_it_known(guarded, kind, endpoint):
    guarded.fail(kind, endpoint=endpoint, times=99, seconds=0.15)
    poll = PollPolicy(interval=0.01, interval_max=0.02, unknown_grace=0.04)
    with client_of(guarded, timeout=0.1, poll=poll) as client:
        errors = []
        for action in (
            client.check_credentials,
            lambda: client.submit(journals.one_article()),
            lambda: client.submission(file_name="a.xml").wait(timeout=0.3),
            lambda: client.submission(file_name="a.xml").contents(),
            lambda: client.matched_references("10.5555/one"),
            lambda: client.submit_synchronously(journals.one_article(doi="10.5555/two")),
        ):
            try:
                action()
            except CrossrefDepositError as error:
                errors.append(error)
        assert errors
        for error in errors:
            assert_clean(everything_said_by(error))
        assert_clean(repr((client, vars(client), client.submission(file_name="a.xml"))))


@pytest.mark.usefixtures("spoken")
def test_a_refused_login_does_not_make_it_known(guarded):
    with client_of(guarded, username="somebody else") as client:
        for action in (client.check_credentials, lambda: client.submit(journals.one_article())):
            with pytest.raises(CrossrefDepositError) as raised:
                action()
            assert_clean(everything_said_by(raised.value))


@pytest.mark.parametrize(
    ("kind", "endpoint"),
    [(kind, where) for kind in FaultKind for where in (Endpoint.DEPOSIT, Endpoint.DOWNLOAD) if where in kind.endpoints],
)
@pytest.mark.usefixtures("spoken")
def test_no_fault_writes_it_into_the_ledger_or_tells_it(guarded, kind, endpoint, tmp_path):
    guarded.fail(kind, endpoint=endpoint, times=5, seconds=0.15)
    poll = PollPolicy(interval=0.01, interval_max=0.02, timeout=1, unknown_grace=0.04)
    events = []
    arguments = {"ledger": tmp_path / "l", "timeout": 0.1, "poll": poll, "on_event": events.append}
    with client_of(guarded, **arguments, password=lambda: PASSWORD) as client:
        with contextlib.suppress(CrossrefDepositError):
            client.submit(journals.one_article())
        results, submissions = [], []
        for gathered, some in (
            (results, client.submit_all([journals.one_article("10.5555/two")])),
            (submissions, client.resume()),
        ):
            with contextlib.suppress(CrossrefDepositError):
                gathered.extend(some)
        entries = [submission.entry for submission in client.submissions()]
        assert_clean(repr((client, events, results, submissions, entries, [entry.to_dict() for entry in entries])))
        for event in events:
            assert_clean(everything_said_by(event.error) if event.error else event.message)
        for file in tmp_path.iterdir():
            assert_clean(file.read_bytes().decode("latin-1"))
            assert_clean(file.read_bytes().decode("utf-8", "replace"))
    assert events


def test_a_failure_in_the_middle_of_sending_does_not_make_it_known(guarded):
    with client_of(guarded, base_url=guarded.url.replace("http:", "https:")) as client:
        for action in (client.check_credentials, lambda: client.submit(journals.one_article())):
            with pytest.raises(TransportError, match="no secure connection") as raised:
                action()
            assert "request = HttpRequest(" in everything_said_by(raised.value), "the request is in sight, not its body"
            assert_clean(everything_said_by(raised.value))


def test_a_server_that_repeats_it_is_not_quoted(script, scripted_client):
    script.say("<html>Your XML batch submission failed. [no account with password correct horse]</html>")
    with pytest.raises(CrossrefDepositError) as raised:
        scripted_client.submit(b"<a/>")
    assert "correct horse" not in everything_said_by(raised.value)
    assert "***" in str(raised.value)


def test_no_exception_of_the_http_library_survives_a_failure(guarded):
    guarded.fail(FaultKind.CUT_BEFORE, times=99)
    with client_of(guarded) as client:
        with pytest.raises(CrossrefDepositError) as raised:
            client.submit(journals.one_article())
        modules = {type(link).__module__.partition(".")[0] for link in chain(raised.value)}
        assert modules == {"crossref_deposit"}
        gc.collect()
        held = [thing for thing in gc.get_objects() if type(thing).__name__ == "PreparedRequest"]
        assert held == []
