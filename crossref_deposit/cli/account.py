"""Whose account, and which Crossref: options that several commands take."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TypeVar

import attrs
import click

from crossref_deposit import PRODUCTION, TEST, DepositClient, PollPolicy

Command = TypeVar("Command", bound=Callable[..., None])
PASSWORD_VARIABLE = "CROSSREF_DEPOSIT_PASSWORD"  # noqa: S105 - the name of a variable


@attrs.frozen
class Account:
    """Credentials and server as given on the command line."""

    username: str
    role: str | None
    base_url: str

    def client(self, *, poll_interval: float | None = None) -> DepositClient:
        """A client; asks for the password on a terminal where the environment does not have it."""
        poll = PollPolicy() if poll_interval is None else PollPolicy(interval=poll_interval)
        return DepositClient(
            username=self.username, password=_password(), role=self.role, base_url=self.base_url, poll=poll
        )


def _password() -> str:
    password = os.environ.get(PASSWORD_VARIABLE)
    if password is not None:
        return password
    if not sys.stdin.isatty():
        message = f"no password: set the environment variable {PASSWORD_VARIABLE}"
        raise click.UsageError(message)
    answer: str = click.prompt("Password", hide_input=True)
    return answer


def account_options(command: Command) -> Command:
    """Add the options of an account to a command; it gets an `Account` as ``account``."""

    def with_account(username: str, role: str | None, base_url: str | None, test: bool, **rest: object) -> None:  # noqa: FBT001
        server = base_url or (TEST if test else PRODUCTION)
        command(account=Account(username, role, server), **rest)

    with_account.__name__ = command.__name__
    with_account.__doc__ = command.__doc__
    with_account.__click_params__ = list(getattr(command, "__click_params__", []))  # type: ignore[attr-defined]  # where click keeps them
    for option in (
        click.option("--base-url", envvar="CROSSREF_DEPOSIT_BASE_URL", help="Another server, such as a sandbox."),
        click.option("--test", is_flag=True, help="Crossref's test system in place of the live one."),
        click.option("--role", envvar="CROSSREF_DEPOSIT_ROLE", help="The role of a personal account."),
        click.option(
            "--username",
            envvar="CROSSREF_DEPOSIT_USERNAME",
            required=True,
            help=f"The account. The password comes from {PASSWORD_VARIABLE}, or is asked for.",
        ),
    ):
        with_account = option(with_account)
    return with_account  # type: ignore[return-value]  # the same command with more options
