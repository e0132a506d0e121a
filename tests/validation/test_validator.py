from __future__ import annotations

import io
import time

import pytest

import crossref_deposit as cd
import hostile
from journals import BAD_ORCID, GOOD_ORCID, article, deposit, journal, one_article, person
from samples import article as model
from samples import batch, place

DOCUMENT = deposit(journal(article("10.5555/one", person(GOOD_ORCID)), article("10.5555/two"))).decode()


def test_a_good_document_from_anywhere(tmp_path):
    path = tmp_path / "a.xml"
    path.write_text(DOCUMENT, encoding="utf-8")
    with path.open("rb") as file:
        for source in (DOCUMENT, DOCUMENT.encode(), path, file, io.BytesIO(DOCUMENT.encode()), batch(model())):
            report = cd.validate(source)
            assert report.ok
            assert report
            assert report.problems == report.errors == ()


def test_printed_it_is_a_line_for_each_problem():
    assert str(cd.validate(DOCUMENT)) == "No problems"
    document = DOCUMENT.replace(GOOD_ORCID, BAD_ORCID).replace("On 10.5555/two", "")
    first, second = str(cd.validate(document)).splitlines()
    assert first.startswith("line 26: error [orcid-checksum] 10.5555/one: ")
    assert first.endswith("Ask the person for the iD, or leave the ORCID element out, and send the record again.")
    assert second.startswith("line ")
    assert str(cd.validate(document, max_problems=1)).splitlines()[1:] == ["and 1 more"]


def test_problems_say_where_and_what_to_do():
    document = DOCUMENT.replace("<year>2026</year>", "<year>26</year>")
    document = document.replace(GOOD_ORCID, BAD_ORCID).replace("On 10.5555/two", "On <bold>two</bold>")
    report = cd.validate(document)
    assert not report.ok
    assert not report
    found = [(problem.code, problem.line, problem.column, problem.doi) for problem in report.problems]
    years = place(document, "<year>")
    assert found == [
        ("orcid-checksum", *place(document, "<ORCID>"), "10.5555/one"),
        ("cvc-range", *years, "10.5555/one"),
        ("cvc-element-unexpected", *place(document, "<bold>"), "10.5555/two"),
        ("cvc-range", *place(document.replace("<year>", "<yyyy>", 1), "<year>"), "10.5555/two"),
    ]
    assert all(problem.remedy and problem.message and problem.xpath for problem in report.problems)
    assert all(problem.severity is cd.Severity.ERROR for problem in report.problems)


def test_without_rules_the_schema_and_its_assertions_alone():
    document = DOCUMENT.replace(GOOD_ORCID, BAD_ORCID).replace(' contributor_role="author"', "")
    both, schema_alone = cd.validate(document), cd.validate(document, rules=False)
    assert [problem.code for problem in both.problems] == ["contributor-role-missing", "orcid-checksum"]
    assert [problem.code for problem in schema_alone.problems] == ["contributor-role-missing"]
    assert [problem.code for problem in cd.check(document)] == ["orcid-checksum"]


def test_batches_of_wrong_facts_are_found_too():
    people = cd.PersonName(surname="C", contributor_role="author", orcid=BAD_ORCID)
    made = batch(model(contributors=people))
    [problem] = cd.validate(made).problems
    xml = made.to_xml().decode()
    assert (problem.line, problem.column) == place(xml, "<ORCID>")
    assert problem.value == BAD_ORCID


def test_columns_count_characters():
    line = DOCUMENT.replace("\n", "").replace("Josiah", "Jósiah 🐝")
    document = line.replace("<surname>", "<surname kind='x'>").replace(GOOD_ORCID, BAD_ORCID)
    report = cd.validate(document)
    assert [(problem.line, problem.column) for problem in report.problems] == [
        place(document, "<surname"),
        place(document, "<ORCID>"),
    ]


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "ISO-8859-1"])
def test_encodings(encoding):
    text = DOCUMENT.replace("\n", "").replace("Josiah", "Jósiah").replace("UTF-8", encoding)
    text = text.replace(GOOD_ORCID, BAD_ORCID).replace("<surname>", "<surname kind='x'>")
    for source in (text, text.encode(encoding)):
        found = [(problem.code, problem.line, problem.column) for problem in cd.validate(source).problems]
        assert found == [
            ("cvc-attribute-not-allowed", *place(text, "<surname")),
            ("orcid-checksum", *place(text, "<ORCID>")),
        ]


def test_lines_beyond_65535():
    document = DOCUMENT.replace("<head>", f"{chr(10) * 70_000}<head>")
    document = document.replace("<year>2026</year>", "<year>26</year>", 1).replace(GOOD_ORCID, BAD_ORCID)
    found = {problem.code: (problem.line, problem.column) for problem in cd.validate(document).problems}
    assert found == {"cvc-range": place(document, "<year>26"), "orcid-checksum": place(document, "<ORCID>")}
    assert min(line for line, _ in found.values()) > 70_000


