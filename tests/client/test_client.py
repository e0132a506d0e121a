from __future__ import annotations

import logging
import pathlib
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import journals
from crossref_deposit.client import PRODUCTION, TEST, DepositClient, Operation
from crossref_deposit.client.uploads import checked_file_name, lasting_file_name, new_file_name
from crossref_deposit.errors import AuthenticationError, ModelError, RejectedError, SchemaError
from crossref_deposit.sandbox import Sandbox


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        ({"base_url": "doi.crossref.org"}, "DepositClient.base_url"),
        ({"base_url": "ftp://doi.crossref.org"}, "DepositClient.base_url"),
        ({"base_url": "https://me:secret@doi.crossref.org"}, "DepositClient.base_url"),
        ({"base_url": "https://doi.crossref.org/?pwd=secret"}, "DepositClient.base_url"),
        ({"timeout": 0}, "DepositClient.timeout"),
        ({"base_url": "http://[::1"}, "DepositClient.base_url"),
        ({"base_url": "http://doi.crossref.org:99999"}, "DepositClient.base_url"),
        ({"base_url": "https://doi.crossref .org"}, "DepositClient.base_url"),
        ({"base_url": 5}, "DepositClient.base_url"),
        ({"timeout": float("inf")}, "DepositClient.timeout"),
        ({"timeout": 1e7}, "DepositClient.timeout"),
        ({"timeout": None}, "DepositClient.timeout"),
        ({"password": b"secret"}, "Secret"),
    ],
)
def test_impossible_arguments_are_refused_at_once(arguments, path):
    with pytest.raises(ModelError) as raised:
        DepositClient(**{"username": "me", "password": "pw", **arguments})
    assert raised.value.path == path
    assert "secret" not in str(raised.value)


def test_it_says_who_and_where_but_not_how():
    client = DepositClient(username="me@example.org", password="correct horse", role="role", base_url=f"{TEST}/")
    assert repr(client) == "<DepositClient 'me@example.org/role' at https://test.crossref.org>"
    assert PRODUCTION in repr(DepositClient(username="role", password="pw"))


class Batch:
    def to_xml(self) -> bytes:
        return journals.one_article()


def test_anything_that_says_itself_as_xml_is_sent_byte_for_byte(client, sandbox, tmp_path):
    xml = journals.one_article()
    path = tmp_path / "deposit.xml"
    path.write_bytes(xml)
    for batch in (Batch(), xml, path):
        client.submit(batch)
    assert [view.xml for view in sandbox.submissions] == [xml, xml, xml]
    assert len({view.file_name for view in sandbox.submissions}) == 3


@pytest.mark.parametrize("batch", ["deposit.xml", None, 3])
def test_what_is_no_deposit_is_refused(client, batch):
    with pytest.raises(TypeError, match=r"give a DoiBatch, bytes \(the file\) or a pathlib.Path"):
        client.submit(batch)


def test_an_empty_file_is_refused(client, sandbox):
    with pytest.raises(SchemaError, match="empty"):
        client.submit(b" \n")
    assert sandbox.requests == []


@pytest.mark.parametrize(
    "file_name",
    [
        "",
        "../deposit.xml",
        "a/b.xml",
        ".hidden",
        "a..b",
        "a b",
        "ä.xml",
        'a".xml',
        "a\n",
        "x" * 129,
        5,
        pathlib.PurePath("a.xml"),
    ],
)
def test_names_that_are_no_plain_file_names_are_refused(client, sandbox, file_name):
    with pytest.raises(ModelError, match="file_name"):
        client.submit(journals.one_article(), file_name=file_name)
    with pytest.raises(ModelError, match="file_name"):
        client.submission(file_name=file_name)
    assert sandbox.requests == []


@given(st.integers(1, 50))
def test_made_names_are_plain_and_never_the_same(number):
    names = {new_file_name() for _ in range(number)}
    assert len(names) == number
    assert all(re.fullmatch(r"\d{8}T\d{6}Z-[0-9a-f]{16}\.xml", name) for name in names)


def test_an_operation_can_be_given_by_its_name(client, sandbox):
    client.submit(journals.one_article(), operation="doMDUpload")
    assert sandbox.submissions[0].operation == Operation.METADATA == "doMDUpload"


