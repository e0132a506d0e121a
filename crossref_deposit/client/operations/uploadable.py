"""What the client needs of an upload that is no batch of records."""

from __future__ import annotations

from typing import ClassVar, Protocol, runtime_checkable

from crossref_deposit.client.operation import Operation


@runtime_checkable
class Uploadable(Protocol):
    """An upload that says itself what it is for."""

    operation: ClassVar[Operation]
    """What it is for."""
    file_extension: ClassVar[str]
    """How the name of its file ends: ``.txt``, ``.xml``."""

    def to_bytes(self) -> bytes:
        """The file that is sent."""
        ...
