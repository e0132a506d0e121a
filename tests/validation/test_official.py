from __future__ import annotations

import functools
import shutil

import pytest

import crossref_deposit as cd
from crossref_deposit.errors import SchemaError
from crossref_deposit.validation.official import compiled
from damages import DOCUMENT, FAULTS, damaged
from journals import BAD_ORCID, GOOD_ORCID
from samples import article, batch, place


@pytest.fixture(scope="session")
def officially(official_schemas):
    return functools.partial(cd.validate, schema="official", schema_folder=official_schemas)


def test_good_documents(officially):
    assert officially(DOCUMENT).problems == ()
    assert officially(batch(article())).ok


@pytest.mark.parametrize("fault", FAULTS)
def test_the_bundled_schema_and_crossrefs_own_agree(fault, officially):
    _, _, code, xpath, value, _ = FAULTS[fault]
    bundled, official = cd.validate(damaged(fault)).problems, officially(damaged(fault)).problems
    assert [problem.code for problem in official] == [code]
    ours, theirs = bundled[0], official[0]
    assert (theirs.line, theirs.column, theirs.xpath, theirs.doi) == (ours.line, ours.column, ours.xpath, ours.doi)
    assert (theirs.xpath, theirs.value) == (xpath, value)


MESSAGES = {
    "another element": "Element 'person_name': Unexpected child with tag 'family_name'. Expected: surname.",
    "one too few": "The content of element 'publication_date' is not complete. Tag 'year' expected.",
    "attribute off the list": "Element 'person_name': attribute sequence='last': value must be one of",
    "no number": "Element 'year': value is no integer",
}


@pytest.mark.parametrize("fault", MESSAGES)
def test_messages_name_the_element_and_what_is_expected(fault, officially):
    assert officially(damaged(fault)).problems[0].message.startswith(MESSAGES[fault])


UNEXPECTED = [
    ("</journal_article>", "</journal_article><journal_issue/>", "journal_article"),
    ("</titles>", "<title/></titles>", "subtitle, original_language_title"),
    ("<publication_date", "<x/><publication_date", "abstract, publication_date"),
    ("</journal>", "</journal><x/>", "journal"),
]


@pytest.mark.parametrize(("old", "new", "expected"), UNEXPECTED)
def test_optional_elements_are_expected_too(old, new, expected, officially):
    assert old in DOCUMENT
    problems = officially(DOCUMENT.replace(old, new, 1), rules=False).problems
    assert any(
        problem.code == "cvc-element-unexpected" and problem.message.endswith(f"Expected: {expected}.")
        for problem in problems
    ), problems


def test_messages_are_short_and_say_no_namespaces(officially):
    document = DOCUMENT.replace("<journal_article>", "<journal_article language='english'>", 1)
    for text in (document, damaged("one too few"), damaged("another element")):
        for problem in officially(text).problems:
            assert len(problem.message) < 500
            assert "{http" not in problem.message


def test_assertions(officially):
    document = DOCUMENT.replace(' contributor_role="author"', "")
    [problem] = officially(document, rules=False).problems
    assert (problem.line, problem.column) == place(document, "<person_name")
    assert "role" in problem.message


def test_rules_are_asked_too(officially):
    document = DOCUMENT.replace(GOOD_ORCID, BAD_ORCID)
    assert [problem.code for problem in officially(document).problems] == ["orcid-checksum"]
    assert officially(document, rules=False).ok


def test_jats_is_checked_in_full(officially):
    abstract = cd.Abstract(cd.Markup("<p><inline-formula><nonsense/></inline-formula></p>"))
    data = batch(article(abstracts=abstract)).to_xml()
    assert cd.validate(data).ok
    [problem] = officially(data).problems
    assert "nonsense" in problem.message
    assert problem.doi == "10.5555/one"


def test_text_encoded_anew_keeps_its_places(officially):
    document = damaged("too small").replace("UTF-8", "ISO-8859-1").replace("Josiah", "Jósiah").replace("\n", "")
    [problem] = officially(document).problems
    assert (problem.line, problem.column) == place(document, "<year>1066")


