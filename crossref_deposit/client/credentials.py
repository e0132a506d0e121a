"""Who deposits: user name, role and a password that never shows."""

from __future__ import annotations

import html
import json
from typing import NoReturn
from urllib.parse import quote, quote_plus

import attrs

from crossref_deposit.errors import ModelError

MASK = "***"


class Secret:
    """Text that shows itself to nobody who does not ask for it by name.

    ``repr``, ``str``, formatting and pickling do not give it away; `reveal` does.

    Args:
        value: The text to keep.

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

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        try:
            value.encode()
        except UnicodeEncodeError:
            expected = "characters that can be sent"
            raise ModelError("Secret", found="half of a surrogate pair", expected=expected) from None
        self._value = value

    def reveal(self) -> str:
        """The text itself."""
        return self._value

    def redact(self, text: str) -> str:
        """The text without this secret, in any of the ways in which a server may repeat it."""
        for form in _forms(self._value):
            text = text.replace(form, MASK)
        return text

    def __repr__(self) -> str:
        return f"Secret({MASK!r})"

    def __reduce__(self) -> NoReturn:
        message = "a Secret is not pickled or copied: it would leave the process"
        raise TypeError(message)


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


def credentials(username: str, password: str | Secret, role: str | None) -> Credentials:
    """Credentials from what a person has at hand.

    Raises:
        ModelError: A part is missing, or the role is given twice.
    """
    secret = password if isinstance(password, Secret) else Secret(password)
    if not username.strip():
        raise ModelError(path="DepositClient.username", found="nothing", expected="an e-mail address or a shared role")
    if not secret.reveal():
        raise ModelError(path="DepositClient.password", found="nothing", expected="the password of the account")
    if role and "/" in username:
        raise ModelError(
            path="DepositClient.role",
            found=f"the role {role!r} beside the user name {username!r}",
            expected="the role in one of the two places",
        )
    return Credentials(username=username, password=secret, role=role or None)
