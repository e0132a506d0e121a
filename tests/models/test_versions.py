"""What an older version can say and the current one cannot."""

from __future__ import annotations

import pytest

import crossref_deposit as cd
from crossref_deposit.binding.declaration import MODELS, declared
from crossref_deposit.binding.versions import declaration, outlived
from crossref_deposit.models import lists
from samples import article, batch, journal


def preprint(version, kind):
    """A deposit of a preprint as an old version has it."""
    content = cd.PostedContent(
        titles="On bees",
        contributors=cd.PersonName(surname="Carberry", contributor_role="author", sequence="first"),
        posted_date="2024-05-31",
        doi_data=cd.DoiData(doi="10.5555/1", resource="https://example.org/1"),
        type="preprint",
    )
    xml = cd.evolve(batch(article()), body=[content], schema_version=version).to_xml()
    return cd.DoiBatch.from_xml(xml.replace(b'type="preprint"', f'type="{kind}"'.encode()))


@pytest.mark.parametrize("version", ["5.4.0", "5.3.1"])
@pytest.mark.parametrize("kind", ["working_paper", "dissertation", "report"])
def test_a_value_that_has_gone_is_written_in_its_own_version_only(version, kind):
    old = preprint(version, kind)
    assert f'type="{kind}"'.encode() in old.to_xml()
    with pytest.raises(cd.errors.VersionError) as error:
        cd.evolve(old, schema_version="5.5.0").to_xml()
    expected = f"PostedContent.type: '{kind}' cannot be said in schema 5.5.0, expected one of "
    assert str(error.value).startswith(expected)
    assert str(error.value).endswith(": change it")
    assert error.value.first_version is None


def test_media_types_of_5_3_1_that_have_gone():
    gone = sorted(set(lists.media_types_before_5_4()) - set(lists.media_types()))
    xml = (
        batch(article(), schema_version="5.3.1")
        .to_xml()
        .replace(b"<resource>", f'<resource mime_type="{gone[0]}">'.encode())
    )
    old = cd.DoiBatch.from_xml(xml)
    assert old.to_xml() == xml
    for version in ("5.5.0", "5.4.0"):
        with pytest.raises(cd.errors.VersionError, match=rf"Resource.mime_type: '{gone[0]}' cannot be said in schema"):
            cd.evolve(old, schema_version=version).to_xml()


BOOK = {"titles": "B", "publication_dates": 2024, "publishers": "Us"}
CRAWLED = cd.Collection(
    property="crawler-based", items=cd.Item(crawler="similarity-check", resource="https://example.org")
)


def person(**fields):
    return cd.PersonName(**{"surname": "C", "contributor_role": "author", "sequence": "first", **fields})


@pytest.mark.parametrize(
    ("body", "field", "first"),
    [
        (lambda: journal(article(archive_locations="TNA")), "Archive.name", "5.4.0"),
        (lambda: journal(article(archive_locations="CINES")), "Archive.name", "5.5.0"),
        (lambda: journal(article(language="haw")), "JournalArticle.language", "5.4.0"),
        (lambda: journal(article(version_info="2")), "JournalArticle.version_info", "5.4.0"),
        (
            lambda: journal(article(contributors=person(contributor_role="other"))),
            "PersonName.contributor_role",
            "5.5.0",
        ),
        (lambda: journal(article(contributors=person(surname="C" * 61))), "PersonName.surname", "5.5.0"),
        (lambda: journal(article(contributors=person(sequence=None))), "PersonName.sequence", "5.5.0"),
        (
            lambda: journal(
                article(doi_data=cd.DoiData(doi="10.5555/1", resource="https://example.org", collections=CRAWLED))
            ),
            "Item.crawler",
            "5.4.0",
        ),
        (
            lambda: cd.Book(
                book_type="other", metadata=cd.BookMetadata(isbns=[f"978-3-16-14841{n}-0" for n in range(7)], **BOOK)
            ),
            "BookMetadata.isbns",
            "5.4.0",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_first_version_that_can_say_it(body, field, first):
    made = batch(body=[body()], schema_version="5.3.1")
    with pytest.raises(cd.errors.VersionError, match=rf"\bwrite {first}\b") as error:
        made.to_xml()
    assert (error.value.field, error.value.first_version) == (field, first)
    assert cd.validate(cd.evolve(made, schema_version=first), rules=False).ok


def test_two_letter_languages_all_have_three_letters():
    (language,) = (field for field in declaration(cd.Organization, "5.3.1").fields if field.name == "language")
    lifted = {language.type.from_document(code) for code in lists.two_letter_languages()}
    assert lifted <= set(lists.languages())


def test_which_fields_have_lost_values():
    lost = {
        (name, field.name)
        for name, model in MODELS.items()
        for field in declared(model).fields
        if outlived(model, field, "5.5.0")
    }
    assert lost == {
        ("Format", "mime_type"),
        ("PostedContent", "type"),
        ("Resource", "mime_type"),
    }


def test_other_forms_of_a_name_in_5_4_0():
    named = cd.PersonName(
        surname="Carberry", contributor_role="author", sequence="first", alt_names=cd.StringName("J. C.")
    )
    with pytest.raises(cd.errors.VersionError) as error:
        batch(article(contributors=named), schema_version="5.4.0").to_xml()
    expected = "cannot be said in schema 5.4.0, of which two copies differ in it: write 5.5.0 or leave it out"
    assert str(error.value) == f"PersonName.alt_names {expected}"
    assert b"alt-name" in batch(article(contributors=named), schema_version="5.3.1").to_xml()


@pytest.mark.parametrize(
    "names",
    [
        "<name>Josiah S. Carberry</name>\n<name>J. Carberry</name>\n",
        "<name>Josiah S. Carberry</name>\n<alt-name>\n<string-name>J. Carberry</string-name>\n</alt-name>\n",
    ],
)
def test_both_copies_of_5_4_0_are_read(names):
    author = cd.PersonName(surname="Carberry", contributor_role="author", sequence="first")
    first, last = names.split("<alt-name>") if "<alt-name>" in names else (names, "")
    xml = batch(article(contributors=author), schema_version="5.4.0").to_xml().decode()
    xml = xml.replace("</surname>\n", f"</surname>\n{first}{'<alt-name>' if last else ''}{last}")
    assert cd.validate(xml, rules=False).ok
    (person,) = cd.DoiBatch.from_xml(xml).body[0].articles[0].contributors
    assert [str(name.value) for name in person.alt_names] == ["Josiah S. Carberry", "J. Carberry"]
    assert person == cd.evolve(author, alt_names=[cd.StringName("Josiah S. Carberry"), cd.StringName("J. Carberry")])
    current = cd.evolve(cd.DoiBatch.from_xml(xml), schema_version="5.5.0")
    assert cd.DoiBatch.from_xml(current.to_xml()) == current
