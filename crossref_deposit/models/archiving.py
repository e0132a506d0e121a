"""Where content is kept for good, the policies about it, and its versions."""

from __future__ import annotations

import datetime
from typing import Final, Literal, TypeAlias

from crossref_deposit.binding.declaration import Wrapper, as_type, attribute, child, children, content, element, leaf
from crossref_deposit.binding.field_types import Many, Maybe, One
from crossref_deposit.binding.markup import Markup
from crossref_deposit.binding.namespaces import XML
from crossref_deposit.models.face_markup import FACE
from crossref_deposit.models.simple_types import DATE, LANGUAGE, RESOURCE, XML_LANG, text

ArchiveName: TypeAlias = Literal[
    "ADS",
    "BL",
    "Cariniana Network",
    "CINES",
    "CLOCKSS",
    "DWT",
    "HathiTrust",
    "Internet Archive",
    "KB",
    "LOCKSS",
    "LOC",
    "NAA",
    "NARA",
    "NDPP",
    "NSK",
    "PKP PN",
    "Portico",
    "PSNC",
    "Scholars Portal",
    "TNA",
]
ARCHIVES: Final = Wrapper("archive_locations")
POLICIES: Final = Wrapper("scn_policies")


@element("archive", plain="name")
class Archive:
    """An archive that keeps the content. Crossref element ``archive``.

    Example:
        >>> from crossref_deposit import Archive
        >>> Archive(name="CLOCKSS")
        Archive(name='CLOCKSS')

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/archive-locations/
    """

    name: One[ArchiveName, ArchiveName] = attribute(as_type(ArchiveName, "string"))


@element("scn_policy_set")
class ScnPolicySet:
    """Policies for sharing on scholarly networks, from a day on. Crossref element ``scn_policy_set``."""

    scn_policy_refs: Many[str] = children(leaf("scn_policy_ref", RESOURCE), default=())
    start_date: Maybe[datetime.date, datetime.date | str] = attribute(DATE, default=None)


@element("description")
class Description:
    """A description in words. Crossref element ``description``."""

    value: One[Markup, Markup | str] = content(FACE, kw_only=False)
    language: Maybe[str] = attribute(LANGUAGE, default=None)
    lang: Maybe[str] = attribute(XML_LANG, "lang", namespace=XML, default=None)

    def __str__(self) -> str:
        return str(self.value)


@element("version")
class Version:
    """The version of a work, in the publisher's numbering. Crossref element ``version``."""

    value: One[str] = content(text(1, 100, name="version_t"), kw_only=False)
    lang: Maybe[str] = attribute(XML_LANG, "lang", namespace=XML, default=None)


@element("version_info", plain="version")
class VersionInfo:
    """Which version this is, and what is new in it. Crossref element ``version_info``.

    Example:
        >>> from crossref_deposit import VersionInfo
        >>> VersionInfo(version="2", descriptions=["Corrected figure 3."]).version
        Version('2')

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/version-info/
    """

    version: One[Version, Version | str] = child(Version)
    descriptions: Many[Description, Description | Markup | str] = children(Description, default=())
