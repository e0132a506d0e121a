# ruff: noqa: E501 - documents in one line
from __future__ import annotations

import pathlib

import pytest

import handmade
from crossref_deposit.errors import SchemaError
from crossref_deposit.problems import CATALOGUE, Problem
from crossref_deposit.validation.rules import check, check_assertions
from handmade import NAMESPACE, Article, Deposit, Journal, Layout, Person, orcid


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


GOOD = Deposit(
    [Journal([Article("10.5555/a", [Person(orcid(1)), Person(orcid(2))]), Article("10.5555/b", [Person(orcid(1))])])]
)


def test_a_good_deposit_has_no_problems() -> None:
    assert check(GOOD) == check(GOOD.xml) == check_assertions(GOOD.xml) == []


@pytest.mark.parametrize("layout", handmade.LAYOUTS[::7], ids=str)
def test_a_wrong_orcid_has_its_record_and_place(layout: Layout) -> None:
    wrong = orcid(1, right=False)
    deposit = Deposit(
        [Journal([Article("10.5555/a"), Article("10.5555/b", [Person(orcid(2)), Person(wrong)])])], layout
    )
    [problem] = check(deposit.xml)
    place = deposit.places["10.5555/b"]["ORCID"][1]  # type: ignore[index]
    assert (problem.code, problem.doi, problem.line, problem.column) == (
        "orcid-checksum",
        "10.5555/b",
        place.line,
        place.column,
    )
    assert problem.value == f"{layout.orcid_scheme}://orcid.org/{wrong}"
    assert problem.xpath == "/doi_batch/body/journal/journal_article[2]/contributors/person_name[2]/ORCID"
    assert problem.remedy == CATALOGUE["orcid-checksum"].remedy


def test_an_orcid_twice_in_one_list_is_found_at_the_second_place() -> None:
    deposit = Deposit([Journal([Article("10.5555/a", [Person(orcid(1)), Person(orcid(2)), Person(orcid(1))])])])
    [problem] = check(deposit)
    place = deposit.places["10.5555/a"]["ORCID"][2]  # type: ignore[index]
    assert (problem.code, problem.line) == ("orcid-duplicate", place.line)


def test_an_orcid_in_two_lists_is_no_duplicate() -> None:
    lists = f"<contributors><person_name><ORCID>{orcid(1)}</ORCID></person_name></contributors>"
    xml = f"<doi_batch><head><timestamp>20260101</timestamp></head><body><book><book_series_metadata><series_metadata>{lists}</series_metadata>{lists}</book_series_metadata><book_metadata><doi_data><doi>10.5555/b</doi></doi_data></book_metadata></book></body></doi_batch>"
    assert check(xml) == []


@pytest.mark.parametrize(
    ("element", "value", "code"),
    [
        ("issn", "0264-3562", "issn-invalid"),
        ("issn", "02643562", "issn-invalid"),
        ("isbn", "978-0-306-40615-8", "isbn-invalid"),
        ("isbn", "0306406153", "isbn-invalid"),
        ("issn", "0264-3561", None),
        ("isbn", "978-0-306-40615-7", None),
        ("isbn", "0306406152", None),
        ("issn", "not an ISSN", None),
    ],
)
def test_check_digits_of_issn_and_isbn(element: str, value: str, code: str | None) -> None:
    xml = f"<doi_batch><head><timestamp>20260101</timestamp></head><body><book><book_metadata>\n <{element}>{value}</{element}><doi_data><doi>10.5555/b</doi></doi_data></book_metadata></book></body></doi_batch>"
    expected = [(code, 2, 2, value, "10.5555/b")] if code else []
    assert [(found.code, found.line, found.column, found.value, found.doi) for found in check(xml)] == expected


def test_prefixes_that_differ() -> None:
    deposit = Deposit([Journal([Article("10.5555/a"), Article("10.6666/b"), Article("10.5555/c")])])
    [problem] = check(deposit)
    place = deposit.places["10.6666/b"]["doi"]
    assert (problem.code, problem.doi, problem.value, problem.line) == (
        "prefixes-differ",
        "10.6666/b",
        "10.6666/b",
        place.line,
    )  # type: ignore[union-attr]


def test_a_repeated_doi_in_any_case() -> None:
    [problem] = check(GOOD.xml.replace(b"10.5555/b", b"10.5555/A"))
    assert (problem.code, problem.value) == ("doi-repeated", "10.5555/A")


@pytest.mark.parametrize("timestamp", [b"", b"<timestamp/>", b"<timestamp> </timestamp>"])
def test_a_missing_timestamp(timestamp: bytes) -> None:
    [problem] = check(GOOD.xml.replace(b"<timestamp>20260101000000</timestamp>", timestamp))
    assert (problem.code, problem.xpath) == ("timestamp-missing", "/doi_batch/head")


