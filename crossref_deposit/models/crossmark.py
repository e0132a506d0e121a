"""Crossmark: updates, and what the publisher says about a work."""

from __future__ import annotations

import datetime
from typing import Final, Literal, TypeAlias, get_args

from crossref_deposit.binding.declaration import (
    Wrapper,
    attribute,
    child,
    children,
    choice,
    content,
    element,
    leaf,
    optional,
    required,
    sequence,
)
from crossref_deposit.binding.field_types import Many, Maybe, One
from crossref_deposit.binding.markup import Markup
from crossref_deposit.binding.values import SimpleType
from crossref_deposit.models.access_indicators import LICENSES, FreeToRead, License
from crossref_deposit.models.clinical_trials import TRIALS, ClinicalTrial
from crossref_deposit.models.face_markup import FACE
from crossref_deposit.models.funding import FUNDING, FundingAssertion
from crossref_deposit.models.simple_types import BOOLEAN, DATE, DOI, INTEGER, URI

UpdateType: TypeAlias = Literal[
    "addendum",
    "clarification",
    "correction",
    "corrigendum",
    "erratum",
    "expression_of_concern",
    "new_edition",
    "new_version",
    "partial_retraction",
    "removal",
    "retraction",
    "withdrawal",
]
DOMAINS: Final = Wrapper("crossmark_domains", repeated=True)
UPDATES: Final = Wrapper("updates")
CROSSMARK_OR_PARTS: Final = choice("crossmark", sequence("funding", "free_to_read", "licenses", "clinical_trials"))
"""Funding, licences and trials stand in Crossmark, or without Crossmark beside each other."""
_DOMAIN: Final = SimpleType(
    name="cm_domain",
    min_length=4,
    max_length=1024,
    pattern=r"[A-Za-z0-9_]+([-.][A-Za-z0-9_]+)*\.[A-Za-z0-9_]+([-.][A-Za-z0-9_]+)*",
    expected="a domain such as www.example.org, without https:// and without a path",
)


@element("crossmark_domain", plain="domain")
class CrossmarkDomain:
    """Where the Crossmark button stands. Crossref element ``crossmark_domain``."""

    domain: One[str] = child(leaf("domain", _DOMAIN))
    filter: Maybe[str] = child(leaf("filter", SimpleType()), default=None)


@element("update")
class Update:
    """What this work does to an earlier one: corrects it, retracts it, ... Crossref element ``update``.

    Example:
        >>> import datetime
        >>> from crossref_deposit import Update
        >>> Update("10.5555/12345678", type="retraction", date=datetime.date(2024, 5, 31)).type
        'retraction'

    See https://www.crossref.org/documentation/crossmark/version-control-corrections-and-retractions/
    """

    value: One[str] = content(DOI, kw_only=False)
    """The DOI of the work that is updated."""
    type: One[UpdateType, UpdateType] = attribute(
        SimpleType(base="NMTOKEN", name="cm_update_type", values=get_args(UpdateType))
    )
    date: One[datetime.date, datetime.date | str] = attribute(DATE)


@element("assertion")
class Assertion:
    """Something the publisher says about a work, shown by Crossmark. Crossref element ``assertion``.

    Example:
        >>> from crossref_deposit import Assertion
        >>> Assertion("2024-02-01", name="received", label="Received", group_name="publication_history").value
        Markup('2024-02-01')

    See https://www.crossref.org/documentation/crossmark/participating-in-crossmark/
    """

    value: One[Markup, Markup | str] = content(FACE, kw_only=False)
    explanation: Maybe[str] = attribute(URI, default=None)
    group_label: Maybe[str] = attribute(
        SimpleType(name="cm_assertion_group_label", min_length=2, max_length=150), default=None
    )
    group_name: Maybe[str] = attribute(
        SimpleType(base="NCName", name="cm_assertion_group_name", min_length=2, max_length=150), default=None
    )
    label: Maybe[str] = attribute(SimpleType(name="cm_assertion_label", min_length=2, max_length=150), default=None)
    name: One[str] = attribute(SimpleType(base="NCName", name="cm_assertion_name", min_length=2, max_length=150))
    order: Maybe[int] = attribute(INTEGER, default=None)
    href: Maybe[str] = attribute(URI, default=None)


@element(
    "custom_metadata",
    choice(
        sequence(required("assertions"), "funding", "free_to_read", "licenses", "clinical_trials"),
        sequence(required("funding"), "free_to_read", "licenses", "clinical_trials"),
        sequence(required("free_to_read", "licenses"), "clinical_trials"),
        required("clinical_trials"),
    ),
)
class CustomMetadata:
    """Assertions, and what stands beside Crossmark otherwise: funding, licences, trials.

    Crossref element ``custom_metadata``.
    """

    assertions: Many[Assertion] = children(Assertion, default=())
    funding: Many[FundingAssertion] = children(FundingAssertion, within=FUNDING, default=())
    free_to_read: Maybe[FreeToRead] = child(FreeToRead, within=LICENSES, default=None)
    licenses: Many[License, License | str] = children(License, within=LICENSES, default=())
    clinical_trials: Many[ClinicalTrial] = children(ClinicalTrial, within=TRIALS, default=())


@element(
    "crossmark",
    optional(
        "version",
        required("policy"),
        "domains",
        "domain_exclusive",
        optional("updates", "custom_metadata"),
    ),
)
class Crossmark:
    """Crossmark metadata. Crossref element ``crossmark``.

    Example:
        >>> from crossref_deposit import Crossmark, Update
        >>> Crossmark(
        ...     policy="10.5555/crossmark-policy",
        ...     domains=["www.example.org"],
        ...     updates=[Update("10.5555/12345678", type="correction", date="2024-05-31")],
        ... ).domains[0].domain
        'www.example.org'

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/crossmark/
    """

    version: Maybe[str] = child(leaf("crossmark_version", SimpleType()), default=None)
    policy: Maybe[str] = child(leaf("crossmark_policy", DOI), default=None)
    """The DOI of the publisher's policy page; nothing else may be given without it."""
    domains: Many[CrossmarkDomain, CrossmarkDomain | str] = children(
        CrossmarkDomain, within=DOMAINS, at_least=1, default=()
    )
    domain_exclusive: Maybe[bool] = child(leaf("crossmark_domain_exclusive", BOOLEAN), default=None)
    updates: Many[Update] = children(Update, within=UPDATES, at_least=1, default=())
    custom_metadata: Maybe[CustomMetadata] = child(CustomMetadata, default=None)
