"""Problems of permission: what the account may register."""

from __future__ import annotations

from typing import Final

from crossref_deposit.problems.kind import ProblemKind

ACCOUNT_KINDS: Final = (
    ProblemKind(
        code="prefix-not-allowed",
        title="Prefix that the account may not use",
        cause="The user name or role has no right to register DOIs with this prefix.",
        remedy="Send with the role that owns the prefix; if it should be yours, ask Crossref's support.",
        wording="User not allowed to add records for prefix: {prefix}",
        elements=("doi",),
    ),
    ProblemKind(
        code="prefixes-differ",
        title="DOIs of several prefixes in one file",
        cause="All DOIs of a submission must have the same prefix.",
        remedy="Send one file for each prefix.",
        wording="All prefixes in a submission must match (DOI[{doi}])",
        also=("All prefixes in a submission must match",),
        elements=("doi",),
        quotes="doi",
    ),
    ProblemKind(
        code="handle-not-allowed",
        title="Account without rights in the Handle system",
        cause="Crossref could not register the DOI for this account; the fault is in the account, not in the deposit.",
        remedy="Write to support@crossref.org with the submission ID.",
        wording="User with ID: {user} can't submit into handle, please contact the Crossref admin",
        also=("User with ID: {user} cant submit into handle, please contact the Crossref admin",),
    ),
    ProblemKind(
        code="handle-authentication",
        title="Crossref may not write this prefix in the Handle system",
        cause="The password that Crossref has for the prefix is wrong.",
        remedy="Write to support@crossref.org with the submission ID; send again when it is mended.",
        retriable=True,
        wording="Unable to add new DOI: Error(403): AUTHENTICATION FAILED",
    ),
)
