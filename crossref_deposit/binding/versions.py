"""Schema versions: what an older version says otherwise, as a short list beside the models.

The models say the current version. A version's differences are looked up by class and field; a
field that is not listed is the same. Writer, reader and schema ask `declaration` and never look at
the lists themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final, NoReturn

import attrs

from crossref_deposit.binding.declaration import Arrangement, Element, Field, arrange, declared
from crossref_deposit.errors import VersionError

CURRENT: Final = "5.5.0"


@attrs.frozen
class Absent:
    """The version does not have the field."""

    first_version: str = CURRENT


@attrs.frozen(kw_only=True)
class Differences:
    """What one version says otherwise.

    ``fields`` maps ``"Class.field"`` to `Absent` or to a function from the current field to that
    version's; ``groups`` maps a class name to how its fields stand together there.
    """

    fields: Mapping[str, Absent | Callable[[Field], Field]] = attrs.field(factory=dict)
    groups: Mapping[str, Sequence[Arrangement]] = attrs.field(factory=dict)


VERSIONS: Final[dict[str, Differences]] = {CURRENT: Differences()}
"""The versions that can be written, newest first."""


def known(version: str) -> str:
    """The version, if it is one of ours; raises `VersionError`."""
    if version not in VERSIONS:
        message = f"schema version {version!r} cannot be written or read here: use one of {', '.join(VERSIONS)}"
        raise VersionError(message, version=version)
    return version


def declaration(model: type[Any], version: str) -> Element:
    """What is declared of a model class in a schema version."""
    return _declaration(declared(model), known(version))


@cache
def _declaration(element: Element, version: str) -> Element:
    differences = VERSIONS[version]
    fields = [_in_version(element, field, differences) for field in element.fields]
    if all(new is old for new, old in zip(fields, element.fields, strict=True)):
        return element
    kept = tuple(field for field in fields if field is not None)
    groups = differences.groups.get(element.model.__name__, element.groups)
    return attrs.evolve(
        element, fields=kept, content=arrange(kept, groups, any_order=element.any_order), groups=tuple(groups)
    )


def _in_version(element: Element, field: Field, differences: Differences) -> Field | None:
    change = differences.fields.get(f"{element.model.__name__}.{field.name}")
    if change is None:
        return field
    return None if isinstance(change, Absent) else change(field)


def absent(model: type[Any], version: str) -> dict[str, Absent]:
    """The fields of a class that a version lacks."""
    prefix = f"{model.__name__}."
    return {
        path.removeprefix(prefix): change
        for path, change in VERSIONS[version].fields.items()
        if path.startswith(prefix) and isinstance(change, Absent)
    }


def refuse(field: str, version: str, first_version: str) -> NoReturn:
    """Raise for a field that the version cannot say."""
    message = (
        f"{field} cannot be said in schema {version}, it came with {first_version}: "
        f"write {first_version} or leave it out"
    )
    raise VersionError(message, version=version, field=field, first_version=first_version)
