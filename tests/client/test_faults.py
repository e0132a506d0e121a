"""The tables of docs/delivery.md: each row is a fault, and what becomes of a submission that meets it."""

from __future__ import annotations

import logging
import pathlib
import re
import time

import attrs
import pytest

import journals
from clients import EAGER, HASTY, client_of, requests_to
from crossref_deposit import LedgerState, errors
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
        (endpoint, kind)
        for endpoint in (Endpoint.DEPOSIT, Endpoint.DOWNLOAD)
        for kind in FaultKind
        if endpoint in kind.endpoints
    ]


@pytest.fixture
def submit(sandbox, tmp_path, caplog):
    """A function that submits and waits, and returns what became of it: the state or the error, and the ledger's."""
    caplog.set_level(logging.INFO, logger="crossref_deposit.client")
    poll = attrs.evolve(EAGER, timeout=1, unknown_grace=0.2)

    def submit(row, times):
        sandbox.fail(row.kind, endpoint=row.endpoint, times=times, seconds=0.15)
        timeout = 0.1 if row.kind in {FaultKind.SLOW, FaultKind.SLOW_AFTER} else 5
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
    if row.once == "completed":
        assert effects(sandbox) == 1
    if row.line is not None:
        assert row.line in caplog.text


@EVERY_ROW
def test_lasting(row, submit, sandbox):
    raised, state = submit(row, 999)
    assert (raised, state) == (row.lasting, row.ledger)
    assert raised == "nothing" or issubclass(getattr(errors, raised), ClientError)
    assert effects(sandbox) <= 1


def effects(sandbox):
    """How many of the uploads registered something."""
    deadline = time.monotonic() + 5
    while any(view.state != "completed" for view in sandbox.submissions) and time.monotonic() < deadline:
        time.sleep(0.01)
    return sum(b'status="Success"' in (view.log or b"") for view in sandbox.submissions)


@pytest.mark.parametrize("kind", [FaultKind.LOST_FILE, FaultKind.UNKNOWN])
def test_what_crossref_does_not_know_in_time_is_resumed(kind, sandbox, tmp_path):
    sandbox.fail(kind, times=1 if kind is FaultKind.LOST_FILE else 999)
    with client_of(sandbox, ledger=tmp_path / "l") as client:
        submission = client.submit(XML)
        with pytest.raises(RejectedError, match="does not know a submission"):
            submission.wait()
        assert submission.entry.state is LedgerState.SENT
        sandbox.mend()
        [resumed] = client.resume()
        assert resumed.wait().ok
    assert effects(sandbox) == 1


def test_what_crossref_does_not_end_can_be_waited_for_again(tmp_path):
    with Sandbox(queued_for=1) as sandbox, client_of(sandbox, ledger=tmp_path / "l") as client:
        with pytest.raises(SubmissionTimeout) as raised:
            client.submit(XML).wait(timeout=0.3)
        assert raised.value.submission.entry.state is LedgerState.QUEUED
        assert raised.value.submission.wait(timeout=5).ok
