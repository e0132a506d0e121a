# ruff: noqa: E501 - documents in one line
from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import handmade
from crossref_deposit.errors import SchemaError
from crossref_deposit.validation.rules.deposit import CheckedDeposit
from crossref_deposit.validation.submission_index import SubmissionIndex, canonical
from crossref_deposit.validation.text_positions import TextPositions, as_utf8
from handmade import Article, Deposit, Journal, Layout, Person, Place, orcid


def journals() -> list[Journal]:
    first = [
        Article("10.5555/a1", [Person(orcid(1)), Person(orcid(2))], title="x < y & ]]", trial="ISRCTN1"),
        Article(
            "10.5555/a2", [Person(orcid(1))], related="10.5555/other", components=["10.5555/a2.c1", "10.5555/a2.c2"]
        ),
        Article("10.5555/A3", timestamp="20260101000009"),
    ]
    second = [Article("10.5555/b1", [Person(orcid(3)), Person(orcid(3))])]
    return [Journal(first, doi="10.5555/j", issue_doi="10.5555/i"), Journal(second, issn="2049-3630")]


def place(element: object) -> Place:
    return Place(element.line, element.column)  # type: ignore[attr-defined]


@pytest.mark.parametrize("layout", handmade.LAYOUTS, ids=str)
def test_records_and_values_are_where_they_were_written(layout: Layout) -> None:
    deposit = Deposit(journals(), layout)
    index = SubmissionIndex(deposit.xml)
    assert tuple(record.doi for record in index.records) == deposit.dois
    assert (index.batch_id, index.timestamp) == ("batch-1", "20260101000000")
    for record in index.records:
        truth = deposit.places[record.doi]
        assert place(record) == truth["record"]
        assert place(record.doi_element) == truth["doi"]
        values = [value for value in index.scan.values if value.part == record.number and value.name == "ORCID"]
        assert [place(index.element_of(value)) for value in values] == truth["ORCID"]
    [trial] = index.elements(["clinical-trial-number"], "ISRCTN1")
    [related] = index.elements(["inter_work_relation"], "https://doi.org/10.5555/OTHER")
    assert place(trial) == deposit.places["10.5555/a1"]["trial"]
    assert place(related) == deposit.places["10.5555/a2"]["related"]
    assert [place(element) for element in index.elements(["issn"], "02643561")] == deposit.issns[:1]
    assert place(index.with_doi("doi:10.5555/a3")[0].timestamp_element) == deposit.places["10.5555/A3"]["timestamp"]


def test_kinds_and_containers() -> None:
    index = SubmissionIndex(Deposit(journals()).xml)
    kinds = [(record.doi.removeprefix("10.5555/"), record.kind) for record in index.records]
    assert kinds == [
        ("j", "journal"),
        ("i", "journal_issue"),
        ("a1", "journal_article"),
        ("a2", "journal_article"),
        ("a2.c1", "component"),
        ("a2.c2", "component"),
        ("A3", "journal_article"),
        ("b1", "journal_article"),
    ]
    [component] = index.with_doi("10.5555/a2.C1")
    assert component.container == index.with_doi("10.5555/a2")[0]
    assert component.outermost.dois == tuple(record.doi for record in index.records[:7])
    assert [record.doi for record in index.records[0].outermost.records][-1] == "10.5555/A3"


def test_paths_number_what_is_there_more_than_once() -> None:
    index = SubmissionIndex(Deposit(journals(), Layout(prefix="cr")).xml)
    by_doi = {record.doi: record.xpath for record in index.records}
    assert by_doi["10.5555/j"] == "/doi_batch/body/journal[1]/journal_metadata"
    assert by_doi["10.5555/a2.c2"] == "/doi_batch/body/journal[1]/journal_article[2]/component_list/component[2]"
    assert by_doi["10.5555/b1"] == "/doi_batch/body/journal[2]/journal_article"
    paths = [index.element_of(value).xpath for value in index.values(["ORCID"], orcid(3))]
    assert paths == [f"/doi_batch/body/journal[2]/journal_article/contributors/person_name[{n}]/ORCID" for n in (1, 2)]


