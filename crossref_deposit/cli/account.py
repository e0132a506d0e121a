"""Whose account, and which Crossref: options that several commands take."""

from __future__ import annotations

import functools
import os
import pathlib
import sys
from collections.abc import Callable

import attrs
import click

from crossref_deposit import PRODUCTION, TEST, DepositClient, RetryPolicy

_REQUEST_TIMEOUT = 60.0  # seconds
PASSWORD_VARIABLE = "CROSSREF_DEPOSIT_PASSWORD"  # noqa: S105 - the name of a variable


@attrs.frozen
class Account:
    """Credentials and server as given on the command line."""

    username: str | None
    role: str | None
    base_url: str

    def client(self, *, timeout: float | None, ledger: pathlib.Path | None = None) -> DepositClient:
        """A client; asks for the password on a terminal where the environment does not have it.

        Args:
            timeout: Seconds for a request with all its repetitions; the policies of the client say otherwise.
            ledger: A file that keeps every submission.
        """
        if self.username is None:
            raise click.UsageError("Missing option '--username'.")
        retry = RetryPolicy() if timeout is None else RetryPolicy(timeout=timeout)
        return DepositClient(
            username=self.username,
            password=_password(),
            role=self.role,
            base_url=self.base_url,
            ledger=ledger,
            retry=retry,
            timeout=_REQUEST_TIMEOUT if timeout is None else min(timeout, _REQUEST_TIMEOUT),
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


def account_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of an account to a command; it gets an `Account` as ``account``."""

    @functools.wraps(command)  # takes along the options that click has hung on it
    def with_account(
        username: str | None,
        role: str | None,
        base_url: str | None,
        test: bool,  # noqa: FBT001 - click passes options so
        **rest: object,
    ) -> None:
        server = base_url or (TEST if test else PRODUCTION)
        command(account=Account(username, role, server), **rest)

    decorated: Callable[..., None] = with_account
    for option in _OPTIONS:
        decorated = option(decorated)
    return decorated


_OPTIONS = (
    click.option("--base-url", envvar="CROSSREF_DEPOSIT_BASE_URL", help="Another server, such as a sandbox."),
    click.option("--test", is_flag=True, help="Crossref's test system in place of the live one."),
    click.option("--role", envvar="CROSSREF_DEPOSIT_ROLE", help="The role of a personal account."),
    click.option(
        "--username",
        envvar="CROSSREF_DEPOSIT_USERNAME",
        help=f"The account. The password comes from {PASSWORD_VARIABLE}, or is asked for.",
    ),
)
