from __future__ import annotations

import pytest

import crossref_deposit as cd
from crossref_deposit.errors import ModelError
from samples import article, read_back, written

GROUP = cd.FundingAssertion.group


def test_a_group_of_everything():
    made = GROUP(
        funder_name="Wellcome Trust",
        ror="https://ror.org/029chgv08",
        funder_identifier="https://doi.org/10.13039/100010269",
        award_numbers=["098051", "1"],
        grant_dois=["10.35802/1"],
    )
    names = [(assertion.name, assertion.value) for assertion in made.assertions]
    assert (made.name, made.value) == ("fundgroup", None)
    assert names == [
        ("funder_name", "Wellcome Trust"),
        ("ror", "https://ror.org/029chgv08"),
        ("award_number", "098051"),
        ("award_number", "1"),
        ("grant_doi", "10.35802/1"),
    ]
    assert [inner.name for inner in made.assertions[0].assertions] == ["funder_identifier"]
    assert read_back(article(funding=made)).funding == (made,)


def test_an_identifier_without_a_name_stands_alone():
    made = GROUP(funder_identifier="https://doi.org/10.13039/100010269")
    assert [assertion.name for assertion in made.assertions] == ["funder_identifier"]


def test_one_award_is_one_award():
    made = GROUP(funder_name="Us", award_numbers="098051", grant_dois="10.35802/1")
    assert [assertion.value for assertion in made.assertions] == ["Us", "098051", "10.35802/1"]


def test_text_beside_assertions_has_no_blanks_around_it():
    made = cd.FundingAssertion("  Us \n", name="funder_name", assertions=cd.FundingAssertion("x", name="ror"))
    assert made.value == "Us"
    pretty = cd.FundingAssertion("Us\n   and them", name="funder_name")
    assert read_back(article(funding=[made, pretty])).funding == (made, pretty)


def test_a_group_of_nothing_says_nothing():
    with pytest.raises(ModelError, match=r"FundingAssertion.group: found nothing, expected a funder or an award"):
        cd.FundingAssertion.group(funder_name="", award_numbers=[])


def test_names_are_those_of_fundref():
    with pytest.raises(ModelError, match=r"found 'funder', expected one of fundgroup, .* Did you mean 'funder_name'"):
        cd.FundingAssertion("x", name="funder")
    assert 'provider="crossref"' in written(cd.FundingAssertion("x", name="ror", provider="crossref"))


def test_depth_is_bounded():
    made = cd.FundingAssertion("x", name="ror")
    for _ in range(19):
        made = cd.FundingAssertion(name="fundgroup", assertions=made)
    assert read_back(article(funding=made)).funding == (made,)
    with pytest.raises(ModelError, match="FundingAssertion.assertions: found assertions inside each other, 21 deep"):
        cd.FundingAssertion(name="fundgroup", assertions=made)
