"""Lists of DOIs that get a new URL each, or a new owner together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, TypeAlias

import attrs

from crossref_deposit.binding.values import show
from crossref_deposit.client.operation import Operation
from crossref_deposit.client.operations import fields
from crossref_deposit.errors import ModelError

Urls: TypeAlias = "Mapping[str, str] | Iterable[tuple[str, str]]"
"""The URL of each DOI."""


def _urls(values: Urls) -> tuple[tuple[str, str], ...]:
    given = fields.listed("urls", values.items() if isinstance(values, Mapping) else values)
    pairs = (fields.pair(f"urls[{number}]", value) for number, value in enumerate(given))
    checked = tuple(
        (fields.doi(f"urls[{number}]", doi), fields.url(f"urls[{number}]", url))
        for number, (doi, url) in enumerate(pairs)
    )
    fields.check_any("urls", checked)
    fields.check_once("urls", (doi for doi, _ in checked))
    return checked


def _shared_prefix(update: UrlUpdate) -> str:
    prefixes = sorted({fields.prefix_of(doi) for doi, _ in update.urls})
    if len(prefixes) > 1:
        raise ModelError(
            "UrlUpdate.prefix",
            found=f"nothing, and DOIs of {', '.join(prefixes)}",
            expected="the prefix that owns all these DOIs",
            remedy="Give it, or make an update for each prefix.",
        )
    return prefixes[0]


@attrs.frozen(kw_only=True)
class UrlUpdate:
    r"""New URLs for DOIs that are registered; nothing else of their metadata changes.

    Example:
        >>> from crossref_deposit import UrlUpdate
        >>> update = UrlUpdate(
        ...     email="doi@psychoceramics.example", urls={"10.5555/12345678": "https://psychoceramics.example/1"}
        ... )
        >>> update.to_bytes().decode().splitlines()
        ['H:email=doi@psychoceramics.example;fromPrefix=10.5555;toPrefix=10.5555',
         '10.5555/12345678\thttps://psychoceramics.example/1']

    See https://www.crossref.org/documentation/register-maintain-records/maintaining-your-metadata/updating-your-metadata/
    """

    operation: ClassVar[Operation] = Operation.TRANSFER
    file_extension: ClassVar[str] = ".txt"

    email: str = attrs.field(validator=fields.valid(fields.EMAIL))
    """Where Crossref mails the result."""
    urls: tuple[tuple[str, str], ...] = attrs.field(converter=_urls)
    """Each DOI with the URL that it leads to from now on."""
    prefix: str = attrs.field(
        default=attrs.Factory(_shared_prefix, takes_self=True), validator=fields.valid(fields.PREFIX)
    )
    """The prefix that owns the DOIs; their own one when not given. After a transfer that is another one."""

    def to_bytes(self) -> bytes:
        """The file that is sent."""
        header = {"email": self.email, "fromPrefix": self.prefix, "toPrefix": self.prefix}
        return fields.lines(header, (f"{doi}\t{url}" for doi, url in self.urls))


@attrs.frozen(kw_only=True)
class OwnershipTransfer:
    """DOIs that go from one member to another. They keep their names; the new owner updates them from then on.

    Example:
        >>> from crossref_deposit import OwnershipTransfer
        >>> transfer = OwnershipTransfer(
        ...     email="doi@psychoceramics.example",
        ...     from_prefix="10.9786",
        ...     to_prefix="10.5555",
        ...     dois=["10.9786/12345678"],
        ... )
        >>> transfer.to_bytes().decode().splitlines()
        ['H:email=doi@psychoceramics.example;fromPrefix=10.9786;toPrefix=10.5555', '10.9786/12345678']

    See https://www.crossref.org/documentation/register-maintain-records/creating-and-managing-dois/transferring-responsibility-for-dois/
    """

    operation: ClassVar[Operation] = Operation.TRANSFER
    file_extension: ClassVar[str] = ".txt"

    email: str = attrs.field(validator=fields.valid(fields.EMAIL))
    """Where Crossref mails the result."""
    from_prefix: str = attrs.field(validator=fields.valid(fields.PREFIX))
    """The prefix that owns them now; their own one may be yet another."""
    to_prefix: str = attrs.field(validator=fields.valid(fields.PREFIX))
    """The prefix that owns them from then on."""
    dois: tuple[str, ...] = attrs.field(converter=fields.dois)
    """The DOIs."""

    def __attrs_post_init__(self) -> None:
        if self.from_prefix == self.to_prefix:
            raise ModelError(
                "OwnershipTransfer.to_prefix",
                found=f"{show(self.to_prefix)}, which is from_prefix too",
                expected="another prefix",
                remedy="Crossref would read it as an update of URLs: use UrlUpdate for that.",
            )

    def to_bytes(self) -> bytes:
        """The file that is sent."""
        header = {"email": self.email, "fromPrefix": self.from_prefix, "toPrefix": self.to_prefix}
        return fields.lines(header, self.dois)
