"""Problems of identifiers, seen before sending: Crossref takes most of them, and links that should be are missing."""

from __future__ import annotations

from typing import Final

from crossref_deposit.problems.kind import ProblemKind
from crossref_deposit.problems.problem import Severity

IDENTIFIER_KINDS: Final = (
    ProblemKind(
        code="doi-malformed",
        title="Something else than a DOI in doi",
        cause="A DOI is a prefix, a slash and a suffix of 1 to 200 characters, without 'https://doi.org/' or 'doi:' "
        "before it. The schema refuses anything else.",
        remedy="Write the DOI alone, such as 10.5555/12345678.",
        elements=("doi",),
    ),
    ProblemKind(
        code="institution-identifier",
        title="Identifier of an institution that does not exist",
        cause="The identifier has another form than its type says, or check digits that do not fit. The affiliation "
        "is registered, and not linked.",
        remedy="Look the institution up (https://ror.org/search) and write its identifier as a URL.",
        severity=Severity.WARNING,
        elements=("institution_id",),
    ),
    ProblemKind(
        code="funder-identifier",
        title="Identifier of a funder that does not exist",
        cause="Funders are identified by DOIs of the Open Funder Registry (https://doi.org/10.13039/...), or by their "
        "ROR iD in an assertion called ror. By anything else the funder is not found.",
        remedy="Look the funder up (https://ror.org/search has both) and use its identifier, or give the name alone.",
        severity=Severity.WARNING,
        elements=("fr:assertion",),
    ),
    ProblemKind(
        code="grant-identifier",
        title="DOI of a grant that is none",
        cause="A grant_doi is the DOI of a registered grant. Numbers that funders give are award_number.",
        remedy="Write the grant's DOI, or call the assertion award_number.",
        severity=Severity.WARNING,
        elements=("fr:assertion",),
    ),
    ProblemKind(
        code="clinical-trial-registry",
        title="Registry of trials that Crossref does not know",
        cause="The registry is named by its DOI, one of the list at https://doi.org/10.18810/registries. This is none.",
        remedy="Use the registry's DOI, such as 10.18810/clinical-trials-gov.",
        severity=Severity.WARNING,
        elements=("clinical-trial-number",),
    ),
    ProblemKind(
        code="relation-to-itself",
        title="Relation of a work to itself",
        cause="The related item has the DOI of the record that it stands in.",
        remedy="Name the other work, or leave the relation out.",
        severity=Severity.WARNING,
        elements=("inter_work_relation", "intra_work_relation"),
    ),
    ProblemKind(
        code="relation-identifier",
        title="Related item whose identifier is of another kind than it says",
        cause="The identifier does not look like its identifier-type: a URL where a DOI is promised, a wrong check "
        "digit. Crossref does not find the related item.",
        remedy="Write the identifier in its plain form, or name its kind; uri is for addresses.",
        severity=Severity.WARNING,
        elements=("inter_work_relation", "intra_work_relation"),
    ),
    ProblemKind(
        code="crossmark-policy",
        title="Crossmark policy that is no DOI",
        cause="The policy is named by the DOI of the page that explains it. The schema refuses anything else.",
        remedy="Register a DOI for the policy page, and write it without https://doi.org/.",
        elements=("crossmark_policy",),
    ),
    ProblemKind(
        code="update-of-itself",
        title="Update of the work itself",
        cause="An update names the work that this record corrects or retracts. Here that is the record itself, which "
        "is right only for a change made in place, without a notice of its own.",
        remedy="If there is a separate notice, put the update into the notice's record, with the DOI of the work.",
        severity=Severity.NOTICE,
        elements=("update",),
    ),
)
