"""What is said of each record of a log."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from crossref_deposit.diagnostics.record import Attribution, AttributionMethod
from crossref_deposit.problems import Problem
from crossref_deposit.validation.submission_index import Element


@attrs.frozen(kw_only=True)
class Verdict:
    """Whom a record of a log means."""

    attribution: Attribution = attrs.field(factory=Attribution)
    doi: str | None = None
    dois: tuple[str, ...] = ()
    element: Element | None = None
    elements: tuple[Element | None, ...] = ()
    """For each sentence of the message, the element it is about."""
    findings: tuple[Problem, ...] = ()
    """What is wrong with the file, where all of it failed."""


@attrs.frozen(kw_only=True)
class Trace:
    """A whole log, traced to its deposit."""

    verdicts: Sequence[Verdict]
    missing: tuple[str, ...] = ()
    """The DOIs of the deposit that no record of the log can be about."""
    foreign: tuple[str, ...] = ()
    """The DOIs of the log that the deposit does not have."""


def reported(doi: str, *, certain: bool) -> Verdict:
    """The verdict on a record whose DOI the log gives."""
    attribution = Attribution(method=AttributionMethod.REPORTED, certain=certain, candidates=(doi,))
    return Verdict(attribution=attribution, doi=doi, dois=(doi,))


def first(elements: Sequence[Element | None]) -> Element | None:
    """The first element that was found."""
    return next((element for element in elements if element is not None), None)
