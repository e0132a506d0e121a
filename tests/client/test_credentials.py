from __future__ import annotations

import copy
import json
import pickle
from urllib.parse import quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossref_deposit.client import DepositClient, Secret
from crossref_deposit.client.credentials import credentials
from crossref_deposit.errors import ModelError

PASSWORD = "s3cr&t <pass> wörd"


def test_a_secret_shows_itself_only_when_asked():
    secret = Secret(PASSWORD)
    shown = f"{secret} {secret!r} {[secret]} {vars(type(secret)).keys()}"
    assert PASSWORD not in shown
    assert secret.reveal() == PASSWORD


@pytest.mark.parametrize("leave", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_secret_stays_in_the_process(leave):
    with pytest.raises(TypeError, match="not pickled"):
        leave(Secret(PASSWORD))


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="*\0"))


def test_what_cannot_be_sent_is_no_secret():
    with pytest.raises(ModelError, match="half of a surrogate pair") as error:
        Secret("very secret \ud800")
    assert "very secret" not in str(error.value)
    assert error.value.__cause__ is None


@given(password=TEXT.filter(bool), before=TEXT, after=TEXT)
def test_a_server_that_repeats_the_password_is_not_quoted(password, before, after):
    secret = Secret(password)
    for form in (password, quote_plus(password), json.dumps(password)[1:-1]):
        assert form not in secret.redact(f"{before} {form} {after}").replace("***", "\0")


def test_redaction_covers_a_form_as_it_is_sent():
    assert Secret(PASSWORD).redact(urlencode({"pwd": PASSWORD})) == "pwd=***"


def test_a_personal_account_signs_in_with_its_role():
    account = credentials("me@example.org", "pw", "role")
    assert account.login_id == "me@example.org/role"
    assert account.user_and_role == ("me@example.org", "role")
    assert credentials("me@example.org/role", "pw", None).user_and_role == ("me@example.org", "role")


def test_a_shared_role_signs_in_alone():
    account = credentials("role", Secret("pw"), None)
    assert account.login_id == "role"
    assert account.user_and_role == ("role", None)


def test_a_function_is_asked_for_the_password_once_and_only_when_it_is_needed():
    asked = []
    client = DepositClient(username="me", password=lambda: asked.append(1) or PASSWORD)
    secret = client._channel.servlets.credentials.password
    assert (asked, repr(secret)) == ([], "Secret('***')")
    assert (secret.reveal(), secret.reveal(), asked) == (PASSWORD, PASSWORD, [1])
    with pytest.raises(ModelError, match="found nothing, expected the password"):
        Secret(lambda: "").reveal()


@pytest.fixture
def environment(monkeypatch):
    for name, value in {"USERNAME": "me@example.org", "ROLE": "role", "PASSWORD": PASSWORD}.items():
        monkeypatch.setenv(f"CROSSREF_DEPOSIT_{name}", value)


@pytest.mark.usefixtures("environment")
def test_what_is_not_given_is_in_the_environment():
    account = credentials(None, None, None)
    assert (account.login_id, account.password.reveal()) == ("me@example.org/role", PASSWORD)
    assert credentials(None, None, "other").login_id == "me@example.org/other"
    assert credentials("shared", "pw", None).login_id == "shared", "the role there is another account's"
    assert credentials("shared", "pw", None).password.reveal() == "pw"


@pytest.mark.parametrize("missing", ["username", "password"])
def test_without_either_the_message_names_the_variable(monkeypatch, missing):
    monkeypatch.delenv(f"CROSSREF_DEPOSIT_{missing.upper()}", raising=False)
    with pytest.raises(ModelError, match=f"also in CROSSREF_DEPOSIT_{missing.upper()}"):
        DepositClient(**{"username": "me", "password": "pw", missing: None})


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        ({"username": " "}, "DepositClient.username"),
        ({"password": ""}, "DepositClient.password"),
        ({"username": "me@example.org/role", "role": "role"}, "DepositClient.role"),
    ],
)
def test_incomplete_credentials_are_refused_at_once(arguments, path):
    with pytest.raises(ModelError) as raised:
        DepositClient(**{"username": "me", "password": "pw", **arguments})
    assert raised.value.path == path
