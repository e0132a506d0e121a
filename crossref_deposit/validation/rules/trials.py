"""Clinical trial numbers, by the formats of the registries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from crossref_deposit.problems import Severity
from crossref_deposit.validation.rules.deposit import CheckedDeposit
from crossref_deposit.validation.rules.rule import Finding, rule


class Registry(NamedTuple):
    """A registry of clinical trials."""

    name: str
    form: str
    """What its numbers look like: a pattern, upper and lower case being the same."""


_JAPANESE: Final = r"UMIN\d{9}|JapicCTI-?\d{6}|JMA-IIA\d{5}|jRCT[a-z]{0,2}\d{9,10}"

REGISTRIES: Final = {
    "10.18810/anzctr": Registry("ANZCTR", r"ACTRN\d{14}p?"),
    "10.18810/chictr": Registry("ChiCTR", r"ChiCTR(?:-[A-Z]+-)?\d{8,10}"),
    "10.18810/clinical-trial-registry-india": Registry("CTRI", r"CTRI/\d{4}/\d{2,3}/\d{6}"),
    "10.18810/clinical-trials-gov": Registry("ClinicalTrials.gov", r"NCT\d{8}"),
    "10.18810/cris": Registry("CRiS", r"KCT\d{7}"),
    "10.18810/drks": Registry("DRKS", r"DRKS\d{8}"),
    "10.18810/dutch-trial-register": Registry("NTR", r"(?:NTR|NL)-?\d{1,5}(?:\.\d{3}\.\d{2})?"),
    "10.18810/euctr": Registry("EU-CTR", r"(?:EUCTR|EudraCT)?[ :-]*\d{4}-\d{6}-\d{2}(?:-(?:[A-Z]{2}|\d\d))?"),
    "10.18810/irct": Registry("IRCT", r"IRCT\d{11,14}N\d+"),
    "10.18810/isrctn": Registry("ISRCTN", r"ISRCTN\d{4,8}"),
    "10.18810/jma": Registry("JMACCT", r"JMA-IIA\d{5}"),
    "10.18810/jprn": Registry("JPRN", rf"(?:JPRN-)?(?:{_JAPANESE})"),
    "10.18810/pactr": Registry("PACTR", r"PACTR\d{15,16}"),
    "10.18810/rebec": Registry("ReBec", r"RBR-[0-9a-z]{6,8}"),
    "10.18810/rpec": Registry("RPCEC", r"RPCEC\d{8}"),
    "10.18810/slctr": Registry("SLCTR", r"SLCTR/\d{4}/\d{3}"),
    "10.18810/tctr": Registry("TCTR", r"TCTR\d{11}"),
    "10.18810/umin-japan": Registry("UMIN", r"(?:JPRN-)?(?:UMIN|C0{3})\d{6,9}"),
    "10.18810/utn": Registry("UTN", r"U1111-\d{4}-\d{4}"),
}
"""The registries that Crossref knows (https://doi.org/10.18810/registries), with the numbers that they give by what
they say themselves at https://www.who.int/tools/clinical-trials-registry-platform/network/primary-registries.

Crossref has patterns of its own, which are not public, and some of them allow shorter numbers.
"""


@rule("clinical-trial-format")
def clinical_trial_format(deposit: CheckedDeposit) -> Iterator[Finding]:
    """A number that its registry would not give."""
    for found in deposit.found("clinical-trial-number"):
        registry = REGISTRIES.get(found.attributes.get("registry", ""))
        if registry and not re.fullmatch(registry.form, found.text, re.IGNORECASE | re.ASCII):
            message = f"{found.text} is not a number of {registry.name}; the format is {registry.form}."
            yield Finding(found, message, found.text, Severity.WARNING)


@rule("clinical-trial-registry")
def clinical_trial_registry(deposit: CheckedDeposit) -> Iterator[Finding]:
    """A registry that Crossref does not know."""
    for found in deposit.found("clinical-trial-number"):
        registry = found.attributes.get("registry", "")
        if registry not in REGISTRIES:
            yield Finding(found, f"{registry!r} is the DOI of no registry of clinical trials.", registry)


TRIAL_RULES: Final = (clinical_trial_format, clinical_trial_registry)