def test_an_operation_that_does_not_exist_is_refused_with_those_that_do(client):
    with pytest.raises(ModelError, match="doMDUpload, doDOICitUpload"):
        client.submit(journals.one_article(), operation="doMagic")


def test_a_file_that_is_refused_is_rejected_with_the_reason(client, sandbox):
    sandbox.fail("refused")
    with pytest.raises(RejectedError, match="did not take q.xml: refused on request") as raised:
        client.submit(b"<query_batch/>", operation=Operation.QUERY, file_name="q.xml")
    assert raised.value.file_name == "q.xml"


def test_the_parts_are_sent_as_crossref_documents_them(script, scripted_client):
    script.say("<h2>SUCCESS</h2><p>Your batch submission was successfully received.</p>")
    scripted_client.submit(b"\r\n<a/>--\r\n", file_name="a.xml", force=True)
    line, body = script.received[0]
    assert line == "POST /servlet/deposit HTTP/1.1"
    parts = [part.strip(b"\r\n").partition(b"\r\n\r\n") for part in body.split(body.partition(b"\r\n")[0])[1:-1]]
    assert [(head.partition(b"\r\n")[0], content) for head, _, content in parts[:3]] == [
        (b'Content-Disposition: form-data; name="operation"', b"doMDUpload"),
        (b'Content-Disposition: form-data; name="login_id"', b"me@example.org/role"),
        (b'Content-Disposition: form-data; name="login_passwd"', b"correct horse"),
    ]
    assert b'name="fname"; filename="a.xml"' in parts[3][0]
    assert b"\r\n\r\n\r\n<a/>--\r\n\r\n--" in body


def test_known_credentials_are_confirmed_with_their_role(client, sandbox):
    assert client.check_credentials() == (sandbox.username,)


def test_a_personal_account_is_confirmed_with_its_role():
    with (
        Sandbox(username="me@example.org", role="role") as sandbox,
        DepositClient(
            username=sandbox.username, password=sandbox.password, role="role", base_url=sandbox.url
        ) as client,
    ):
        assert client.check_credentials() == ("role",)
        client.submit(journals.one_article())
        assert len(sandbox.submissions) == 1


def test_roles_that_are_no_list_are_none(script, scripted_client):
    script.say('{"success": true, "roles": 5}')
    assert scripted_client.check_credentials() == ()


def test_unknown_credentials_are_refused_with_what_to_do(sandbox):
    with (
        DepositClient(username=sandbox.username, password="wrong horse", base_url=sandbox.url) as client,
        pytest.raises(AuthenticationError, match=r"Wrong credentials.*case-sensitive") as raised,
    ):
        client.check_credentials()
    assert raised.value.status_code == 401
    assert len(sandbox.requests) == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ('{"success": true, "authenticated": true, "authorised": false}', 200),
        ('{"success": false, "message": "no such role", "Authorization": "Bearer token"}', 200),
        ('{"success": true, "authenticated": false, "refresh_token": "token"}', 200),
        ("<p>Please supply a login and a password:</p>", 200),
        ("denied", 403),
    ],
)
def test_a_login_that_does_not_say_yes_says_no(script, scripted_client, body, status):
    script.say(body, status)
    with pytest.raises(AuthenticationError) as raised:
        scripted_client.check_credentials()
    assert "token" not in f"{raised.value} {raised.value.body}"
    assert len(script.received) == 1


def test_importing_the_client_loads_no_http_library():
    code = "import sys, crossref_deposit.client; print({'requests', 'tenacity'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_package_logs_nowhere_by_itself():
    assert any(isinstance(handler, logging.NullHandler) for handler in logging.getLogger("crossref_deposit").handlers)


@pytest.mark.parametrize("path", ["-", "a b.xml", "2026/muons-1.v2.xml", "Zürich.txt", "x" * 300, "..", "a&b?.XML"])
def test_lasting_file_names_are_safe_and_tell_files_apart(path):
    path = pathlib.PurePosixPath(path)
    name = lasting_file_name(path, b"<a/>")
    assert checked_file_name(name) == name == lasting_file_name(path, b"<a/>")
    assert lasting_file_name(path, b"<b/>") != name
    assert name.endswith(".txt" if path.suffix == ".txt" else ".xml")
