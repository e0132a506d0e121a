"""Who may deposit, and what."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from crossref_deposit.sandbox import pages


def _as_set(prefixes: Iterable[str] | None) -> frozenset[str] | None:
    return None if prefixes is None else frozenset([prefixes] if isinstance(prefixes, str) else prefixes)


@attrs.frozen(kw_only=True)
class Account:
    """A user name and password of Crossref's."""

    username: str
    password: str = attrs.field(repr=False)
    role: str | None = None
    """For a personal account; without one the account is a shared role."""
    prefixes: frozenset[str] | None = attrs.field(default=None, converter=_as_set)
    """The prefixes that it may use; None: any."""

    def refusal(self, login_id: str, password: str) -> str | None:
        """Why this login is refused; None if it is not."""
        user, _, role = login_id.partition("/")
        if user != self.username or password != self.password:
            return pages.WRONG_CREDENTIALS
        if role != (self.role or ""):
            return pages.wrong_role(user, role)
        return None

    def may_use(self, prefix: str) -> bool:
        """Whether a prefix is one of its own."""
        return self.prefixes is None or prefix in self.prefixes


class Accounts:
    """All accounts.

    Args:
        accounts: Those that are there from the start.
    """

    def __init__(self, accounts: Iterable[Account]) -> None:
        self._accounts = {account.username: account for account in accounts}

    def add(self, account: Account) -> None:
        """Open an account, in place of one of the same name."""
        self._accounts[account.username] = account

    def named(self, username: str) -> Account:
        """The account of that name; the first one, if it is not open any more."""
        return self._accounts.get(username) or next(iter(self._accounts.values()))

    def log_in(self, login_id: str, password: str) -> Account | str:
        """The account that a login opens, or why it is refused."""
        account = self._accounts.get(login_id.partition("/")[0])
        if account is None:
            return pages.WRONG_CREDENTIALS
        return account.refusal(login_id, password) or account
