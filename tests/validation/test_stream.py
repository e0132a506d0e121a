"""Files that are checked window by window: the same problems as in the whole."""

from __future__ import annotations

import random

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crossref_deposit as cd
import damages
import hostile
import mutations
import rule_examples
from crossref_deposit.validation.stream import StreamValidation
from journals import BAD_ORCID, GOOD_ORCID, article, deposit, journal, person


def whole(document, **options):
    return cd.validate(document, stream=False, **options)


def in_windows(document, size=1, **options):
    """The report by windows of one record each."""
    checked = StreamValidation(document, size=size, **options)
    root = checked.root()
    return checked.report(root.schema)


@pytest.mark.parametrize("fault", damages.FAULTS)
def test_a_damaged_document(fault):
    assert in_windows(damages.damaged(fault)).problems == whole(damages.damaged(fault)).problems


JOURNALS = deposit(
    journal(article("10.5555/a", person(GOOD_ORCID)), article("10.5555/b"), article("10.6666/c"), doi="10.5555/j"),
    journal(article("10.5555/A"), article("10.5555/e", person(BAD_ORCID))),
    journal(article("10.5555/f", citations="<citation key='1'><doi>10.5555/zero</doi></citation>")),
)


def test_what_only_the_whole_file_can_tell():
    found = in_windows(JOURNALS)
    assert found.problems == whole(JOURNALS).problems
    assert [problem.code for problem in found.problems] == ["prefixes-differ", "doi-repeated", "orcid-checksum"]


@settings(max_examples=150)
@given(st.randoms(use_true_random=False), st.sampled_from(sorted(mutations.MUTATIONS)))
def test_any_damage(chance, kind):
    damage = mutations.Damage(JOURNALS, chance.choice)
    try:
        document = damage.apply(kind)
    except mutations.Nothing:
        return
    assert in_windows(document).problems == whole(document).problems
