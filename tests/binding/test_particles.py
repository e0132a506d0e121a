"""Which fields go together: what the content models of real elements allow, and the words of a refusal."""

from __future__ import annotations

import itertools

import pytest

import crossref_deposit as cd
from crossref_deposit.binding.automaton import build
from crossref_deposit.binding.declaration import MODELS, Leaf, Wrapper, declared
from crossref_deposit.binding.particles import Unsayable, Wrapped, children_of, constrained, fields_in
from crossref_deposit.errors import ModelError

DOI_DATA = cd.DoiData(doi="10.5555/1", resource="https://example.org/1")
CROSSMARK = cd.Crossmark(policy="10.5555/policy")
TRIAL = cd.ClinicalTrial("NCT1", registry="10.18810/clinical-trials-gov")
LICENSE = cd.License("https://creativecommons.org/licenses/by/4.0/")
FREE = cd.FreeToRead()
FUNDING = cd.FundingAssertion("Us", name="funder_name")
NEITHER = "funding, free_to_read, licenses, clinical_trials"


def article(**fields):
    return cd.JournalArticle(titles="T", publication_dates=2026, doi_data=DOI_DATA, **fields)


def in_series(**fields):
    series = cd.SeriesMetadata(titles="S", issns="0264-3561")
    return cd.BookSeriesMetadata(series_metadata=series, publication_dates=2026, publisher="Us", **fields)


@pytest.mark.parametrize(
    ("make", "found", "expected"),
    [
        (lambda: cd.Component(parent_relation="isPartOf"), "none of doi_data, doi", "at least one of doi_data, doi"),
        (
            lambda: cd.Component(parent_relation="isPartOf", doi="10.5555/1", doi_data=DOI_DATA),
            "doi, doi_data together",
            "either (doi_data) or (doi)",
        ),
        (cd.Institution, "none of name, ids", "at least one of name, ids"),
        (lambda: cd.Institution(acronyms="X"), "none of name, ids", "at least one of name, ids"),
        (lambda: cd.Name(suffix="Jr."), "none of surname, given_name", "at least one of surname, given_name"),
        (lambda: cd.Titles(title="T", original_language_subtitle="S"), "no original_language_title", None),
        (lambda: cd.Item(doi="10.5555/1", resource="https://example.org"), "doi, resource together", "either (doi) or"),
        (
            lambda: cd.Crossmark(updates=cd.Update("10.5555/1", type="erratum", date="2026-01-01")),
            "no policy",
            "policy",
        ),
        (lambda: cd.Crossmark(version="1"), "no policy", "policy"),
        (lambda: in_series(titles="T"), "none of isbns, noisbn", "at least one of isbns, noisbn"),
        (lambda: in_series(isbns="9783161484100"), "none of titles, abstracts, volume", "at least one of titles,"),
        (lambda: in_series(abstracts="A", noisbn="monograph"), "no titles", "titles"),
        (
            lambda: cd.Publication(full_titles="J", issn="0264-3561", isbn="9783161484100"),
            "isbn, issn together",
            "either (issn) or (isbn)",
        ),
        (cd.CustomMetadata, "none of assertions, funding,", "at least one of assertions, funding,"),
        (
            lambda: cd.RelatedItem(description="x"),
            "none of inter_work_relation, intra_work_relation",
            "at least one of inter_work_relation, intra_work_relation",
        ),
        (
            lambda: article(crossmark=CROSSMARK, licenses=LICENSE),
            "crossmark, licenses together",
            f"either (crossmark) or ({NEITHER})",
        ),
        (
            lambda: article(crossmark=CROSSMARK, funding=FUNDING, clinical_trials=TRIAL),
            "clinical_trials, crossmark, funding together",
            None,
        ),
    ],
)
def test_fields_that_do_not_go_together(make, found, expected):
    with pytest.raises(ModelError) as error:
        make()
    assert "." not in error.value.path
    assert error.value.found.startswith(found)
    assert error.value.expected.startswith(expected or "")


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"crossmark": CROSSMARK},
        {"funding": FUNDING},
        {"free_to_read": FREE, "clinical_trials": TRIAL},
        {"funding": FUNDING, "free_to_read": FREE, "licenses": LICENSE, "clinical_trials": TRIAL},
    ],
)
def test_fields_that_do(fields):
    made = article(**fields)
    assert all(getattr(made, name) in (value, (value,)) for name, value in fields.items())


def test_custom_metadata_needs_one_of_its_parts():
    parts = {
        "assertions": cd.Assertion("x", name="received"),
        "funding": FUNDING,
        "free_to_read": FREE,
        "licenses": LICENSE,
        "clinical_trials": TRIAL,
    }
    for count in range(1, len(parts) + 1):
        for names in itertools.combinations(parts, count):
            made = cd.CustomMetadata(**{name: parts[name] for name in names})
            assert {name for name in parts if getattr(made, name) not in (None, ())} == set(names)


def small_content_models():
    """Content models with so few fields that every combination can be tried."""
    for name in sorted(MODELS):
        content = declared(name).content
        if content is not None and len({field.name for field in fields_in(content)}) <= 8:
            yield pytest.param(content, id=name)


def tag_of(item):
    return id(item) if isinstance(item, Leaf | Wrapper) else item if isinstance(item, str) else item.__name__


def can_be_written(machine, present):
    """Whether some path through an automaton has elements of just these fields, and no empty wrapper."""
    wanted = frozenset(present)
    waiting = [(machine.first, machine.empty, frozenset(), 0)]
    while waiting:
        positions, ends, have, length = waiting.pop()
        if ends and have == wanted:
            return True
        for position in positions if length <= len(wanted) + 2 else ():
            held = (
                {field.name for field in fields_in(position.wrapped)} & wanted
                if position.wrapped
                else {position.field.name}
            )
            if held and held <= wanted:
                waiting.append((position.follow, position in machine.last, have | held, length + 1))
    return False


@pytest.mark.parametrize("content", list(small_content_models()))
def test_the_writer_and_the_automaton_agree_on_every_combination(content):
    machine = build(content, tag_of)
    names = sorted({field.name for field in fields_in(content)})
    for present in itertools.chain.from_iterable(itertools.combinations(names, n) for n in range(len(names) + 1)):
        if any(
            field.required and field.within is not None and field.name not in present for field in fields_in(content)
        ):
            continue  # that a field is there at all is checked before
        try:
            children_of(content, frozenset(present))
            sayable = True
        except Unsayable:
            sayable = False
        assert sayable == can_be_written(machine, present), present


def test_only_combinations_that_can_go_wrong_are_checked():
    assert constrained(declared("Component").content)
    assert constrained(declared("Crossmark").content)
    assert not constrained(declared("DoiData").content)
    assert not constrained(declared("Citation").content)


def test_particles_stand_in_document_order():
    content = declared("Component").content
    found = children_of(content, frozenset({"doi", "licenses", "titles", "contributors"}))
    names = [part.wrapper.name if isinstance(part, Wrapped) else part.field.name for part in found]
    assert names == ["titles", "contributors", "program", "doi"]
