from __future__ import annotations

import logging
import sqlite3

import pytest

import eavesdropper
from crossref_deposit.errors import TransportError

LOGGER = logging.getLogger("crossref_deposit.client")


@pytest.fixture
def ear():
    ear = eavesdropper.Eavesdropper()
    logging.getLogger().addHandler(ear)
    yield ear
    logging.getLogger().removeHandler(ear)


@pytest.fixture
def no_password_is_given_away():
    """In place of the one for all tests: here it is given away."""


@pytest.mark.parametrize("form", ["correct horse", "correct%20horse", "correct+horse", "s3cr&amp;t"])
def test_a_log_line_is_heard(ear, form):
    LOGGER.warning("the password is %s", form)
    LOGGER.warning("nothing", extra={"body": f"pwd={form}"})
    LOGGER.warning("nothing else")
    assert len(eavesdropper.given_away(ear.everything())) == 2


def test_errors_are_heard_with_what_they_come_from(ear):
    innermost = ValueError("correct horse")
    error = TransportError("no answer", file_name="a.xml")
    error.__context__ = innermost
    ear.errors.append(error)
    assert eavesdropper.given_away(ear.everything()) == [str(innermost), repr(innermost), repr(innermost.args)]
    told = TransportError("no answer", body=b"not-a-secret")
    ear.errors[:] = [told]
    assert eavesdropper.given_away(ear.everything()) == [repr(vars(told))]


def test_ledgers_are_read_byte_by_byte(tmp_path):
    with sqlite3.connect(tmp_path / "a.ledger") as connection:
        connection.execute("CREATE TABLE submission (content TEXT)")
        connection.execute("INSERT INTO submission VALUES ('correct-horse')")
    connection.close()
    (tmp_path / "profile.toml").write_text("password = 'correct-horse'")
    assert len(eavesdropper.given_away(eavesdropper.ledgers_in(tmp_path))) == 1
