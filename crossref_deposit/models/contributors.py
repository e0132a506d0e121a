"""Who made it: persons, organizations, and the anonymous."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, cast, get_args

from crossref_deposit.binding.declaration import (
    Wrapper,
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
from crossref_deposit.binding.values import Refused, SimpleType, show
from crossref_deposit.errors import ModelError
from crossref_deposit.models.institutions import Institution
from crossref_deposit.models.simple_types import (
    BOOLEAN,
    LANGUAGE,
    ORCID,
    ContributorRole,
    CreditRole,
    NameStyle,
    Sequence,
    text,
)

RoleType: TypeAlias = ContributorRole | CreditRole
Vocabulary: TypeAlias = Literal["crossref", "credit"]

NAME_PART: Final = text(1, 200, collapse=True)
_SUFFIX: Final = text(1, 10)
_ANY: Final = SimpleType(base="anySimpleType")
_CREDIT: Final = get_args(CreditRole)
_ROLES: Final = SimpleType(base="NMTOKEN", values=(*get_args(ContributorRole), *_CREDIT))
_NAME_STYLE: Final = SimpleType(base="token", values=get_args(NameStyle))

CONTRIBUTORS: Final = Wrapper("contributors")
AFFILIATIONS: Final = Wrapper("affiliations")
ALT_NAME: Final = Wrapper("alt-name")


@element("role")
class Role:
    """What somebody did, in Crossref's words or in CRediT's. Crossref element ``role``.

    Example:
        >>> from crossref_deposit import PersonName
        >>> PersonName(surname="Carberry", roles=["author", "formal-analysis"]).roles[1]
        Role(type='formal-analysis', vocab='credit')

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/contributors/
    """

    type: Maybe[RoleType, RoleType] = attribute(_ROLES, default=None)
    vocab: One[Vocabulary, Vocabulary] = attribute(Vocabulary)
    """The vocabulary of ``type``: ``crossref`` or ``credit``."""

    @classmethod
    def _from_plain(cls, value: str) -> Role:
        if value not in _ROLES.listed:
            raise Refused(show(value), _ROLES.describe())
        return cls(type=cast("RoleType", value), vocab="credit" if value in _CREDIT else "crossref")

    def _check(self) -> None:
        allowed = _CREDIT if self.vocab == "credit" else get_args(ContributorRole)
        if self.type not in allowed:
            found = "no type" if self.type is None else show(self.type)
            raise ModelError("Role.type", found=f"{found} with vocab={self.vocab!r}", expected=", ".join(allowed))


@element("ORCID")
class Orcid:
    """An ORCID iD. Crossref element ``ORCID``.

    Example:
        >>> from crossref_deposit import Orcid
        >>> Orcid("0000-0002-1825-0097").value
        'https://orcid.org/0000-0002-1825-0097'

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/contributors/
    """

    value: One[str] = content(ORCID, kw_only=False)
    """The URL; a bare iD is completed. The check digit is looked at by `crossref_deposit.check`."""
    authenticated: Maybe[bool] = attribute(BOOLEAN, default=None, implied="false")
    """Whether its holder has confirmed it."""

    def __str__(self) -> str:
        return self.value


_words: Final = Rule(mixed=True, attributes={"content-type": _ANY, "specific-use": _ANY, "language": LANGUAGE})
_STRING_NAME: Final = Profile(
    name="name parts",
    namespace=CROSSREF,
    root=Rule(mixed=True, children=frozenset({"degrees", "given_name", "prefix", "surname", "suffix"})),
    elements={
        "degrees": _words,
        "prefix": _words,
        "given_name": Rule(type=NAME_PART),
        "surname": Rule(type=NAME_PART),
        "suffix": Rule(type=_SUFFIX),
    },
)


@element("prefix")
class Prefix:
    """What stands before a name. Crossref element ``prefix``."""

    value: One[str] = content(SimpleType(mixed=True), kw_only=False)
    content_type: Maybe[str] = attribute(_ANY, "content-type", default=None)
    specific_use: Maybe[str] = attribute(_ANY, "specific-use", default=None)
    language: Maybe[str] = attribute(LANGUAGE, default=None)


@element("name", choice(sequence(required("surname"), "given_name"), required("given_name")))
class Name:
    """Another form of a person's name, in parts. Crossref element ``name``."""

    surname: Maybe[str] = child(leaf("surname", NAME_PART), default=None)
    given_name: Maybe[str] = child(leaf("given_name", NAME_PART), default=None)
    prefix: Maybe[Prefix, Prefix | str] = child(Prefix, default=None)
    suffix: Maybe[str] = child(leaf("suffix", _SUFFIX), default=None)
    content_type: Maybe[str] = attribute(_ANY, "content-type", default=None)
    name_style: Maybe[NameStyle, NameStyle] = attribute(_NAME_STYLE, "name-style", default=None, implied="western")
    specific_use: Maybe[str] = attribute(_ANY, "specific-use", default=None)
    language: Maybe[str] = attribute(LANGUAGE, default=None)


