"""What the older schema versions say otherwise than the models, which say the current one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, get_args

import attrs

from crossref_deposit.binding.declaration import Field, as_type, leaf
from crossref_deposit.binding.markup import Markup
from crossref_deposit.binding.values import SimpleType
from crossref_deposit.binding.versions import VERSIONS, Absent, Differences
from crossref_deposit.models import lists
from crossref_deposit.models.contributors import NAME_PART, StringName
from crossref_deposit.models.simple_types import LANGUAGE, MIME_TYPE, ContributorRole, NameStyle

Change = Callable[[Field], Field]

_WITH_TRIALS_SINCE_5_5: Final = (
    "BookMetadata",
    "BookSeriesMetadata",
    "BookSetMetadata",
    "Dataset",
    "Dissertation",
    "PendingPublication",
    "PostedContent",
    "ReportPaperMetadata",
    "ReportPaperSeriesMetadata",
    "SeriesMetadata",
    "StandardMetadata",
)
_WITH_VERSION_INFO: Final = (
    "ConferencePaper",
    "ContentItem",
    "DatabaseMetadata",
    "Dataset",
    "Dissertation",
    "JournalArticle",
    "PostedContent",
    "ReportPaperMetadata",
    "ReportPaperSeriesMetadata",
    "StandardMetadata",
)
_WITH_ISBNS: Final = (
    "BookMetadata",
    "BookSeriesMetadata",
    "BookSetMetadata",
    "Dissertation",
    "ProceedingsMetadata",
    "ProceedingsSeriesMetadata",
    "ReportPaperMetadata",
    "ReportPaperSeriesMetadata",
    "SetMetadata",
    "StandardMetadata",
)
_WITH_REFERENCE_DISTRIBUTION: Final = (
    "BookMetadata",
    "BookSeriesMetadata",
    "BookSetMetadata",
    "ConferencePaper",
    "ContentItem",
    "DatabaseMetadata",
    "Dissertation",
    "JournalArticle",
    "JournalMetadata",
    "ProceedingsMetadata",
    "ProceedingsSeriesMetadata",
    "ReportPaperMetadata",
    "ReportPaperSeriesMetadata",
    "StandardMetadata",
)


def _values(*names: str, base: str = "NMTOKEN") -> Change:
    kind = SimpleType(base=base, values=names)
    return lambda field: attrs.evolve(field, type=kind)


def _without(*names: str) -> Change:
    def change(field: Field) -> Field:
        kind = field.type
        if not isinstance(kind, SimpleType):
            raise TypeError(field.name)
        return attrs.evolve(field, type=attrs.evolve(kind, values=tuple(v for v in kind.listed if v not in names)))

    return change


def _required(change: Change | None = None) -> Change:
    return lambda field: attrs.evolve(field if change is None else change(field), default=attrs.NOTHING)


def _at_most(number: int) -> Change:
    return lambda field: attrs.evolve(field, at_most=number)


def _version(version: str) -> Change:
    return lambda field: attrs.evolve(field, default=version)


def _for(names: tuple[str, ...], field: str, change: Absent | Change) -> dict[str, Absent | Change]:
    return {f"{name}.{field}": change for name in names}


def _three_letters(code: str) -> str:
    return lists.three_letter_codes().get(code, {"jw": "jav"}.get(code, code))


def _two_letters(code: str) -> str:
    return lists.two_letter_codes().get(code, code)


_CONTRIBUTORS: Final = ("Anonymous", "Organization", "PersonName")
_NEW_ROLES: Final = ("corresponding-author", "other")
_OLD_ROLES: Final = tuple(role for role in get_args(ContributorRole) if role not in _NEW_ROLES)
_TOKEN_STYLE: Final = as_type(NameStyle, "token")

_UNTIL_5_4: Final[Mapping[str, Absent | Change]] = {
    **_for(_WITH_TRIALS_SINCE_5_5, "clinical_trials", Absent()),
    **_for(("ReportPaperSeriesMetadata",), "crossmark", Absent()),
    **_for(("ReportPaperSeriesMetadata",), "funding", Absent()),
    **_for(("ReportPaperSeriesMetadata",), "free_to_read", Absent()),
    **_for(("ReportPaperSeriesMetadata",), "licenses", Absent()),
    **_for(("Anonymous", "PersonName"), "roles", Absent()),
    **_for(_CONTRIBUTORS, "sequence", _required()),
    **_for(_CONTRIBUTORS, "contributor_role", _required(_values(*_OLD_ROLES))),
    **_for(_CONTRIBUTORS, "name_style", lambda field: attrs.evolve(field, type=_TOKEN_STYLE)),
    "PostedContent.archive_locations": Absent(),
    "PostedContent.type": _values("preprint", "working_paper", "letter", "dissertation", "report", "review", "other"),
}
_OLD_NAME_PART: Final = attrs.evolve(
    NAME_PART,
    max_length=60,
    pattern=r"[^\d\?]*[^\?\s]+[^\d]*",
    expected="a name of at most 60 characters without digits and question marks",
)
_NAMES: Final = Field(
    kind="child",
    name="names",
    held_by="alt_names",
    items=(leaf("name", attrs.evolve(_OLD_NAME_PART, from_document=lambda text: StringName(Markup.from_text(text)))),),
    many=True,
    default=(),
)
"""Other forms of a name, as one of the two copies of 5.4.0 has them."""
_TWO_LETTER_LANGUAGE: Final = SimpleType(
    base="NMTOKEN",
    name="language_t",
    values=lists.two_letter_languages,
    expected="a language that has a two-letter code",
    from_document=_three_letters,
    into_document=_two_letters,
)
_REFERENCE_DISTRIBUTION: Final = Field(
    kind="attribute",
    name="reference_distribution_opts",
    xml_name="reference_distribution_opts",
    type=SimpleType(values=("none", "query", "any")),
    default=None,
    implied="none",
)

VERSIONS["5.4.0"] = Differences(
    fields={
        **_UNTIL_5_4,
        "DoiBatch.schema_version": _version("5.4.0"),
        "PersonName.alt_names": Absent(readable=True, reason="of which two copies differ in it"),
        "Archive.name": _without("CINES"),
    },
    types={NAME_PART: _OLD_NAME_PART},
    also={"PersonName.surname": _NAMES},
)
VERSIONS["5.3.1"] = Differences(
    fields={
        **_UNTIL_5_4,
        **_for(_WITH_VERSION_INFO, "version_info", Absent("5.4.0")),
        **_for(_WITH_ISBNS, "isbns", _at_most(6)),
        "DoiBatch.schema_version": _version("5.3.1"),
        "PostedContent.statuses": Absent("5.4.0"),
        "Citation.type": Absent("5.4.0"),
        "Description.lang": Absent("5.4.0"),
        "Item.crawler": _without("similarity-check"),
        "Archive.name": _values("CLOCKSS", "LOCKSS", "Portico", "KB", "Internet Archive", "DWT", base="string"),
    },
    types={
        NAME_PART: _OLD_NAME_PART,
        LANGUAGE: _TWO_LETTER_LANGUAGE,
        MIME_TYPE: attrs.evolve(MIME_TYPE, values=lists.media_types_before_5_4),
    },
    extra=dict.fromkeys(_WITH_REFERENCE_DISTRIBUTION, (_REFERENCE_DISTRIBUTION,)),
)

SCHEMA_VERSIONS: Final = tuple(VERSIONS)
"""The schema versions that can be written, newest first."""
