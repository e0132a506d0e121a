"""The words, signs and order of what can become of a record; never told by colour alone."""

from __future__ import annotations

import enum
from typing import Final

from crossref_deposit.display.html import Html, tag


class Outcome(enum.StrEnum):
    """What became of a record, the worst first."""

    FAILED = "failed"
    WARNING = "warning"
    REGISTERED = "registered"

    @property
    def label(self) -> str:
        """In words."""
        return _LABELS[self]

    @property
    def sign(self) -> str:
        """A character that is told from the others in black and white."""
        return _SIGNS[self]


_LABELS: Final = {
    Outcome.FAILED: "not registered",
    Outcome.WARNING: "registered, with a warning",
    Outcome.REGISTERED: "registered",
}
_SIGNS: Final = {Outcome.FAILED: "✖", Outcome.WARNING: "▲", Outcome.REGISTERED: "✔"}


def badge(kind: str, sign: str, label: str) -> Html:
    """A sign and a word in the colour of a kind (an `Outcome`, a severity)."""
    return tag("span", tag("span", sign, aria_hidden="true"), " ", label, class_=f"cd-badge cd-{kind}")


def outcome_badge(outcome: Outcome, label: str | None = None) -> Html:
    """An outcome with its sign."""
    return badge(outcome.value, outcome.sign, label or outcome.label)
