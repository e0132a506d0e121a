from __future__ import annotations

import html
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossref_deposit.validation.spellings import (
    Spellings,
    canonical,
    canonical_doi,
    loosened,
    loosened_doi,
    without_ellipsis,
)

SUFFIXES = st.text("abcXYZ019-._;()/<>&:", min_size=1, max_size=12)
TEXTS = st.text("aB 1é-", min_size=1, max_size=8).filter(str.strip)


@given(SUFFIXES, st.sampled_from(["", "doi:", "DOI: ", "https://doi.org/", "http://dx.doi.org/", "info:doi/"]))
def test_escaping_and_resolvers_do_not_change_a_doi(suffix: str, before: str) -> None:
    doi = f"10.5555/{suffix}"
    assert canonical_doi(f" {before}{doi.upper()}\n") == doi.lower()
    assert loosened_doi(before + html.escape(html.escape(doi))) == loosened_doi(doi)
    assert loosened_doi(before + quote(doi, safe="")) == loosened_doi(doi)


@pytest.mark.parametrize(
    ("name", "value", "other"),
    [
        ("ORCID", "https://orcid.org/0000-0002-1825-009X", "000000021825009x"),
        ("ORCID", "http://www.orcid.org/0000-0002-1825", "0000-0002-1825"),
        ("issn", "2049-3630", "2049 3630"),
        ("title", "The <i>A</i> &amp;amp; the B", "the a & THE B"),
        ("title", "\u201cA\u201d \u2013 B", '"A" - B'),
        ("title", "\ufb01sh", "fish"),
        ("inter_work_relation", "https://doi.org/10.5555/A%2Fb", "10.5555/a/b"),
    ],
)
def test_spellings_of_one_value_are_equal(name: str, value: str, other: str) -> None:
    assert loosened(name, value) == loosened(name, other)


@pytest.mark.parametrize(
    ("name", "value", "other"),
    [
        ("title", "A + B", "A - B"),
        ("issn", "2049-3630", "2049-3631"),
        ("ORCID", "0000-0002-1825-0097", "0000-0002-1825-0098"),
        ("doi", "10.5555/a-b", "10.5555/ab"),
        ("title", "a < b", "a"),
    ],
)
def test_different_values_are_not(name: str, value: str, other: str) -> None:
    assert loosened(name, value) != loosened(name, other)
    assert canonical(name, value) != canonical(name, other)


@pytest.mark.parametrize("dots", ["...", "\u2026", " ...", "....", "[...]", " [\u2026] "])
def test_dots_say_that_a_value_is_shortened(dots: str) -> None:
    assert without_ellipsis(f"A title{dots}") == "A title"


@pytest.mark.parametrize("text", ["A title", "A title.", "A.. title", "...and more", ""])
def test_other_dots_do_not(text: str) -> None:
    assert without_ellipsis(text) is None


@given(st.lists(TEXTS, max_size=6), TEXTS)
def test_things_are_found_by_their_text_and_by_its_beginning(texts: list[str], wanted: str) -> None:
    spellings = Spellings([(text, number) for number, text in enumerate(texts)], str.casefold)
    equal = [number for number, text in enumerate(texts) if text.casefold() == wanted.casefold()]
    begun = [number for number, text in enumerate(texts) if text.casefold().startswith(wanted.rstrip().casefold())]
    assert spellings.find(wanted) == equal
    assert spellings.find(f"{wanted.rstrip()}...") == begun
    assert spellings.beginning_with(wanted.rstrip()) == begun


@pytest.mark.parametrize("end", ["&am", "&", "<i", "</", "&#82"])
def test_what_is_cut_within_an_entity_or_a_tag_begins_before_it(end: str) -> None:
    assert Spellings([("Acta & Co", 1), ("Bacta", 2)], str.casefold).beginning_with(f"Acta {end}") == [1]