def test_missing_files(tmp_path):
    for document in (DOCUMENT, DOCUMENT.replace("5.5.0", "5.4.0")):
        with pytest.raises(SchemaError, match="was not found in"):
            cd.validate(document, schema="official", schema_folder=tmp_path)


NO_SCHEMAS_OF_DEPOSITS = [
    "",
    "<a/>",
    *(f"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'{end}" for end in ("/>", "><xs:x/>")),
]


@pytest.mark.parametrize("text", NO_SCHEMAS_OF_DEPOSITS)
def test_broken_files(text, tmp_path):
    (tmp_path / "crossref5.5.0.xsd").write_text(text)
    with pytest.raises(SchemaError, match="Crossref's schema in .* cannot be used"):
        cd.validate(DOCUMENT, schema="official", schema_folder=tmp_path)


def test_incomplete_files(tmp_path, official_schemas):
    shutil.copy(official_schemas / "5.5.0" / "crossref5.5.0.xsd", tmp_path)
    with pytest.raises(SchemaError, match="Crossref's schema in .* cannot be used"):
        cd.validate(DOCUMENT, schema="official", schema_folder=tmp_path)


SCHEMA = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>{}<xs:element name='doi_batch'/></xs:schema>"
LEAVING = {
    "import": "<xs:import namespace='urn:x' schemaLocation='{}'/>",
    "include": "<xs:include schemaLocation='{}'/>",
    "redefine": "<xs:redefine schemaLocation='{}'/>",
    "override": "<xs:override schemaLocation='{}'/>",
}


@pytest.mark.parametrize("way", LEAVING)
@pytest.mark.parametrize("where", ["server", "file", "relative"])
def test_nothing_outside_of_the_folder_is_read(way, where, serve, tmp_path):
    other, folder = tmp_path / "other", tmp_path / "schemas"
    other.mkdir()
    folder.mkdir()
    (other / "x.xsd").write_text("<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:x'/>")
    server = serve(other)
    place = {"server": f"{server.url}/x.xsd", "file": (other / "x.xsd").as_uri(), "relative": "../other/x.xsd"}[where]
    main = folder / "crossref5.5.0.xsd"
    main.write_text(SCHEMA.format(LEAVING[way].format(place)))
    with pytest.raises(SchemaError, match="cannot be used: .*block"):
        compiled(main)
    assert server.asked == []


def test_entities_in_schema_files_are_refused(tmp_path):
    main = tmp_path / "crossref5.5.0.xsd"
    main.write_text("<!DOCTYPE x [<!ENTITY e 'x'>]>" + SCHEMA.format(""))
    with pytest.raises(SchemaError, match="cannot be used: .*[Ee]ntities"):
        compiled(main)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b"<year>2026", b'<year xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="x">2026'),
        (b'approvedYear="2020"', b'approvedYear="20260101000000"'),
    ],
    ids=["an unknown type", "a year of 14 digits"],
)
def test_where_the_library_gives_up(official_schemas, good, bad):
    alternative = cd.StdAltAsPublished(std_designator="ISO 1", reason="revision", approved_year="2020")
    metadata = cd.StandardMetadata(
        titles="Pots",
        designators=cd.Designators(std_as_published="ISO 1", std_alt_as_published=[alternative]),
        approval_date=2026,
        standards_body=cd.StandardsBody(name="Pots", acronym="P"),
        doi_data=cd.DoiData(doi="10.5555/1", resource="https://example.org/1"),
    )
    depositor = cd.Depositor(name="Brown University", email="a@example.org")
    batch = cd.DoiBatch(depositor=depositor, registrant="Brown University", body=[cd.Standard(metadata=metadata)])
    report = cd.validate(
        batch.to_xml().replace(good, bad), schema="official", schema_folder=official_schemas, rules=False
    )
    assert "the validation ended before the end of the document" in report.problems[0].message
    assert not report.ok
