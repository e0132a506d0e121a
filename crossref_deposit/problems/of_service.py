"""Faults of Crossref's own: nothing is wrong with the deposit."""

from __future__ import annotations

from typing import Final

from crossref_deposit.problems.kind import ProblemKind, ReportedDoi, Scope

_LATER = "Send the same again later; write to support@crossref.org with the submission ID if it stays."

SERVICE_KINDS: Final = (
    ProblemKind(
        code="crossref-unavailable",
        title="Crossref is out of service",
        cause="Crossref is down, for maintenance or by accident. Nothing was received.",
        remedy="Send the same again later; this software does so by itself. See https://status.crossref.org.",
        retriable=True,
        scope=Scope.DOCUMENT,
        wording="No server is available to handle this request.",
        also=("503 Service Unavailable",),
    ),
    ProblemKind(
        code="too-many-at-once",
        title="Too many deposits at the same time",
        cause="An account may have only so many requests under way at once.",
        remedy="Send the same again, one after the other.",
        retriable=True,
        scope=Scope.DOCUMENT,
        wording="Request processing failed; nested exception is {package}.ExceededConcurre{rest}",
    ),
    ProblemKind(
        code="doi-not-unique",
        title="The same DOI registered twice at the same moment",
        cause="Crossref's database refused the second of two simultaneous deposits, or the file has a DOI twice.",
        remedy="Make sure that the file has each DOI once, and send it again.",
        retriable=True,
        wording="java.sql.SQLException: ORA-00001: unique constraint ({constraint}) violated",
        also=("ORA-00001: unique constraint ({constraint}) violated", "ORA-00001"),
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
        also=("NullPointerException",),
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
        wording="Record not processed because submitted XML does not match any supported schema. {reason}",
        also=("submitted XML does not match any supported schema",),
        elements=("doi_batch",),
    ),
    ProblemKind(
        code="schema-unreachable",
        title="A schema that Crossref's parser could not load",
        cause="xsi:schemaLocation names a file that is not there, cannot be read, or is of another namespace.",
        remedy="Name Crossref's own file for the namespace of doi_batch, such as "
        "https://www.crossref.org/schemas/crossref5.4.0.xsd; if it does, send the same again later.",
        scope=Scope.DOCUMENT,
        reported=ReportedDoi.EMPTY,
        wording="schema_reference.4: Failed to read schema document '{location}', because 1) could not find the "
        "document; 2) the document could not be read; 3) the root element of the document is not <xsd:schema>.",
        also=(
            "Failed to read schema document '{location}'",
            "TargetNamespace.1: Expecting namespace '{namespace}', but the target namespace of the schema document",
            "SchemaLocation: schemaLocation value = '{location}' must have even number of URI's.",
        ),
        elements=("doi_batch",),
    ),
    ProblemKind(
        code="submission-refused",
        title="A file that Crossref did not take",
        cause="Crossref answered, and did not put the file into its queue; the answer has the reason.",
        remedy="Read the reason. File names should be of plain letters, digits, dots, hyphens and underscores.",
        scope=Scope.DOCUMENT,
        wording="Your XML batch submission failed. [{reason}]",
        also=("Your XML batch submission failed",),
        wrapper=True,
    ),
)
