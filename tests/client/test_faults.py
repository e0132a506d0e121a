"""The tables of docs/delivery.md: each row is a fault, and what becomes of a submission that meets it."""

from __future__ import annotations

import logging
import pathlib
import re

import attrs
import pytest

import journals
from clients import EAGER, HASTY, client_at, client_of, requests_to
from crossref_deposit import LedgerState, PollPolicy, errors
from crossref_deposit.errors import ClientError, RejectedError, SubmissionTimeout
from crossref_deposit.sandbox import Endpoint, FaultKind, Sandbox

PAGE = (pathlib.Path(__file__).parents[2] / "docs" / "delivery.md").read_text()
ROW = re.compile(
    r"^\| `([a-z-]+)`:.*? \| `(\w+)`, (\d) uploads? \| `?(\w+)`? \| `(\w+)` \| (?:`(.*)`|nothing) \|$", re.MULTILINE
)
XML = journals.one_article()


@attrs.frozen
class Row:
    """What the page says of a fault."""

    endpoint: Endpoint
    kind: FaultKind
    once: str
    uploads: int
    lasting: str
    ledger: str
    line: str | None


def rows():
    sending, asking = PAGE.partition("When its log is asked for:")[::2]
    for endpoint, text in ((Endpoint.DEPOSIT, sending), (Endpoint.DOWNLOAD, asking)):
        for kind, once, uploads, *rest, line in ROW.findall(text):
            yield Row(endpoint, FaultKind(kind), once, int(uploads), *rest, line or None)


ROWS = list(rows())
EVERY_ROW = pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.endpoint.name}-{row.kind}".lower())


def test_every_fault_of_both_servlets_has_its_row():
    assert [(row.endpoint, row.kind) for row in ROWS] == [
        (endpoint, kind) for endpoint in (Endpoint.DEPOSIT, Endpoint.DOWNLOAD) for kind in FaultKind
    ]


@pytest.fixture
def submit(sandbox, tmp_path, caplog):
    """A function that submits and waits, and returns what became of it: the state or the error, and the ledger's."""
    caplog.set_level(logging.INFO, logger="crossref_deposit.client")
    poll = attrs.evolve(EAGER, unknown_grace=0.2)

    def submit(row, times):
        sandbox.fail(row.kind, endpoint=row.endpoint, times=times, seconds=0.15)
        timeout = 0.1 if row.kind is FaultKind.SLOW else 5
        with client_of(sandbox, ledger=tmp_path / "l", timeout=timeout, retry=HASTY, poll=poll) as client:
            try:
                client.submit(XML, file_name="a.xml").wait()
            except ClientError as error:
                return type(error).__name__, client.submission(file_name="a.xml").entry.state
            return "nothing", client.submission(file_name="a.xml").entry.state

    return submit


@EVERY_ROW
def test_once(row, submit, sandbox, caplog):
    raised, state = submit(row, 1)
    assert row.once == (state if raised == "nothing" else raised)
    assert requests_to(sandbox, Endpoint.DEPOSIT) == row.uploads
    never_sent = row.endpoint is Endpoint.DEPOSIT and row.once == "AuthenticationError"
    assert len(sandbox.submissions) == (0 if never_sent else 1)
    if row.line is not None:
        assert row.line in caplog.text


@EVERY_ROW
def test_lasting(row, submit, sandbox):
    raised, state = submit(row, 999)
    assert (raised, state) == (row.lasting, row.ledger)
    assert raised == "nothing" or issubclass(getattr(errors, raised), ClientError)
    assert len(sandbox.submissions) <= 1


def test_a_failure_page_with_200(script, tmp_path):
    script.say("<html><h2>FAILURE</h2><p>Your XML batch submission failed. [Not a directory]</p></html>")
    with client_at(script.url, ledger=tmp_path / "l") as client:
        with pytest.raises(RejectedError, match="Not a directory"):
            client.submit(XML, file_name="a.xml")
        assert client.submission(file_name="a.xml").entry.state is LedgerState.REFUSED


def test_a_log_that_does_not_come(tmp_path):
    poll = PollPolicy(interval=0.01, timeout=0.3)
    with Sandbox(queued_for=1) as sandbox, client_of(sandbox, ledger=tmp_path / "l", poll=poll) as client:
        with pytest.raises(SubmissionTimeout) as raised:
            client.submit(XML).wait()
        assert raised.value.submission.entry.state is LedgerState.QUEUED
        assert raised.value.submission.wait(timeout=5).ok


def test_a_file_that_crossref_forgets(tmp_path):
    with Sandbox(unknown_for=60) as sandbox, client_of(sandbox, ledger=tmp_path / "l") as client:
        submission = client.submit(XML)
        with pytest.raises(RejectedError, match="does not know a submission"):
            submission.wait()
        assert submission.entry.state is LedgerState.SENT
        list(client.resume(wait=False))
        assert len(sandbox.submissions) == 2
