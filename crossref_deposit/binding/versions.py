"""Schema versions: what an older version says otherwise, as a short list beside the models.

The models say the current version. A version's differences are looked up by class and field; a
field that is not listed is the same. Writer, reader and schema ask `declaration` and never look at
the lists themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NoReturn

import attrs

from crossref_deposit.binding.declaration import Arrangement, Element, Field, Leaf, arrange, declared
from crossref_deposit.binding.escape import escape
from crossref_deposit.binding.markup import Profile
from crossref_deposit.binding.values import Refused, SimpleType
from crossref_deposit.errors import VersionError

CURRENT: Final = "5.5.0"


@attrs.frozen
class Absent:
    """The version cannot be written with the field; ``readable`` where documents have it all the same."""

    first_version: str = CURRENT
    readable: bool = False
    reason: str = ""

    @property
    def why(self) -> str:
        """Why it cannot, as a part of a sentence."""
        return self.reason or f"it came with {self.first_version}"


@attrs.frozen(kw_only=True)
class Differences:
    """What one version says otherwise.

    ``fields`` maps ``"Class.field"`` to `Absent` or to a function from the current field to that
    version's; ``types`` maps a simple type to what stands for it wherever it is used; ``extra``
    maps a class name to attributes that have gone since (read, and not kept); ``also`` maps
    ``"Class.field"`` to elements that may follow it there and are held by another field; ``groups``
    maps a class name to how its fields stand together there.
    """

    fields: Mapping[str, Absent | Callable[[Field], Field]] = attrs.field(factory=dict)
    types: Mapping[SimpleType, SimpleType] = attrs.field(factory=dict)
    extra: Mapping[str, tuple[Field, ...]] = attrs.field(factory=dict)
    also: Mapping[str, Field] = attrs.field(factory=dict)
    groups: Mapping[str, Sequence[Arrangement]] = attrs.field(factory=dict)


VERSIONS: Final[dict[str, Differences]] = {CURRENT: Differences()}
"""The versions of the deposit schema that can be written, newest first."""
RESOURCE_VERSIONS: Final[dict[str, Differences]] = {"doi_resources-5.4.0": Differences()}
"""Those of the schema for parts of records, which shares its declarations; the name is that of its files."""


def known(version: str, *others: str) -> str:
    """The version, if it is one of ours; raises `VersionError`."""
    if version not in VERSIONS and version not in others:
        ours = ", ".join((*VERSIONS, *others))
        message = f"schema version {version!r} cannot be written or read here: use one of {ours}"
        raise VersionError(message, version=version)
    return version


def declaration(model: type[Any], version: str) -> Element:
    """What is declared of a model class in a schema version."""
    return _declaration(declared(model), known(version, *RESOURCE_VERSIONS))


@cache
def _declaration(element: Element, version: str) -> Element:
    differences = _differences(version)
    name = element.model.__name__
    fields = [_in_version(name, field, differences) for field in element.fields]
    extra = differences.extra.get(name, ())
    if all(new is old for new, old in zip(fields, element.fields, strict=True)) and not extra:
        return element
    kept = tuple(field for field in fields if field is not None)
    groups = tuple(differences.groups.get(name, element.groups))
    content = arrange(_with_others(name, kept, differences), groups, any_order=element.any_order)
    return attrs.evolve(element, fields=kept, content=content, groups=groups, extra=extra)


def _differences(version: str) -> Differences:
    return RESOURCE_VERSIONS[version] if version in RESOURCE_VERSIONS else VERSIONS[version]


def _with_others(owner: str, fields: Iterable[Field], differences: Differences) -> Iterator[Field]:
    for field in fields:
        yield field
        if other := differences.also.get(f"{owner}.{field.name}"):
            yield other


def _in_version(owner: str, field: Field, differences: Differences) -> Field | None:
    change = differences.fields.get(f"{owner}.{field.name}")
    if isinstance(change, Absent):
        if not change.readable:
            return None
    elif change is not None:
        field = change(field)
    return _with_types(field, differences.types)


def _with_types(field: Field, types: Mapping[SimpleType, SimpleType]) -> Field:
    items = tuple(
        attrs.evolve(item, type=_replaced(item.type, types)) if isinstance(item, Leaf) else item for item in field.items
    )
    replaced = attrs.evolve(field, type=_replaced(field.type, types), items=items)
    return field if replaced.types == field.types else replaced


def _replaced(kind: Any, types: Mapping[SimpleType, SimpleType]) -> Any:
    if isinstance(kind, SimpleType):
        return types.get(kind, kind)
    return kind.with_types(types) if isinstance(kind, Profile) else kind


def absent(model: type[Any], version: str) -> dict[str, Absent]:
    """The fields of a class that a version lacks."""
    prefix = f"{model.__name__}."
    return {
        path.removeprefix(prefix): change
        for path, change in _differences(version).fields.items()
        if path.startswith(prefix) and isinstance(change, Absent)
    }


def outlived(model: type[Any], field: Field, version: str) -> bool:
    """Whether another version has values for the field that this one lacks, so that an object may hold one."""
    others = (declaration(model, other).fields for other in VERSIONS if other != version)
    return any(
        _lacks(new, old)
        for fields in others
        for other in fields
        if other.name == field.name
        for new, old in zip(field.types, other.types, strict=True)
    )


def _lacks(new: Any, old: Any) -> bool:
    if new is old or not (isinstance(new, SimpleType) and isinstance(old, SimpleType)) or old.from_document:
        return False
    return bool(new.enumeration is not None and old.enumeration is not None and old.enumeration - new.enumeration)


def refuse(field: str, version: str, absent: Absent) -> NoReturn:
    """Raise for a field that the version cannot say."""
    message = f"{field} cannot be said in schema {version}, {absent.why}: write {absent.first_version} or leave it out"
    raise VersionError(message, version=version, field=field, first_version=absent.first_version)


def needed(field: str, version: str) -> NoReturn:
    """Raise for a field that the version cannot do without."""
    message = f"{field} is required in schema {version}: give it, or write {CURRENT}"
    raise VersionError(message, version=version, field=field, first_version=CURRENT)


def too_many(field: str, version: str, at_most: int, count: int) -> NoReturn:
    """Raise for more values than the version has room for."""
    first = _first(field, version, lambda other: other.at_most is None or other.at_most >= count) or CURRENT
    message = f"{field} holds more than {at_most} values, the most in schema {version}: write {first} or leave some out"
    raise VersionError(message, version=version, field=field, first_version=first)


def _first(path: str, version: str, fits: Callable[[Field], bool]) -> str | None:
    """The first version after one whose field of a class can hold something."""
    owner, _, name = path.partition(".")
    newer = list(VERSIONS)[: list(VERSIONS).index(version)] if version in VERSIONS else []
    for other in reversed(newer):
        if any(field.name == name and fits(field) for field in declaration(declared(owner).model, other).fields):
            return other
    return None


def _text(kind: Any, value: Any) -> str:
    """How a version with that type writes a value; raises `Refused`."""
    if isinstance(kind, Profile):
        return kind.check(value).xml
    text = kind.write(value)
    kind.read(text)
    return escape(text).replace('"', "&quot;")


def _says(kind: Any, value: Any) -> bool:
    try:
        _text(kind, value)
    except Refused:
        return False
    return True


def said(kind: Any, field: str, version: str, value: Any) -> str:
    """The text of a value in a version whose type for it differs from the current one."""
    try:
        return _text(kind, value)
    except Refused as refused:
        first = _first(field, version, lambda other: any(_says(each, value) for each in other.types))
        remedy = f"write {first} or change it" if first else "change it"
        message = f"{field}: {refused.found} cannot be said in schema {version}, expected {refused.expected}: {remedy}"
        raise VersionError(message, version=version, field=field, first_version=first) from None
