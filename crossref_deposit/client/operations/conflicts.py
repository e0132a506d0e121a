"""Conflict management: what is to become of DOIs that have the same metadata."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import ClassVar, Final

import attrs

from crossref_deposit.binding.values import show
from crossref_deposit.client.operation import Operation
from crossref_deposit.client.operations import fields
from crossref_deposit.errors import ModelError

_FORCE_ALIAS: Final = "force_alias"


class ConflictOperation(enum.StrEnum):
    """What to do with a conflict, in Crossref's words.

    See https://www.crossref.org/documentation/reports/conflict-report/
    """

    PRIMARY = "primary"
    """The DOI is the primary one in all its conflicts; the others become aliases of it."""
    ALIAS = "alias"
    """The DOI becomes an alias, of whichever DOI it is in conflict with: Crossref refuses it if those are several."""
    RESOLVE = "resolve"
    """The conflicts of the DOI are no conflicts: both stay as they are."""
    UNRESOLVE = "unresolve"
    """The conflicts of the DOI are open again."""
    UNALIAS = "unalias"
    """The DOI is no longer the alias that `ForcedAliases` made of it."""


def _operation(value: ConflictOperation | str) -> ConflictOperation:
    try:
        return ConflictOperation(value)
    except ValueError:
        known = ", ".join(ConflictOperation)
    remedy = "Use ForcedAliases, which has pairs of DOIs." if value == _FORCE_ALIAS else ""
    raise ModelError("op", found=show(value), expected=f"one of {known}", remedy=remedy)


@attrs.frozen(kw_only=True)
class ConflictResolution:
    """DOIs in conflict, and what is to become of them.

    Example:
        >>> from crossref_deposit import ConflictResolution
        >>> resolution = ConflictResolution(
        ...     email="doi@psychoceramics.example", op="primary", dois=["10.5555/12345678", "10.5555/24242424x"]
        ... )
        >>> print(resolution.to_bytes().decode())
        H:email=doi@psychoceramics.example;op=primary
        10.5555/12345678
        10.5555/24242424x
        <BLANKLINE>

    See https://www.crossref.org/documentation/reports/conflict-report/
    """

    operation: ClassVar[Operation] = Operation.CONFLICTS
    file_extension: ClassVar[str] = ".txt"

    email: str = attrs.field(validator=fields.valid(fields.EMAIL))
    """Where Crossref mails the result."""
    op: ConflictOperation = attrs.field(converter=_operation)
    """What to do."""
    dois: tuple[str, ...] = attrs.field(converter=fields.dois)
    """With which DOIs."""

    def to_bytes(self) -> bytes:
        """The file that is sent."""
        return fields.lines({"email": self.email, "op": self.op.value}, self.dois)


def _primary(value: str) -> str:
    return fields.doi("AliasPair.primary", value)


def _alias(value: str) -> str:
    return fields.doi("AliasPair.alias", value)


@attrs.frozen(kw_only=True)
class AliasPair:
    """Two DOIs of one thing."""

    primary: str = attrs.field(converter=_primary)
    """The DOI that counts."""
    alias: str = attrs.field(converter=_alias)
    """The DOI that leads there from now on."""

    def __attrs_post_init__(self) -> None:
        if self.primary.lower() == self.alias.lower():
            raise ModelError("AliasPair.alias", found=show(self.alias), expected="another DOI than the primary one")


def _pair(path: str, value: AliasPair | tuple[str, str]) -> AliasPair:
    if isinstance(value, AliasPair):
        return value
    primary, alias = fields.pair(path, value)
    return AliasPair(primary=primary, alias=alias)


def _pairs(values: AliasPair | Iterable[AliasPair | tuple[str, str]]) -> tuple[AliasPair, ...]:
    given = fields.listed("pairs", (values,) if isinstance(values, AliasPair) else values)
    pairs = tuple(_pair(f"pairs[{number}]", value) for number, value in enumerate(given))
    fields.check_any("pairs", pairs)
    fields.check_once("pairs", (pair.alias for pair in pairs))
    aliases = {pair.alias.lower() for pair in pairs}
    for number, pair in enumerate(pairs):
        if pair.primary.lower() in aliases:
            found = f"{show(pair.primary)}, which becomes an alias itself"
            raise ModelError(f"pairs[{number}].primary", found=found, expected="a DOI that stays primary")
    return pairs


@attrs.frozen(kw_only=True)
class ForcedAliases:
    """Aliases of DOIs that are in no conflict. `ConflictOperation.UNALIAS` takes them back.

    Whoever looks for the metadata of the alias finds the primary DOI from then on, so be sure that both are one thing.

    Example:
        >>> from crossref_deposit import AliasPair, ForcedAliases
        >>> pair = AliasPair(primary="10.5555/12345678", alias="10.5555/24242424x")
        >>> print(ForcedAliases(email="doi@psychoceramics.example", pairs=[pair]).to_bytes().decode())
        H:email=doi@psychoceramics.example;op=force_alias
        10.5555/12345678 10.5555/24242424x
        <BLANKLINE>

    See https://www.crossref.org/documentation/reports/conflict-report/
    """

    operation: ClassVar[Operation] = Operation.CONFLICTS
    file_extension: ClassVar[str] = ".txt"

    email: str = attrs.field(validator=fields.valid(fields.EMAIL))
    """Where Crossref mails the result."""
    pairs: tuple[AliasPair, ...] = attrs.field(converter=_pairs)
    """Which DOI becomes an alias of which."""

    def to_bytes(self) -> bytes:
        """The file that is sent."""
        rows = (f"{pair.primary} {pair.alias}" for pair in self.pairs)
        return fields.lines({"email": self.email, "op": _FORCE_ALIAS}, rows)
