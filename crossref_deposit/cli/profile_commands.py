"""Commands for accounts: profiles, account."""

from __future__ import annotations

import pathlib
from typing import Any

import click

from crossref_deposit import PRODUCTION, TEST
from crossref_deposit.cli.account import CONFIG, Account, account_options
from crossref_deposit.cli.exits import Command
from crossref_deposit.cli.output import JSON, Output, output_options
from crossref_deposit.cli.profiles import Profile, default_path, read_profiles
from crossref_deposit.cli.screen import Styled


@click.command(cls=Command, ends=("the profiles were shown, if there are any",))
@CONFIG
@output_options(JSON)
def profiles(config: pathlib.Path | None, output: Output) -> None:
    """Show the profiles and where they are; never a password."""
    default, found = read_profiles(config)
    data = [_data(profile, is_default=profile.name == default) for profile in found.values()]
    file = str(config or default_path())
    if output.is_json:
        output.data({"file": file, "profiles": data})
        return
    output.tell(Styled(f"{file}: ", "place"), f"{len(data)} profiles" if data else "no profiles")
    if data:
        head = ("profile", "account", "server", "password", "ledger")
        output.screen.table([_row(entry) for entry in data], head)


def _data(profile: Profile, *, is_default: bool) -> dict[str, Any]:
    settings = profile.settings
    return {
        "name": profile.name,
        "default": is_default,
        "username": settings.get("username"),
        "role": settings.get("role"),
        "base_url": settings.get("base_url") or (TEST if settings.get("test") else PRODUCTION),
        "password_from": profile.password_source,
        "ledger": settings.get("ledger"),
    }


def _row(entry: dict[str, Any]) -> tuple[str | Styled, ...]:
    account = "/".join(filter(None, (entry["username"], entry["role"])))
    default = " (default)" if entry["default"] else ""
    password = entry["password_from"] or "asked for"
    return Styled(entry["name"] + default, "title"), account, entry["base_url"], password, entry["ledger"] or ""


@click.command(cls=Command, ends=("Crossref knows the account",))
@account_options
@output_options(JSON)
def account(account: Account, output: Output) -> None:
    """Ask Crossref whether it knows the account.

    Says in which roles the account may deposit. An account that is refused is exit status 3.
    """
    with account.client() as client:
        roles = client.check_credentials()
    if output.is_json:
        output.data({"username": account.username, "base_url": account.base_url, "roles": list(roles)})
        return
    output.tell(
        Styled(str(account.username), "title"),
        f" is known at {account.base_url}, ",
        f"roles: {', '.join(roles)}" if roles else "without roles",
    )
