from __future__ import annotations

import pytest

import crossref_deposit as cd
from crossref_deposit.errors import ModelError
from samples import article, read_back, written


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2050-084X", "2050-084X"),
        ("2050084x", "2050084X"),
        ("ISSN 2050-084x", "2050-084X"),
        (" issn:2050-084X\n", "2050-084X"),
        ("e-ISSN 2050-084X", "2050-084X"),
        ("urn:issn:2050-084X", "2050-084X"),
    ],
)
def test_issns(given, kept):
    assert str(cd.Issn(given)) == kept
    assert cd.Citation(key="1", issn=given).issn == cd.Issn(kept)


@pytest.mark.parametrize("given", ["2050-084", "20500-84X", "X050-0841", "٢٠50-0841", "", 20500841])
def test_what_is_no_issn(given):
    with pytest.raises(ModelError, match="expected an ISSN such as 2050-084X"):
        cd.Issn(given)


def test_isbns():
    assert str(cd.Isbn("978-3-16-148410-0")) == "978-3-16-148410-0"
    assert cd.Isbn("ISBN-13: 978-3-16-148410-0 ") == cd.Isbn("978-3-16-148410-0")
    assert cd.Isbn("0-8044-2957-x") == cd.Isbn("0-8044-2957-X")
    with pytest.raises(ModelError, match=r"Isbn.value: found '12' \(2 characters\), expected an ISBN such as 978-"):
        cd.Isbn("12")


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        (12, "12", None),
        ("12", "12", None),
        ("12-34", "12", "34"),
        (" S1 – S12 ", "S1", "S12"),
        ("12--34", "12", "34"),
        ("12—34", "12", "34"),
        ("e1001", "e1001", None),
        ("12, 14-15", "12, 14-15", None),
        ("1-2-3", "1-2-3", None),
    ],
)
def test_pages_of_a_plain_value(given, first, last):
    made = article(pages=given).pages
    assert (made.first_page, made.last_page) == (first, last)


def test_pages():
    made = cd.Pages(first_page=1, last_page="iv", other_pages="7, 9")
    assert read_back(article(pages=made)).pages == made
    with pytest.raises(ModelError, match=r"Pages.first_page: found '1{33}' \(33 characters\)"):
        cd.Pages(first_page="1" * 33)
    with pytest.raises(ModelError, match=r"Pages.first_page: found True \(bool\)"):
        cd.Pages(first_page=True)


def test_numbers_of_the_publisher():
    made = cd.PublisherItem(item_numbers="e0123", identifiers=cd.Identifier("26673071", id_type="pmid"))
    assert made.item_numbers == (cd.ItemNumber("e0123"),)
    assert read_back(article(publisher_item=made)).publisher_item == made
    assert written(cd.ItemNumber("1", type="x")) == '<item_number item_number_type="x">1</item_number>'
    with pytest.raises(ModelError, match=r"PublisherItem.item_numbers: found 4 values, expected at most 3"):
        cd.PublisherItem(item_numbers=["1", "2", "3", "4"])
    with pytest.raises(ModelError, match=r"Identifier.id_type: found 'PMID', expected one of .* Did you mean 'pmid'"):
        cd.Identifier("1", id_type="PMID")