def test_lists_of_contributors_are_told_apart() -> None:
    index = SubmissionIndex(Deposit(journals()).xml)
    same = index.values(["ORCID"], f"http://orcid.org/{orcid(3)} ")
    other = index.values(["ORCID"], orcid(1))
    assert same[0].contributors == same[1].contributors
    assert other[0].contributors != other[1].contributors


def test_dois_of_others_are_no_records() -> None:
    xml = """<doi_batch><body>
    <pending_publication><publication><full_title>J</full_title><doi>10.5555/j</doi></publication><doi>10.5555/p</doi>
    </pending_publication>
    <sa_component parent_doi="10.5555/parent"><component_list><component><doi_data><collection><item><doi>10.5555/no</doi>
    </item></collection><doi>10.5555/c</doi></doi_data></component></component_list></sa_component>
    <posted_content><crossmark><crossmark_policy>10.5555/policy</crossmark_policy><updates><update>10.5555/u</update>
    </updates></crossmark><doi_data><doi> 10.5555/q
    </doi></doi_data><citation_list><citation><doi>10.5555/cited</doi><issn>1234-5678</issn></citation></citation_list>
    </posted_content>
    <book><book_metadata><isbn>1</isbn><doi_data><doi>10.5555/b</doi></doi_data></book_metadata>
    <content_item><doi_data><doi>10.5555/b.1</doi></doi_data></content_item></book>
    <book><book_series_metadata><series_metadata><issn>1234-5678</issn><doi_data><doi>10.5555/s</doi></doi_data>
    </series_metadata><doi_data><doi>10.5555/v</doi></doi_data></book_series_metadata></book>
    </body></doi_batch>"""
    index = SubmissionIndex(xml)
    assert [(record.kind, record.doi) for record in index.records] == [
        ("pending_publication", "10.5555/p"),
        ("component", "10.5555/c"),
        ("posted_content", "10.5555/q"),
        ("book", "10.5555/b"),
        ("content_item", "10.5555/b.1"),
        ("book", "10.5555/v"),
        ("series_metadata", "10.5555/s"),
    ]
    assert [value.name for value in index.scan.values] == ["full_title", "isbn", "issn"]


def test_a_doi_within_a_value_is_no_records() -> None:
    xml = """<doi_batch><body><journal><journal_article><full_title>J<doi>10.5555/a</doi></full_title></journal_article>
    <journal_article><email_address><doi>10.5555/b</doi></email_address></journal_article></journal></body></doi_batch>"""
    assert CheckedDeposit(xml).records == ()
    assert SubmissionIndex(xml).records == ()
    assert [value.text for value in SubmissionIndex(xml).scan.values] == ["J10.5555/a"]


def test_all_record_types_have_their_own_doi() -> None:
    kinds = {
        "journal_metadata": "journal", "journal_issue": "", "journal_volume": "", "journal_article": "", "book_metadata": "book",
        "book_set_metadata": "book", "set_metadata": "", "content_item": "", "proceedings_metadata": "conference",
        "proceedings_series_metadata": "conference", "conference_paper": "", "dissertation": "",
        "report-paper_metadata": "report-paper", "report-paper_series_metadata": "report-paper",
        "standard_metadata": "standard", "database_metadata": "database", "dataset": "", "component": "", "peer_review": "",
        "posted_content": "",
    }  # fmt: skip
    for name, kind in kinds.items():
        xml = f"<doi_batch><body><{name}><doi_data><doi>10.5555/x</doi></doi_data></{name}></body></doi_batch>"
        [record] = SubmissionIndex(xml).records
        assert (record.doi, record.kind, record.xpath) == ("10.5555/x", kind or name, f"/doi_batch/body/{name}")


def test_elements_of_other_namespaces_are_not_taken_for_crossrefs() -> None:
    xml = """<d:doi_batch xmlns:d="http://www.crossref.org/schema/5.5.0" xmlns:x="urn:x"><d:body><x:journal_article>
    <x:doi_data><x:doi>10.5555/x</x:doi></x:doi_data><x:ORCID>1</x:ORCID></x:journal_article></d:body></d:doi_batch>"""
    index = SubmissionIndex(xml)
    assert (index.records, index.scan.values) == ((), [])


