from __future__ import annotations

import pytest
import stdnum.isbn
import stdnum.issn
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_11_2

from crossref_deposit.validation.check_digits import is_isbn, is_issn, is_orcid

LAST = st.sampled_from("0123456789X")


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


@given(digits(15), LAST)
def test_orcid_agrees_with_stdnum(first: str, last: str) -> None:
    text = first + last
    orcid = "-".join(text[start : start + 4] for start in range(0, 16, 4))
    assert is_orcid(orcid) == is_orcid(f"https://orcid.org/{orcid}") == mod_11_2.is_valid(text)


@given(digits(15))
def test_exactly_one_check_digit_is_right(first: str) -> None:
    orcids = [f"{first[:4]}-{first[4:8]}-{first[8:12]}-{first[12:]}{last}" for last in "0123456789X"]
    assert sum(map(is_orcid, orcids)) == 1


@given(digits(7), LAST, st.sampled_from(["", "-"]))
def test_issn_agrees_with_stdnum(first: str, last: str, hyphen: str) -> None:
    issn = first[:4] + hyphen + first[4:] + last
    assert is_issn(issn) == stdnum.issn.is_valid(issn)


@given(digits(9), LAST)
def test_isbn_10_agrees_with_stdnum(first: str, last: str) -> None:
    assert is_isbn(first + last) == stdnum.isbn.is_valid(first + last)


@given(st.sampled_from(["978", "979"]), digits(10))
def test_isbn_13_agrees_with_stdnum(start: str, rest: str) -> None:
    assert is_isbn(start + rest) == stdnum.isbn.is_valid(start + rest)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "0000-0002-1825-009x",
        "0000-0002-1825-00970",
        "\u0660\u0660\u0660\u0660-0002-1825-0097",
        "ftp://orcid.org/0000-0002-1825-0097",
    ],
)
def test_what_has_another_form_is_no_orcid(value: str) -> None:
    assert not is_orcid(value)


@pytest.mark.parametrize("value", ["", "0264-356", "02643561X", "0264–3561"])
def test_what_has_another_form_is_no_issn(value: str) -> None:
    assert not is_issn(value)


@pytest.mark.parametrize("value", ["978-0-306-40615-7", "0 306 40615 2", " 9780306406157 "])
def test_isbn_may_have_hyphens_and_blanks(value: str) -> None:
    assert is_isbn(value)


@pytest.mark.parametrize("value", ["", "978", "97803064061577", "978030640615X", "977-0-306-40615-7"])
def test_what_has_another_form_is_no_isbn(value: str) -> None:
    assert not is_isbn(value)
