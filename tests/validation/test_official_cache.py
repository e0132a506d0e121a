from __future__ import annotations

import pathlib
import shutil
import subprocess
import sys
import zipfile

import pytest

import crossref_deposit as cd
import official
from crossref_deposit.errors import SchemaError, VersionError
from crossref_deposit.validation.official import official_schema
from crossref_deposit.validation.official_cache import FOLDER_VARIABLE, cache_folder, official_file
from crossref_deposit.validation.official_files import OFFICIAL_FILES
from damages import DOCUMENT, damaged

VERSION = "5.5.0"
MAIN = "crossref5.5.0.xsd"


@pytest.fixture(scope="session")
def wheels():
    """The newest first: the modules of the others are older."""
    return official.wheels()


@pytest.fixture(scope="session")
def published(wheels, tmp_path_factory):
    """Crossref's files of 5.5.0 as they are published, in a folder."""
    return cd.install_schema(VERSION, *wheels, folder=tmp_path_factory.mktemp("published")).path.parent


@pytest.fixture
def changed(published, tmp_path):
    """The same with a module that nobody knows yet."""
    folder = shutil.copytree(published, tmp_path / "changed")
    module = folder / "fundref.xsd"
    module.write_bytes(module.read_bytes().replace(b"</xsd:schema>", b"<!-- new --></xsd:schema>"))
    return folder


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """A cache of the test's own."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    return folder


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("version", OFFICIAL_FILES)
def test_every_schema_can_be_installed_and_used(version, wheels, cache):
    assert official_state(version) == "absent"
    copy = cd.install_schema(version, *wheels)
    assert (copy.version, copy.state, copy.missing, copy.changed) == (version, "installed", (), ())
    assert copy.path == official_file(version) == cache / version / OFFICIAL_FILES[version].main
    assert official_state(version) == "installed"
    assert "doi_batch" in official_schema(copy.path).elements
    assert [path.name for path in cache.iterdir()] == [version]


def official_state(version):
    return {copy.version: copy.state for copy in cd.schema_copies()}[version]


def test_validation_uses_what_is_installed(published, monkeypatch):
    with pytest.raises(SchemaError, match=r"'crossref-deposit schemas install 5\.5\.0'"):
        cd.validate(DOCUMENT, schema="official")
    cd.install_schema(VERSION, published)
    assert cd.validate(DOCUMENT, schema="official").ok
    assert not cd.validate(damaged("too small"), schema="official").ok


def test_from_a_server(published, serve, cache):
    server = serve(published)
    assert cd.install_schema(VERSION, server.url).state == "installed"
    assert contents(cache / VERSION) == contents(published)
    assert sorted(server.asked) == sorted(f"/{path}" for path in OFFICIAL_FILES[VERSION].sums)
    assert cd.install_schema(VERSION, server.url).state == "installed"
    assert len(server.asked) == len(OFFICIAL_FILES[VERSION].sums)


def test_from_an_archive_in_any_folders(published, tmp_path):
    with zipfile.ZipFile(tmp_path / "flat.zip", "w") as archive:
        for path, data in contents(published).items():
            archive.writestr(f"schema-main/{path.rpartition('/')[2]}", data)
        archive.writestr("../../evil.xsd", "")
    assert cd.install_schema(VERSION, tmp_path / "flat.zip").state == "installed"
    assert not list(tmp_path.parent.rglob("evil.xsd"))


def test_the_known_copy_counts_wherever_it_is(wheels):
    newest, *older = wheels
    with pytest.raises(SchemaError) as caught:
        cd.install_schema("5.4.0", *older)
    for module in ("fundref.xsd", "relations.xsd", "AccessIndicators.xsd"):
        assert f"{module} has SHA-256 " in str(caught.value)
    assert cd.install_schema("5.4.0", *older, newest).state == "installed"


def test_missing_files_are_all_named(published, tmp_path, cache):
    folder = shutil.copytree(published, tmp_path / "copy")
    (folder / "fundref.xsd").unlink()
    (folder / "standard-modules" / "xml.xsd").unlink()
    with pytest.raises(SchemaError) as caught:
        cd.install_schema(VERSION, folder)
    assert str(caught.value).startswith(f"Crossref's own schema 5.5.0 was not installed from '{folder}': ")
    assert "fundref.xsd is not there; standard-modules/xml.xsd is not there." in str(caught.value)
    assert not cache.exists()


def test_changed_files(changed, cache):
    with pytest.raises(SchemaError) as caught:
        cd.install_schema(VERSION, changed)
    [known] = OFFICIAL_FILES[VERSION].sums["fundref.xsd"]
    assert f"known is {known}" in str(caught.value)
    assert "--accept-changed" in str(caught.value)
    assert not cache.exists()
    copy = cd.install_schema(VERSION, changed, accept_changed=True)
    assert (copy.state, copy.changed) == ("changed", ("fundref.xsd",))
    assert contents(copy.path.parent) == contents(changed)
    assert cd.validate(DOCUMENT, schema="official").ok


def test_changed_files_must_work_together(changed, cache):
    (changed / "fundref.xsd").write_text("<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'/>")
    with pytest.raises(SchemaError, match="was not installed from .*cannot be used"):
        cd.install_schema(VERSION, changed, accept_changed=True)
    assert list(cache.iterdir()) == []


def test_known_files_replace_others(changed, published, cache):
    cd.install_schema(VERSION, changed, accept_changed=True)
    cd.validate(DOCUMENT, schema="official")
    compiled = official_schema(official_file(VERSION))
    assert cd.install_schema(VERSION, published).state == "installed"
    assert contents(cache / VERSION) == contents(published)
    assert official_schema(official_file(VERSION)) is not compiled
    assert [path.name for path in cache.iterdir()] == [VERSION]


def test_damaged_installations_are_seen_and_mended(published, cache):
    main = cd.install_schema(VERSION, published).path
    (main.parent / "fundref.xsd").unlink()
    (main.parent / "relations.xsd").write_bytes(b"")
    copy = cd.schema_copies()[0]
    assert (copy.state, copy.missing, copy.changed) == ("incomplete", ("fundref.xsd",), ("relations.xsd",))
    assert cd.install_schema(VERSION, published).state == "installed"


def test_a_failed_installation_leaves_the_old_one(published, changed, cache):
    cd.install_schema(VERSION, changed, accept_changed=True)
    before = contents(cache)
    (changed / "common5.5.0.xsd").unlink()
    with pytest.raises(SchemaError, match="common5.5.0.xsd is not there"):
        cd.install_schema(VERSION, changed, accept_changed=True)
    assert contents(cache) == before


DAMAGE_AND_INSTALL = """
import pathlib, sys, crossref_deposit as cd
from crossref_deposit.validation.official_cache import official_file
for _ in range(30):
    pathlib.Path(sys.argv[3], sys.argv[1], "fundref.xsd").unlink(missing_ok=True)
    cd.install_schema(sys.argv[1], sys.argv[2], folder=sys.argv[3])
    official_file(sys.argv[1], sys.argv[3])
