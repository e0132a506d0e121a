from __future__ import annotations

from typing import get_args

import pytest

import crossref_deposit as cd
from crossref_deposit.errors import ModelError
from crossref_deposit.models.simple_types import ContributorRole, CreditRole
from samples import article, read_back, written

SHARED = set(get_args(ContributorRole)) & set(get_args(CreditRole))


@pytest.mark.parametrize("role", get_args(ContributorRole))
def test_plain_roles_of_crossref(role):
    assert cd.PersonName(surname="C", roles=role).roles == (cd.Role(type=role, vocab="crossref"),)


@pytest.mark.parametrize("role", get_args(CreditRole))
def test_plain_roles_of_credit(role):
    assert cd.PersonName(surname="C", roles=[role]).roles == (cd.Role(type=role, vocab="credit"),)
    with pytest.raises(ModelError, match=rf"Role.type: found '{role}' with vocab='crossref', expected author, editor"):
        cd.Role(type=role, vocab="crossref")


def test_a_role_needs_a_type_of_its_vocabulary():
    assert not SHARED
    with pytest.raises(ModelError, match=r"found no type with vocab='credit', expected conceptualization"):
        cd.Role(vocab="credit")
    with pytest.raises(ModelError, match=r"PersonName.roles\[1\]: found 'writer', expected one of author, editor"):
        cd.PersonName(surname="C", roles=["author", "writer"])
    with pytest.raises(ModelError, match=r"Role.vocab: found 'CRediT', expected one of crossref, credit"):
        cd.Role(type="software", vocab="CRediT")


def test_a_person_needs_a_role_somewhere():
    with pytest.raises(ModelError, match=r"PersonName: found no contributor_role and no roles, expected one of them"):
        cd.PersonName(surname="Carberry")
    assert cd.PersonName(surname="Carberry", contributor_role="author").roles == ()
    assert cd.PersonName(surname="Carberry", roles="author").contributor_role is None
    assert cd.Organization("ATLAS").contributor_role is None
    assert cd.Anonymous().roles == ()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("https://orcid.org/0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("http://orcid.org/0000-0002-1825-0097", "http://orcid.org/0000-0002-1825-0097"),
        ("orcid.org/0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("https://www.orcid.org/0000-0002-1825-0097/", "https://orcid.org/0000-0002-1825-0097"),
        ("ORCID: 0000-0002-1694-233x", "https://orcid.org/0000-0002-1694-233X"),
        (" https://orcid.org/0000-0002-1694-233x ", "https://orcid.org/0000-0002-1694-233X"),
        ("000000021694233x", "https://orcid.org/0000-0002-1694-233X"),
    ],
)
def test_orcid_ids(given, kept):
    assert cd.Orcid(given).value == kept
    person = cd.PersonName(surname="C", contributor_role="author", orcid=given)
    assert person.orcid == cd.Orcid(kept)
    assert str(person.orcid) == kept


@pytest.mark.parametrize(
    "given",
    ["0000-0002-1825-009", "000000021825009", "https://example.org/0000-0002-1825-0097", "", "٠٠٠٠-0002-1825-0097"],
)
def test_what_is_no_orcid_id(given):
    with pytest.raises(ModelError) as error:
        cd.PersonName(surname="C", contributor_role="author", orcid=given)
    assert error.value.path == "PersonName.orcid"
    assert error.value.expected == "an ORCID iD such as https://orcid.org/0000-0002-1825-0097"


def test_the_check_digit_is_left_to_the_rules():
    assert cd.Orcid("0000-0002-1825-0098")


def test_names_have_single_blanks():
    person = cd.PersonName(given_name=" Josiah\n S. ", surname="Car\u00a0berry", contributor_role="author")
    assert (person.given_name, person.surname) == ("Josiah S.", "Car\u00a0berry")
    assert cd.Organization(" The\tATLAS  Collaboration").name == "The ATLAS Collaboration"
    with pytest.raises(ModelError, match=r"PersonName.surname: found '' \(0 characters\)"):
        cd.PersonName(surname=" ", contributor_role="author")


def test_affiliations_are_institutions():
    person = cd.PersonName(
        surname="C",
        contributor_role="author",
        affiliations=["Brown University", cd.Institution(ids="https://ror.org/05gq02987")],
    )
    assert person.affiliations[0] == cd.Institution(name="Brown University")
    assert "<affiliations>\n<institution>\n<institution_name>Brown University" in written(person)
    assert "affiliations" not in written(cd.Anonymous(affiliations=[]))


def test_other_forms_of_a_name():
    person = cd.PersonName(
        surname="Rojas",
        contributor_role="author",
        alt_names=[
            cd.Name(given_name="Ana", prefix="Dr.", name_style="western"),
            cd.StringName(cd.Markup("<surname>Rojas</surname>, <given_name>Ana</given_name>"), language="es"),
            cd.StringName("Ana & Co."),
        ],
    )
    assert read_back(article(contributors=person)).contributors == (person,)
    assert person.alt_names[1].language == "spa"
    with pytest.raises(
        ModelError, match=r"PersonName.alt_names\[0\]: found 'Ana' \(str\), expected Name or StringName"
    ):
        cd.PersonName(surname="C", contributor_role="author", alt_names="Ana")


def test_all_kinds_of_contributors_in_any_order():
    people = [
        cd.Organization("A", sequence="first"),
        cd.Anonymous(contributor_role="author", affiliations="B"),
        cd.PersonName(
            surname="C", contributor_role="editor", orcid=cd.Orcid("0000-0002-1825-0097", authenticated=True)
        ),
        cd.Organization("D"),
    ]
    made = article(contributors=people)
    assert made.contributors == tuple(people)
    assert read_back(made) == made
