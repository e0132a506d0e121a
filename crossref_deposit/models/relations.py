"""How works belong together."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, cast, get_args

from crossref_deposit.binding.declaration import Wrapper, as_type, attribute, child, choice, content, element, required
from crossref_deposit.binding.field_types import Maybe, One
from crossref_deposit.binding.markup import Markup
from crossref_deposit.binding.namespaces import RELATIONS
from crossref_deposit.binding.values import SimpleType
from crossref_deposit.errors import ModelError
from crossref_deposit.models import lists
from crossref_deposit.models.face_markup import RELATION_FACE
from crossref_deposit.models.simple_types import bare_doi, text

InterWorkType: TypeAlias = Literal[
    "isDerivedFrom",
    "hasDerivation",
    "isReviewOf",
    "hasReview",
    "isCommentOn",
    "hasComment",
    "isReplyTo",
    "hasReply",
    "basedOnData",
    "isDataBasisFor",
    "hasRelatedMaterial",
    "isRelatedMaterial",
    "isCompiledBy",
    "compiles",
    "isDocumentedBy",
    "documents",
    "isSupplementTo",
    "isSupplementedBy",
    "isContinuedBy",
    "continues",
    "isPartOf",
    "hasPart",
    "references",
    "isReferencedBy",
    "isBasedOn",
    "isBasisFor",
    "requires",
    "isRequiredBy",
    "finances",
    "isFinancedBy",
]
IntraWorkType: TypeAlias = Literal[
    "isTranslationOf",
    "hasTranslation",
    "isPreprintOf",
    "hasPreprint",
    "isManuscriptOf",
    "hasManuscript",
    "isExpressionOf",
    "hasExpression",
    "isManifestationOf",
    "hasManifestation",
    "isReplacedBy",
    "replaces",
    "isSameAs",
    "isIdenticalTo",
    "isVariantFormOf",
    "isOriginalFormOf",
    "isVersionOf",
    "hasVersion",
    "isFormatOf",
    "hasFormat",
]
RelatedIdentifierType: TypeAlias = Literal[
    "doi",
    "issn",
    "isbn",
    "uri",
    "pmid",
    "pmcid",
    "purl",
    "arxiv",
    "ark",
    "handle",
    "uuid",
    "ecli",
    "accession",
    "other",
]
RELATED: Final = Wrapper("program", RELATIONS, fixed=("name", "relations"))
_LANGUAGE: Final = SimpleType(
    base="NMTOKEN",
    name="language_t",
    values=lists.two_letter_languages,
    expected="a two-letter language code",
    prepare=lambda code: lists.two_letter_codes().get(str(code), code),
)
_NAMESPACE: Final = text(4, 1024)


@element("description", namespace=RELATIONS)
class RelationDescription:
    """What the related item is, in words. Crossref element ``rel:description``."""

    value: One[Markup, Markup | str] = content(RELATION_FACE, kw_only=False)
    language: Maybe[str] = attribute(_LANGUAGE, default=None)
    """A two-letter code; relations have kept these."""


@element("inter_work_relation", namespace=RELATIONS)
class InterWorkRelation:
    """A relation to another work. Crossref element ``rel:inter_work_relation``."""

    value: One[str] = content(SimpleType(mixed=True), kw_only=False)
    """The other work's identifier."""
    relationship_type: One[InterWorkType, InterWorkType] = attribute(
        as_type(InterWorkType, "string"), "relationship-type"
    )
    identifier_type: One[RelatedIdentifierType, RelatedIdentifierType] = attribute(
        as_type(RelatedIdentifierType, "string"), "identifier-type"
    )
    namespace: Maybe[str] = attribute(_NAMESPACE, default=None)
    """Whose identifier it is, where the type does not say it."""


@element("intra_work_relation", namespace=RELATIONS)
class IntraWorkRelation:
    """A relation to another form of the same work. Crossref element ``rel:intra_work_relation``."""

    value: One[str] = content(SimpleType(mixed=True), kw_only=False)
    """The other form's identifier."""
    relationship_type: One[IntraWorkType, IntraWorkType] = attribute(
        as_type(IntraWorkType, "string"), "relationship-type"
    )
    identifier_type: One[RelatedIdentifierType, RelatedIdentifierType] = attribute(
        as_type(RelatedIdentifierType, "string"), "identifier-type"
    )
    namespace: Maybe[str] = attribute(_NAMESPACE, default=None)


@element(
    "related_item",
    choice(required("inter_work_relation"), required("intra_work_relation")),
    namespace=RELATIONS,
)
class RelatedItem:
    """A related item: another work, or another form of this one. Crossref element ``rel:related_item``.

    Example:
        >>> from crossref_deposit import RelatedItem
        >>> preprint = RelatedItem.of("10.5555/preprint", relationship_type="hasPreprint")
        >>> preprint.intra_work_relation.identifier_type
        'doi'

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/relationships/
    """

    description: Maybe[RelationDescription, RelationDescription | Markup | str] = child(
        RelationDescription, default=None
    )
    inter_work_relation: Maybe[InterWorkRelation] = child(InterWorkRelation, default=None)
    intra_work_relation: Maybe[IntraWorkRelation] = child(IntraWorkRelation, default=None)

    @classmethod
    def of(
        cls,
        value: str,
        *,
        relationship_type: InterWorkType | IntraWorkType,
        identifier_type: RelatedIdentifierType = "doi",
        description: str | None = None,
        namespace: str | None = None,
    ) -> RelatedItem:
        """A related item; the kind of relation says whether it is another work or a form of this one.

        Args:
            value: The related item's identifier; a DOI also as a URL.
            relationship_type: One of the types of either kind.
            identifier_type: What the identifier is.
            description: What the related item is, in words.
            namespace: Whose identifier it is, where the type does not say it.

        Raises:
            ModelError: The type is of neither kind.
        """
        value = str(bare_doi(value)) if identifier_type == "doi" else value
        if relationship_type in get_args(InterWorkType):
            inter = InterWorkRelation(
                value,
                relationship_type=cast("InterWorkType", relationship_type),
                identifier_type=identifier_type,
                namespace=namespace,
            )
            return cls(description=description, inter_work_relation=inter)
        if relationship_type in get_args(IntraWorkType):
            intra = IntraWorkRelation(
                value,
                relationship_type=cast("IntraWorkType", relationship_type),
                identifier_type=identifier_type,
                namespace=namespace,
            )
            return cls(description=description, intra_work_relation=intra)
        known = ", ".join((*get_args(InterWorkType), *get_args(IntraWorkType)))
        raise ModelError("RelatedItem.relationship_type", found=repr(relationship_type), expected=f"one of {known}")
