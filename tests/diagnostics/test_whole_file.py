"""Files that failed as a whole: checked again here, every fault with its record and line."""

from __future__ import annotations

import random

import pytest
from lxml import etree

from crossref_deposit.diagnostics import DiagnosticParser, RecordDiagnostic
from handmade import Result, log
from journals import article, deposit, journal, person

GOOD = deposit(journal(article("10.5555/a"), article("10.5555/b"), article("10.5555/c")))
ALL = ("10.5555/a", "10.5555/b", "10.5555/c")
NOT_VALID = "Deposited XML is not well-formed or does not validate: Error on line {line}: {reason}"
YEAR = "cvc-datatype-valid.1.2.1: '{value}' is not a valid value for 'integer'."


def read(xml: bytes, message: str, *others: Result) -> RecordDiagnostic:
    results = [*others, Result("Failure", "", message)]
    return DiagnosticParser(submission=xml).parse(log(results)).records[-1]


def told(record: RecordDiagnostic) -> tuple[str | None, str, bool]:
    return record.doi, record.attribution.method.value, record.attribution.certain


def with_years(*years: str) -> bytes:
    """The good deposit with other years, one for each article."""
    xml = GOOD
    for year in years:
        xml = xml.replace(b"<year>2026</year>", f"<year >{year}</year>".encode(), 1)
    return xml


def line_of(xml: bytes, text: str, number: int = 1) -> int:
    """The line of the n-th occurrence of a text."""
    offset = -1
    for _ in range(number):
        offset = xml.index(text.encode(), offset + 1)
    return xml.count(b"\n", 0, offset) + 1


def test_every_fault_is_found_where_crossref_says_one() -> None:
    xml = with_years("MMXX", "2026", "MMXX")
    first = line_of(xml, "MMXX")
    record = read(xml, NOT_VALID.format(line=first, reason=YEAR.format(value="MMXX")))
    assert told(record) == ("10.5555/a", "location", True)
    assert record.line == first
    assert [(problem.doi, problem.line) for problem in record.found_here] == [
        ("10.5555/a", first),
        ("10.5555/c", line_of(xml, "MMXX", 2)),
    ]
    assert {problem.value for problem in record.found_here} == {"MMXX"}


def test_a_fault_that_crossref_gives_no_line_for_is_found_here() -> None:
    xml = with_years("2026", "MMXX")
    record = read(xml, f"Error: {YEAR.format(value='MMXX')}")
    assert told(record) == ("10.5555/b", "document", True)
    assert record.line == line_of(xml, "MMXX")
    assert record.dois == ALL
    assert record.attribution.candidates == ("10.5555/b",)


def test_faults_in_several_records_leave_it_open_which_one_is_meant() -> None:
    record = read(with_years("MMXX", "MMXX"), f"Error: {YEAR.format(value='MMXX')}")
    assert told(record) == (None, "document", True)
    assert [problem.doi for problem in record.found_here] == ["10.5555/a", "10.5555/b"]


@pytest.mark.parametrize(
    "place", ["[Error] :{}:11: ", "[error] 1415.xml:{}:11:", "[Error] file:///x/1415.xml:{}:11: ",
              "org.xml.sax.SAXParseException; lineNumber: {}; columnNumber: 11; "]
)  # fmt: skip
def test_equal_sentences_at_several_places_are_each_found_at_their_own(place: str) -> None:
    xml = with_years("2026", "MMXX", "MMXX")
    lines = [line_of(xml, "MMXX", number) for number in (1, 2)]
    record = read(xml, "\n".join(place.format(line) + YEAR.format(value="MMXX") for line in lines))
    assert told(record) == (None, "location", True)
    assert record.attribution.candidates == ("10.5555/b", "10.5555/c")
    assert [(problem.doi, problem.line) for problem in record.problems] == list(zip(ALL[1:], lines, strict=True))
    assert told(read(xml, place.format(lines[1]) + YEAR.format(value="MMXX"))) == ("10.5555/c", "location", True)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-32-le"])
def test_columns_may_count_utf_16_units_as_parsers_in_java_do(codec: str) -> None:
    text = with_years("2026", "MMXX", "MMXX").decode().replace("On ", "𝔘" * 300).replace("\n", "")
    before = text[: text.rindex("</year>")]
    column = len(before.encode(codec)) // len(" ".encode(codec)) + len("</year>") + 1
    sentence = "cvc-type.3.1.3: The value 'MMXX' of element 'year' is not valid."
    assert told(read(text.encode(), f"[Error] :1:{column}: {sentence}")) == ("10.5555/c", "location", True)