def test_a_large_document():
    """The last of many articles: right line and record, in reasonable time."""
    articles = [article(f"10.5555/{number}", person(GOOD_ORCID)) for number in range(4000)]
    document = deposit(journal(*articles)).decode()
    at = document.rindex("<year>2026")
    document = document[:at] + "<year>26</year>" + document[at + len("<year>2026</year>") :]
    start = time.process_time()
    [problem] = cd.validate(document).problems
    assert time.process_time() - start < 10
    assert (problem.line, problem.column) == place(document, "<year>26<")
    assert problem.line > 65_535
    assert problem.doi == "10.5555/3999"
    assert problem.xpath.startswith("/doi_batch/body/journal/journal_article[4000]/")


def test_many_problems_in_one_record():
    """Thousands of people in one article, something wrong with each: all are placed in one walk."""
    document = deposit(journal(article("10.5555/a", *(person(BAD_ORCID) for _ in range(3000))))).decode()
    document = document.replace("<surname>", "<surname kind='x'>").replace(' contributor_role="author"', "")
    problems = [problem for problem in cd.validate(document).problems if problem.code != "orcid-duplicate"]
    assert len(problems) == 9000
    last = [(problem.code, problem.line, problem.xpath.rpartition("contributors/")[2]) for problem in problems[-3:]]
    line = place(document[document.rindex("<person_name") :], "<ORCID>")[0]
    lines = document.count("\n", 0, document.rindex("<person_name"))
    assert last == [
        ("contributor-role-missing", lines + 1, "person_name[3000]"),
        ("cvc-attribute-not-allowed", lines + line - 1, "person_name[3000]/surname"),
        ("orcid-checksum", lines + line, "person_name[3000]/ORCID"),
    ]


@pytest.mark.parametrize("kind", hostile.BAD)
@pytest.mark.parametrize("schema", ["bundled", "official"])
def test_what_cannot_be_read_is_a_problem_with_a_place(kind, schema, tmp_path):
    data, message, line = hostile.BAD[kind]
    report = cd.validate(data, schema=schema, schema_folder=tmp_path)
    [problem] = report.problems
    assert not report.ok
    assert problem.remedy
    assert problem.line is not None or line is None
    if problem.code == "xml-not-well-formed":
        assert message in problem.message
        assert problem.line == line
    else:
        assert (problem.code, problem.line) == ("cvc-element-foreign", 1)


@pytest.mark.parametrize("kind", ["unclosed", "crossed", "two roots", "not UTF-8", "NUL bytes", "undefined entity"])
def test_faults_behind_the_root(kind):
    data, message, line = hostile.BAD[kind]
    data = data.replace(b"<doi_batch", b"<doi_batch xmlns='http://www.crossref.org/schema/5.5.0'")
    [problem] = cd.validate(data).problems
    assert (problem.code, problem.line) == ("xml-not-well-formed", line)
    assert message in problem.message


@pytest.mark.parametrize(
    ("document", "root", "found"),
    [
        ("<doi_batch/>", "<doi_batch", "found <doi_batch> of the namespace ''"),
        ("\n<rss xmlns='urn:rss'/>", "<rss", "found <rss> of the namespace 'urn:rss'"),
        (
            DOCUMENT.replace("5.5.0", "4.4.2"),
            "<doi_batch",
            "found schema 4.4.2, expected a deposit of schema 5.5.0",
        ),
        ("<head xmlns='http://www.crossref.org/schema/5.5.0'/>", "<head", "found <head> of the namespace"),
    ],
)
def test_other_documents(document, root, found):
    [problem] = cd.validate(document).problems
    assert problem.code == "cvc-element-foreign"
    assert found in problem.message
    assert (problem.line, problem.column) == place(document, root)


def test_deep_documents():
    deep = DOCUMENT.replace("<title>On 10.5555/one", f"<title>{'<i>' * 3000}{'</i>' * 3000}")
    [problem] = cd.validate(deep).problems
    assert problem.code == "xml-not-well-formed"
    assert "depth" in problem.message
    assert problem.line == place(deep, "<i>")[0]


def test_what_is_no_document_at_all(tmp_path):
    with pytest.raises(TypeError, match="give bytes or str"):
        cd.validate(5)
    with pytest.raises(FileNotFoundError):
        cd.validate(tmp_path / "missing.xml")


def test_every_version_by_its_own_schema():
    for version in cd.SCHEMA_VERSIONS:
        assert cd.validate(one_article().replace(b"5.5.0", version.encode())).ok
    languages = one_article().replace(b"<journal_article>", b"<journal_article language='haw'>")
    assert cd.validate(languages).ok
    assert not cd.validate(languages.replace(b"5.5.0", b"5.3.1")).ok


def test_reports_of_nothing_are_fine():
    report = cd.ValidationReport()
    assert report.ok
    warning = cd.Problem(code="x", message="m", severity=cd.Severity.WARNING)
    assert cd.ValidationReport(problems=(warning,)).ok
    assert cd.ValidationReport(problems=(warning,)).errors == ()