def test_lines_beyond_65535_and_columns_beyond_a_block() -> None:
    many = Deposit([Journal([Article(f"10.5555/{n}", [Person(orcid(n))]) for n in range(4000)])])
    index = SubmissionIndex(many.xml)
    last = index.with_doi("10.5555/3999")[0]
    assert place(last) == many.places["10.5555/3999"]["record"]
    assert last.line > 65_535
    one_line = Deposit(many.journals, Layout(line_end=""))
    last = SubmissionIndex(one_line.xml).with_doi("10.5555/3999")[0]
    assert place(last) == one_line.places["10.5555/3999"]["record"]
    assert last.column > 100_000


@pytest.mark.parametrize("layout", handmade.LAYOUTS[::11], ids=str)
def test_a_parsers_line_and_column_lead_to_the_element(layout: Layout) -> None:
    deposit = Deposit(journals(), layout)
    index = SubmissionIndex(deposit.xml)
    for value in index.scan.values:
        element = index.element_of(value)
        text = as_utf8(deposit.xml)
        start_tag = re.compile(rb"<[^>]*>").match(text, element.offset)
        end_tag = re.compile(rb"</[^>]*>").search(text, element.offset)
        assert start_tag is not None
        assert end_tag is not None
        for offset in (element.offset, start_tag.end() - 1, start_tag.end(), end_tag.start(), end_tag.end()):
            line, column = index.position(offset)
            assert index.at(line, column + (offset == element.offset)) == element


def test_behind_the_tag_of_a_record_is_that_record() -> None:
    xml = "<doi_batch><body><journal><journal_article><doi_data><doi>10.5555/a</doi></doi_data></journal_article></journal></body></doi_batch>"
    index = SubmissionIndex(xml)
    article = index.records[0]
    for tag in ("<journal_article>", "</journal_article>"):
        assert index.at(1, xml.index(tag) + len(tag) + 1) == article
    assert index.at(1, xml.index("</journal>") + len("</journal>") + 1).name == "journal"  # type: ignore[union-attr]


def test_a_line_alone_leads_to_its_first_element_and_its_parts() -> None:
    deposit = Deposit(journals())
    index = SubmissionIndex(deposit.xml)
    line = deposit.places["10.5555/a2"]["ORCID"][0].line  # type: ignore[index]
    assert index.at(line).name == "ORCID"  # type: ignore[union-attr]
    assert [part.dois for part in index.parts_in_line(line)] == [("10.5555/a2", "10.5555/a2.c1", "10.5555/a2.c2")]
    assert len(SubmissionIndex(Deposit(journals(), Layout(line_end="")).xml).parts_in_line(1)) > 5
    assert index.at(100_000) is None
    assert index.at(0) is None
    assert index.parts_in_line(100_000) == []


def test_any_element_can_be_found_by_name_and_value() -> None:
    xml = """<doi_batch><body><journal><journal_article><publication_date><year> 2026</year></publication_date>
    <doi_data><doi>10.5555/a</doi></doi_data></journal_article><journal_article><publication_date><year/></publication_date>
    <doi_data><doi>10.5555/b</doi></doi_data></journal_article></journal></body></doi_batch>"""
    index = SubmissionIndex(xml)
    assert [element.record.doi for element in index.elements(["year"], "2026") if element.record] == ["10.5555/a"]
    [empty] = index.elements(["year"], "")
    assert (empty.line, empty.xpath) == (2, "/doi_batch/body/journal/journal_article[2]/publication_date/year")
    assert len(index.elements(["year", "journal_article"])) == 4


def test_programs_are_numbered_by_their_local_names() -> None:
    xml = '<doi_batch xmlns:a="urn:a" xmlns:b="urn:b"><body><dataset><a:program/><b:program><x/></b:program></dataset></body></doi_batch>'
    [found] = SubmissionIndex(xml).elements(["x"])
    assert found.xpath == "/doi_batch/body/dataset/program[2]/x"


