from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import threading

import pytest
from lxml import etree

import crossref_deposit as cd
from crossref_deposit.errors import SchemaError, VersionError
from crossref_deposit.validation.schema import _compiled, bundled_schema, parse_tree
from journals import article, deposit, journal, one_article

MODULES = ["AccessIndicators", "JATS", "clinicaltrials", "fundref", "mathml", "relations", "xlink", "xml"]
GOOD = one_article()
BAD = GOOD.replace(b"<year>2026</year>", b"<year>26</year>")


@pytest.mark.parametrize("version", cd.SCHEMA_VERSIONS)
def test_the_bundled_schema_is_compiled_once(version):
    assert bundled_schema(version) is bundled_schema(version)


@pytest.mark.parametrize("version", cd.SCHEMA_VERSIONS)
def test_exported_files_validate_for_themselves(version, tmp_path):
    main = cd.export_schema(tmp_path / "new" / "folder", version=version)
    assert main == tmp_path / "new" / "folder" / f"crossref{version}.xsd"
    names = {path.name for path in main.parent.iterdir()}
    assert names == {main.name, *(f"{name}.xsd" for name in MODULES)}
    schema = etree.XMLSchema(etree.parse(main))
    good = GOOD.replace(b"5.5.0", version.encode())
    assert schema.validate(etree.fromstring(good))
    assert not schema.validate(etree.fromstring(good.replace(b"<year>2026", b"<year>26")))


def test_exporting_again_writes_over(tmp_path):
    first = cd.export_schema(tmp_path).read_bytes()
    cd.export_schema(str(tmp_path)).write_text("spoiled")
    assert cd.export_schema(tmp_path).read_bytes() == first


def test_versions_that_are_not_ours(tmp_path):
    with pytest.raises(VersionError, match="schema version '4.4.2' cannot be written or read here: use one of 5.5.0"):
        cd.export_schema(tmp_path / "x", version="4.4.2")
    assert not (tmp_path / "x").exists()


def test_nothing_is_fetched(monkeypatch):
    def refuse(*_):
        pytest.fail("something asks the network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    _compiled.cache_clear()
    located = GOOD.replace(
        b"<doi_batch ",
        b"<doi_batch xmlns:x='http://www.w3.org/2001/XMLSchema-instance' x:schemaLocation="
        b"'http://www.crossref.org/schema/5.5.0 http://127.0.0.1:1/crossref.xsd' ",
    )
    assert cd.validate(located).ok


FIRST_USE = """
import concurrent.futures, threading
import crossref_deposit as cd
from crossref_deposit.validation.schema import bundled_schema

versions = 2 * cd.SCHEMA_VERSIONS
start = threading.Barrier(len(versions))

def compile(version):
    start.wait()
    return bundled_schema(version)

with concurrent.futures.ThreadPoolExecutor(len(versions)) as threads:
    print(len(set(threads.map(compile, versions))))
"""


def test_several_threads_compile_at_once():
    """One after the other: neither lxml nor libxml2 keeps threads apart while the first schema is compiled."""
    run = subprocess.run([sys.executable, "-c", FIRST_USE], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr, run.stdout) == (0, "", f"{len(cd.SCHEMA_VERSIONS)}\n")


def test_without_a_folder_for_temporary_files(monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere/at/all")
    _compiled.cache_clear()
    with pytest.raises(
        SchemaError, match="needs a folder for temporary files: .*; name one that can be written in TMPDIR"
    ):
        cd.validate(GOOD)


def test_several_threads_at_once():
    """libxml2's errors belong to the schema's last run, in whichever thread that was."""
    wrong: list[bool] = []

    def judge(document: bytes, *, ok: bool) -> None:
        wrong.extend(ok for _ in range(30) if cd.validate(document, rules=False).ok is not ok)

    large = deposit(journal(*(article(f"10.5555/{number}") for number in range(40))))
    cases = [(GOOD, True), (BAD, False), (large.replace(b"<year>2026", b"<year>26"), False), (GOOD, True), (BAD, False)]
    threads = [threading.Thread(target=judge, args=(document,), kwargs={"ok": ok}) for document, ok in cases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_trees_are_made_of_harmless_documents_alone():
    assert parse_tree(GOOD).tag.endswith("doi_batch")
    with pytest.raises(SchemaError, match="document type declaration"):
        parse_tree(b"<!DOCTYPE a><a/>")


@pytest.mark.parametrize("document", [b"<a>" * 3000 + b"</a>" * 3000, b"<a>" + b"x" * 11_000_000 + b"</a>"])
def test_what_libxml2_alone_refuses_is_an_error_of_the_document(document):
    """expat takes both; libxml2 bounds the depth and the length of a text."""
    with pytest.raises(SchemaError, match="the XML cannot be read: ") as error:
        parse_tree(document)
    assert error.value.line == 1
    assert error.value.column > 255
