from __future__ import annotations

import pytest

import crossref_deposit as cd
from crossref_deposit.errors import ModelError
from samples import article, read_back


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://ror.org/02twcfp32", "ror"),
        ("https://isni.org/isni/0000000404811396", "isni"),
        ("https://www.isni.org/isni/0000000404811396", "isni"),
        ("https://www.wikidata.org/entity/Q5188229", "wikidata"),
    ],
)
def test_a_url_tells_what_identifier_it_is(url, kind):
    assert cd.Institution(ids=url).ids == (cd.InstitutionId(url, type=kind),)


@pytest.mark.parametrize(
    ("given", "found", "expected"),
    [
        ("https://example.org/1", "'https://example.org/1'", "a URL of ror.org, isni.org or wikidata.org, or Inst"),
        ("http://ror.org/02twcfp32", "'http://ror.org/02twcfp32'", "an https:// URL such as https://ror.org/02twcfp32"),
        (f"https://ror.org/{'0' * 50}", f"'https://ror.org/{'0' * 42}…", "an https:// URL"),
        (5, "5", "a URL of ror.org"),
    ],
)
def test_what_is_no_identifier(given, found, expected):
    with pytest.raises(ModelError) as error:
        cd.Institution(ids=["https://ror.org/02twcfp32", given])
    assert error.value.path == "Institution.ids[1]"
    assert error.value.found == found
    assert error.value.expected.startswith(expected)


def test_a_plain_value_is_the_name_or_tells_that_it_is_an_identifier():
    person = cd.PersonName(surname="C", contributor_role="author", affiliations=["Brown", "https://ror.org/05gq02987"])
    assert person.affiliations == (cd.Institution(name="Brown"), cd.Institution(ids=["https://ror.org/05gq02987"]))
    with pytest.raises(ModelError, match=r"PersonName.affiliations\[0\]: found 'https://ror.org/0{42}…"):
        cd.PersonName(surname="C", contributor_role="author", affiliations=f"https://ror.org/{'0' * 50}")


def test_all_parts():
    made = cd.Institution(
        name="Brown University",
        ids=["https://ror.org/05gq02987", "https://www.wikidata.org/entity/Q49114"],
        acronyms="BU",
        places=["Providence", "Rhode Island"],
        departments="Psychoceramics",
    )
    person = cd.PersonName(surname="C", contributor_role="author", affiliations=made)
    assert read_back(article(contributors=person)).contributors[0].affiliations == (made,)


@pytest.mark.parametrize("field", ["acronyms", "places", "departments"])
def test_bounds(field):
    with pytest.raises(ModelError, match=rf"Institution.{field}: found 7 values, expected at most 6"):
        cd.Institution(name="B", **{field: ["xy"] * 7})
