"""Crossref's own schema files on this machine: where they are, what state they are in, how they come there."""

from __future__ import annotations

import contextlib
import hashlib
import os
import pathlib
import sys
import tempfile
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import chain
from typing import Final, Literal

import attrs

from crossref_deposit.errors import SchemaError
from crossref_deposit.validation.official import compiled, official_schema
from crossref_deposit.validation.official_files import OFFICIAL_FILES, files_of
from crossref_deposit.validation.official_sources import DATA_CROSSREF_ORG, Copies, opened, shown

FOLDER_VARIABLE: Final = "CROSSREF_DEPOSIT_SCHEMAS"
_FOLDER: Final = pathlib.PurePath("crossref_deposit", "schemas")
_XDG: Final = ("XDG_CACHE_HOME", ".cache")
_CACHES: Final = {"win32": ("LOCALAPPDATA", "AppData", "Local"), "darwin": ("", "Library", "Caches")}
"""By platform: the variable that names the user's cache, and where that is below the home without it."""
_REMEDY: Final = (
    "Name one more source that has the known copies, or take these as they are, which is right when Crossref has "
    "changed files since this release: accept_changed=True, on the command line --accept-changed"
)


@attrs.frozen(kw_only=True)
class SchemaCopy:
    """The copy of one of Crossref's own schemas on this machine.

    Example:
        >>> from crossref_deposit import schema_copies
        >>> [copy.version for copy in schema_copies()]
        ['5.5.0', '5.4.0', '5.3.1', 'doi_resources-5.4.0']
    """

    version: str
    """A schema version."""
    path: pathlib.Path
    """The main file, there or not."""
    missing: tuple[str, ...]
    """Files that are not there."""
    changed: tuple[str, ...]
    """Files that are none of the copies known when this package was released."""

    @property
    def state(self) -> Literal["absent", "incomplete", "changed", "installed"]:
        """``installed`` where every file is there and known; only ``absent`` and ``incomplete`` cannot be used."""
        if self.missing:
            return "incomplete" if self.path.is_file() else "absent"
        return "changed" if self.changed else "installed"


def schema_copies(folder: str | os.PathLike[str] | None = None) -> tuple[SchemaCopy, ...]:
    """Crossref's own schemas, and for each where it is on this machine, and whether it can be used.

    Args:
        folder: Where to look; by default where `install_schema` puts them.

    Returns:
        One for each version, newest first.

    Raises:
        SchemaError: It is not known where the user's cache is.
    """
    place = _place(folder)
    return tuple(_copy(version, _main_file(version, place)) for version in OFFICIAL_FILES)


def install_schema(
    version: str,
    *sources: str | os.PathLike[str],
    folder: str | os.PathLike[str] | None = None,
    accept_changed: bool = False,
) -> SchemaCopy:
    """Put Crossref's own schema where ``validate(schema="official")`` finds it, without network from then on.

    Every file is compared with the SHA-256 sums of the copies that are known. Nothing is put in place before all
    are had and work together. Where everything is there already, nothing is fetched.

    Args:
        version: A schema version.
        sources: Where from: addresses (``https://...``) or paths of folders, zips or wheels that have the files,
            in whatever folders. Of each file the first copy that is known counts. By default Crossref's server.
        folder: Where to, into a folder named after the version; by default the folder that the environment
            variable ``CROSSREF_DEPOSIT_SCHEMAS`` names, else the user's cache.
        accept_changed: Take files that are not known too, as long as all work together. Crossref changes files
            that carry no version (``fundref.xsd``, ``relations.xsd``...) in place.

    Returns:
        What is there now.

    Raises:
        VersionError: There is no such schema.
        SchemaError: A file is missing, or is not known; or a source does not answer.
        OSError: A source cannot be read, or the cache cannot be written.

    See https://www.crossref.org/documentation/schema-library/
    """
    place = _place(folder)
    there = _copy(version, _main_file(version, place))
    if there.state == "installed" and not accept_changed:
        return there
    sources = sources or (DATA_CROSSREF_ORG,)
    try:
        with contextlib.ExitStack() as stack:
            copies = [stack.enter_context(opened(source)) for source in sources]
            files = _collected(version, copies, accept_changed=accept_changed)
        _put(version, files, place / version)
    except SchemaError as error:
        where = ", ".join(shown(source) for source in sources)
        raise SchemaError(f"Crossref's own schema {version} was not installed from {where}: {error}") from None
    return _copy(version, _main_file(version, place))


