"""The command line, run in this process: what it prints, and its exit status."""

from __future__ import annotations

import functools

import pytest
from click.testing import CliRunner

from crossref_deposit.cli.app import application
from crossref_deposit.sandbox import Sandbox


@pytest.fixture(autouse=True)
def _no_account(monkeypatch):
    for name in ("USERNAME", "PASSWORD", "ROLE", "BASE_URL", "SCHEMAS"):
        monkeypatch.delenv(f"CROSSREF_DEPOSIT_{name}", raising=False)


@pytest.fixture
def run():
    """A function that runs ``crossref-deposit`` with arguments and gives click's result."""
    return functools.partial(CliRunner().invoke, application)


@pytest.fixture
def sandbox():
    with Sandbox(unknown_for=0, queued_for=0, processing_for=0) as sandbox:
        yield sandbox


@pytest.fixture
def account(sandbox):
    """The variables that tell commands to use the sandbox."""
    return {
        "CROSSREF_DEPOSIT_BASE_URL": sandbox.url,
        "CROSSREF_DEPOSIT_USERNAME": sandbox.username,
        "CROSSREF_DEPOSIT_PASSWORD": sandbox.password,
    }
