"""Pending publications: accepted, not published yet."""

from __future__ import annotations

from typing import Final

from crossref_deposit.binding.declaration import (
    attribute,
    child,
    children,
    choice,
    content,
    element,
    leaf,
    required,
    sequence,
)
from crossref_deposit.binding.field_types import Many, Maybe, One
from crossref_deposit.binding.markup import Markup, Profile, Rule
from crossref_deposit.binding.namespaces import CROSSREF
from crossref_deposit.binding.values import SimpleType
from crossref_deposit.models.access_indicators import LICENSES, FreeToRead, License
from crossref_deposit.models.clinical_trials import TRIALS, ClinicalTrial
from crossref_deposit.models.contributors import CONTRIBUTORS, Anonymous, Organization, PersonName
from crossref_deposit.models.crossmark import CROSSMARK_OR_PARTS, Crossmark
from crossref_deposit.models.dates import (
    AcceptanceDate,
    DateLike,
)
from crossref_deposit.models.face_markup import FACE
from crossref_deposit.models.funding import FUNDING, FundingAssertion
from crossref_deposit.models.identifiers import Isbn, Issn, ItemNumber
from crossref_deposit.models.institutions import Institution
from crossref_deposit.models.jats import Abstract
from crossref_deposit.models.relations import RELATED, RelatedItem
from crossref_deposit.models.simple_types import DOI, LANGUAGE, URI, text
from crossref_deposit.models.titles import Titles

_anchor: Final = Rule(type=SimpleType(), attributes={"href": URI})
_INTENT_FACES: Final = frozenset({"b", "i", "u"})
_INTENT: Final = Profile(
    name="intent",
    namespace=CROSSREF,
    root=Rule(mixed=True, children=_INTENT_FACES | {"a"}),
    elements={**FACE.elements, "a": _anchor},
)


@element(
    "publication",
    choice(
        sequence(required("doi"), choice("issn", "isbn")),
        choice(required("issn"), required("isbn")),
    ),
)
class Publication:
    """Where something is going to be published. Crossref element ``publication``."""

    full_titles: Many[str] = children(leaf("full_title", text(1, 255)), at_most=10)
    doi: Maybe[str] = child(leaf("doi", DOI), default=None)
    issn: Maybe[Issn, Issn | str] = child(Issn, default=None)
    isbn: Maybe[Isbn, Isbn | str] = child(Isbn, default=None)


@element("intent_statement")
class IntentStatement:
    """That the publisher means to publish it. Crossref element ``intent_statement``."""

    value: One[Markup, Markup | str] = content(_INTENT, kw_only=False)
    language: Maybe[str] = attribute(LANGUAGE, default=None)


@element(
    "pending_publication",
    CROSSMARK_OR_PARTS,
    doi="doi",
)
class PendingPublication:
    """Something accepted that is not published yet. Crossref element ``pending_publication``.

    Example:
        >>> from crossref_deposit import PendingPublication, Publication
        >>> PendingPublication(
        ...     publication=Publication(full_titles="Journal of Psychoceramics", issn="0264-3561"),
        ...     acceptance_date="2024-05-31",
        ...     doi="10.5555/soon",
        ... ).acceptance_date.year
        2024

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/pending-publications/
    """

    contributors: Many[PersonName | Organization | Anonymous] = children(
        PersonName, Organization, Anonymous, within=CONTRIBUTORS, at_least=1, default=()
    )
    publication: One[Publication] = child(Publication)
    titles: Maybe[Titles, Titles | Markup | str] = child(Titles, default=None)
    acceptance_date: One[AcceptanceDate, AcceptanceDate | DateLike] = child(AcceptanceDate)
    institutions: Many[Institution, Institution | str] = children(Institution, default=(), at_most=5)
    item_numbers: Many[ItemNumber, ItemNumber | str] = children(ItemNumber, default=(), at_most=3)
    intent_statement: Maybe[IntentStatement, IntentStatement | Markup | str] = child(IntentStatement, default=None)
    abstracts: Many[Abstract, Abstract | Markup | str] = children(Abstract, default=())
    crossmark: Maybe[Crossmark] = child(Crossmark, default=None)
    funding: Many[FundingAssertion] = children(FundingAssertion, within=FUNDING, default=())
    free_to_read: Maybe[FreeToRead] = child(FreeToRead, within=LICENSES, default=None)
    licenses: Many[License, License | str] = children(License, within=LICENSES, default=())
    clinical_trials: Many[ClinicalTrial] = children(ClinicalTrial, within=TRIALS, default=())
    relations: Many[RelatedItem] = children(RelatedItem, within=RELATED, default=())
    doi: One[str] = child(leaf("doi", DOI))
    language: Maybe[str] = attribute(LANGUAGE, default=None)