PLACES = [
    "[Error] :{line}:{column}: {reason}",
    "org.xml.sax.SAXParseException; lineNumber: {line}; columnNumber: {column}; {reason}",
    "Deposited XML is not well-formed or does not validate: Error on line {line}: {reason}",
    "Error: {reason}",
]


def after(text: str, end: int) -> dict[str, int]:
    """Where Crossref's parser says that it is behind the end of an element: it counts UTF-16 units."""
    start = text.rfind("\n", 0, end) + 1
    return {"line": text.count("\n", 0, end) + 1, "column": len(text[start:end].encode("utf-16-le")) // 2 + 1}


@pytest.mark.parametrize("seed", range(40))
def test_no_layout_leads_to_a_wrong_record(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    codec = chance.choice(["utf-8", "utf-8-sig", "utf-16"])
    dois = [f"10.5555/{number}" for number in range(chance.randint(1, 8))]
    text = deposit(journal(*map(article, dois))).decode().replace("On ", chance.choice(["On ", "𝔘" * 50]))
    text = text.replace("\n", chance.choice(["\n", "\n", "\n\t", ""])).replace("UTF-8", codec.removesuffix("-sig"))
    faulty = sorted(chance.sample(range(len(dois)), min(len(dois), chance.choice([1, 1, 2, 3]))))
    parts = text.split("2026</year>")
    years = ["MMXX</year>" if number in faulty else "2026</year>" for number in range(len(dois))]
    text = "".join(part + year for part, year in zip(parts, [*years, ""], strict=True))
    ends = [sum(map(len, parts[: number + 1])) + len("MMXX</year>") * (number + 1) for number in faulty]
    form = chance.choice(PLACES)
    reason = "cvc-type.3.1.3: The value 'MMXX' of element 'year' is not valid."
    message = "\n".join(form.format(**after(text, end), reason=reason) for end in ends)
    record = read(text.encode(codec), message)
    truth = [dois[number] for number in faulty]
    assert record.dois == tuple(dois)
    assert [problem.doi for problem in record.found_here] == truth
    ambiguous = "\n" not in text.partition("?>")[2].strip() and form == PLACES[2]  # all in the line that is named
    assert record.doi in ({None, truth[0]} if ambiguous else {truth[0] if len(truth) == 1 else None})
    starts = [text.rindex("<year>", 0, end) for end in ends]
    found = [(problem.doi, problem.column) for problem in record.problems]
    expected = [(doi, start - text.rfind("\n", 0, start)) for doi, start in zip(truth, starts, strict=True)]
    assert ambiguous or found == expected


def test_the_only_element_of_a_name_is_the_one_that_is_meant() -> None:
    xml = GOOD.replace(b"<titles>", b"<bogus/><titles>").replace(b"<bogus/>", b"", 1).replace(b"<bogus/>", b"", 1)
    sentence = "Error: cvc-complex-type.2.4.a: Invalid content was found starting with element 'bogus'."
    xml = xml.replace(b"<email_address>", b"<x/><email_address>")  # so that one record alone does not have all faults
    record = read(xml, sentence)
    assert (*told(record), record.line) == ("10.5555/c", "value", True, line_of(xml, "<bogus"))


def test_a_sentence_without_a_place_may_mean_another_record() -> None:
    xml = with_years("MMXX").replace(b"<email_address>", b"<x/><email_address>")
    located = f"[Error] :{line_of(xml, 'MMXX')}:11: {YEAR.format(value='MMXX')}"
    assert told(read(xml, located)) == ("10.5555/a", "location", True)
    record = read(xml, f"{located}\nError: cvc-complex-type.2.4.b: The content of element 'titles' is not complete.")
    assert (told(record), record.line) == ((None, "document", True), line_of(xml, "MMXX"))
    assert record.attribution.candidates == ALL


def test_in_a_line_with_several_records_what_was_found_here_decides() -> None:
    xml = GOOD.replace(b"</journal_article>\n", b"</journal_article>").replace(b"On 10.5555/c", b"A & B")
    xml = xml.replace(b"On 10.5555/b", b"C & D")
    lines = [xml.count(b"\n", 0, xml.index(text)) + 1 for text in (b"C & D", b"A & B")]
    reason = "The entity name must immediately follow the '&' in the entity reference."
    for line, doi in zip(lines, ALL[1:], strict=True):
        assert told(read(xml, NOT_VALID.format(line=line, reason=reason))) == (doi, "location", True)


def test_an_attribute_is_found_by_its_value() -> None:
    role = b'contributor_role="author"'
    xml = deposit(journal(article("10.5555/a", person()), article("10.5555/b", person())))
    xml = xml.replace(role, b'contributor_role="x"', 1).replace(role, b'contributor_role="y"', 1)
    record = read(xml, "\n".join(
        f"Error: cvc-enumeration-valid: Value '{value}' is not facet-valid with respect to enumeration '[author]'. It "
        "must be a value from the enumeration.\n"
        f"Error: cvc-attribute.3: The value '{value}' of attribute 'contributor_role' on element 'person_name' is not "
        "valid with respect to its type, 'a'." for value in "yx"
    ))  # fmt: skip
    assert [problem.doi for problem in record.problems] == ["10.5555/b", "10.5555/b", "10.5555/a", "10.5555/a"]


@pytest.mark.parametrize("version", [b"5.5.0", b"4.4.2"])
def test_of_prefixes_that_differ_each_is_found(version: bytes) -> None:
    xml = GOOD.replace(b"<doi>10.5555/b", b"<doi>10.5556/b").replace(b"5.5.0", version)
    record = read(xml, "All prefixes in a submission must match (DOI[10.5556/b])")
    assert (record.doi, record.dois) == ("10.5556/b", ("10.5555/a", "10.5556/b", "10.5555/c"))
    place = record.line, record.column
    assert [(problem.code, problem.line, problem.column) for problem in record.found_here] == [
        ("prefixes-differ", *place)
    ]


def test_a_missing_timestamp_is_missed_in_the_head() -> None:
    xml = GOOD.replace(b"<timestamp>", b"<!--").replace(b"</timestamp>", b"-->")
    record = read(xml, "Submission version NULL is invalid")
    assert (record.dois, record.line, record.xpath) == (ALL, line_of(xml, "<head>"), "/doi_batch/head")


def test_a_file_with_one_record_has_its_line() -> None:
    xml = deposit(journal(article("10.5555/a")))
    record = read(xml, "Something that nobody knows")
    assert (record.doi, record.line) == ("10.5555/a", line_of(xml, "<journal_article"))


def test_a_thousand_sentences_about_one_file() -> None:
    xml = GOOD.replace(b"<titles>", b"<titles>" + b"<x/>\n" * 1000, 1)
    sentence = "cvc-complex-type.2.4.d: Invalid content was found starting with element 'x'."
    assert len(read(xml, f"Error: {sentence}\n" * 1000).problems) == 1000
    record = read(xml, "\n".join(f"[Error] :{line}:4: {sentence}" for line in range(20, 1000)))
    assert all(problem.line for problem in record.problems)


def test_a_fault_of_another_kind_is_not_what_crossref_means() -> None:
    record = read(with_years("2026", "MMXX"), "Content is not allowed in prolog.")
    assert told(record) == (None, "document", True)
    assert [problem.doi for problem in record.found_here] == ["10.5555/b"]


def test_a_line_of_another_document_than_this_is_not_believed() -> None:
    xml = with_years("2026", "2026", "MMXX")
    record = read(xml, NOT_VALID.format(line=line_of(xml, "<year >"), reason=YEAR.format(value="MMXX")))
    assert told(record) == (None, "document", True)
    assert record.attribution.candidates == ("10.5555/c", "10.5555/a")


def test_a_line_where_another_element_is_than_the_one_named_is_not_believed() -> None:
    message = "[Error] :{}:3: cvc-type.3.1.3: The value 'x' of element 'volume' is not valid."
    assert told(read(GOOD, message.format(line_of(GOOD, "<year>")))) == (None, "document", True)


def test_if_nothing_is_found_here_crossrefs_line_counts() -> None:
    record = read(GOOD, NOT_VALID.format(line=line_of(GOOD, "<year>", 2), reason="Something new"))
    assert told(record) == ("10.5555/b", "location", True)
    assert record.found_here == ()


def test_a_line_in_a_journals_metadata_is_no_records() -> None:
    xml = GOOD.replace(b"</body>", journal(article("10.5555/d"), issn="2049-3630").encode() + b"</body>")
    record = read(xml, NOT_VALID.format(line=line_of(xml, "<issn>"), reason="Something new"))
    assert told(record) == (None, "location", True)
    assert record.attribution.candidates == ALL
    assert record.line == line_of(xml, "<issn>")


def test_rules_are_asked_too_and_do_not_decide() -> None:
    xml = GOOD.replace(b"0264-3561", b"0264-3562")
    record = read(xml, "Error: cvc-new: Something new")
    assert [problem.code for problem in record.found_here] == ["issn-invalid"]
    assert told(record) == (None, "document", True)


def test_all_bare_ampersands_and_foreign_entities_are_found() -> None:
    xml = GOOD.replace(b"On 10.5555/a", b"A & B").replace(b"On 10.5555/c", b"C&nbsp;D &amp; &#65; <![CDATA[&]]>")
    where = line_of(xml, "A & B")
    message = NOT_VALID.format(
        line=where, reason="The entity name must immediately follow the '&' in the entity reference."
    )
    record = read(xml, message)
    assert told(record) == ("10.5555/a", "location", True)
    assert [(problem.code, problem.doi, problem.line, problem.value) for problem in record.found_here] == [
        ("xml-bad-character-data", "10.5555/a", where, "&"),
        ("xml-entity-undeclared", "10.5555/c", line_of(xml, "C&nbsp;D"), "&nbsp;"),
    ]


def test_a_tag_that_is_not_closed_is_where_the_parser_stops() -> None:
    xml = GOOD.replace(b"</titles>", b"", 1)
    record = read(xml, 'The element type "titles" must be terminated by the matching end-tag "</titles>".')
    [problem] = record.found_here
    assert (problem.code, problem.doi, problem.line) == (
        "xml-not-well-formed", "10.5555/a", line_of(xml, "</journal_article>"),
    )  # fmt: skip
    assert told(record) == ("10.5555/a", "value", True)  # no other titles begins before the parser stops


def test_versions_that_are_not_known_here_are_not_checked_again() -> None:
    record = read(with_years("MMXX").replace(b"5.5.0", b"4.3.5"), f"Error: {YEAR.format(value='MMXX')}")
    assert (told(record), record.found_here) == ((None, "document", True), ())


def test_a_file_that_did_not_fail_as_a_whole_is_not_checked_again() -> None:
    xml = with_years("MMXX")
    assert read(xml, NOT_VALID.format(line=1, reason="Bad"), Result("Success", "10.5555/b")).found_here == ()
    assert read(xml, "year: MMXX in not a valid integer", Result("Success", "10.5555/b")).found_here == ()


@pytest.mark.parametrize("reported", ["10.5555/b", "10.5555/B"])
def test_a_file_that_failed_with_a_doi_is_checked_again_too(reported: str) -> None:
    xml = with_years("2026", "MMXX")
    result = Result("Failure", reported, f"Error: {YEAR.format(value='MMXX')}")
    [record] = DiagnosticParser(submission=xml).parse(log([result])).records
    assert told(record) == ("10.5555/b", "reported", True)
    assert record.line == line_of(xml, "MMXX")
    assert [problem.line for problem in record.found_here] == [record.line]


DAMAGES = {
    "a bare ampersand": ("On 10.5555/{}<", "On R&D {}<"),
    "an HTML entity": ("On 10.5555/{}<", "On&nbsp;{}<"),
    "an end tag that is missing": ("On 10.5555/{}</title>", "On 10.5555/{}"),
    "a wrong end tag": ("On 10.5555/{}</title>", "On 10.5555/{}</titel>"),
    "a bare less-than sign": ("On 10.5555/{}<", "On a < b {}<"),
    "a control character": ("On 10.5555/{}<", "On \x01{}<"),
}


@pytest.mark.parametrize("kind", DAMAGES)
@pytest.mark.parametrize("one_line", [False, True], ids=["lines", "one line"])
def test_no_other_record_is_blamed_for_a_file_that_is_not_well_formed(kind: str, *, one_line: bool) -> None:
    names = "abcdef"
    good = deposit(journal(*(article(f"10.5555/{name}") for name in names))).decode()
    good = good.replace("\n", "") if one_line else good
    before, after = DAMAGES[kind]
    for name in names:
        xml = good.replace(before.format(name), after.format(name)).encode()
        line, column = lxml_place(xml)
        for message in (
            NOT_VALID.format(line=line, reason="Something new"),
            f"[fatal error] :{line}:{column}: Something new",
            "Deposited XML is not well-formed or does not validate",
        ):
            record = read(xml, message)
            assert record.doi in {None, f"10.5555/{name}"}
            assert {problem.doi for problem in record.found_here} <= {None, f"10.5555/{name}"}
            assert record.found_here


def lxml_place(xml: bytes) -> tuple[int, int]:
    """Where another parser stops."""
    with pytest.raises(etree.XMLSyntaxError) as caught:
        etree.fromstring(xml)
    return caught.value.position
