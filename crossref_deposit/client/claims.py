"""Who works on which row of a ledger: claims that end with the process that made them, however it ends.

A claim is the operating system's lock on one byte of a file beside the ledger. No claim has to expire, and none is
left behind by a process that was killed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import pathlib
import sys
import threading
from typing import TYPE_CHECKING, Final

from crossref_deposit.client.deadline import sleep
from crossref_deposit.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAUSE: Final = 0.02  # seconds between two looks at a claim that somebody else has
_TAKEN: Final = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
"""What operating systems say of a lock that another process has."""


if sys.platform == "win32":  # pragma: no cover - the other one is tested elsewhere
    import msvcrt

    def _lock(file: int, byte: int) -> None:
        os.lseek(file, byte, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

    def _unlock(file: int, byte: int) -> None:
        os.lseek(file, byte, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: int, byte: int) -> None:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)

    def _unlock(file: int, byte: int) -> None:
        fcntl.lockf(file, fcntl.LOCK_UN, 1, byte)


class _LockFile:
    """One file, opened once in this process: POSIX forgets all locks when any opening of the file is closed."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.users = 0
        self.taken: set[int] = set()
        self.lock = threading.Lock()


_OPEN: Final[dict[tuple[int, int, int], _LockFile]] = {}
_OPENING: Final = threading.Lock()


class Claims:
    """The claims on the rows of one ledger.

    Args:
        path: The file whose bytes are locked; made if it is not there. It holds nothing.

    Raises:
        LedgerError: The file cannot be opened.
    """

    def __init__(self, path: pathlib.Path) -> None:
        self._path = path
        self._key, self._file = _opened(path)

    def take(self, row: int) -> bool:
        """Claim a row; False if another thread or process has it.

        Raises:
            LedgerError: There are no locks where the file is.
        """
        with self._file.lock:
            if row in self._file.taken:
                return False
            try:
                _lock(self._file.descriptor, row)
            except OSError as error:
                if error.errno in _TAKEN:
                    return False
                message = f"{self._path} cannot be locked: {error.strerror}. Is the ledger on a local disk?"
                raise LedgerError(message) from None
            self._file.taken.add(row)
            return True

    def release(self, row: int) -> None:
        """End the claim on a row."""
        with self._file.lock:
            _unlock(self._file.descriptor, row)
            self._file.taken.discard(row)

    @contextlib.contextmanager
    def held(self, row: int) -> Iterator[None]:
        """The claim on a row, waited for: whoever has it ends some time, in one way or another."""
        while not self.take(row):
            sleep(_PAUSE)
        try:
            yield
        finally:
            self.release(row)

    def close(self) -> None:
        """Let go of the file."""
        with _OPENING:
            self._file.users -= 1
            if not self._file.users:
                os.close(_OPEN.pop(self._key).descriptor)


def _opened(path: pathlib.Path) -> tuple[tuple[int, int, int], _LockFile]:
    """The file, opened now or before. A child of a fork, which has none of its parent's locks, opens its own."""
    with _OPENING:
        try:
            path.touch()
            found = path.stat()
            key = (os.getpid(), found.st_dev, found.st_ino)
            if key not in _OPEN:
                _OPEN[key] = _LockFile(os.open(path, os.O_RDWR))
        except OSError as error:
            message = f"{path}, which says who works on what in the ledger, cannot be opened: {error.strerror}"
            raise LedgerError(message) from None
        _OPEN[key].users += 1
        return key, _OPEN[key]
