from __future__ import annotations

import functools
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crossref_deposit as cd
import mutations
import strategies
from crossref_deposit.errors import SchemaError
from crossref_deposit.validation.official import FOLDER_VARIABLE, official_file
from damages import DOCUMENT, FAULTS, damaged
from journals import BAD_ORCID, GOOD_ORCID
from samples import article, batch, place

OTHER_WORDS = {
    "cvc-element-superfluous": "cvc-element-unexpected",
    "cvc-attribute-missing": "cvc-attribute-not-allowed",
}
"""Where xmlschema makes less of a distinction than libxml2."""


@pytest.fixture(scope="session")
def officially(official_schemas):
    return functools.partial(cd.validate, schema="official", schema_folder=official_schemas)


def test_good_documents(officially):
    assert officially(DOCUMENT).problems == ()
    assert officially(batch(article())).ok


@pytest.mark.parametrize("fault", FAULTS)
def test_the_bundled_schema_and_crossrefs_own_agree(fault, officially):
    _, _, code, _, _, _ = FAULTS[fault]
    bundled, official = cd.validate(damaged(fault)).problems, officially(damaged(fault)).problems
    assert bundled
    assert OTHER_WORDS.get(code, code) in {OTHER_WORDS.get(problem.code, problem.code) for problem in official}
    ours, theirs = bundled[0], official[0]
    assert (theirs.line, theirs.column, theirs.xpath, theirs.doi) == (ours.line, ours.column, ours.xpath, ours.doi)


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


@pytest.mark.parametrize("given", ["folder", "version folder", "variable"])
def test_where_the_files_are(given, official_schemas, monkeypatch):
    folder = official_schemas / "5.5.0" if given == "folder" else official_schemas
    if given == "variable":
        monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
        folder = None
    assert official_file("5.5.0", folder) == official_schemas / "5.5.0" / "crossref5.5.0.xsd"


def test_missing_files(tmp_path, monkeypatch):
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    with pytest.raises(SchemaError) as error:
        cd.validate(DOCUMENT, schema="official", schema_folder=tmp_path)
    assert f"crossref5.5.0.xsd was not found in '{tmp_path}'" in str(error.value)
    assert "Download the schema files of version 5.5.0" in str(error.value)
    with pytest.raises(SchemaError, match=rf"no folder given, {FOLDER_VARIABLE} is not set"):
        cd.validate(DOCUMENT, schema="official")
    with pytest.raises(SchemaError, match="crossref5.4.0.xsd was not found"):
        cd.validate(DOCUMENT.replace("5.5.0", "5.4.0"), schema="official", schema_folder=tmp_path)


@pytest.mark.parametrize("text", ["", "<a/>", "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:x/>"])
def test_broken_files(text, tmp_path):
    (tmp_path / "crossref5.5.0.xsd").write_text(text)
    with pytest.raises(SchemaError, match="Crossref's schema in .* cannot be used"):
        cd.validate(DOCUMENT, schema="official", schema_folder=tmp_path)


def test_incomplete_files(tmp_path, official_schemas):
    shutil.copy(official_schemas / "5.5.0" / "crossref5.5.0.xsd", tmp_path)
    with pytest.raises(SchemaError, match="Crossref's schema in .* cannot be used"):
        cd.validate(DOCUMENT, schema="official", schema_folder=tmp_path)


def documents():
    journals = st.lists(strategies.models(cd.Journal, depth=5), min_size=1, max_size=1)
    return strategies.models(cd.DoiBatch, depth=2, body=journals).map(cd.DoiBatch.to_xml)


@settings(strategies.ANY_SIZE, max_examples=40)
@given(mutations.damaged(documents()))
def test_both_schemas_judge_any_damage_alike(officially, document):
    bundled, official = cd.validate(document, rules=False), officially(document, rules=False)
    assert bundled.ok == official.ok, (bundled.problems, official.problems)


@settings(strategies.ANY_SIZE, max_examples=100)
@given(mutations.damaged(documents(), blanks=mutations.ANY_BLANK))
def test_what_is_valid_can_be_read_and_nothing_else(document):
    if cd.validate(document, rules=False).ok:
        read = cd.DoiBatch.from_xml(document)
        assert cd.DoiBatch.from_xml(read.to_xml()) == read
    else:
        with pytest.raises(SchemaError):
            cd.DoiBatch.from_xml(document)
