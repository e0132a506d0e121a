from __future__ import annotations

import pytest

import crossref_deposit as cd
from samples import article, batch, component, place

FORMULA = "<inline-formula><tex-math>x^2</tex-math></inline-formula>"
KNOWN = (
    "<title>T</title><sec><title>S</title><p>x<sup>2</sup><mml:math><mml:mi>x</mml:mi></mml:math>"
    "<list><list-item><p><bold>y</bold></p></list-item></list></p></sec>"
)


def abstract(fragment: str) -> cd.Abstract:
    return cd.Abstract(cd.Markup(fragment))


def notices(report: cd.ValidationReport) -> list[tuple]:
    return [(problem.code, problem.line, problem.column, problem.doi, problem.xpath) for problem in report.problems]


def test_a_notice_says_what_was_not_checked_and_how_it_can_be():
    document = batch(article(abstracts=abstract(f"<p>x{FORMULA}</p>"))).to_xml(pretty=True).decode()
    report = cd.validate(document)
    assert report.ok
    assert report.errors == ()
    [notice] = report.problems
    assert notice.severity is cd.Severity.NOTICE
    assert notice.code == "jats-not-checked"
    assert notice.message == "<jats:inline-formula> is not checked, nor what is in it."
    assert "crossref-deposit validate --schema official" in notice.remedy
    assert 'schema="official" in Python' in notice.remedy
    assert (notice.line, notice.column) == place(document, "<jats:inline-formula>")
    assert notice.doi == "10.5555/one"
    assert notice.xpath == "/doi_batch/body/journal/journal_article/jats:abstract/jats:p/jats:inline-formula".replace(
        "jats:", ""
    )


def test_one_notice_for_each_name_in_each_record():
    many = abstract(f"<p>{FORMULA * 1200}<xref/>{FORMULA}</p>")
    document = batch(
        article("10.5555/one", abstracts=[many, many]), article("10.5555/two", abstracts=abstract(f"<p>{FORMULA}</p>"))
    ).to_xml()
    report = cd.validate(document)
    assert [(problem.doi, problem.message) for problem in report.problems] == [
        (
            "10.5555/one",
            "<jats:inline-formula> is not checked, nor what is in it (2,402 times in this record).",
        ),
        ("10.5555/one", "<jats:xref> is not checked, nor what is in it (2 times in this record)."),
        ("10.5555/two", "<jats:inline-formula> is not checked, nor what is in it."),
    ]


def test_without_such_elements_there_is_no_notice():
    made = article(abstracts=abstract(KNOWN), components=[component("10.5555/c")])
    assert cd.validate(batch(made)).problems == ()


def test_elements_of_these_names_in_comments_or_other_namespaces_are_none():
    document = batch(article(abstracts=abstract("<p>x</p>"))).to_xml().decode()
    seen = document.replace("x</jats:p>", f"<!-- <jats:xref/> -->{FORMULA.replace('inline-formula', 'i')}</jats:p>")
    assert "jats-not-checked" not in {problem.code for problem in cd.validate(seen).problems}


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "ISO-8859-1"])
def test_places_are_those_of_the_document_as_it_came(encoding):
    document = batch(article(abstracts=abstract(f"<p>é{FORMULA}</p>"))).to_xml().decode().replace("UTF-8", encoding)
    expected = place(document, "<jats:inline-formula>")
    for source in (document, document.encode(encoding)):
        [(_, line, column, doi, _)] = notices(cd.validate(source))
        assert (line, column, doi) == (*expected, "10.5555/one")


def test_they_stand_among_the_errors_of_a_document_that_is_not_valid():
    document = batch(article(abstracts=abstract(f"<p>{FORMULA}</p>"))).to_xml().decode()
    spoiled = document.replace("</jats:p>", "<jats:i/></jats:p>")
    severities = [problem.severity for problem in cd.validate(spoiled).problems]
    assert severities == [cd.Severity.NOTICE, cd.Severity.ERROR]
    assert not cd.validate(spoiled).ok


def test_the_official_schema_checks_them(official_schemas):
    document = batch(article(abstracts=abstract(f"<p>{FORMULA}</p>"))).to_xml().decode()
    assert cd.validate(document, schema="official", schema_folder=official_schemas).problems == ()
    spoiled = document.replace("<jats:tex-math>", "<jats:p/><jats:tex-math>")
    assert [problem.code for problem in cd.validate(spoiled).problems] == ["jats-not-checked"]
    report = cd.validate(spoiled, schema="official", schema_folder=official_schemas)
    assert {problem.code for problem in report.problems} == {"cvc-element-unexpected"}
