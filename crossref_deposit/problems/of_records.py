"""Problems of single records: identifiers, timestamps, relations, trials, dates."""

from __future__ import annotations

from typing import Final

from crossref_deposit.problems.kind import ProblemKind, ReportedDoi, Scope
from crossref_deposit.problems.problem import Severity

RECORD_KINDS: Final = (
    ProblemKind(
        code="orcid-checksum",
        title="ORCID iD with a wrong check digit",
        cause="The last character of an iD is computed from the others. This one does not fit: the iD is mistyped "
        "or invented. Crossref skips the whole record, and usually without naming its DOI.",
        remedy="Ask the person for the iD, or leave the ORCID element out, and send the record again.",
        reported=ReportedDoi.NOT_FOUND,
        wording='Error in {item_type} ({role} ORCID): ORCID "{orcid}" has invalid checksum',
        also=('ORCID "{orcid}" has invalid checksum', 'ORCID URL "{orcid}" has invalid checksum'),
        elements=("ORCID",),
        quotes="orcid",
        message_ids=(45,),
    ),
    ProblemKind(
        code="orcid-duplicate",
        title="The same ORCID iD twice in one list of contributors",
        cause="One iD stands for one person; two contributors of a record have the same one. Crossref skips the "
        "whole record, and usually without naming its DOI.",
        remedy="Find out whose iD it is, or merge the two contributors into one with several roles, and send the "
        "record again.",
        reported=ReportedDoi.NOT_FOUND,
        wording='Error in {item_type} ({role} ORCID): ORCID URL "{orcid}" has duplicates in contributor list',
        also=(
            'ORCID URL "{orcid}" has duplicates in contributor list',
            'ORCID "{orcid}" has duplicates in contributor list',
        ),
        elements=("ORCID",),
        quotes="orcid",
        message_ids=(45,),
    ),
    ProblemKind(
        code="title-level-timestamp",
        title="Timestamp of the title not newer, its items not processed",
        cause="The journal's, issue's or book's own DOI was deposited before with the same or a greater timestamp. "
        "Crossref refused it and left out the records below it.",
        remedy="Give the deposit a greater timestamp, or leave out the DOI of the title if it is unchanged, and send "
        "everything below it again.",
        reported=ReportedDoi.DOI,
        wording="Record not processed because submitted version: {version} is less or equal to previously submitted "
        "version {stored_version} - content item DOIs not processed due to title level error",
        also=("content item DOIs not processed due to title level error",),
        scope=Scope.CONTAINER,
        elements=("timestamp",),
    ),
    ProblemKind(
        code="timestamp-not-newer",
        title="Timestamp not newer than the last one",
        cause="Crossref keeps for each DOI the timestamp of its last deposit and takes only greater ones.",
        remedy="Give the deposit a greater timestamp (all digits count: 20260101 is less than 20250101000000) and "
        "send the record again. Ask Crossref's support to reset a timestamp that is absurdly large.",
        reported=ReportedDoi.DOI,
        wording="Record not processed because submitted version: {version} is less or equal to previously submitted "
        "version (DOI match)",
        also=(
            "submitted version: {version} is less or equal to previously submitted version {stored_version}",
            "submitted version: {version} is less or equal to previously submitted version",
        ),
        elements=("timestamp",),
        message_ids=(4,),
    ),
    ProblemKind(
        code="timestamp-missing",
        title="No timestamp, or no schema version",
        cause="The deposit has neither a timestamp in its head nor one for the record, or doi_batch has no version "
        "attribute.",
        remedy="Write head/timestamp (digits only, growing from deposit to deposit) and the version attribute of "
        "doi_batch.",
        reported=ReportedDoi.EMPTY,
        wording="Submission version NULL is invalid",
        scope=Scope.DOCUMENT,
        elements=("timestamp", "head"),
        message_ids=(1,),
    ),
    ProblemKind(
        code="doi-invalid-characters",
        title="Characters in a DOI that new DOIs may not have",
        cause="Since 2008 the suffix of a new DOI may have only a-z A-Z 0-9 - . _ ; ( ) / . A resolver's address "
        "(https://doi.org/) or 'doi:' before the DOI is not part of it.",
        remedy="Give the record a DOI of these characters.",
        wording="DOI: {doi} contains invalid characters",
        also=("DOI: {any_doi} contains invalid characters",),
        elements=("doi",),
        quotes="doi",
    ),
    ProblemKind(
        code="doi-repeated",
        title="The same DOI twice in one file",
        cause="Each record needs a DOI of its own. A repeated one has the timestamp of the first, so Crossref refuses "
        "it as not newer.",
        remedy="Give each record its own DOI; name an issue's or journal's DOI once and put all its articles below it.",
        elements=("doi",),
    ),
    ProblemKind(
        code="relation-target-unknown",
        title="Related DOI does not exist",
        cause="A relation points to a DOI that is not registered (yet).",
        remedy="Register the other DOI first, then send this record again; or send it without the relation.",
        retriable=True,
        reported=ReportedDoi.DOI,
        wording="Error processing relations: Relation target DOI does not exist: {doi}",
        also=("Relation target DOI does not exist: {doi}",),
        elements=("inter_work_relation", "intra_work_relation"),
        quotes="doi",
    ),
    ProblemKind(
        code="clinical-trial-format",
        title="Clinical trial number that its registry would not give",
        cause="Each registry has its own format of numbers, and this number has another.",
        remedy="Correct the number, or name the registry that it is from.",
        wording="Clinical Trial data does not match format of registry. data: {trial} format: {trial_format}",
        elements=("clinical-trial-number",),
        quotes="trial",
    ),
    ProblemKind(
        code="year-invalid",
        title="Year that is not a number",
        cause="A year has something else than digits.",
        remedy="Write the year with four digits.",
        wording="year: {year} in not a valid integer",
        also=("year: {year} is not a valid integer",),
        elements=("year", "cYear"),
        quotes="year",
    ),
    ProblemKind(
        code="reference-too-thin",
        title="Reference with too little to look it up",
        cause="A structured reference has neither ISSN nor journal title nor proceedings title, so Crossref cannot "
        "search for it. The record itself is registered.",
        remedy="Add the journal's title or ISSN, or the DOI, or give the reference as unstructured_citation.",
        severity=Severity.NOTICE,
        reported=ReportedDoi.DOI,
        wording="Either ISSN or Journal title or Proceedings title must be supplied.",
        elements=("citation",),
    ),
    ProblemKind(
        code="added-with-conflict",
        title="Registered, but another DOI has the same metadata",
        cause="The record is registered. Another DOI has the same metadata, so one of them may be superfluous.",
        remedy="If both describe one work, make one an alias of the other; if not, send metadata that tell them apart.",
        severity=Severity.WARNING,
        reported=ReportedDoi.DOI,
        wording="Added with conflict",
        also=(
            "Updated with conflict",
            "Added with conflict conflict_id={number} in conflict with: {doi}",
        ),
    ),
    ProblemKind(
        code="possible-preprint-pair",
        title="Perhaps preprint and published version of one work",
        cause="Crossref thinks that this record and another one are preprint and version of record of the same work.",
        remedy="If so, add the relation (isPreprintOf or hasPreprint) to the metadata.",
        severity=Severity.NOTICE,
        reported=ReportedDoi.DOI,
        wording="Possible preprint/VoR pair, Vor DOI: {doi}",
        also=("possible preprint/VoR pair",),
    ),
)
