"""Whose account, and which Crossref: options that several commands take."""

from __future__ import annotations

import functools
import os
import pathlib
import sys
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Final

import attrs
import click
from click.core import ParameterSource

from crossref_deposit import PRODUCTION, TEST, DepositClient, PollPolicy, RetryPolicy
from crossref_deposit.cli.profiles import Profile, chosen_profile, default_path, read_profiles
from crossref_deposit.client.events import Event

PASSWORD_VARIABLE: Final = "CROSSREF_DEPOSIT_PASSWORD"  # noqa: S105 - the name of a variable
_REQUEST_TIMEOUT: Final = 60.0  # seconds
_SETTINGS: Final = frozenset(["username", "role", "base_url", "test", "ledger", "timeout", "email"])
"""Options that a profile may set."""
_SERVER: Final = frozenset(["base_url", "test"])
_DECISIVE: Final = {"role": frozenset(["username"]), "base_url": _SERVER, "test": _SERVER}


@attrs.frozen(kw_only=True)
class Account:
    """Credentials and server as given on the command line, in the environment or in a profile."""

    username: str | None
    role: str | None
    base_url: str
    profile: Profile | None = None
    """Where the user name, and so the password, is from."""

    def client(
        self,
        *,
        timeout: float | None = None,
        ledger: pathlib.Path | None = None,
        on_event: Callable[[Event], object] | None = None,
    ) -> DepositClient:
        """A client; asks for the password on a terminal where it is nowhere to be found.

        Args:
            timeout: Seconds for a request with all its repetitions, and for a log; the policies of the client say
                otherwise.
            ledger: A file that keeps every submission.
            on_event: What listens to the client.
        """
        if self.username is None:
            message = f"Missing option '--username'. It may also be in CROSSREF_DEPOSIT_USERNAME or {default_path()}."
            raise click.UsageError(message)
        return DepositClient(
            username=self.username,
            password=self.password(),
            role=self.role,
            base_url=self.base_url,
            ledger=ledger,
            retry=RetryPolicy() if timeout is None else RetryPolicy(timeout=timeout),
            poll=PollPolicy() if timeout is None else PollPolicy(timeout=timeout),
            timeout=_REQUEST_TIMEOUT if timeout is None else min(timeout, _REQUEST_TIMEOUT),
            on_event=on_event,
        )

    def password(self) -> str:
        """The password: of the profile, from the environment, or asked for on a terminal."""
        password = (self.profile.password() if self.profile else None) or os.environ.get(PASSWORD_VARIABLE)
        if password is not None:
            return password
        if not sys.stdin.isatty():
            message = f"no password: set the environment variable {PASSWORD_VARIABLE}"
            raise click.UsageError(message)
        answer: str = click.prompt("Password", hide_input=True, err=True)
        return answer


def account_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of an account to a command; it gets an `Account` as ``account``."""

    @functools.wraps(command)  # takes along the options that click has hung on it
    def with_account(*, config: pathlib.Path | None, profile: str | None, **options: Any) -> None:  # noqa: ANN401 - the other options
        found = chosen_profile(config, profile)
        settings = _settled(click.get_current_context(), options, found) if found else options
        server = settings.pop("base_url") or (TEST if settings["test"] else PRODUCTION)
        settings.pop("test")
        own = found is not None and settings["username"] == found.settings.get("username")
        account = Account(
            username=settings.pop("username"),
            role=settings.pop("role"),
            base_url=server,
            profile=found if own else None,
        )
        command(account=account, **settings)

    decorated: Callable[..., None] = with_account
    for option in _OPTIONS:
        decorated = option(decorated)
    return decorated


def _settled(context: click.Context, options: Mapping[str, Any], profile: Profile) -> dict[str, Any]:
    """The options, where the profile does not say otherwise.

    The command line goes first, then a profile that was asked for by name, then the environment, then the default
    profile.
    """
    source = context.get_parameter_source
    named = source("profile") is ParameterSource.COMMANDLINE
    stronger = {ParameterSource.COMMANDLINE} | (set() if named else {ParameterSource.ENVIRONMENT})
    settings = {
        name: profile.settings.get(name)
        for name in _SETTINGS & options.keys()
        if profile.settings.keys() & _decisive(name) and all(source(other) not in stronger for other in _decisive(name))
    }
    if source("role") is ParameterSource.COMMANDLINE:
        settings.pop("role", None)
    if settings.get("ledger"):
        settings["ledger"] = pathlib.Path(str(settings["ledger"])).expanduser()
    return {**options, **settings}


def _decisive(name: str) -> AbstractSet[str]:
    """The settings that decide where another one is from: a role, as a password, belongs to its user name."""
    return _DECISIVE.get(name, frozenset([name]))


def _profile_names(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    try:
        _, profiles = read_profiles(context.params.get("config"))
    except click.UsageError:
        return []
    return [name for name in profiles if name.startswith(incomplete)]


CONFIG: Final = click.option(
    "--config",
    type=click.Path(path_type=pathlib.Path, dir_okay=False),
    envvar="CROSSREF_DEPOSIT_CONFIG",
    show_envvar=True,
    help="The file of profiles, in place of the one in the user's configuration folder.",
)
_OPTIONS: Final = (
    CONFIG,
    click.option(
        "--profile",
        envvar="CROSSREF_DEPOSIT_PROFILE",
        show_envvar=True,
        shell_complete=_profile_names,
        help="The profile that says account, server and ledger.",
    ),
    click.option(
        "--base-url", envvar="CROSSREF_DEPOSIT_BASE_URL", show_envvar=True, help="Another server, such as a sandbox."
    ),
    click.option("--test", is_flag=True, help="Crossref's test system in place of the live one."),
    click.option("--role", envvar="CROSSREF_DEPOSIT_ROLE", show_envvar=True, help="The role of a personal account."),
    click.option(
        "--username",
        envvar="CROSSREF_DEPOSIT_USERNAME",
        show_envvar=True,
        help=f"The account. The password comes from {PASSWORD_VARIABLE} or a profile, or is asked for.",
    ),
)