@element("string-name")
class StringName:
    """Another form of a person's name, as one string. Crossref element ``string-name``."""

    value: One[Markup, Markup | str] = content(_STRING_NAME, kw_only=False)
    content_type: Maybe[str] = attribute(_ANY, "content-type", default=None)
    name_style: Maybe[NameStyle, NameStyle] = attribute(_NAME_STYLE, "name-style", default=None, implied="western")
    specific_use: Maybe[str] = attribute(_ANY, "specific-use", default=None)
    language: Maybe[str] = attribute(LANGUAGE, default=None)


@element("person_name")
class PersonName:
    """A person. Crossref element ``person_name``.

    Example:
        >>> from crossref_deposit import PersonName
        >>> author = PersonName(
        ...     given_name="Josiah",
        ...     surname="Carberry",
        ...     contributor_role="author",
        ...     sequence="first",
        ...     orcid="0000-0002-1825-0097",
        ...     affiliations=["Brown University"],
        ... )
        >>> author.orcid
        Orcid('https://orcid.org/0000-0002-1825-0097')

    Raises:
        ModelError: Neither ``contributor_role`` nor ``roles`` is given, or a value does not fit.

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/contributors/
    """

    given_name: Maybe[str] = child(leaf("given_name", NAME_PART), default=None)
    surname: One[str] = child(leaf("surname", NAME_PART))
    """The family name, or the only name there is."""
    suffix: Maybe[str] = child(leaf("suffix", _SUFFIX), default=None)
    """``Jr.``, ``III``; no degrees."""
    roles: Many[Role, Role | RoleType] = children(Role, default=())
    """Roles in Crossref's or CRediT's words, beside or in place of ``contributor_role``."""
    affiliations: Many[Institution, Institution | str] = children(
        Institution, within=AFFILIATIONS, at_least=1, default=()
    )
    orcid: Maybe[Orcid, Orcid | str] = child(Orcid, default=None)
    alt_names: Many[Name | StringName] = children(Name, StringName, within=ALT_NAME, at_least=1, default=())
    sequence: Maybe[Sequence, Sequence] = attribute(Sequence, default=None)
    """``first`` or ``additional``."""
    contributor_role: Maybe[ContributorRole, ContributorRole] = attribute(ContributorRole, default=None)
    name_style: Maybe[NameStyle, NameStyle] = attribute(NameStyle, "name-style", default=None)
    language: Maybe[str] = attribute(LANGUAGE, default=None)

    def _check(self) -> None:
        if self.contributor_role is None and not self.roles:
            raise ModelError(
                "PersonName", found="no contributor_role and no roles", expected="one of them, such as 'author'"
            )


@element("organization")
class Organization:
    """An organization as a contributor. Crossref element ``organization``.

    Example:
        >>> from crossref_deposit import Organization
        >>> Organization(name="The ATLAS Collaboration", contributor_role="author").name
        'The ATLAS Collaboration'

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/contributors/
    """

    name: One[str] = content(text(1, 511, collapse=True, name="organization_t"), kw_only=False)
    sequence: Maybe[Sequence, Sequence] = attribute(Sequence, default=None)
    contributor_role: Maybe[ContributorRole, ContributorRole] = attribute(ContributorRole, default=None)
    name_style: Maybe[NameStyle, NameStyle] = attribute(NameStyle, "name-style", default=None)
    language: Maybe[str] = attribute(LANGUAGE, default=None)


@element("anonymous")
class Anonymous:
    """A contributor who is not named. Crossref element ``anonymous``."""

    roles: Many[Role, Role | RoleType] = children(Role, default=())
    affiliations: Many[Institution, Institution | str] = children(
        Institution, within=AFFILIATIONS, at_least=1, default=()
    )
    sequence: Maybe[Sequence, Sequence] = attribute(Sequence, default=None)
    contributor_role: Maybe[ContributorRole, ContributorRole] = attribute(ContributorRole, default=None)
    name_style: Maybe[NameStyle, NameStyle] = attribute(NameStyle, "name-style", default=None)
    language: Maybe[str] = attribute(LANGUAGE, default=None)


Contributor: TypeAlias = PersonName | Organization | Anonymous
"""Whoever may stand in ``contributors``."""