def official_file(version: str, folder: str | os.PathLike[str] | None = None) -> pathlib.Path:
    """The main file of Crossref's own schema.

    Args:
        version: A schema version.
        folder: Where Crossref's files are, or the folders named after the versions that have them. Without it,
            the folder that the environment variable ``CROSSREF_DEPOSIT_SCHEMAS`` names, else the user's cache.

    Raises:
        VersionError: There is no such schema.
        SchemaError: It is not there.
    """
    place = _place(folder)
    file = _main_file(version, place)
    if file.is_file():
        return file
    raise SchemaError(
        f"Crossref's own schema {file.name} was not found in {str(place)!r}. Install it with "
        f"'crossref-deposit schemas install {version}' or crossref_deposit.install_schema({version!r}), or name the "
        f"folder that has it as schema_folder= or in the environment variable {FOLDER_VARIABLE}"
    )


def cache_folder(environment: Mapping[str, str] = os.environ, *, platform: str = sys.platform) -> pathlib.Path:
    """Where installed schemas are: the folder that the variable names, else one in the user's cache.

    Raises:
        SchemaError: The user has no home.
    """
    if given := environment.get(FOLDER_VARIABLE):
        return pathlib.Path(given)
    name, *below = _CACHES.get(platform, _XDG)
    cache = pathlib.Path(environment.get(name, ""))
    if cache.is_absolute():
        return cache / _FOLDER
    try:
        return pathlib.Path.home().joinpath(*below) / _FOLDER
    except RuntimeError:
        raise SchemaError(
            f"the user has no home folder to keep Crossref's schemas in: name a folder in {FOLDER_VARIABLE}"
        ) from None


def _place(folder: str | os.PathLike[str] | None) -> pathlib.Path:
    return cache_folder() if folder is None else pathlib.Path(folder)


def _main_file(version: str, place: pathlib.Path) -> pathlib.Path:
    """In the folder of the version, of the version's number, or right there; the first where it is in none."""
    name = files_of(version).main
    places = [place / version / name, place / version.rpartition("-")[2] / name, place / name]
    return next((file for file in places if file.is_file()), places[0])


def _copy(version: str, file: pathlib.Path) -> SchemaCopy:
    known = files_of(version).sums
    sums = {path: _sum_of(file.parent / path) for path in known}
    return SchemaCopy(
        version=version,
        path=file,
        missing=tuple(path for path, found in sums.items() if found is None),
        changed=tuple(path for path, found in sums.items() if found is not None and found not in known[path]),
    )


def _sum_of(file: pathlib.Path) -> str | None:
    try:
        return _sum(file.read_bytes())
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _collected(version: str, sources: Sequence[Copies], *, accept_changed: bool) -> dict[str, bytes]:
    """The contents of every file; complains at once of all that cannot be had."""
    files, faults = {}, []
    for path, known in files_of(version).sums.items():
        data = _chosen(chain.from_iterable(copies(path) for copies in sources), known)
        if data is None:
            faults.append(f"{path} is not there")
        elif _sum(data) not in known and not accept_changed:
            faults.append(f"{path} has SHA-256 {_sum(data)}, known is {' or '.join(sorted(known))}")
        else:
            files[path] = data
    if faults:
        raise SchemaError(f"{'; '.join(faults)}. {_REMEDY}")
    return files


def _chosen(copies: Iterable[bytes], known: Container[str]) -> bytes | None:
    """The first copy that is known, else the first."""
    first = None
    for data in copies:
        if _sum(data) in known:
            return data
        first = data if first is None else first
    return first


def _put(version: str, files: Mapping[str, bytes], target: pathlib.Path) -> None:
    """Write the files beside their place, see that they work, and put them in place, the main one last.

    One by one, so that for another process no file is ever away, and a first installation is there when it is whole.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    main = files_of(version).main
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{version}-") as workshop:
        new = pathlib.Path(workshop)
        for path, data in files.items():
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            (new / path).write_bytes(data)
        copy = _copy(version, new / main)
        if copy.changed:  # the others are known to work
            compiled(copy.path)
        if target.is_file():
            target.unlink(missing_ok=True)
        for path in sorted(files, key=main.__eq__):
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (new / path).replace(target / path)
    official_schema.cache_clear()


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