@pytest.mark.parametrize(
    ("xml", "found"),
    [
        (b"<doi_batch><body></doi_batch>", "line 1, column 20: the XML is not well-formed: mismatched tag"),
        (b"no XML", "this is not XML"),
        (b"<html><p></html>", "this is an HTML page"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document type declaration"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "encoding 'klingon' is not known"),
        (b'<?xml version="1.0" encoding="utf-7"?><a/>', "is not known"),
        (b"<a>\n\x92</a>", "line 2"),
        ("<a>é</a>".encode("utf-16")[:-1], "is not utf-16"),
    ],
)
def test_what_is_no_xml_is_refused_with_its_place(xml: bytes, found: str) -> None:
    with pytest.raises(SchemaError, match=re.escape(found)):
        SubmissionIndex(xml)


@pytest.mark.parametrize("cut", [40, 400, 900, 1300, 2000, 2300, 2500])
def test_salvage_keeps_what_stands_before_and_behind_a_fault(cut: int) -> None:
    deposit = Deposit(journals())
    broken = deposit.xml[:cut] + b"&\x92" + deposit.xml[cut:]
    index = SubmissionIndex(broken, salvage=True)
    assert index.fault is not None
    found = [record.doi for record in index.records]
    assert len(set(deposit.dois) - set(found)) <= 1  # the fault may be in a DOI
    shifted = {doi: places["record"] for doi, places in deposit.places.items()}
    line = broken.count(b"\n", 0, cut) + 1
    assert all(
        place(record) == shifted.get(record.doi, place(record)) for record in index.records if record.line != line
    )


@given(st.binary(max_size=300))
def test_salvage_takes_anything(data: bytes) -> None:
    index = SubmissionIndex(b"<doi_batch><journal_article>" + data, salvage=True)
    assert all(record.line >= 1 for record in index.records)
    index.at(1, 1)
    index.parts_in_line(1)
    SubmissionIndex(data, salvage=True)


def test_depth_is_no_danger() -> None:
    deep = b"<doi_batch>" + b"<journal_article>" * 100_000
    index = SubmissionIndex(deep, salvage=True)
    assert index.records == ()


@given(st.text(alphabet="ab<é😀\r\n\n", max_size=60), st.integers(0, 59))
def test_positions_are_those_of_a_plain_count(text: str, place: int) -> None:
    before = text[:place]
    if before.endswith("\r") and text[place : place + 1] == "\n":
        before = text[: place - 1]  # between CR and LF nothing begins
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    positions = TextPositions(text.encode())
    offset = len(before.encode())
    assert positions.position(offset) == (len(lines), len(lines[-1]) + 1)
    assert positions.offset(len(lines), len(lines[-1]) + 1) == offset


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n"])
def test_places_in_lines_of_any_length(line_end: str) -> None:
    lines = ["a𝔘é" * 5000, "", "x" * 9000, "𝔘"]
    positions = TextPositions(line_end.join(lines).encode())
    for number, line in enumerate(lines, start=1):
        before = line_end.join([*lines[: number - 1], ""])
        for place in {0, 1, 5000, 8191, 8192, 14999} & set(range(len(line))) | {len(line)}:
            offset = len((before + line[:place]).encode())
            assert positions.offset(number, place + 1) == offset
            assert positions.position(offset) == (number, place + 1)
        assert positions.offset(number, 10**9) == positions.line_end(number) == len((before + line).encode())
    assert positions.offset(5) is None


@given(st.text(max_size=40), st.text(max_size=40))
def test_canonical_forms_ignore_case_and_white_space(first: str, second: str) -> None:
    for name in ("full_title", "issn", "doi", "ORCID"):
        assert canonical(name, canonical(name, first)) == canonical(name, first)
    assert canonical("full_title", f" {first}\n{second}") == canonical("full_title", f"{first}  {second} ")


def test_what_stands_in_a_list_of_references_ends_no_part() -> None:
    """Such a document is not valid; its records are told apart all the same."""
    odd = "<citation_list><citation><journal_article><doi>10.5555/cited</doi></journal_article></citation></citation_list>"
    xml = f"""<doi_batch><body><journal>
    <journal_article>{odd}<doi_data><doi>10.5555/a</doi></doi_data></journal_article>
    <journal_article><doi_data><doi>10.5555/b</doi></doi_data></journal_article>
    </journal></body></doi_batch>"""
    records = SubmissionIndex(xml).records
    assert [(record.kind, record.doi) for record in records] == [
        ("journal_article", "10.5555/a"),
        ("journal_article", "10.5555/b"),
    ]
