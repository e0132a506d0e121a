"""Problems of permission: what the account may register."""

from __future__ import annotations

from typing import Final

from crossref_deposit.problems.kind import ProblemKind, ReportedDoi, Scope

ACCOUNT_KINDS: Final = (
    ProblemKind(
        code="credentials-wrong",
        title="Wrong user name or password",
        cause="Crossref does not know the user name, or the password is another. Nothing was received.",
        remedy="Check both (they are case-sensitive, and the test system has accounts of its own). Personal "
        "credentials are written email/role.",
        scope=Scope.DOCUMENT,
        wording="Wrong credentials. Incorrect username or password.",
        also=("Cannot authenticate user",),
    ),
    ProblemKind(
        code="role-not-allowed",
        title="A role that the user does not have",
        cause="The user name and password are right; the account may not act in this role. Nothing was received.",
        remedy="Name a role that the account has (in Python DepositClient.check_credentials() lists them), or ask "
        "Crossref's support.",
        scope=Scope.DOCUMENT,
        wording="User '{user}' cannot assume specified role '{account_role}'",
    ),
    ProblemKind(
        code="prefix-not-allowed",
        title="Prefix that the account may not use",
        cause="The user name or role has no right to register DOIs with this prefix.",
        remedy="Send with the role that owns the prefix; if it should be yours, ask Crossref's support.",
        wording="User not allowed to add records for prefix: {prefix}",
        also=("Not allowed to access prefix",),
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
        reported=ReportedDoi.DOI,
        wording="Unable to add new DOI: Error(403): AUTHENTICATION FAILED",
    ),
)
