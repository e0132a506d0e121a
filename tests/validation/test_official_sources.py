from __future__ import annotations

import contextlib
import socket
import stat
import struct
import threading
import zipfile

import pytest

from crossref_deposit.errors import SchemaError
from crossref_deposit.validation.official_sources import LARGEST_FILE, opened, shown

PATH = "standard-modules/xml.xsd"


def copies(source, path=PATH):
    with opened(source) as of_source:
        return list(of_source(path))


def packed(file, contents):
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return file


CONTENTS = {
    "xml.xsd": b"at the top",
    "deep/below/standard-modules/xml.xsd": b"deeper",
    "some/standard-modules/xml.xsd": b"at its place",
    "some/other-xml.xsd": b"of another name",
    "some/xml.xsd/readme.txt": b"in a folder of that name",
}
BEST_FIRST = [b"at its place", b"deeper", b"at the top"]


def test_folders(tmp_path):
    for name, data in CONTENTS.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.name != "readme.txt":
            path.write_bytes(data)
    assert copies(tmp_path) == copies(str(tmp_path)) == BEST_FIRST
    assert copies(tmp_path, "fundref.xsd") == []


@pytest.mark.parametrize("name", ["a.zip", "a.whl", "a"])
def test_archives(name, tmp_path):
    file = packed(tmp_path / name, CONTENTS)
    assert copies(file) == copies(str(file)) == BEST_FIRST
    assert copies(file, "fundref.xsd") == []


def test_names_that_lead_elsewhere_are_just_names(tmp_path):
    file = packed(tmp_path / "a.zip", {"../../../xml.xsd": b"1", "/etc/xml.xsd": b"2"})
    assert sorted(copies(file)) == [b"1", b"2"]
    assert [path.name for path in tmp_path.rglob("*")] == ["a.zip"]


def test_links_in_archives_are_left_out(tmp_path):
    link = zipfile.ZipInfo("xml.xsd")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert copies(file) == []


def test_only_files_of_bearable_size_are_read(tmp_path):
    contents = {"a/xml.xsd": bytes(LARGEST_FILE + 1), "b/xml.xsd": bytes(LARGEST_FILE)}
    file = packed(tmp_path / "a.zip", contents)
    assert [len(data) for data in copies(file)] == [LARGEST_FILE]


def test_an_archive_that_lies_about_sizes(tmp_path):
    file = packed(tmp_path / "a.zip", {"xml.xsd": bytes(LARGEST_FILE * 8)})
    data = bytearray(file.read_bytes())
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = struct.pack("<I", 10)
    file.write_bytes(data)
    with contextlib.suppress(SchemaError):  # later versions of zipfile refuse it, earlier ones stop after 10 bytes
        assert all(len(found) <= LARGEST_FILE for found in copies(file))


def test_very_many_copies(tmp_path):
    file = packed(tmp_path / "a.zip", {f"{number}/xml.xsd": b"" for number in range(200)})
    assert len(copies(file)) == 64


def encrypted(data):
    directory = data.rindex(b"PK\x01\x02")
    return data[: directory + 8] + b"\x01" + data[directory + 9 :]


def of_unknown_method(data):
    directory = data.rindex(b"PK\x01\x02")
    return data[: directory + 10] + b"\x63" + data[directory + 11 :]


def spoiled(data):
    place = data.index(b"xml.xsd") + 20
    return data[:place] + bytes(50) + data[place + 50 :]


@pytest.mark.parametrize("damage", [encrypted, of_unknown_method, spoiled, lambda data: data[: len(data) // 2]])
def test_broken_archives(damage, tmp_path):
    file = packed(tmp_path / "a.zip", {"xml.xsd": bytes(range(256)) * 9})
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(SchemaError, match=r"a.zip' is neither a folder nor a readable zip or wheel: ."):
        copies(file)


def test_no_archives(tmp_path):
    (tmp_path / "a.xsd").write_text("<a/>")
    with pytest.raises(SchemaError, match="neither a folder nor a readable zip or wheel"):
        copies(tmp_path / "a.xsd")
    with pytest.raises(FileNotFoundError):
        copies(tmp_path / "missing")


def test_servers(serve, tmp_path):
    (tmp_path / "standard-modules").mkdir()
    (tmp_path / PATH).write_bytes(b"served")
    server = serve(tmp_path)
    assert copies(server.url) == copies(f"{server.url}/") == [b"served"]
    assert copies(server.url, "fundref.xsd") == []
    assert server.asked == [f"/{PATH}", f"/{PATH}", "/fundref.xsd"]


@pytest.mark.parametrize("name", ["a.zip", "a.whl"])
def test_archives_on_a_server(name, serve, tmp_path):
    packed(tmp_path / name, CONTENTS)
    server = serve(tmp_path)
    assert copies(f"{server.url}/{name}?inline=false") == BEST_FIRST
    with pytest.raises(SchemaError, match=rf"^{server.url}/missing-{name} is not there$"):
        copies(f"{server.url}/missing-{name}")


def test_a_server_that_fails(serve, tmp_path):
    server = serve(tmp_path)
    server.status = 503
    with pytest.raises(SchemaError, match=f"{server.url}/{PATH} cannot be fetched: HTTP 503 Service Unavailable"):
        copies(server.url)


def test_a_server_that_sends_too_much(serve, tmp_path):
    (tmp_path / "xml.xsd").write_bytes(bytes(LARGEST_FILE + 1))
    with pytest.raises(SchemaError, match="is larger than 4,194,304 bytes"):
        copies(serve(tmp_path).url, "xml.xsd")


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\ntoo little", b"nonsense\r\n\r\n"]
)
def test_a_server_that_cuts_the_answer(answer):
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer_once():
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(answer)

        thread = threading.Thread(target=answer_once)
        thread.start()
        with pytest.raises(SchemaError, match="cannot be fetched .*: try again") as caught:
            copies(f"http://somebody:secret@127.0.0.1:{listener.getsockname()[1]}/?key=secret")
        thread.join()
    assert "secret" not in str(caught.value)
    assert caught.value.__context__ is None


def test_no_server():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(SchemaError, match=r"cannot be fetched \(ConnectionError\)"):
        copies(f"http://127.0.0.1:{port}/schemas")


def test_how_sources_are_shown(tmp_path):
    assert shown(tmp_path) == repr(str(tmp_path))
    assert shown("https://somebody:secret@example.org:81/a/b.zip?token=secret#x") == "https://example.org:81/a/b.zip"
