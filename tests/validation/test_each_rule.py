# ruff: noqa: E501 - documents in one line
from __future__ import annotations

import re

import pytest

import crossref_deposit as cd
from crossref_deposit.problems import CATALOGUE
from crossref_deposit.validation.rules import RULES, check
from rule_examples import ERROR, FOUND, MARK, PERFECT, WARNING, Example, at_institution, book, document

EXAMPLES = [(code, example) for code, examples in FOUND.items() for example in examples]


def test_every_rule_has_an_example_and_an_entry_in_the_catalogue():
    assert len(RULES) == len({rule.code for rule in RULES})
    assert {rule.code for rule in RULES} == FOUND.keys()
    assert {code for code, examples in FOUND.items() if not examples} == {
        "doi-missing",
        "file-too-large",
        "isbn-invalid",
    }
    assert all(rule.code in CATALOGUE for rule in RULES)


@pytest.mark.parametrize(("code", "example"), EXAMPLES, ids=[code for code, _ in EXAMPLES])
def test_what_a_rule_finds(code: str, example: Example):
    [problem] = check(example.xml, known_timestamps=example.known)
    place = example.place if MARK in example.marked else (2, 1)
    assert (problem.code, problem.line, problem.column) == (code, *place)
    assert (problem.xpath, problem.value, problem.doi) == (example.path, example.value, example.doi)
    assert problem.severity is example.severity
    assert problem.remedy == CATALOGUE[code].remedy
    assert problem.message.endswith(".")


@pytest.mark.parametrize(("code", "example"), EXAMPLES, ids=[code for code, _ in EXAMPLES])
def test_the_schema_lets_pass_what_rules_are_for(code: str, example: Example):
    assert cd.validate(example.xml, rules=False).ok is example.valid


@pytest.mark.parametrize(("code", "example"), EXAMPLES, ids=[code for code, _ in EXAMPLES])
def test_what_the_schema_says_is_not_said_again(code: str, example: Example):
    problems = cd.validate(example.xml).problems
    assert len({(problem.line, problem.column) for problem in problems}) == len(problems)
    if example.valid and not example.known:
        assert [problem.code for problem in problems] == [code]


@pytest.mark.parametrize("parts", PERFECT, ids=str)
def test_what_no_rule_finds(parts: dict[str, str]):
    xml = document(**parts).replace(MARK, "")
    assert check(xml) == []
    assert cd.validate(xml).problems == ()


def test_the_same_in_older_schemas():
    for code, example in EXAMPLES:
        if code in {"institution-identifier", "funder-identifier", "grant-identifier"}:
            continue  # these came later
        for version in ("5.4.0", "5.3.1"):
            [problem] = check(example.xml.replace("5.5.0", version), known_timestamps=example.known)
            assert (problem.code, problem.line) == (code, example.place[0] if MARK in example.marked else 2)


@pytest.mark.parametrize("isbn", ["978-0-306-40615-8", "0306406153"])
def test_a_wrong_isbn(isbn: str):
    [problem] = check(book(f"<isbn>{isbn}</isbn>"))
    assert (problem.code, problem.value, problem.doi, problem.severity) == ("isbn-invalid", isbn, "10.5555/b", ERROR)
    assert problem.xpath == "/doi_batch/body/book/book_metadata/isbn"


@pytest.mark.parametrize("isbn", ["978-0-306-40615-7", "0-306-40615-2", "0306406152"])
def test_a_right_isbn(isbn: str):
    assert check(book(f"<isbn>{isbn}</isbn>")) == []


def test_a_file_without_any_doi():
    head, _, _ = document().partition("<journal_article>")
    [problem] = check(f"{head}</journal></body></doi_batch>")
    assert (problem.code, problem.xpath, problem.severity) == ("doi-missing", "/doi_batch/body", WARNING)


def test_a_file_that_is_too_large():
    padding = f"<!--{'x' * 10 * 1024 * 1024}-->"
    [problem] = check(document() + padding)
    assert (problem.code, problem.line, problem.severity) == ("file-too-large", 1, WARNING)
    assert check(document() + padding[:1000] + "-->") == []


