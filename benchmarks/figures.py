"""What was measured: all that tables and plots are made of. Kept as JSON, so that no figure is ever copied by hand."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from benchmarks.machine import Machine
from benchmarks.measure import Runs


@attrs.frozen(kw_only=True)
class Measured:
    """A job of a contender."""

    job: str
    contender: str
    runs: Runs
    articles: int
    peak: int | None = None
    """Bytes of memory of a new process that did only this."""


@attrs.frozen(kw_only=True)
class Present:
    """A contender as it was installed, and the document that it wrote."""

    name: str
    version: str = ""
    size: int = 0
    distributions: int = 0
    absent: str = ""
    """Why it could not be installed; then all else is empty."""
    elements: float | None = None
    """In its document, for each article."""
    valid: bool | None = None


@attrs.frozen(kw_only=True)
class Figures:
    """One run of the benchmarks."""

    machine: Machine
    articles: int
    records: int
    """In the log that is attributed."""
    bytes: int
    """Of the document."""
    contenders: Sequence[Present]
    measured: Sequence[Measured]
    growth: Sequence[Measured] = ()

    def find(self, job: str, contender: str) -> Measured | None:
        """What was measured of one contender's job, if it was."""
        return next((one for one in self.measured if (one.job, one.contender) == (job, contender)), None)

    def present(self, name: str) -> Present | None:
        return next((one for one in self.contenders if one.name == name), None)

    def grown(self, job: str, contender: str) -> Iterator[Measured]:
        """The same job for more and more articles."""
        return (one for one in self.growth if (one.job, one.contender) == (job, contender))

    def save(self, path: pathlib.Path) -> None:
        path.write_text(json.dumps(attrs.asdict(self), indent=1) + "\n")

    @classmethod
    def load(cls, path: pathlib.Path) -> Figures:
        kept = json.loads(path.read_text())
        return cls(
            **{
                **kept,
                "machine": Machine(**kept["machine"]),
                "contenders": [Present(**one) for one in kept["contenders"]],
                "measured": [_measured(**one) for one in kept["measured"]],
                "growth": [_measured(**one) for one in kept["growth"]],
            }
        )


def _measured(runs: dict[str, list[float]], **others: Any) -> Measured:  # noqa: ANN401 - as JSON has them
    return Measured(runs=Runs(tuple(runs["seconds"])), **others)
