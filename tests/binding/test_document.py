from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest

import crossref_deposit as cd
import hostile
from crossref_deposit.binding import document
from crossref_deposit.errors import LogError, SchemaError

GOOD = b"<a>\xc3\xa9</a>"


@pytest.mark.parametrize("kind", hostile.BAD)
@pytest.mark.parametrize("refusal", [SchemaError, LogError])
def test_what_cannot_be_read_is_refused_with_its_place(kind, refusal):
    data, message, line = hostile.BAD[kind]
    with pytest.raises(refusal) as error:
        document.parse(document.guarded_parser(refusal), document.read_source(data, refusal), refusal)
    assert message in error.value.message
    assert error.value.line == line
    assert (error.value.column is None) == (line is None)


@pytest.mark.parametrize("kind", hostile.BAD)
def test_deposits_that_cannot_be_read_are_refused_with_their_place(kind):
    """The reader stops at the first fault, which may come before the one of the XML."""
    data, _, line = hostile.BAD[kind]
    data = data.replace(b"<doi_batch", b"<doi_batch xmlns='http://www.crossref.org/schema/5.5.0'")
    with pytest.raises(SchemaError) as error:
        cd.DoiBatch.from_xml(data)
    assert (error.value.line or 0) <= (line or 0)
    assert (error.value.line is None) == (line is None)


BOMB = """
import resource, sys
sys.path.insert(0, {tests!r})
import hostile
import crossref_deposit as cd
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for source in (hostile.BILLION_LAUGHS, hostile.EXTERNAL, hostile.PARAMETER):
    assert not cd.validate(source).ok
    try:
        cd.DoiBatch.from_xml(source)
    except cd.errors.SchemaError as error:
        assert "root:" not in str(error)
    else:
        raise SystemExit("was read")
used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(used)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is told in other units, or not at all")
def test_bombs_are_not_expanded():
    script = BOMB.format(tests=os.path.dirname(hostile.__file__))  # noqa: PTH120 - for sys.path
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert int(done.stdout) < 100_000


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.xml"
    path.write_bytes(GOOD)
    return path


def test_documents_come_from_anywhere(path):
    assert document.read_source(GOOD, SchemaError) == GOOD
    assert document.read_source(GOOD.decode(), SchemaError) == GOOD
    assert document.read_source(path, SchemaError) == GOOD
    assert document.read_source(io.BytesIO(GOOD), SchemaError) == GOOD
    with path.open("rb") as file:
        assert document.read_source(file, SchemaError) == GOOD


def test_a_file_in_text_mode_is_advised_against(path):
    with path.open(encoding="utf-8") as file, pytest.raises(TypeError, match="a file opened in binary mode"):
        cd.DoiBatch.from_xml(file)
    with pytest.raises(TypeError, match="cannot read a document from StringIO"):
        cd.validate(io.StringIO("<a/>"))


@pytest.mark.parametrize("source", [None, 5, ["<a/>"], bytearray(b"<a/>")])
def test_other_things_are_no_source(source):
    with pytest.raises(TypeError, match=f"cannot read a document from {type(source).__name__}: give bytes or str"):
        document.read_source(source, SchemaError)


def test_a_missing_file_is_an_error_of_the_system(tmp_path):
    with pytest.raises(FileNotFoundError):
        cd.DoiBatch.from_xml(tmp_path / "missing.xml")
    with pytest.raises(OSError, match="directory"):
        cd.validate(tmp_path)


class Slow(io.RawIOBase):
    """A file that never gives more than a few bytes at once, as pipes and sockets do."""

    def __init__(self, data):
        super().__init__()
        self._data = io.BytesIO(data)

    def readable(self):
        return True

    def readinto(self, buffer):
        return self._data.readinto(memoryview(buffer)[:7])


def test_files_that_give_a_little_at_once():
    assert document.read_source(Slow(GOOD), SchemaError) == GOOD
    assert len(document.read_bytes(Slow(GOOD * 9), max_bytes=20)) == 21
    with pytest.raises(SchemaError, match="the document is larger than 5 bytes"):
        document.read_source(Slow(GOOD), SchemaError, max_bytes=5)


def test_size_is_bounded(path):
    for source in (GOOD, GOOD.decode(), path):
        assert document.read_source(source, SchemaError, max_bytes=len(GOOD)) == GOOD
        with pytest.raises(SchemaError, match="the document is larger than 5 bytes"):
            document.read_source(source, SchemaError, max_bytes=5)
    with pytest.raises(SchemaError, match="the document is larger than 5 bytes"):
        document.read_source(io.BytesIO(GOOD), SchemaError, max_bytes=5)


def test_a_name_in_place_of_a_document_is_told():
    with pytest.raises(
        SchemaError, match=r"this is not XML, it begins with 'deposit\.xml' \(for a file, give a pathlib.Path\)"
    ):
        cd.DoiBatch.from_xml("deposit.xml")


def test_lone_surrogates_are_refused():
    with pytest.raises(SchemaError, match="not well-formed"):
        cd.DoiBatch.from_xml("<doi_batch xmlns='http://www.crossref.org/schema/5.5.0'>\ud800</doi_batch>")
