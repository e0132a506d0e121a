"""What an operation is given."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from crossref_deposit.sandbox.accounts import Account
from crossref_deposit.sandbox.register import Register


@attrs.frozen(kw_only=True)
class Job:
    """A file to carry out."""

    content: bytes
    account: Account
    register: Register
    funders: Mapping[str, str]
    """Names of funders, and the identifiers that Crossref finds for them."""
    dois: frozenset[str] = frozenset()
    """Those of the file, in lower case."""
    match_references: bool = True
    """False: they are left to a submission of their own."""