def test_a_doi_that_is_empty():
    [problem] = check(document(data="<doi> </doi><resource>https://example.org/a</resource>"))
    assert (problem.code, problem.message) == ("doi-malformed", "There is no DOI in doi.")


def test_what_the_schema_says_of_dates_and_addresses_is_left_to_it():
    for parts in (
        {"date": "<publication_date><month>99</month><day>40</day><year>26</year></publication_date>"},
        {"date": "<publication_date><year>2500</year></publication_date>"},
        {"people": at_institution("other", "anything").replace(MARK, "")},
    ):
        assert check(document(**parts)) == []
    [problem] = check(document(data="<doi>10.5555/a</doi><resource>gopher://example.org</resource>"))
    assert (problem.code, "does not begin with http://" in problem.message) == ("resource-url", True)


def test_known_timestamps_from_a_function():
    asked = []

    def last(doi: str) -> int | None:
        asked.append(doi)
        return 20260101000000 if doi == "10.5555/a" else None

    [problem] = check(document(), known_timestamps=last)
    assert (problem.code, problem.value) == ("timestamp-not-newer", "20260101000000")
    assert set(asked) == {"10.5555/a"}
    assert check(document(), known_timestamps={"10.5555/a": 20251231000000}) == []


def test_an_old_doi_keeps_its_characters():
    xml = document(data="<doi>10.5555/(SICI)1&lt;2:3&gt;</doi><resource>https://example.org/a</resource>")
    [problem] = check(xml)
    assert (problem.code, problem.severity) == ("doi-invalid-characters", WARNING)
    assert check(xml, known_timestamps={"10.5555/(sici)1<2:3>": 1}) == []


RESOURCES = (
    '<doi_batch xmlns="http://www.crossref.org/doi_resources_schema/5.4.0" version="5.4.0" '
    'xmlns:ai="http://www.crossref.org/AccessIndicators.xsd"><head><doi_batch_id>batch-1</doi_batch_id><depositor>'
    "<depositor_name>A</depositor_name><email_address>a@example.org</email_address></depositor></head><body>{}</body>"
    "</doi_batch>"
)


def test_deposits_of_resources_have_no_timestamps_and_name_a_doi_as_often_as_they_like():
    citations = '<doi_citations><doi>10.5555/a</doi><citation_list><citation key="1"><doi>10.5555/b</doi></citation></citation_list></doi_citations>'
    licence = '<lic_ref_data><doi>10.5555/a</doi><ai:program name="AccessIndicators"><ai:license_ref>{}</ai:license_ref></ai:program></lic_ref_data>'
    assert check(RESOURCES.format(citations + licence.format("https://example.org/licence"))) == []
    assert check(RESOURCES.format("")) == []
    thin = citations.replace("<doi>10.5555/b</doi>", "<author>A</author>")
    found = check(RESOURCES.format(thin + licence.format("https://localhost/")))
    assert [(problem.code, problem.doi) for problem in found] == [
        ("reference-too-thin", "10.5555/a"),
        ("license-url", "10.5555/a"),
    ]


ODD = [
    "",
    " ",
    "\u00b2",
    "\u0661",
    "9" * 5000,
    "-1",
    "a" * 5000,
    "http://[",
    "http://\u2100.example/",
    "//",
    "10.",
    "10.5555/",
    "\u0130",
    "&amp;#",
    "%",
    "{}",
]


@pytest.mark.parametrize("value", ODD, ids=lambda value: ascii(value[:12]))
def test_no_value_is_too_odd(value: str):
    """Every element and attribute of the examples with a value that nobody expects: rules say what they say."""
    for _, example in EXAMPLES:
        inside = re.sub(r">[^<>\n]+</", lambda _: f">{value}</", example.xml)
        attributes = re.sub(r'(type|registry|name|key)="[^"]*"', lambda match: f'{match[1]}="{value}"', example.xml)
        for xml in (inside, attributes):
            assert all(problem.line for problem in check(xml, known_timestamps={value: 1}))