def test_problems_come_in_document_order() -> None:
    deposit = Deposit(
        [
            Journal(
                [
                    Article("10.5555/a", [Person(orcid(1, right=False))]),
                    Article("10.6666/b", [Person(orcid(2, right=False))]),
                ],
                issn="0264-3562",
            )
        ]
    )
    found = check(deposit)
    assert codes(found) == ["issn-invalid", "orcid-checksum", "orcid-checksum", "prefixes-differ"]
    assert [problem.line for problem in found] == sorted(problem.line or 0 for problem in found)


def test_documents_are_read_from_anywhere(tmp_path: pathlib.Path) -> None:
    path = handmade.write(tmp_path, GOOD.xml)
    with path.open("rb") as file:
        assert check(path) == check(file) == check(GOOD.xml.decode()) == []


@pytest.mark.parametrize("xml", [b"", b"<a>", b"no XML", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'])
def test_what_is_no_document_is_refused(xml: bytes) -> None:
    with pytest.raises(SchemaError):
        check(xml)


def people(content: str, *, prefix: str = "", namespace: str = NAMESPACE) -> str:
    name = f"{prefix}:" if prefix else ""
    colon = f":{prefix}" if prefix else ""
    text = f"<doi_batch xmlns{colon}='{namespace}'><body><posted_content><contributors>\n{content}</contributors><doi_data><doi>10.5555/a</doi></doi_data></posted_content></body></doi_batch>"
    return text.replace("</", "\0").replace("<", f"<{name}").replace("\0", f"</{name}")


BROKEN = {
    "<person_name><surname>A</surname></person_name>": ["contributor-role-missing"],
    "<person_name sequence='first'\n language='en'/>": ["contributor-role-missing"],
    "<person_name contributor_role='author'/>": [],
    "<person_name sequence = 'first' contributor_role = \"author\"></person_name>": [],
    "<person_name language='contributor_role=x'/>": ["contributor-role-missing"],
    "<person_name><role vocab='credit' type='software'/></person_name>": [],
    '<person_name><role type="author" vocab="crossref"/></person_name>': [],
    "<person_name><role vocab='crossref' type='software'/></person_name>": ["role-vocabulary"],
    "<anonymous><role vocab='credit' type='author'/></anonymous>": ["role-vocabulary"],
    "<anonymous><role vocab='credit'/></anonymous>": ["role-vocabulary"],
    "<anonymous><role vocab='credit' type='soft&#119;are'/></anonymous>": [],
    "<anonymous><role vocab='other' type='author'/></anonymous>": [],
    "<!-- <person_name> <role/> --><person_name contributor_role='author'/>": [],
    "<person_name contributor_role='author'><role vocab='crossref'/></person_name>": ["role-vocabulary"],
}


@pytest.mark.parametrize("prefix", ["", "c"])
@pytest.mark.parametrize("content", BROKEN)
def test_assertions_of_the_schema(content: str, prefix: str) -> None:
    xml = (
        people(content.replace("<!--", "\1").replace("-->", "\2"), prefix=prefix)
        .replace("\1", "<!--")
        .replace("\2", "-->")
    )
    found = check_assertions(xml)
    assert codes(found) == BROKEN[content]
    assert check_assertions(xml.encode("utf-16")) == found
    assert all((problem.line, problem.doi) == (2, "10.5555/a") for problem in found)


def test_assertions_are_those_of_the_official_schema(official_schema) -> None:
    """The same people, in a whole document, by Crossref's own files."""
    whole = (
        f'<doi_batch version="5.5.0" xmlns="{NAMESPACE}"><head><doi_batch_id>abcd</doi_batch_id><timestamp>1</timestamp>'
        "<depositor><depositor_name>a</depositor_name><email_address>a@example.org</email_address></depositor><registrant>r"
        "</registrant></head><body><posted_content><contributors>{}</contributors><titles><title>T</title></titles><posted_date>"
        "<year>2020</year></posted_date><doi_data><doi>10.5555/a</doi><resource>https://example.org</resource></doi_data>"
        "</posted_content></body></doi_batch>"
    )
    for person in (
        "<person_name sequence='first'>{}</person_name>",
        "<person_name sequence='first' contributor_role='author'>{}</person_name>",
    ):
        for role in ("", *(f"<role vocab='{v}' type='{t}'/>" for v in ("crossref", "credit") for t in ("author", "software")),
                     "<role vocab='credit'/>"):  # fmt: skip
            xml = whole.format(person.format(f"<surname>A</surname>{role}"))
            assert bool(check_assertions(xml)) == (not official_schema.is_valid(xml.encode())), xml


def test_older_schemas_have_no_assertions() -> None:
    assert check_assertions(people("<person_name/>", namespace="http://www.crossref.org/schema/5.3.1")) == []
