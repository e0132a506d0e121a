"""The ledger: every submission, from before its first byte is sent until its log is there."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import html
import json
import os
import pathlib
import re
from typing import IO, TYPE_CHECKING, Any, Final

import attrs

from crossref_deposit.client.answers import report_of
from crossref_deposit.client.ledger_entry import LedgerEntry, LedgerState
from crossref_deposit.client.ledger_file import LedgerFile
from crossref_deposit.client.operation import Operation
from crossref_deposit.errors import ModelError, SchemaError
from crossref_deposit.validation.submission_index import canonical_doi

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping
    from types import TracebackType
    from typing import Self

    from crossref_deposit.client.servlets import Upload
    from crossref_deposit.diagnostics import DiagnosticReport

_FIELDS: Final = tuple(field.name for field in attrs.fields(LedgerEntry) if field.name != "row")
_TIMES: Final = ("created_at", "sent_at", "asked_at", "finished_at")
_BATCH_ID: Final = re.compile(rb"<(?:[\w.-]+:)?doi_batch_id>([^<]{1,200})</")
_HEAD: Final = 10_000  # bytes
_PAGE: Final = 200  # entries that are read at a time
_ENTRY: Final = f"SELECT id AS row, {', '.join(_FIELDS)} FROM submission"  # noqa: S608 - names of our own fields
_INSERT: Final = """
    INSERT INTO submission
        (file_name, server, account, operation, batch_id, sha256, content, path, state, in_doubt, attempts,
         created_at, sent_at)
    VALUES
        (:file_name, :server, :account, :operation, :batch_id, :sha256, :content, :path, 'held', 1, 1, :now, :now)
    ON CONFLICT (file_name) DO NOTHING"""
_RELEASE: Final = "UPDATE submission SET content = NULL WHERE finished_at < ? AND content IS NOT NULL"
# Numbers without leading zeros, of any length, compared as numbers.
_KEEP_NEWEST: Final = """
    INSERT INTO newest_timestamp (doi, timestamp) VALUES (?, ?) ON CONFLICT (doi) DO UPDATE
        SET timestamp = excluded.timestamp
        WHERE length(excluded.timestamp) > length(timestamp)
           OR length(excluded.timestamp) = length(timestamp) AND excluded.timestamp > timestamp"""


class Ledger:
    """A file that knows every submission: one SQLite file on a local disk, for any number of processes.

    `DepositClient` writes it; looking into it needs no account. It never holds a password.

    Args:
        path: The file; made if it is not there.
        keep_content: Whether it holds the bytes that are sent. Without them it keeps the path and the SHA-256 of
            deposits that are given as a path; that file must stay as it is until the submission is completed.

    Raises:
        LedgerError: It is another program's file, a newer version's, or damaged. It stays as it is.

    Example:
        >>> import tempfile
        >>> from crossref_deposit import Ledger
        >>> with tempfile.TemporaryDirectory() as folder, Ledger(f"{folder}/deposits.ledger") as ledger:
        ...     list(ledger.entries(state="held"))
        []
    """

    def __init__(self, path: os.PathLike[str] | str, *, keep_content: bool = True) -> None:
        self._file = LedgerFile(pathlib.Path(path))
        self._keep_content = keep_content

    @property
    def path(self) -> pathlib.Path:
        """Where it is."""
        return self._file.path

    def entries(self, state: LedgerState | str | None = None) -> Iterator[LedgerEntry]:
        """The submissions, in the order in which they were made.

        Args:
            state: Only those in this state.
        """
        condition, values = ("state = ?", (_state(state).value,)) if state is not None else ("TRUE", ())
        return self._entries(condition, values)

    def unfinished(self) -> Iterator[LedgerEntry]:
        """The submissions of which something will come."""
        return self._entries("finished_at IS NULL")

    def entry(self, file_name: str) -> LedgerEntry | None:
        """The submission of a file name, None if the ledger has none."""
        found = self._file.rows(f"{_ENTRY} WHERE file_name = ?", (file_name,))
        return _entry(found[0]) if found else None

    def count(self) -> dict[LedgerState, int]:
        """How many submissions are in each state."""
        found = dict(map(tuple, self._file.rows("SELECT state, count(*) FROM submission GROUP BY state")))
        return {state: found.get(state.value, 0) for state in LedgerState}

    def content(self, file_name: str) -> bytes:
        """The file of a submission, byte for byte.

        Raises:
            SchemaError: It was kept outside of the ledger, and has changed or cannot be read; or it was released.
            ModelError: The ledger has no such submission.
        """
        row = self._column(file_name, "content, path, sha256")
        if row["content"] is None and row["path"] is None:
            message = f"{self.path} has released {file_name}. Crossref has it: Submission.contents()"
            raise SchemaError(message)
        content: bytes = row["content"] if row["path"] is None else _read(pathlib.Path(row["path"]))
        if hashlib.sha256(content).hexdigest() != row["sha256"]:
            message = f"{row['path'] or self.path} no longer holds what was to be sent as {file_name}. Put it back"
            raise SchemaError(message)
        return content

    def log(self, file_name: str) -> bytes | None:
        """The final log of a submission as Crossref wrote it, None before there is one.

        Raises:
            ModelError: The ledger has no such submission.
        """
        log: bytes | None = self._column(file_name, "log")["log"]
        return log

    def report(self, file_name: str) -> DiagnosticReport | None:
        """What the final log says of each record, None before there is one.

        Raises:
            ModelError: The ledger has no such submission.
            SchemaError: The file was kept outside of the ledger, and has changed or cannot be read; or it was released.
        """
        log = self.log(file_name)
        return None if log is None else report_of(log, submission=self.content(file_name))

    def newest_timestamp(self, doi: str) -> int | None:
        """The largest timestamp with which a DOI was registered through this ledger, None if it was not.

        Crossref takes a record only with a larger one.
        """
        found = self._file.rows("SELECT timestamp FROM newest_timestamp WHERE doi = ?", (canonical_doi(doi),))
        return int(found[0][0]) if found else None

    def release(self, *, finished_before: datetime.datetime) -> int:
        """Let go of the bytes of submissions that ended long ago, so that the file does not grow without end.

        Their entries, logs and timestamps stay, and they are still sent only once. The room is used again for what
        comes next.

        Args:
            finished_before: The bytes of what ended earlier go; with a time zone.

        Returns:
            How many submissions it was.

        Raises:
            ModelError: The time has no time zone.

        Example:
            >>> import datetime, tempfile
            >>> from crossref_deposit import Ledger
            >>> a_year_ago = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=365)
            >>> with tempfile.TemporaryDirectory() as folder, Ledger(f"{folder}/deposits.ledger") as ledger:
            ...     ledger.release(finished_before=a_year_ago)
            0
        """
        if finished_before.tzinfo is None:
            raise ModelError("finished_before", found=str(finished_before), expected="a time with a time zone")
        with self._file.transaction() as connection:
            ended = finished_before.astimezone(datetime.UTC).isoformat()
            return connection.execute(_RELEASE, (ended,)).rowcount

    def export(self, target: IO[str]) -> None:
        """Write every submission as a line of JSON: its entry, and its log.

        Args:
            target: A file opened in text mode.
        """
        for entry in self.entries():
            log = self.log(entry.file_name)
            data = {**entry.to_dict(), "log": None if log is None else log.decode("utf-8", "replace")}
            target.write(json.dumps(data, ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Let go of the file; whatever is asked afterwards opens it again."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Ledger {str(self.path)!r}>"

    @contextlib.contextmanager
    def begin(
        self, upload: Upload, *, server: str, account: str, path: pathlib.Path | None = None
    ) -> Iterator[tuple[LedgerEntry, bool]]:
        """For `DepositClient`: the entry of a file that is to be sent now, claimed while it is.

        A new entry says already that the first attempt is under way, and the disk has it.

        Yields:
            The entry, and whether it is new.

        Raises:
            ModelError: The name is that of another file, or of another account's.
        """
        facts = {
            "file_name": upload.file_name,
            "server": server,
            "account": account,
            "operation": upload.operation.value,
            "sha256": hashlib.sha256(upload.content).hexdigest(),
        }
        kept = {"content": None, "path": str(path.absolute())} if path else {"content": upload.content, "path": None}
        told: dict[str, object] = {"batch_id": _batch_id(upload.content), "now": now().isoformat()}
        claims = self._file.claims
        with contextlib.ExitStack() as stack:
            with self._file.transaction(durable=True) as connection:
                inserted = connection.execute(_INSERT, {**facts, **kept, **told})
                is_new = inserted.rowcount == 1
                if is_new and inserted.lastrowid is not None:  # claimed before anybody else can see it
                    stack.enter_context(claims.held(inserted.lastrowid))
            entry = self._known(upload.file_name)
            if not is_new:
                _compare(entry, facts)
                stack.enter_context(claims.held(entry.row))
                entry = self._known(upload.file_name)
            yield entry, is_new

    @contextlib.contextmanager
    def claimed(self, entry: LedgerEntry) -> Iterator[LedgerEntry | None]:
        """For `DepositClient`: an entry as it is now, claimed; None if somebody else works on it."""
        if not self._file.claims.take(entry.row):
            yield None
            return
        try:
            yield self._known(entry.file_name)
        finally:
            self._file.claims.release(entry.row)

    def write(
        self,
        row: int,
        facts: Mapping[str, Any],
        *,
        state: LedgerState | None = None,
        timestamps: Mapping[str, int] | None = None,
        durable: bool = False,
    ) -> None:
        """For `DepositClient`: write facts into an entry, and move it forward; a finished one stays as it is."""
        columns = "".join(f", {name} = ?" for name in facts)
        values = [value.isoformat() if isinstance(value, datetime.datetime) else value for value in facts.values()]
        earlier = ", ".join(f"'{before.value}'" for before in (state.earlier if state else ()))
        update = (
            f"UPDATE submission SET state = CASE WHEN state IN ({earlier}) THEN ? ELSE state END{columns} "  # noqa: S608 - names of our own states and fields
            "WHERE id = ? AND finished_at IS NULL"
        )
        with self._file.transaction(durable=durable) as connection:
            connection.execute(update, (state.value if state else None, *values, row))
            connection.executemany(_KEEP_NEWEST, [(doi, str(number)) for doi, number in (timestamps or {}).items()])

    def with_ids(self, submission_id: str | None, batch_id: str | None) -> list[LedgerEntry]:
        """For `DepositClient`: the one unfinished submission that a log with these ids can be of, if there is one."""
        query = f"{_ENTRY} WHERE finished_at IS NULL AND (submission_id = ? OR submission_id IS NULL AND batch_id = ?)"
        found = self._file.rows(query, (submission_id, batch_id))
        return [_entry(found[0])] if len(found) == 1 else []

    def kept_path(self, deposit: object) -> pathlib.Path | None:
        """For `DepositClient`: where a deposit is that the ledger need not hold."""
        return pathlib.Path(deposit) if isinstance(deposit, os.PathLike) and not self._keep_content else None

    def _known(self, file_name: str) -> LedgerEntry:
        entry = self.entry(file_name)
        if entry is None:
            raise ModelError("file_name", found=repr(file_name), expected=f"a submission in the ledger {self.path}")
        return entry

    def _column(self, file_name: str, columns: str) -> sqlite3.Row:
        entry = self._known(file_name)
        [row] = self._file.rows(f"SELECT {columns} FROM submission WHERE id = ?", (entry.row,))  # noqa: S608 - our own
        return row

    def _entries(self, condition: str, values: tuple[object, ...] = ()) -> Iterator[LedgerEntry]:
        query = f"{_ENTRY} WHERE id > ? AND {condition} ORDER BY id LIMIT {_PAGE}"
        last = 0
        while page := self._file.rows(query, (last, *values)):
            yield from map(_entry, page)
            last = page[-1]["row"]


def _batch_id(content: bytes) -> str | None:
    """The ``doi_batch_id``, as far as can be told at a glance; a log tells it for sure."""
    found = _BATCH_ID.search(content, 0, _HEAD)
    return html.unescape(found[1].decode("utf-8", "replace").strip()) if found else None


def now() -> datetime.datetime:
    """The time, in UTC."""
    return datetime.datetime.now(datetime.UTC)


def _entry(row: sqlite3.Row) -> LedgerEntry:
    facts = {**dict(row), "operation": Operation(row["operation"]), "state": LedgerState(row["state"])}
    facts |= {name: datetime.datetime.fromisoformat(row[name]) for name in _TIMES if row[name] is not None}
    return LedgerEntry(**{**facts, "in_doubt": bool(row["in_doubt"])})


def _state(state: LedgerState | str) -> LedgerState:
    try:
        return LedgerState(state)
    except ValueError:
        known = ", ".join(known.value for known in LedgerState)
        raise ModelError("state", found=repr(state), expected=f"one of {known}") from None


def _compare(entry: LedgerEntry, facts: Mapping[str, str]) -> None:
    """Refuse a name that is another submission's."""
    words = {"sha256": "other content", "operation": f"the operation {entry.operation}"}
    words |= {"account": f"the account {entry.account}", "server": f"the server {entry.server}"}
    for name, word in words.items():
        if getattr(entry, name) != facts[name]:
            raise ModelError(
                "file_name",
                found=f"{entry.file_name!r}, which the ledger has with {word}",
                expected="the same submission again, or a name that is new",
                remedy="Every file needs a name of its own: Crossref finds a submission by it",
            )


def _read(path: pathlib.Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SchemaError(
            f"{path}, which the ledger was told to leave there, cannot be read: {error.strerror}"
        ) from None
