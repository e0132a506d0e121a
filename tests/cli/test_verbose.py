from __future__ import annotations

import logging

import pytest

from crossref_deposit.cli.output import loud
from journals import one_article


@pytest.mark.parametrize("times", [1, 2])
def test_verbose_tells_what_happens_and_never_the_password(run, account, times):
    secret = "correct horse battery"
    result = run(["submit", f"-{'v' * times}", "-"], env=account, input=one_article())
    assert result.exit_code == 0
    assert "INFO crossref_deposit.client: " in result.stderr
    assert ("DEBUG" in result.stderr) == (times > 1)
    assert account["CROSSREF_DEPOSIT_PASSWORD"] not in result.output
    refused = run(["account", "-vv"], env={**account, "CROSSREF_DEPOSIT_PASSWORD": secret})
    assert (refused.exit_code, secret in refused.output) == (3, False)


def test_nothing_is_logged_otherwise(run, account):
    result = run(["submit", "-"], env=account, input=one_article())
    assert (result.exit_code, result.stderr) == (0, "")


def test_what_a_terminal_obeys_is_not_logged(capsys):
    with loud(1):
        logging.getLogger("crossref_deposit.client").info("a\x1b[2Jb")
    assert "a\N{REPLACEMENT CHARACTER}[2Jb" in capsys.readouterr().err


def test_the_logger_is_left_as_it_was():
    logger = logging.getLogger("crossref_deposit")
    before = (logger.level, list(logger.handlers))
    with loud(2):
        assert logger.level == logging.DEBUG
    assert (logger.level, logger.handlers) == before


def test_quiet_says_nothing_of_what_went_well(run, account):
    result = run(["submit", "-q", "-"], env=account, input=one_article())
    assert (result.exit_code, result.output) == (0, "")
