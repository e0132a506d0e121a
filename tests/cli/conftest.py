"""The command line, run in this process: what it prints, and its exit status."""

from __future__ import annotations

import inspect
import json

import jsonschema
import pytest
from click.testing import CliRunner

from crossref_deposit.cli.app import application
from crossref_deposit.cli.json_schema import schema_of
from crossref_deposit.sandbox import Sandbox

APART = {"mix_stderr": False} if "mix_stderr" in inspect.signature(CliRunner).parameters else {}
"""Standard output and standard error apart, as later versions of click have them anyway."""


@pytest.fixture(autouse=True)
def _no_account(monkeypatch, tmp_path):
    """No settings of whoever runs the tests."""
    for name in ("USERNAME", "PASSWORD", "ROLE", "BASE_URL", "SCHEMAS", "CONFIG", "PROFILE", "LEDGER", "EMAIL"):
        monkeypatch.delenv(f"CROSSREF_DEPOSIT_{name}", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "no-configuration"))


def assert_as_promised(command, stdout):
    """JSON is what its schema says, as one document or, of ledgers, line by line."""
    validator = jsonschema.Draft202012Validator(schema_of(command))
    try:
        documents = [json.loads(stdout)]
    except json.JSONDecodeError:
        documents = [json.loads(line) for line in stdout.splitlines()]
    for document in documents:
        validator.validate(document)


@pytest.fixture
def run():
    """A function that runs ``crossref-deposit`` with arguments and gives click's result; JSON is checked."""

    def run(arguments, **settings):
        result = CliRunner(**APART).invoke(application, arguments, **settings)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        if "--json" in arguments and result.stdout:
            assert_as_promised(arguments[0], result.stdout)
        return result

    return run


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
