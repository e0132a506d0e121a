"""Deposits of all kinds, logs by an imitation of Crossref: never a wrong DOI, and nothing left open without need."""

from __future__ import annotations

import collections
import html

import pytest

from crossref_deposit.diagnostics import AttributionMethod, DiagnosticParser, DiagnosticReport, RecordDiagnostic
from imitation import Container, Imitation, Item, Truth

SEEDS = range(600)


def simplified(text: str) -> str:
    return "".join(html.unescape(text).split()).casefold()


def holds_title(title: str, truth: Truth) -> bool:
    if not truth.cut:
        return simplified(title) == simplified(truth.quoted)
    begin = truth.quoted.rstrip(".…[] ")
    if begin.rfind("<") > begin.rfind(">"):
        begin = begin[: begin.rfind("<")]
    return simplified(title).startswith(simplified(begin))


class Oracle:
    """Who fits a record of the log, found by looking at everything."""

    def __init__(self, imitation: Imitation) -> None:
        self.imitation = imitation
        dois = [item.doi for item in imitation.items]
        successes = [truth for truth in imitation.truths if truth.result.status != "Failure"]
        named = [self._named(truth, dois) for truth in successes]
        self.registered = {found[0] for found in named if len(found) == 1}

    @staticmethod
    def _named(truth: Truth, dois: list[str]) -> list[str]:
        """The DOIs that the log's may stand for."""
        if truth.evidence == "shortened":
            return [doi for doi in dois if doi.casefold().startswith(str(truth.result.doi)[:-1].casefold())]
        return [doi for doi in dois if doi == truth.reported]

    def fitting(self, truth: Truth) -> list[frozenset[str]]:
        """For each record or container that holds what is quoted, its DOIs."""
        if truth.evidence in {"issn", "isbn", "title"}:
            found = [container.dois for container in self.imitation.containers if self._is_quoted(container, truth)]
            if truth.evidence == "title":
                items = [item for item in self.imitation.items if self._has_title(item, truth)]
                found += [frozenset([item.doi, *(component.doi for component in item.components)]) for item in items]
            return [dois for dois in found if not dois & self.registered]
        fits = {
            "bad": lambda item: truth.quoted in [iri for iri, _, _ in item.people],
            "twice": lambda item: [iri for iri, _, _ in item.people].count(truth.quoted) > 1,
            "trial": lambda item: item.trial is not None and item.trial.text == truth.quoted,
            "year": lambda item: item.year is not None and item.year.text == truth.quoted,
        }[truth.evidence]
        items = [item for item in self.imitation.items if fits(item) and item.doi not in self.registered]
        named = [item for item in items if item.called == truth.called]
        return [frozenset({item.doi}) for item in named or items]

    @staticmethod
    def _is_quoted(container: Container, truth: Truth) -> bool:
        if container.title is None or container.number is None:
            return False
        if truth.evidence == "title":
            return holds_title(container.title.text, truth)
        return container.number.name == truth.evidence and container.number.text.replace("-", "") == truth.quoted

    @staticmethod
    def _has_title(item: Item, truth: Truth) -> bool:
        titles = [child for node in item.node.children if node.name == "titles" for child in node.children]
        return any(holds_title(title.text, truth) for title in titles)


def check(imitation: Imitation, report: DiagnosticReport) -> collections.Counter[str]:
    oracle = Oracle(imitation)
    figures: collections.Counter[str] = collections.Counter()
    for truth, record in zip(imitation.truths, report.records, strict=True):
        figures[f"{truth.evidence or 'reported'}: {how(record)}"] += 1
        check_record(imitation, truth, record)
        if truth.evidence in {"bad", "twice", "trial", "year", "issn", "isbn", "title"}:
            check_evidence(oracle.fitting(truth), truth, record)
    check_report(imitation, report)
    return figures


def how(record: RecordDiagnostic) -> str:
    if record.attribution.certain:
        return "certain"
    if record.doi or record.dois:
        return "by order" if record.attribution.method is AttributionMethod.ORDER else "told"
    return "candidates" if record.attribution.candidates else "nothing"


def check_record(imitation: Imitation, truth: Truth, record: RecordDiagnostic) -> None:
    alike = [other for other in imitation.truths if other.result == truth.result]
    allowed = frozenset[str]().union(*(other.dois for other in alike))
    if truth.evidence == "stranger":
        assert (record.doi, record.attribution.certain, record.line) == (truth.result.doi, False, None)
        return
    assert record.doi is None or record.doi in allowed, (truth, record)
    assert set(record.dois) <= allowed, (truth, record)
    if record.attribution.certain and not (truth.reported and len(truth.dois) > 1):
        assert set(record.dois) == truth.dois, (truth, record)
    if truth.reported:
        assert record.doi == truth.reported, (truth, record)
        assert record.attribution.certain
    elif record.doi is None and not record.dois:
        assert truth.dois & set(record.attribution.candidates), (truth, record)
    dois = [item.doi for item in imitation.items]
    settled = record.attribution.certain or (record.doi is not None and len(alike) == 1)
    if settled and truth.place is not None and all(dois.count(doi) == 1 for doi in truth.dois):
        assert (record.line, record.column) == (truth.place.line, truth.place.column), (truth, record)


def check_evidence(fitting: list[frozenset[str]], truth: Truth, record: RecordDiagnostic) -> None:
    """Certain if, and only if, one fits; whatever fits is a candidate."""
    assert truth.dois in fitting
    assert record.attribution.certain == (len(fitting) == 1), (truth, record, fitting)
    assert frozenset[str]().union(*fitting) <= set(record.attribution.candidates), (truth, record)


def check_report(imitation: Imitation, report: DiagnosticReport) -> None:
    answered = frozenset[str]().union(*(truth.dois for truth in imitation.truths))
    assert not answered & set(report.missing)
    possible = {doi for record in report.records for doi in (*record.dois, *record.attribution.candidates)}
    assert set(report.missing) == {item.doi for item in imitation.items} - possible
    strangers = [truth.result.doi for truth in imitation.truths if truth.evidence == "stranger"]
    assert list(report.foreign) == strangers


@pytest.mark.parametrize("start", SEEDS[::50])
def test_never_a_wrong_doi_in_any_kind_of_deposit(start: int) -> None:
    for seed in range(start, start + 50):
        imitation = Imitation(seed)
        check(imitation, DiagnosticParser(submission=imitation.xml).parse(imitation.log()))
