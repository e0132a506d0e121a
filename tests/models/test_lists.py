from __future__ import annotations

import re

import pytest

from crossref_deposit.models import lists


@pytest.mark.parametrize(
    ("values", "pattern", "some"),
    [
        (lists.languages, "[a-z]{2,3}", {"eng", "deu", "haw", "en"}),
        (lists.two_letter_languages, "[a-z]{2}", {"en", "de"}),
        (lists.countries, "[A-Z]{2}", {"DE", "US"}),
        (lists.media_types, r"[A-Za-z][^\s!]+ ?", {"application/pdf", "image/png", "text/html"}),
        (lists.media_types_before_5_4, r"[a-zD]+/[^\s!]+", {"application/pdf", "image/png", "text/sgml"}),
    ],
)
def test_lists(values, pattern, some):
    found = values()
    assert isinstance(found, tuple)
    assert len(set(found)) == len(found)
    assert some <= set(found)
    assert [value for value in found if not re.fullmatch(pattern, value)] == []
    assert values() is found


def test_two_media_types_end_in_a_blank():
    assert len([value for value in lists.media_types() if value.endswith(" ")]) == 2


def test_two_letter_codes_lead_to_three_letter_ones():
    codes = lists.three_letter_codes()
    assert (codes["en"], codes["de"], codes["zh"]) == ("eng", "deu", "zho")
    assert set(codes.values()) <= set(lists.languages())
