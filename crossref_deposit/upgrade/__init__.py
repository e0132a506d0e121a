"""Deposits of older schema versions, brought up to the current one."""

from crossref_deposit.upgrade.deposit import Change, Deposit, read_deposit

__all__ = ["Change", "Deposit", "read_deposit"]