"""


def test_several_processes_at_once(published, cache):
    """While some damage and mend the files, none finds one half written, or the schema away."""
    cd.install_schema(VERSION, published)
    command = [sys.executable, "-c", DAMAGE_AND_INSTALL, VERSION, str(published), str(cache)]
    processes = [subprocess.Popen(command) for _ in range(4)]
    assert [process.wait() for process in processes] == [0] * 4
    assert cd.install_schema(VERSION, published).state == "installed"
    assert contents(cache / VERSION) == contents(published)
    assert [path.name for path in cache.iterdir()] == [VERSION]


def test_a_place_that_is_no_folder(published, cache):
    cache.mkdir()
    (cache / VERSION).write_text("")
    assert cd.install_schema(VERSION, published).state == "installed"
    cache.with_name("file").write_text("")
    with pytest.raises(OSError, match="file"):
        cd.install_schema(VERSION, published, folder=cache.with_name("file"))


def test_unknown_versions():
    with pytest.raises(VersionError, match=r"'4\.4\.2' is not known here: use one of 5\.5\.0, 5\.4\.0") as caught:
        cd.install_schema("4.4.2")
    assert caught.value.version == "4.4.2"
    with pytest.raises(VersionError):
        official_file("../5.5.0")


LAYOUTS = [
    ("5.5.0", ""),
    ("5.5.0", "5.5.0"),
    ("doi_resources-5.4.0", "doi_resources-5.4.0"),
    ("doi_resources-5.4.0", "5.4.0"),
]


@pytest.mark.parametrize(("version", "below"), LAYOUTS)
@pytest.mark.parametrize("given", ["folder", "variable"])
def test_where_the_files_are(version, below, given, tmp_path, cache):
    folder = tmp_path if given == "folder" else cache
    main = folder / below / OFFICIAL_FILES[version].main
    main.parent.mkdir(parents=True, exist_ok=True)
    main.write_text("")
    assert official_file(version, tmp_path if given == "folder" else None) == main


def test_files_that_are_nowhere(tmp_path, cache):
    with pytest.raises(SchemaError) as caught:
        official_file("5.4.0")
    for words in (
        f"crossref5.4.0.xsd was not found in '{cache}'",
        "crossref-deposit schemas install 5.4.0",
        FOLDER_VARIABLE,
    ):
        assert words in str(caught.value)
    with pytest.raises(SchemaError, match=f"was not found in '{tmp_path}'"):
        official_file("5.4.0", tmp_path)


CACHES = [
    ("linux", {"XDG_CACHE_HOME": "/x"}, "/x"),
    ("linux", {"XDG_CACHE_HOME": "x"}, "/home/me/.cache"),
    ("freebsd14", {"XDG_CACHE_HOME": ""}, "/home/me/.cache"),
    ("darwin", {"XDG_CACHE_HOME": "/x"}, "/home/me/Library/Caches"),
    ("win32", {"LOCALAPPDATA": "/local"}, "/local"),
    ("win32", {}, "/home/me/AppData/Local"),
]


@pytest.mark.parametrize(("platform", "environment", "expected"), CACHES)
def test_the_users_cache(platform, environment, expected, monkeypatch):
    monkeypatch.setenv("HOME", "/home/me")
    for mine in (environment, environment | {FOLDER_VARIABLE: ""}):
        assert cache_folder(mine, platform=platform) == pathlib.Path(expected, "crossref_deposit", "schemas")
    assert cache_folder(environment | {FOLDER_VARIABLE: "/y"}, platform=platform) == pathlib.Path("/y")


def test_a_user_without_a_home(monkeypatch):
    def no_home() -> pathlib.Path:
        raise RuntimeError

    monkeypatch.setattr(pathlib.Path, "home", no_home)
    with pytest.raises(SchemaError, match=f"name a folder in {FOLDER_VARIABLE}"):
        cache_folder({}, platform="linux")
