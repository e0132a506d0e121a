"""The file under a ledger: whose it is, which version, and how it is written to."""

from __future__ import annotations

import contextlib
import os
import pathlib
import sqlite3
import threading
from typing import TYPE_CHECKING, Final

from crossref_deposit.client.claims import Claims
from crossref_deposit.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

APPLICATION_ID: Final = 0x43724C67
"""Says in the file's header that it is a ledger of this package."""
MIGRATIONS: Final[tuple[tuple[str, ...], ...]] = (
    (
        """CREATE TABLE submission (
            id INTEGER PRIMARY KEY,
            file_name TEXT NOT NULL UNIQUE,
            server TEXT NOT NULL,
            account TEXT NOT NULL,
            operation TEXT NOT NULL,
            batch_id TEXT,
            sha256 TEXT NOT NULL,
            content BLOB,
            path TEXT,
            state TEXT NOT NULL,
            in_doubt INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            submission_id TEXT,
            created_at TEXT NOT NULL,
            sent_at TEXT,
            asked_at TEXT,
            finished_at TEXT,
            last_error TEXT,
            log BLOB
        )""",
        "CREATE INDEX unfinished ON submission (id) WHERE finished_at IS NULL",
    ),
    ("CREATE TABLE newest_timestamp (doi TEXT PRIMARY KEY, timestamp TEXT NOT NULL) WITHOUT ROWID",),
)
"""What made each version of the schema from the one before; the version is how many of them a file has seen."""
_MAGIC: Final = b"SQLite format 3\0"
_HEADER: Final = 100  # bytes
_BUSY: Final = 60.0  # seconds to wait for another process that writes
_OPENING: Final = 0  # the byte that is locked while the file is made or migrated


class LedgerFile:
    """One SQLite file in WAL mode, used by any number of threads and of processes on this machine.

    A file that is not ours, of a newer version, or damaged is refused before anything is written to it.

    Args:
        path: Where it is, or will be.

    Raises:
        LedgerError: The file cannot be used.
    """

    def __init__(self, path: pathlib.Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._claims: Claims | None = None
        self._process = os.getpid()
        self._identity: tuple[int, int] | None = None
        self._opened()

    @property
    def claims(self) -> Claims:
        """Who works on which row."""
        with self._lock:
            self._opened()
            assert self._claims is not None  # noqa: S101 - _opened() sets it
            return self._claims

    @contextlib.contextmanager
    def transaction(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """A transaction, seen by others as a whole or not at all.

        Args:
            durable: Come back only when the disk has it. Without it a power failure, not the death of the process,
                may undo what was written last.

        Raises:
            LedgerError: The file cannot be read or written.
        """
        with self._lock, _as_ledger_errors(self.path):
            connection = self._opened()
            if durable:
                self._check_there()
            connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # SQLite itself has rolled back when the disk is full
                    connection.execute("ROLLBACK")
                raise

    def rows(self, query: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        """What a query finds.

        Raises:
            LedgerError: The file cannot be read.
        """
        with self._lock, _as_ledger_errors(self.path):
            return self._opened().execute(query, values).fetchall()

    def close(self) -> None:
        """Let go of the file; whatever is asked afterwards opens it again."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            if self._claims is not None:
                self._claims.close()
            self._connection = self._claims = None

    def _check_there(self) -> None:
        """Refuse to write what nobody would ever find."""
        if _identity(self.path) != self._identity:
            message = f"the ledger {self.path} was moved or deleted while it was open. Put it back, or begin a new one"
            raise LedgerError(message)

    def _opened(self) -> sqlite3.Connection:
        if os.getpid() != self._process:
            message = f"the ledger {self.path} was opened before this process was forked; make the client in the child"
            raise LedgerError(message)
        if self._connection is None:
            with _as_ledger_errors(self.path):
                _refuse_strangers(self.path)
                self._claims = self._claims or Claims(self.path.with_name(f"{self.path.name}.lock"))
                with self._claims.held(_OPENING):
                    _examine(self.path)
                    self._connection = _prepared(self.path)
                    self._identity = _identity(self.path)
        return self._connection


def _identity(path: pathlib.Path) -> tuple[int, int] | None:
    """Which file it is that has this name now."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _prepared(path: pathlib.Path) -> sqlite3.Connection:
    """A connection to the file in its current version."""
    connection = sqlite3.connect(path, timeout=_BUSY, isolation_level=None, check_same_thread=False)
    try:
        connection.row_factory = sqlite3.Row
        _migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection) -> None:
    version = _pragma(connection, "user_version")
    if version == len(MIGRATIONS):
        return
    if version == 0:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    for statements in MIGRATIONS[version:]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    connection.execute("COMMIT")


def _examine(path: pathlib.Path) -> None:
    """Look at a ledger without writing to it.

    Raises:
        LedgerError: It is one of a newer version, or damaged.
    """
    if not _header(path):
        return
    with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_BUSY)) as reader:
        version = _pragma(reader, "user_version")
        if version > len(MIGRATIONS):
            message = (
                f"the ledger {path} was written by a newer version of crossref_deposit (its schema is {version}, this "
                f"version knows {len(MIGRATIONS)}). Nothing was changed. Upgrade the package, or name another file"
            )
            raise LedgerError(message)
        found = reader.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise _damaged(path, found)


def _header(path: pathlib.Path) -> bytes:
    """The beginning of the file; nothing if there is none yet."""
    try:
        with path.open("rb") as file:
            return file.read(_HEADER)
    except FileNotFoundError:
        if path.absolute().parent.is_dir():
            return b""
        message = f"the ledger {path} cannot be made: there is no folder {path.absolute().parent}"
    except OSError as error:
        message = f"the ledger {path} cannot be opened: {error.strerror}"
    raise LedgerError(message)


def _refuse_strangers(path: pathlib.Path) -> None:
    header = _header(path)
    if header and not header.startswith(_MAGIC):
        message = f"{path} is no ledger of crossref_deposit: it is no SQLite file. Name another one"
        raise LedgerError(message)
    if header and int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        message = f"{path} is no ledger of crossref_deposit: it is another program's SQLite file. Name another one"
        raise LedgerError(message)


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    value: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value


def _damaged(path: pathlib.Path, reason: object) -> LedgerError:
    said = " ".join(str(reason).split())
    return LedgerError(
        f"the ledger {path} is damaged ({said}). Nothing was changed. Take a copy before you try to mend it, for "
        "instance with sqlite3's .recover, and ask Crossref for its submissions by their file names"
    )


@contextlib.contextmanager
def _as_ledger_errors(path: pathlib.Path) -> Iterator[None]:
    """What SQLite says, in our words."""
    try:
        yield
    except sqlite3.OperationalError as error:
        failure = LedgerError(f"the ledger {path} cannot be used now: {error}")
    except sqlite3.DatabaseError as error:
        failure = _damaged(path, error)
    else:
        return
    raise failure from None
