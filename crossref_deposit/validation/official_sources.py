"""Where Crossref's schema files come from: a server, a folder, or an archive (a zip or a wheel).

A source gives the copies that it has of a file, best match first. They are not to be trusted: whoever asks checks
their sums. Only files that are asked for are read, and no name of the source's is ever used to write.
"""

from __future__ import annotations

import contextlib
import io
import os
import pathlib
import stat
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import IO, TYPE_CHECKING, Final, TypeAlias
from urllib.parse import urlsplit

from crossref_deposit.errors import SchemaError

if TYPE_CHECKING:
    import requests

Copies: TypeAlias = Callable[[str], Iterator[bytes]]
"""From the path of a file, as Crossref lays them out, to the copies that a source has of it."""

DATA_CROSSREF_ORG: Final = "https://data.crossref.org/schemas/"
LARGEST_FILE: Final = 4 << 20  # bytes; the largest of Crossref's has a tenth
LARGEST_ARCHIVE: Final = 64 << 20  # bytes, when it is fetched
_MOST_COPIES: Final = 64  # of one file that are looked at
_TIMEOUT: Final = 60.0  # seconds for the connection, and for each wait for the server
_CHUNK: Final = 1 << 16
_OK: Final = 200
_NOT_THERE: Final = frozenset({404, 410})
_BROKEN_ARCHIVE: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


@contextlib.contextmanager
def opened(source: str | os.PathLike[str]) -> Iterator[Copies]:
    """Open a source for as long as copies are asked of it.

    Args:
        source: The address of a folder or an archive on a server (``https://...``), or the path of one.

    Raises:
        SchemaError: It is no archive, or the server does not answer as it should.
        OSError: It cannot be read.
    """
    place = os.fspath(source)
    with contextlib.ExitStack() as stack:
        if not _is_address(place):
            path = pathlib.Path(place)
            yield _folder(path) if path.is_dir() else _archive(stack, path, shown(place))
            return
        import requests

        session = stack.enter_context(requests.Session())
        if urlsplit(place).path.endswith((".zip", ".whl")):
            yield _archive(stack, _download(session, place), shown(place))
        else:
            yield _server(session, place)


def shown(source: str | os.PathLike[str]) -> str:
    """A source as messages name it: an address without user, password, query and fragment."""
    place = os.fspath(source)
    if not _is_address(place):
        return repr(place)
    parts = urlsplit(place)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _is_address(place: str) -> bool:
    return place.startswith(("https://", "http://"))


def _folder(folder: pathlib.Path) -> Copies:
    def reader(path: pathlib.Path) -> Callable[[], bytes]:
        return lambda: _read_file(path.open("rb"))

    files = (path for path in folder.rglob("*.xsd") if path.is_file())
    return _copies((path.relative_to(folder).as_posix(), path.stat().st_size, reader(path)) for path in files)


def _archive(stack: contextlib.ExitStack, file: pathlib.Path | IO[bytes], name: str) -> Copies:
    @contextlib.contextmanager
    def guarded() -> Iterator[None]:
        try:
            yield
        except _BROKEN_ARCHIVE as error:
            raise SchemaError(f"{name} is neither a folder nor a readable zip or wheel: {error}") from None

    def reader(info: zipfile.ZipInfo) -> Callable[[], bytes]:
        return guarded()(lambda: _read_file(archive.open(info)))

    with guarded():
        archive = stack.enter_context(zipfile.ZipFile(file))
    files = (info for info in archive.infolist() if not info.is_dir() and not stat.S_ISLNK(info.external_attr >> 16))
    return _copies((info.filename, info.file_size, reader(info)) for info in files)


def _server(session: requests.Session, address: str) -> Copies:
    def copies(path: str) -> Iterator[bytes]:
        data = _fetch(session, f"{address.rstrip('/')}/{path}", LARGEST_FILE)
        if data is not None:
            yield data

    return copies


def _copies(files: Iterable[tuple[str, int, Callable[[], bytes]]]) -> Copies:
    """The copies among files, of which path, size in bytes and a function that reads them are given."""
    named = defaultdict(list)
    for path, size, read in files:
        if size <= LARGEST_FILE:
            named[_name(path)].append((path, read))

    def copies(wanted: str) -> Iterator[bytes]:
        def distance(found: tuple[str, object]) -> tuple[bool, int, str]:
            return not f"/{found[0]}".endswith(f"/{wanted}"), found[0].count("/"), found[0]

        for _, read in islice(sorted(named[_name(wanted)], key=distance), _MOST_COPIES):
            data = read()
            if len(data) <= LARGEST_FILE:  # what an archive says of sizes need not be so
                yield data

    return copies


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _read_file(file: IO[bytes]) -> bytes:
    with file:
        return file.read(LARGEST_FILE + 1)


def _download(session: requests.Session, address: str) -> IO[bytes]:
    data = _fetch(session, address, LARGEST_ARCHIVE)
    if data is None:
        raise SchemaError(f"{shown(address)} is not there")
    return io.BytesIO(data)


def _fetch(session: requests.Session, address: str, largest: int) -> bytes | None:
    """What a server has at an address, if anything."""
    import requests

    try:
        with session.get(address, timeout=_TIMEOUT, stream=True) as answer:
            return None if answer.status_code in _NOT_THERE else _body(answer, largest)
    except requests.RequestException as error:
        failure = type(error).__name__
    # Outside of the handler: the library's exception holds the address, and with it a password that stands in it.
    raise SchemaError(f"{shown(address)} cannot be fetched ({failure}): try again, or install from a copy")


def _body(answer: requests.Response, largest: int) -> bytes:
    if answer.status_code != _OK:
        raise SchemaError(f"{shown(answer.url)} cannot be fetched: HTTP {answer.status_code} {answer.reason}")
    data = bytearray()
    for chunk in answer.iter_content(_CHUNK):
        data += chunk
        if len(data) > largest:
            raise SchemaError(f"{shown(answer.url)} is larger than {largest:,} bytes: that is none of Crossref's files")
    return bytes(data)
