"""Clinical trials that a work reports on."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from crossref_deposit.binding.declaration import Wrapper, as_type, attribute, content, element
from crossref_deposit.binding.field_types import Maybe, One
from crossref_deposit.binding.namespaces import CLINICAL_TRIALS
from crossref_deposit.binding.values import SimpleType
from crossref_deposit.models.simple_types import bare_doi

TrialStage: TypeAlias = Literal["preResults", "results", "postResults"]
TRIALS: Final = Wrapper("program", CLINICAL_TRIALS)
_REGISTRY: Final = SimpleType(
    min_length=12,
    max_length=200,
    pattern="10.18810/[a-z-]+",
    expected="the DOI of a registry such as 10.18810/clinical-trials-gov",
    prepare=bare_doi,
)


@element("clinical-trial-number", namespace=CLINICAL_TRIALS)
class ClinicalTrial:
    """A registered trial. Crossref element ``ct:clinical-trial-number``.

    Example:
        >>> from crossref_deposit import ClinicalTrial
        >>> ClinicalTrial("NCT02725827", registry="10.18810/clinical-trials-gov", type="results").type
        'results'

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/clinical-trials/
    """

    value: One[str] = content(SimpleType(mixed=True), kw_only=False)
    """The trial's number, as its registry writes it."""
    registry: One[str] = attribute(_REGISTRY)
    """The registry's DOI, one of the list at https://doi.org/10.18810/registries."""
    type: Maybe[TrialStage, TrialStage] = attribute(as_type(TrialStage, "string"), default=None)
