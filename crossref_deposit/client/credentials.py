"""Who deposits: user name, role and a password that never shows."""

from __future__ import annotations

import html
import json
import os
import threading
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import quote, quote_plus

import attrs

from crossref_deposit.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable

MASK = "***"
VARIABLES = {name: f"CROSSREF_DEPOSIT_{name.upper()}" for name in ("username", "password", "role")}
"""The environment variables that stand in for arguments that are not given."""


class Secret:
    """Text that shows itself to nobody who does not ask for it by name.

    ``repr``, ``str``, formatting and pickling do not give it away; `reveal` does.

    Args:
        value: The text to keep; or a function that knows it, which is called once, when it is first needed.

    Raises:
        ModelError: The text cannot be sent.

    Example:
        >>> from crossref_deposit.client import Secret
        >>> password = Secret("correct horse")
        >>> f"{password} {password!r}"
        "Secret('***') Secret('***')"
        >>> password.reveal()
        'correct horse'
    """

    __slots__ = ("_ask", "_lock", "_value")

    def __init__(self, value: str | Callable[[], str]) -> None:
        self._lock = threading.Lock()
        self._ask: Callable[[], str] = value if callable(value) else lambda: value
        self._value: str | None = None if callable(value) else _checked(value)

    def reveal(self) -> str:
        """The text itself."""
        with self._lock:
            if self._value is None:
                self._value = _checked(self._ask())
            return self._value

    def redact(self, text: str) -> str:
        """The text without this secret, in any of the ways in which a server may repeat it."""
        for form in _forms(self.reveal()):
            text = text.replace(form, MASK)
        return text

    def __repr__(self) -> str:
        return f"Secret({MASK!r})"

    def __reduce__(self) -> NoReturn:
        message = "a Secret is not pickled or copied: it would leave the process"
        raise TypeError(message)


def _checked(value: str) -> str:
    """The text, if it can be sent."""
    if not value:
        raise ModelError("Secret", found="nothing", expected="the password of the account")
    if not isinstance(value, str):  # a program's output that was not decoded, as a rule
        raise ModelError("Secret", found=f"an object of type {type(value).__name__}", expected="text")
    try:
        value.encode()
    except UnicodeEncodeError:
        expected = "characters that can be sent"
        raise ModelError("Secret", found="half of a surrogate pair", expected=expected) from None
    return value


def _forms(value: str) -> list[str]:
    forms = {value, quote(value), quote_plus(value), quote(value, safe=""), html.escape(value), json.dumps(value)[1:-1]}
    return sorted(forms, key=len, reverse=True)


@attrs.frozen(kw_only=True)
class Credentials:
    """A Crossref account, personal (``email/role``) or shared (the role alone).

    See https://www.crossref.org/documentation/member-setup/account-credentials/
    """

    username: str
    """The e-mail address of a personal account, with or without ``/role``; or the name of a shared role."""
    password: Secret
    role: str | None = None
    """The role to act in, when ``username`` does not say it."""

    @property
    def login_id(self) -> str:
        """What Crossref's servlets call ``login_id`` or ``usr``."""
        return f"{self.username}/{self.role}" if self.role else self.username

    @property
    def user_and_role(self) -> tuple[str, str | None]:
        """User and role apart, as the login service wants them."""
        user, slash, role = self.login_id.rpartition("/")
        return (user, role) if slash else (role, None)


def credentials(
    username: str | None, password: str | Secret | Callable[[], str] | None, role: str | None
) -> Credentials:
    """Credentials from what a person has at hand; what is not given is taken from the environment.

    Raises:
        ModelError: A part is missing, or the role is given twice.
    """
    user = _given("username", username) or ""
    if not user.strip():
        raise ModelError(
            path="DepositClient.username",
            found="nothing",
            expected=f"an e-mail address or a shared role, also in {VARIABLES['username']}",
        )
    # The role in the environment belongs to the user name in the environment.
    chosen = role if username is not None else _given("role", role)
    if chosen and "/" in user:
        raise ModelError(
            path="DepositClient.role",
            found=f"the role {chosen!r} beside the user name {user!r}",
            expected="the role in one of the two places",
        )
    return Credentials(username=user, password=_secret(password), role=chosen or None)


def _given(name: str, value: str | None) -> str | None:
    return os.environ.get(VARIABLES[name]) if value is None else value


def _secret(password: str | Secret | Callable[[], str] | None) -> Secret:
    given = os.environ.get(VARIABLES["password"]) if password is None else password
    if isinstance(given, Secret):
        return given
    if not given:
        raise ModelError(
            path="DepositClient.password",
            found="nothing",
            expected=f"the password of the account, also in {VARIABLES['password']}",
        )
    return Secret(given)
