"""Failures, in the words of the catalogue."""

from __future__ import annotations

from typing import Final

from crossref_deposit.problems import CATALOGUE
from crossref_deposit.sandbox.outcome import Outcome, RecordOutcome, Status

NO_DOI_YET: Final = "DOI not found"
NO_DOI: Final = "none"
WHOLE_JOURNAL: Final = "all doi's under the current journal element"
_TITLE_EMPTY: Final = 56
NOT_REGISTERED: Final = "There is no record of this DOI"
"""How Crossref words this is not known."""


def say(code: str, **parts: object) -> str:
    """Crossref's sentence for a problem of the catalogue."""
    return CATALOGUE[code].say(**parts)


def failure(doi: str, message: str, msg_id: int | None = None) -> RecordOutcome:
    """A record that is not registered."""
    return RecordOutcome(status=Status.FAILURE, doi=doi, message=message, msg_id=msg_id)


def empty_title() -> RecordOutcome:
    """The failure of a journal or of an item whose title says nothing."""
    return failure(NO_DOI, say("title-empty"), _TITLE_EMPTY)


def success(doi: str, message: str) -> RecordOutcome:
    """A record that is."""
    return RecordOutcome(status=Status.SUCCESS, doi=doi, message=message)


def refused(message: str, *, msg_id: int | None = None, batch_id: str = "") -> Outcome:
    """The outcome of a file that fails as a whole: one record, whatever was in the file."""
    return Outcome(batch_id=batch_id, records=(failure("", message, msg_id),))


def not_valid(line: int, reason: str, batch_id: str = "") -> Outcome:
    """The outcome of a file that is not XML, or not valid."""
    return refused(say("xml-not-well-formed", line=line, reason=reason), msg_id=29, batch_id=batch_id)
