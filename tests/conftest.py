"""Fixtures that tests of several packages need."""

from __future__ import annotations

import logging
import os
import pathlib
from collections.abc import Callable, Iterator

import pytest
import xmlschema
from hypothesis import settings

import eavesdropper
import official
from conformance import judges
from crossref_deposit.errors import CrossrefDepositError
from crossref_deposit.validation.official_files import OFFICIAL_FILES

ROOT = pathlib.Path(__file__).parent.parent

# A busy machine is no failure. In CI the examples are the same each time, so that a change is judged by itself.
settings.register_profile("patient", deadline=None, print_blob=True, derandomize="CI" in os.environ)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def corpus() -> pathlib.Path:
    """Deposits and logs of public projects. They are not part of this repository."""
    folder = pathlib.Path(os.environ.get("CROSSREF_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not folder.is_dir():
        pytest.skip(f"there is no corpus of real deposits at {folder}; set CROSSREF_CORPUS to have these checks")
    return folder


@pytest.fixture(scope="session")
def official_schemas(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A folder with a folder of Crossref's own files for each schema version."""
    folder = tmp_path_factory.mktemp("official-schemas")
    for version in OFFICIAL_FILES:
        official.unpack(version, folder)
    return folder


@pytest.fixture(scope="session")
def official_schema_of() -> Callable[[str], xmlschema.XMLSchema11]:
    """A function from a version to Crossref's schema, assertions included; each is compiled once."""
    return judges.authority_schema


@pytest.fixture(scope="session")
def official_schema(official_schema_of: Callable[[str], xmlschema.XMLSchema11]) -> xmlschema.XMLSchema11:
    """Crossref's 5.5.0. ``iter_errors(data)`` tells what it has against a document."""
    return official_schema_of("5.5.0")


@pytest.fixture(scope="session")
def assert_officially_valid(official_schema: xmlschema.XMLSchema11):
    """A function that fails with what Crossref's own schema has against a document, if anything."""

    def check(document: bytes) -> None:
        faults = [f"{error.path}: {error.reason}" for error in official_schema.iter_errors(document)]
        assert not faults, "\n".join(faults)

    return check


@pytest.fixture
def wiretapped_loggers() -> list[str]:
    """Whose lines are looked at; the HTTP library's have every request line."""
    return ["crossref_deposit", "urllib3"]


@pytest.fixture(autouse=True)
def no_password_is_given_away(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, wiretapped_loggers: list[str]
) -> Iterator[None]:
    """No test of the whole run may log, raise or keep one."""
    folder = request.getfixturevalue("tmp_path") if "tmp_path" in request.fixturenames else None
    ear = eavesdropper.Eavesdropper()
    make = CrossrefDepositError.__init__

    def note_and_make(error: CrossrefDepositError, *arguments: object) -> None:
        ear.errors.append(error)
        make(error, *arguments)

    monkeypatch.setattr(CrossrefDepositError, "__init__", note_and_make)
    root = logging.getLogger()
    root.addHandler(ear)
    loggers = [logging.getLogger(name) for name in wiretapped_loggers]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    yield
    root.removeHandler(ear)
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)
    ledgers = eavesdropper.ledgers_in(folder) if folder else []
    assert eavesdropper.given_away(ear.everything() + ledgers) == []
