"""Problems of a file as a whole, seen before it is sent: Crossref's log has no words of its own for them."""

from __future__ import annotations

from typing import Final

from crossref_deposit.problems.kind import ProblemKind, Scope
from crossref_deposit.problems.problem import Severity

FILE_KINDS: Final = (
    ProblemKind(
        code="record-types-mixed",
        title="Records of several types in one file",
        cause="A file may have several journals, or several books, but not both. The schema refuses it.",
        remedy="Make a file for each type.",
        scope=Scope.DOCUMENT,
        elements=("body",),
    ),
    ProblemKind(
        code="file-too-large",
        title="File of more than 10 MB",
        cause="Crossref asks for files of at most 10 MB; larger ones wait long, and may be refused.",
        remedy="Send several files. The command crossref-deposit split makes them, or DoiBatch.split in Python.",
        severity=Severity.WARNING,
        scope=Scope.DOCUMENT,
        elements=("doi_batch",),
    ),
    ProblemKind(
        code="depositor-email",
        title="E-mail address that is none",
        cause="Crossref mails the log to the address in the head. Nothing can be mailed to this one.",
        remedy="Give the depositor one e-mail address, without a name and without < > around it.",
        severity=Severity.WARNING,
        scope=Scope.DOCUMENT,
        elements=("email_address",),
    ),
    ProblemKind(
        code="doi-missing",
        title="File without any DOI",
        cause="None of the records in the file has a DOI, so nothing would be registered.",
        remedy="Give the records doi_data with their DOIs.",
        severity=Severity.WARNING,
        scope=Scope.DOCUMENT,
        elements=("doi",),
    ),
    ProblemKind(
        code="timestamp-implausible",
        title="Timestamp that later ones can hardly exceed",
        cause="Crossref takes only greater timestamps from then on. After one in the far future, or of another form "
        "than your others, updates are refused.",
        remedy="Use the date and time in digits, such as 20261231235959, always of the same length.",
        severity=Severity.WARNING,
        elements=("timestamp",),
    ),
)
