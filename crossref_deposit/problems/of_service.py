"""Faults of Crossref's own: nothing is wrong with the deposit."""

from __future__ import annotations

from typing import Final

from crossref_deposit.problems.kind import ProblemKind, Scope

_LATER = "Send the same again later; write to support@crossref.org with the submission ID if it stays."

SERVICE_KINDS: Final = (
    ProblemKind(
        code="doi-not-unique",
        title="The same DOI registered twice at the same moment",
        cause="Crossref's database refused the second of two simultaneous deposits, or the file has a DOI twice.",
        remedy="Make sure that the file has each DOI once, and send it again.",
        retriable=True,
        wording="java.sql.SQLException: ORA-00001: unique constraint ({constraint}) violated",
        also=("ORA-00001",),
    ),
    ProblemKind(
        code="crossref-database",
        title="A fault in Crossref's database",
        cause="Something went wrong at Crossref.",
        remedy=_LATER,
        retriable=True,
        wording="java.sql.SQLException: ORA-{number}: {reason}",
        also=("ORA-{number}:", "java.sql.SQLException"),
    ),
    ProblemKind(
        code="crossref-null-pointer",
        title="A fault in Crossref's software",
        cause="Something went wrong at Crossref, perhaps with a record of an unusual form.",
        remedy=_LATER,
        retriable=True,
        wording="java.lang.NullPointerException",
    ),
    ProblemKind(
        code="crossref-no-message",
        title="A fault without a message",
        cause="Something went wrong at Crossref, and the log does not say what.",
        remedy=_LATER,
        retriable=True,
        wording="No exception localized message",
    ),
    ProblemKind(
        code="crossref-system-error",
        title="A fault in Crossref's system",
        cause="Something went wrong at Crossref.",
        remedy=_LATER,
        retriable=True,
        wording="A system error has occured",
        also=("A system error has occurred",),
    ),
    ProblemKind(
        code="schema-unsupported",
        title="A schema version that is not accepted",
        cause="The namespace or version of the document is none that Crossref takes.",
        remedy="Deposit with a current schema version.",
        scope=Scope.DOCUMENT,
        wording="submitted XML does not match any supported schema",
        elements=("doi_batch",),
    ),
)
