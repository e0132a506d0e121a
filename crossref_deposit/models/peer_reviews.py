"""Peer reviews."""

from __future__ import annotations

import datetime
from typing import Literal, TypeAlias

from crossref_deposit.binding.declaration import (
    attribute,
    child,
    children,
    content,
    element,
    leaf,
)
from crossref_deposit.binding.field_types import Many, Maybe, One
from crossref_deposit.binding.markup import Markup
from crossref_deposit.models.access_indicators import LICENSES, FreeToRead, License
from crossref_deposit.models.archiving import (
    POLICIES,
    ScnPolicySet,
)
from crossref_deposit.models.contributors import CONTRIBUTORS, Anonymous, Organization, PersonName
from crossref_deposit.models.dates import (
    ReviewDate,
)
from crossref_deposit.models.doi_data import DoiData
from crossref_deposit.models.face_markup import FACE
from crossref_deposit.models.institutions import Institution
from crossref_deposit.models.relations import RELATED, RelatedItem
from crossref_deposit.models.simple_types import (
    ANY_TEXT,
    INTEGER,
    LANGUAGE,
)
from crossref_deposit.models.titles import Titles

ReviewStage: TypeAlias = Literal["pre-publication", "post-publication"]
ReviewType: TypeAlias = Literal[
    "referee-report",
    "editor-report",
    "author-comment",
    "community-comment",
    "manuscript",
    "aggregate",
    "recommendation",
]
Recommendation: TypeAlias = Literal[
    "major-revision", "minor-revision", "reject", "reject-with-resubmit", "accept", "accept-with-reservation"
]


@element("competing_interest_statement")
class CompetingInterestStatement:
    """What a reviewer declares. Crossref element ``competing_interest_statement``."""

    value: One[Markup, Markup | str] = content(FACE, kw_only=False)
    language: Maybe[str] = attribute(LANGUAGE, default=None)


@element("peer_review", doi="doi_data")
class PeerReview:
    """A review, or another piece of a review process; its relation says of what. Crossref element ``peer_review``.

    Example:
        >>> from crossref_deposit import DoiData, PeerReview, RelatedItem
        >>> review = PeerReview(
        ...     titles="Review: A Theory of Pots",
        ...     review_date="2024-05-31",
        ...     relations=RelatedItem.of("10.5555/12345678", relationship_type="isReviewOf"),
        ...     doi_data=DoiData(doi="10.5555/review", resource="https://example.org/review"),
        ...     type="referee-report",
        ... )
        >>> review.review_date.day
        31

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/peer-reviews/
    """

    contributors: Many[PersonName | Organization | Anonymous] = children(
        PersonName, Organization, Anonymous, within=CONTRIBUTORS, at_least=1, default=()
    )
    titles: One[Titles, Titles | Markup | str] = child(Titles)
    review_date: One[ReviewDate, ReviewDate | datetime.date | str] = child(ReviewDate)
    institutions: Many[Institution, Institution | str] = children(Institution, default=(), at_most=5)
    competing_interest_statement: Maybe[CompetingInterestStatement, CompetingInterestStatement | Markup | str] = child(
        CompetingInterestStatement, default=None
    )
    running_number: Maybe[str, str | int] = child(leaf("running_number", ANY_TEXT), default=None)
    free_to_read: Maybe[FreeToRead] = child(FreeToRead, within=LICENSES, default=None)
    licenses: Many[License, License | str] = children(License, within=LICENSES, default=())
    relations: Many[RelatedItem] = children(RelatedItem, within=RELATED, at_least=0)
    scn_policies: Many[ScnPolicySet] = children(ScnPolicySet, within=POLICIES, default=())
    doi_data: One[DoiData] = child(DoiData)
    stage: Maybe[ReviewStage, ReviewStage] = attribute(ReviewStage, default=None)
    type: Maybe[ReviewType, ReviewType] = attribute(ReviewType, default=None)
    recommendation: Maybe[Recommendation, Recommendation] = attribute(Recommendation, default=None)
    revision_round: Maybe[int] = attribute(INTEGER, "revision-round", default=None)
    language: Maybe[str] = attribute(LANGUAGE, default=None)
