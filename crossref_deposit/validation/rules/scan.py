"""The walk through a deposit that the rules are asked about: what they look at, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from crossref_deposit.validation.submission_scan import QUOTED, Closing, Opening, SubmissionScan

LOOKED_AT: Final = QUOTED | {
    "assertion",
    "crossmark_policy",
    "domain",
    "email_address",
    "institution_id",
    "issue",
    "license_ref",
    "original_language_title",
    "resource",
    "subtitle",
    "update",
    "volume",
}
"""Elements whose content some rule looks at."""

GROUPS: Final = frozenset(
    [
        "acceptance_date",
        "approval_date",
        "creation_date",
        "pages",
        "posted_date",
        "publication_date",
        "review_date",
        "update_date",
    ]
)
"""Elements that say one thing in several children."""

GROUPED: Final = frozenset(["day", "first_page", "last_page", "month", "year"])
"""The children of `GROUPS` that rules look at."""


class Found(NamedTuple):
    """An element that rules look at."""

    name: str
    offset: int
    """Of its start tag, in bytes."""
    part: int
    """The part of the deposit that it belongs to."""
    contributors: int
    """Which list of contributors it is in: equal numbers, same list."""
    text: str
    """Without the blanks around it."""
    attributes: dict[str, str]


class Grouping(NamedTuple):
    """An element of `GROUPS`, with the text of its children."""

    name: str
    offset: int
    part: int
    children: dict[str, str]


class CitationList(NamedTuple):
    """A list of references: a stretch of the text."""

    start: int
    end: int


class RuleScan(SubmissionScan):
    """What the walk found, by element name."""

    def __init__(self, text: bytes, *, salvage: bool = False) -> None:
        self.found: dict[str, list[Found]] = {name: [] for name in LOOKED_AT}
        self.groups: list[Grouping] = []
        self.citation_lists: list[CitationList] = []
        self._attributes: list[str] = []
        self._list_start = 0
        super().__init__(text, salvage=salvage)

    def _opening_actions(self) -> dict[str, Opening]:
        actions = super()._opening_actions()
        actions |= dict.fromkeys(LOOKED_AT | GROUPED, self._capture)
        actions |= dict.fromkeys(GROUPS, self._open_group)
        return actions

    def _closing_actions(self) -> dict[str, Closing]:
        actions = super()._closing_actions()
        actions |= {name: partial(self._keep_found, name, self.found[name].append) for name in LOOKED_AT}
        actions |= {name: partial(self._keep_child, name) for name in GROUPED}
        return actions

    def _capture(self, name: str, attributes: list[str], /) -> None:
        self._attributes = attributes
        super()._capture(name, attributes)

    def _keep_found(self, name: str, keep: Callable[[Found], None]) -> None:
        text = self._release()
        if text is not None:
            given = self._attributes
            attributes = dict(zip(given[::2], given[1::2], strict=True)) if given else {}
            keep(Found(name, self._captured_at, self._part, self._list, text.strip(), attributes))
            self._captured_at = -1

    def _open_group(self, name: str, _: list[str]) -> None:
        self.groups.append(Grouping(name.rpartition("}")[2], self._offset(), self._part, {}))

    def _keep_child(self, name: str) -> None:
        text = self._release()
        if text is not None and self.groups:
            self.groups[-1].children[name] = text.strip()
        self._captured_at = -1

    def _skip(self, name: str, attributes: list[str], /) -> None:
        super()._skip(name, attributes)
        self._list_start = self._offset()

    def _resume(self) -> None:
        super()._resume()
        self.citation_lists.append(CitationList(self._list_start, self._offset()))
