"""Claims end with whoever made them."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading

import pytest

from crossref_deposit.client.claims import Claims
from crossref_deposit.errors import LedgerError

HOLD = """
import pathlib, sys, time
from crossref_deposit.client.claims import Claims
print(Claims(pathlib.Path(sys.argv[1])).take(7), flush=True)
time.sleep(60)
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deposits.ledger.lock"


@pytest.fixture
def claims(path):
    claims = Claims(path)
    yield claims
    claims.close()


def test_a_row_has_one_claim_at_a_time(claims):
    assert claims.take(1)
    assert not claims.take(1)
    assert claims.take(2)
    claims.release(1)
    assert claims.take(1)


def test_a_claim_of_another_opening_of_the_same_file_counts(claims, path):
    other = Claims(path)
    assert other.take(1)
    assert not claims.take(1)
    assert claims.take(2)
    other.close()
    assert not claims.take(1), "closing releases nothing that has not been released"
    claims.release(1)
    assert claims.take(1)


def test_a_claim_ends_with_the_process_that_was_killed(claims, path):
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "True\n"
        assert not claims.take(7)
        assert claims.take(8)
        other.kill()
        other.wait()
        assert claims.take(7)


def test_a_claim_is_waited_for(claims):
    order = []
    first = claims.held(1)
    first.__enter__()

    def second() -> None:
        with claims.held(1):
            order.append("second")

    thread = threading.Thread(target=second)
    thread.start()
    thread.join(0.1)
    order.append("first")
    first.__exit__(None, None, None)
    thread.join()
    assert order == ["first", "second"]


def test_a_place_where_no_file_can_be_is_refused(tmp_path):
    with pytest.raises(LedgerError, match="which says who works on what in the ledger, cannot be opened"):
        Claims(tmp_path / "missing" / "lock")


@pytest.mark.skipif(sys.platform == "win32", reason="its locks are of another module")
def test_a_file_system_without_locks_is_not_waited_for(claims, monkeypatch):
    import fcntl

    def refuse(*_):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "lockf", refuse)
    with pytest.raises(LedgerError, match=r"lock cannot be locked: .*Is the ledger on a local disk\?"), claims.held(1):
        pytest.fail("nobody holds it")
