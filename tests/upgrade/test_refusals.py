"""What cannot be brought up to date says why, and where in the document as it was given."""

from __future__ import annotations

import pytest

import crossref_deposit as cd
from hostile import BAD
from old_documents import CROSSMARK, DOCUMENTS, YEAR, Old, doi_data, journal, standard
from samples import place


def refusal(document) -> cd.errors.SchemaError:
    with pytest.raises(cd.errors.SchemaError) as caught:
        cd.read_deposit(document)
    return caught.value


@pytest.mark.parametrize("name", sorted(BAD.keys() - {"HTML"}))  # a root as good as any that is no deposit's
def test_hostile_documents(name):
    document, said, line = BAD[name]
    error = refusal(document.replace(b"<doi_batch", b"<doi_batch xmlns='http://www.crossref.org/schema/4.4.2'"))
    assert said in error.message
    assert error.line == line


def test_what_is_hostile_behind_an_old_root():
    start = DOCUMENTS["article 4.4.1"].xml.encode().partition(b"<head>")[0]
    assert "nested deeper than 200" in refusal(start + b"<head>" * 300).message
    assert refusal(start + b"<head>\n&nbsp;").message.endswith("undefined entity")


@pytest.mark.parametrize("version", ["4.2.0", "4.9.9", "5.6.0", "1.0"])
def test_other_versions(version):
    document = DOCUMENTS["article 4.4.1"].xml.replace("schema/4.4.1", f"schema/{version}")
    with pytest.raises(cd.errors.VersionError, match="what is read here is 4.3.0, 4.3.1, ") as caught:
        cd.read_deposit(document)
    assert caught.value.version == version


def test_what_is_no_deposit():
    assert "expected a deposit" in refusal("<doi_batch version='4.4.2'/>").message
    assert "expected a deposit" in refusal("<crossref_result xmlns='http://www.crossref.org/qrschema/3.0'/>").message


TYPE = CROSSMARK.format(
    "<updates>\n<update label='Other' type='second_thoughts' date='2014-01-02'>10.5555/o</update></updates>"
)
SERIES = standard("<series_metadata/>", "standard_series_metadata")
NO_ACRONYM = standard(
    "<approval_date><year>2012</year></approval_date>\n"
    "<institution><institution_name>Pots</institution_name></institution>" + doi_data("s")
)
LONG = (
    "<contributors><person_name sequence='first' contributor_role='author'><surname>C</surname>\n"
    f"<affiliation>{'x' * 1025}</affiliation></person_name></contributors>"
)
STRANGE = LONG.replace("x" * 1025, "Brown").replace("<affiliation>", "<affiliation id='1'>")


@pytest.mark.parametrize(
    ("version", "body", "where", "said"),
    [
        ("4.3.0", journal(YEAR + TYPE + doi_data("a")), "<update ", "no equal for an update of the type 'second_thou"),
        ("4.3.0", SERIES, "<standard_series_metadata>", "no equal for a series of standards: deposit each"),
        ("4.3.1", NO_ACRONYM, "<institution>", "no equal for a standard whose institution has no acronym"),
        ("4.4.2", journal(LONG + YEAR + doi_data("a")), "<affiliation>", "<institution_name>, expected text of 1 to"),
        ("4.4.2", journal(STRANGE + YEAR + doi_data("a")), "<affiliation ", "'id'"),
        ("4.4.2", journal(YEAR.replace("2015", "x") + doi_data("a")), "<year>", "cannot take this: found 'x' in <year"),
        ("4.4.2", journal(YEAR + "<x:y xmlns:x='urn:z' x:a='1'/>" + doi_data("a")), "<x:y ", "found <y> in <journal_"),
        ("4.4.2", journal(YEAR + "<y xmlns=''/>" + doi_data("a")), "<y ", "found <y> in <journal_"),
        ("4.4.2", journal(YEAR + doi_data("a"), attributes=" language='qq'"), "<journal_article", "'qq'"),
    ],
)
def test_what_has_no_equal(version, body, where, said):
    document = Old(version, body).xml
    error = refusal(document)
    assert said in error.message
    assert (error.line, error.column) == place(document, where)
    assert error.xpath.rpartition("/")[2].partition("[")[0] == where.strip("<> ").rpartition(":")[2]


def test_the_record_is_named():
    assert refusal(Old("4.3.0", journal(YEAR + TYPE + doi_data("a"))).xml).doi == "10.5555/a"
