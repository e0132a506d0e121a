"""Every kind of problem, by its code.

From Crossref's own pages on `error and warning messages
<https://www.crossref.org/documentation/register-maintain-records/verify-your-registration/submission-queue-and-log/>`_
and from logs that Crossref sent.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Final

from crossref_deposit.problems.kind import ProblemKind
from crossref_deposit.problems.of_account import ACCOUNT_KINDS
from crossref_deposit.problems.of_files import FILE_KINDS
from crossref_deposit.problems.of_identifiers import IDENTIFIER_KINDS
from crossref_deposit.problems.of_logs import LOG_KINDS
from crossref_deposit.problems.of_records import RECORD_KINDS
from crossref_deposit.problems.of_schema import SCHEMA_KINDS
from crossref_deposit.problems.of_service import SERVICE_KINDS
from crossref_deposit.problems.of_texts import TEXT_KINDS
from crossref_deposit.problems.of_titles import TITLE_KINDS
from crossref_deposit.problems.of_xml import XML_KINDS
from crossref_deposit.problems.problem import Severity

UNKNOWN: Final = ProblemKind(
    code="unknown",
    title="A message that is not known",
    cause="Crossref said something that this version of the catalogue has no entry for.",
    remedy="Read the message; if it does not help, ask support@crossref.org with the submission ID.",
)

GOOD_NEWS: Final = ProblemKind(
    code="good-news",
    title="No problem",
    cause="Crossref did what was asked.",
    remedy="",
    severity=Severity.NOTICE,
    wording="Successfully added",
    also=(
        "Successfully updated in handle",
        "Successfully updated",
        "FundRef Resources processed successfully",
        "License-ref Resources processed successfully",
        "Resources processed successfully",
        'Inserted identifier: {identifier} for name: "{name}"',
        "Marked as alias",
    ),
)
"""Words of success: recognised, so that they are not taken for a problem. No entry of the catalogue."""

CATALOGUE: Final[Mapping[str, ProblemKind]] = types.MappingProxyType(
    {
        kind.code: kind
        for kind in (
            *RECORD_KINDS,
            *TITLE_KINDS,
            *ACCOUNT_KINDS,
            *SERVICE_KINDS,
            *SCHEMA_KINDS,
            *XML_KINDS,
            *LOG_KINDS,
            *FILE_KINDS,
            *IDENTIFIER_KINDS,
            *TEXT_KINDS,
            UNKNOWN,
        )
    }
)
"""All kinds in the order in which they are looked for: the more special sentence before the more general."""
