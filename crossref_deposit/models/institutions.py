"""Institutions: where contributors work, who hosts a preprint, who confers a degree."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, cast

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
from crossref_deposit.binding.values import Refused, SimpleType, show
from crossref_deposit.models.simple_types import text

InstitutionIdType: TypeAlias = Literal["ror", "isni", "wikidata"]
_HOSTS: Final = {"ror": "ror.org/", "isni": "isni.org/", "wikidata": "wikidata.org/"}
_IDS: Final = tuple(f"https://{www}{host}" for host in _HOSTS.values() for www in ("", "www."))
_PID: Final = SimpleType(
    name="PID",
    pattern=r"[hH][tT][tT][pP][sS]://.{1,50}",
    expected="an https:// URL such as https://ror.org/02twcfp32",
)


@element("institution_id")
class InstitutionId:
    """The identifier of an institution. Crossref element ``institution_id``.

    Example:
        >>> from crossref_deposit import Institution
        >>> Institution(ids=["https://ror.org/02twcfp32"]).ids[0].type
        'ror'
    """

    value: One[str] = content(_PID, kw_only=False)
    """An ``https://`` URL."""
    type: One[InstitutionIdType, InstitutionIdType] = attribute(InstitutionIdType)

    @classmethod
    def _from_plain(cls, value: str) -> InstitutionId:
        for kind, host in _HOSTS.items():
            if host in str(value):
                return cls(value, type=cast("InstitutionIdType", kind))
        raise Refused(show(value), "a URL of ror.org, isni.org or wikidata.org, or InstitutionId(..., type=...)")


@element("institution", choice(sequence(required("name"), "ids"), required("ids")), plain="name")
class Institution:
    """An institution, by name, by identifier, or both. Crossref element ``institution``.

    Example:
        >>> from crossref_deposit import Institution
        >>> Institution(name="Crossref", ids=["https://ror.org/02twcfp32"], places=["Lynnfield, MA"]).name
        'Crossref'

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/affiliations/
    """

    name: Maybe[str] = child(leaf("institution_name", text(1, 1024)), default=None)
    ids: Many[InstitutionId, InstitutionId | str] = children(InstitutionId, default=())
    """Identifiers; a plain URL of ROR, ISNI or Wikidata says its type itself."""
    acronyms: Many[str] = children(leaf("institution_acronym", text(1, 255)), default=(), at_most=6)
    places: Many[str] = children(leaf("institution_place", text(2, 255)), default=(), at_most=6)
    departments: Many[str] = children(leaf("institution_department", text(2, 255)), default=(), at_most=6)

    @classmethod
    def _from_plain(cls, value: str) -> Institution:
        return cls(ids=[value]) if str(value).startswith(_IDS) else cls(name=value)
