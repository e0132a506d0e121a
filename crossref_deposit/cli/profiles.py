"""Profiles: accounts and servers by name, in a TOML file of the user's.

.. code-block:: toml

    default_profile = "press"

    [profiles.press]
    username = "me@example.org"
    role = "press"
    password_command = ["pass", "show", "crossref"]
    ledger = "~/deposits.ledger"

    [profiles.try]
    username = "me@example.org"
    password_variable = "CROSSREF_TEST_PASSWORD"
    test = true
"""

from __future__ import annotations

import os
import pathlib
import shlex
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, Final, NoReturn

import attrs
import click

from crossref_deposit.errors import ClientError

_PASSWORDS: Final = ("password_command", "password_variable", "password")
_KINDS: Final[Mapping[str, type | tuple[type, ...]]] = {
    "username": str,
    "role": str,
    "base_url": str,
    "test": bool,
    "ledger": str,
    "timeout": (int, float),
    "email": str,
    "password_command": (str, list),
    "password_variable": str,
    "password": str,
}
"""What a profile may say, and how TOML writes it."""


def default_path() -> pathlib.Path:
    """Where the file is if nobody says otherwise: in the user's configuration folder."""
    return pathlib.Path(click.get_app_dir("crossref-deposit")) / "config.toml"


@attrs.frozen(kw_only=True)
class Profile:
    """An account and a server."""

    name: str
    settings: Mapping[str, Any] = attrs.field(repr=False)
    """What the file says; may have a password."""

    @property
    def password_source(self) -> str | None:
        """Which setting has, or leads to, the password."""
        return next((name for name in _PASSWORDS if name in self.settings), None)

    def password(self) -> str | None:
        """The password, if the profile has or leads to one.

        Raises:
            ClientError: The command that prints it failed.
            UsageError: The environment variable that holds it is not set.
        """
        source = self.password_source
        if source is None:
            return None
        value = self.settings[source]
        if source == "password_command":
            return _printed_by(value)
        return str(value) if source == "password" else _variable(value, self.name)


def read_profiles(path: pathlib.Path | None) -> tuple[str | None, dict[str, Profile]]:
    """The profiles in a file.

    Args:
        path: The file, which must be there; the usual one, which need not, if not given.

    Returns:
        The name of the default profile, and all profiles by name.

    Raises:
        UsageError: The file is not there, or cannot be understood.
    """
    file = path or default_path()
    if path is None and not file.exists():
        return None, {}
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise click.UsageError(f"the configuration {file} cannot be read: {error}") from None
    return _understood(file, data)


def chosen_profile(path: pathlib.Path | None, name: str | None) -> Profile | None:
    """The profile of a name, or the default one.

    Raises:
        UsageError: There is no such profile.
    """
    default, profiles = read_profiles(path)
    wanted = name or default
    if wanted is None:
        return None
    if wanted not in profiles:
        known = ", ".join(profiles) or "none"
        raise click.UsageError(f"there is no profile {wanted!r} in {path or default_path()}; there: {known}")
    return profiles[wanted]


def _understood(file: pathlib.Path, data: Mapping[str, Any]) -> tuple[str | None, dict[str, Profile]]:
    for fault in _faults(data):
        raise click.UsageError(f"the configuration {file} cannot be understood: {fault}")
    profiles = {name: Profile(name=name, settings=values) for name, values in data.get("profiles", {}).items()}
    return data.get("default_profile"), profiles


def _faults(data: Mapping[str, Any]) -> Iterator[str]:
    for name in data.keys() - {"default_profile", "profiles"}:
        yield f"{name}: expected default_profile and profiles only"
    if not isinstance(data.get("default_profile", ""), str):
        yield "default_profile: expected the name of a profile"
    profiles = data.get("profiles", {})
    if not isinstance(profiles, dict) or not all(isinstance(values, dict) for values in profiles.values()):
        yield "profiles: expected a table for each profile, such as [profiles.press]"
        return
    for name, values in profiles.items():
        yield from (f"profiles.{name}.{fault}" for fault in _faults_of_profile(values))


def _faults_of_profile(values: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong, without any value: it may be a password."""
    for name, value in values.items():
        if name not in _KINDS:
            yield f"{name}: expected one of {', '.join(_KINDS)}"
        elif not isinstance(value, _KINDS[name]) or (isinstance(value, bool) and name != "test"):
            yield f"{name}: expected another type of value"
    given = [name for name in _PASSWORDS if name in values]
    if len(given) > 1:
        yield f"{given[1]}: expected one way to the password, and there is {given[0]} too"


def _variable(variable: str, profile: str) -> str:
    value = os.environ.get(variable)
    if value is None:
        raise click.UsageError(f"no password: profile {profile!r} wants it in the environment variable {variable}")
    return value


def _printed_by(command: str | list[str]) -> str:
    """The first line that a program prints; nothing of what it prints is ever shown."""
    words = shlex.split(command) if isinstance(command, str) else [str(word) for word in command]
    try:
        printed = subprocess.run(words, stdout=subprocess.PIPE, check=True).stdout  # noqa: S603 - the user's own command
        line = printed.decode().split("\n", 1)[0].rstrip("\r")
    except (OSError, subprocess.CalledProcessError, UnicodeDecodeError, IndexError, ValueError) as error:
        _no_password(words, error)
    if not line:
        _no_password(words, "it printed nothing")
    return line


def _no_password(words: list[str], reason: Exception | str) -> NoReturn:
    if isinstance(reason, subprocess.CalledProcessError):
        reason = f"it ended with status {reason.returncode}"
    elif isinstance(reason, UnicodeDecodeError):
        reason = "it printed something else than text"
    program = words[0] if words else "nothing"
    raise ClientError(f"no password: password_command ({program}) failed: {reason}") from None
