"""The file in which a sandbox remembers what it was told, if it was given one."""

from __future__ import annotations

import json
import os
import pathlib
import sqlite3
import threading
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final, Protocol, Self

import attrs

from crossref_deposit.errors import CrossrefDepositError
from crossref_deposit.sandbox.register import Fact
from crossref_deposit.sandbox.submission import State, SubmissionView

_APPLICATION: Final = 0x43524453  # "CRDS", so that other databases are told apart
_VERSION: Final = 1
_PATIENCE: Final = 0.2  # seconds for another sandbox to let go of the file
_DATES: Final = ("received", "completed")
_SCHEMA: Final = f"""
    BEGIN;
    CREATE TABLE submissions (submission_id INTEGER PRIMARY KEY, content BLOB, log BLOB, facts TEXT NOT NULL) STRICT;
    CREATE TABLE facts (kind TEXT NOT NULL, key TEXT NOT NULL, facts TEXT NOT NULL, PRIMARY KEY (kind, key)) STRICT;
    PRAGMA application_id = {_APPLICATION};
    PRAGMA user_version = {_VERSION};
    COMMIT;
"""


class Archive(Protocol):
    """Where submissions and what is registered are kept."""

    def keep(self, view: SubmissionView | None, facts: Iterable[Fact]) -> None:
        """Keep a submission as it stands, and what changed in the register with it; all or nothing."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


class NoArchive:
    """Keeps nothing."""

    def keep(self, view: SubmissionView | None, facts: Iterable[Fact]) -> None:
        """Keep nothing."""

    def close(self) -> None:
        """Let go of nothing."""


class FileArchive:
    """A SQLite database, for one sandbox at a time.

    Args:
        path: The file; made if it is not there.

    Raises:
        CrossrefDepositError: The file is something else, or damaged, or in use.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = pathlib.Path(path)
        self._lock = threading.Lock()
        try:
            self._connection = sqlite3.connect(
                self._path, isolation_level=None, check_same_thread=False, timeout=_PATIENCE
            )
        except sqlite3.Error as error:
            raise self._refusal(error) from None
        try:
            self._prepare()
        except (sqlite3.Error, _OtherFile) as error:
            self._connection.close()
            raise self._refusal(error) from None

    def _prepare(self) -> None:
        execute = self._connection.execute
        (application,) = execute("PRAGMA application_id").fetchone()
        (version,) = execute("PRAGMA user_version").fetchone()
        (tables,) = execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if tables and (application, version) != (_APPLICATION, _VERSION):
            raise _OtherFile(application, version)
        execute("PRAGMA locking_mode = EXCLUSIVE")
        execute("PRAGMA journal_mode = WAL")
        execute("PRAGMA synchronous = NORMAL")
        if not tables:
            self._connection.executescript(_SCHEMA)
        execute("BEGIN IMMEDIATE")
        execute("COMMIT")

    def _refusal(self, error: Exception) -> CrossrefDepositError:
        if isinstance(error, _OtherFile):
            reason = "it is a database of another program, or of another version of this one"
        elif isinstance(error, sqlite3.OperationalError) and "lock" in str(error):
            reason = "another sandbox is using it"
        else:
            reason = str(error)
        return CrossrefDepositError(f"{self._path} cannot be used for a sandbox: {reason}. Give it another file")

    def submissions(self) -> list[SubmissionView]:
        """All submissions, in the order of their arrival."""
        query = "SELECT content, log, facts FROM submissions ORDER BY submission_id"
        with self._lock:
            rows = self._connection.execute(query).fetchall()
        return [_restored(json.loads(facts), content, log) for content, log, facts in rows]

    def facts(self) -> list[tuple[str, dict[str, Any]]]:
        """All facts of the register, in the order in which they were first kept: kind and values."""
        with self._lock:
            rows = self._connection.execute("SELECT kind, facts FROM facts ORDER BY rowid").fetchall()
        return [(kind, json.loads(facts)) for kind, facts in rows]

    def keep(self, view: SubmissionView | None, facts: Iterable[Fact]) -> None:
        """Keep a submission as it stands, and what changed in the register with it; all or nothing."""
        with self._lock, _Transaction(self._connection):
            if view is not None:
                row = (view.submission_id, view.xml, view.log, json.dumps(_stored(view)))
                self._connection.execute("INSERT OR REPLACE INTO submissions VALUES (?, ?, ?, ?)", row)
            self._connection.executemany(
                "INSERT INTO facts VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET facts = excluded.facts",
                [(type(fact).__name__.lower(), fact.key, json.dumps(attrs.asdict(fact))) for fact in facts],
            )

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()


def _stored(view: SubmissionView) -> dict[str, Any]:
    """All but the file and the log, for JSON."""
    facts = attrs.asdict(view, filter=attrs.filters.exclude("xml", "log"))
    dates = {name: facts[name].isoformat() for name in _DATES if facts[name]}
    return {**facts, **dates}


def _restored(facts: Mapping[str, Any], content: bytes, log: bytes | None) -> SubmissionView:
    dates = {name: datetime.fromisoformat(facts[name]) for name in _DATES if facts[name]}
    return SubmissionView(**{**facts, **dates, "state": State(facts["state"])}, xml=content, log=log)


class _Transaction:
    """All of it, or nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> Self:
        self._connection.execute("BEGIN IMMEDIATE")
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._connection.execute("COMMIT" if kind is None else "ROLLBACK")


class _OtherFile(Exception):  # noqa: N818 - never seen by a caller
    """A database of somebody else."""
