# ruff: noqa: E501, ISC004 - messages stand here as they come
from __future__ import annotations

import re
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossref_deposit.problems import CATALOGUE, ProblemKind, Severity, location_in, problems_in, readings
from crossref_deposit.problems.kind import GROUP_PATTERNS

WORDINGS = [(kind, sentence) for kind in CATALOGUE.values() for sentence in kind.sentences]
WORDS = st.from_regex(r"[A-Za-z0-9é.,-]{1,12}( [A-Za-z0-9é.,-]{1,12}){0,3}", fullmatch=True)
GROUPS = {
    "doi": st.from_regex(r"10\.[0-9]{4,9}/[a-z0-9.;()-]{1,20}", fullmatch=True),
    "orcid": st.from_regex(r"(https://orcid\.org/)?([0-9]{4}-){3}[0-9]{3}[0-9X]", fullmatch=True),
    "byte": st.from_regex(r"0x[0-9a-f]{2}", fullmatch=True),
    "element": st.from_regex(r"([a-z]{2,4}:)?[a-z_]{3,10}", fullmatch=True),
    "issn": st.from_regex(r"[0-9]{4}-?[0-9]{3}[0-9X]", fullmatch=True),
    "owned_issn": st.from_regex(r"[0-9]{7}[0-9X]", fullmatch=True),
    "prefix": st.from_regex(r"10\.[0-9]{4,9}", fullmatch=True),
    "rule": st.from_regex(r"[a-z]{3,9}\.[0-9]", fullmatch=True),
    "isbn": st.from_regex(r"[0-9]{13}(,[0-9]{13})?", fullmatch=True),
    "isbns": st.from_regex(r"[0-9]{13}(,[0-9]{13})?", fullmatch=True),
    "version": st.from_regex(r"[0-9]{1,17}", fullmatch=True),
    "stored_version": st.from_regex(r"[0-9]{1,17}", fullmatch=True),
    "line": st.from_regex(r"[0-9]{1,6}", fullmatch=True),
    "column": st.from_regex(r"[0-9]{1,6}", fullmatch=True),
    "number": st.from_regex(r"[2-9][0-9]{0,4}", fullmatch=True),
    "package": st.from_regex(r"[a-z.]{3,20}[a-z]", fullmatch=True),
    "rest": st.from_regex(r"[a-z]{0,10}", fullmatch=True),
    "digits": st.from_regex(r"[0-9]{1,3}", fullmatch=True),
}


@pytest.mark.parametrize("kind", CATALOGUE.values(), ids=lambda kind: kind.code)
def test_who_does_not_program_knows_what_to_do(kind):
    """The page for people has causes and remedies; what only Python has is marked so, and is never all there is."""
    names = re.findall(
        r"crossref_deposit|\w+\(|\b[A-Z][a-z]+[A-Z]\w+\.\w+|\bMarkup\b|\bservlet", kind.cause + kind.remedy
    )
    told = re.split(r"\.\s|, or ", kind.remedy)
    assert not names or any("in python" not in part.lower() for part in told)
    assert not re.findall(r"crossref_deposit|\bservlet", kind.cause + kind.remedy)
    assert not names or "in Python" in kind.remedy or "In Python" in kind.remedy


Said: TypeAlias = tuple[ProblemKind, dict[str, str], str]
"""A kind of problem, the parts of its sentence, and the sentence."""


@st.composite
def sentences(draw: st.DrawFn) -> Said:
    kind, sentence = draw(st.sampled_from(WORDINGS))
    groups = {part: draw(GROUPS.get(part, WORDS)) for part in sentence.names}
    return kind, groups, sentence.template.format_map(groups)


def parts_in(sentence: str) -> list[tuple[str, dict[str, str]]]:
    return [(reading.kind.code, reading.groups) for reading in readings(sentence)]


@pytest.mark.parametrize("kind", [kind for kind in CATALOGUE.values() if kind.wording], ids=lambda kind: kind.code)
@given(st.data())
@settings(max_examples=10)
def test_what_a_kind_says_is_read_as_that_kind_with_the_same_parts(kind: ProblemKind, data: st.DataObject) -> None:
    groups = {part: data.draw(GROUPS.get(part, WORDS)) for part in kind.parts}
    assert parts_in(kind.say(**groups)) == [(kind.code, groups)]


@given(sentences())
@settings(max_examples=300)
def test_every_wording_is_read_as_its_kind_with_the_same_parts(said: Said) -> None:
    kind, groups, sentence = said
    assert parts_in(sentence) == [(kind.code, groups)]


@given(sentences())
def test_case_and_white_space_do_not_matter(said: Said) -> None:
    kind, _, sentence = said
    [reading] = readings("\n  " + sentence.upper().replace(" ", " \t") + " \n")
    assert reading.kind.code == kind.code


@given(st.lists(sentences(), min_size=1, max_size=5))
def test_several_sentences_in_one_message_are_all_read_in_order(said: list[Said]) -> None:
    message = "\n".join("Error: " + sentence for _, _, sentence in said)
    assert [reading.kind.code for reading in readings(message)] == [kind.code for kind, _, _ in said]


STRANGE = st.one_of(
    st.text(max_size=40), st.sampled_from(["Error: ", ". ", "\n", "Something new went wrong", "[Error] :3:4: "])
)


@given(st.lists(st.one_of(STRANGE, sentences().map(lambda said: said[2])), max_size=6))
@settings(max_examples=200)
def test_any_text_is_read_without_an_error_and_all_of_it_is_told(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert "".join("".join(problem.message for problem in problems_in(text)).split()) == "".join(text.split())


@given(st.lists(st.one_of(STRANGE, st.just("Successfully added")), max_size=6))
def test_what_stands_beside_words_of_success_is_told(pieces: list[str]) -> None:
    text = " ".join(pieces)
    told = "".join(problem.message for problem in problems_in(text))
    for word in re.findall(r"\w+", text.replace("Successfully added", "")):
        assert word in told


def test_every_entry_is_complete_and_has_its_own_name() -> None:
    for code, kind in CATALOGUE.items():
        assert code == kind.code
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
        assert kind.title
        assert kind.cause
        assert kind.remedy
        assert kind.anchor == f"problems.html#{code}"
        assert kind.quotes == "" or kind.quotes in kind.patterns[0].groupindex
        assert (kind.patterns == ()) == (kind.wording == "")


def test_no_part_has_a_pattern_that_nothing_uses() -> None:
    used = {name for kind in CATALOGUE.values() for pattern in kind.patterns for name in pattern.groupindex}
    assert GROUP_PATTERNS.keys() - used == set()


@pytest.mark.parametrize(
    ("message", "codes"),
    [
        ('Error in Journal Article (Author ORCID): ORCID "https://orcid.org/0000-0000-0000-0000" has invalid checksum',
         ["orcid-checksum"]),
        ('Error in Journal Article (Author ORCID): ORCID URL "0000-0003-2571-1451" has duplicates in contributor list',
         ["orcid-duplicate"]),
        ("Record not processed because submitted version: 20070904 is less or equal to\tpreviously submitted version "
         "(DOI match)", ["timestamp-not-newer"]),
        ("Record not processed because submitted version: 17 is less or equal to previously submitted version 18 - "
         "content item DOIs not processed due to title level error", ["title-level-timestamp"]),
        ("Submission version NULL is invalid ", ["timestamp-missing"]),
        ("User with ID: 7 cant submit into handle, please contact the CrossRef admin", ["handle-not-allowed"]),
        ("Unable to add new DOI: Error(403): AUTHENTICATION FAILED", ["handle-authentication"]),
        ("User not allowed to add records for prefix: {0}", ["prefix-not-allowed"]),
        ("All prefixes in a submission must match (DOI[10.5555/x]) ", ["prefixes-differ"]),
        ('user not allowed to add or update records for the title "The Journal of "Quotes""', ["title-not-owned"]),
        ('title "Tests" was previously deleted by a CrossRef admin', ["title-deleted"]),
        ("java.sql.SQLException: ORA-00001: unique constraint (ATYPON.NDX1_CIT_RELS) violated", ["doi-not-unique"]),
        ("java.sql.SQLException: ORA-12899: value too large", ["crossref-database"]),
        ('ISSN "24320000" is invalid ', ["issn-invalid"]),
        ('ISSN "12345678" has already been assigned to a different title/publisher/genre', ["issn-owned-elsewhere"]),
        ('ISSN "12345678" has already been assigned, title/issn: A/B Testing/12345678 is owned by publisher: 10.5555',
         ["issn-owned-elsewhere"]),
        ('ISSN "12345678" has already been assigned, issn (12345678) is assigned to another title (Tests)',
         ["issn-title-mismatch"]),
        ('ISSN/ISBN "12345678" has already been assigned to a different publisher Press (US)(10.5555)',
         ["issn-owned-elsewhere"]),
        ('ISBN "9780000000000,9780000000001" has already been assigned, ISBN assigned to other title DOI: 10.5555/b '
         "ISBN:9780000000000,9780000000001", ["isbn-assigned"]),
        ("Deposit contains title error: title: Tests must deposit with an ISSN and/or journal title DOI",
         ["title-without-identifier"]),
        ("Deposit contains title error(s): Title name value is missing from the title element", ["title-empty"]),
        ("Deposit contains title error(s): something new", ["title-error"]),
        ("Error processing relations: Relation target DOI does not exist: 10.5555/other", ["relation-target-unknown"]),
        (r"Clinical Trial data does not match format of registry. data: 123 format: ISRCTN\d{8}",
         ["clinical-trial-format"]),
        ("DOI: https://doi.org/10.5555/a?b contains invalid characters", ["doi-invalid-characters"]),
        ("year: MMXX in not a valid integer", ["year-invalid"]),
        ("Added with conflict", ["added-with-conflict"]),
        ("Updated with conflict", ["added-with-conflict"]),
        ("Possible preprint/VoR pair, Vor DOI: 10.5555/vor", ["possible-preprint-pair"]),
        ("java.lang.NullPointerException", ["crossref-null-pointer"]),
        ("No exception localized message", ["crossref-no-message"]),
        ("A system error has occured", ["crossref-system-error"]),
        ("Deposited XML is not well-formed or does not validate: Error on line 1: Content is not allowed in prolog.",
         ["xml-content-in-prolog"]),
        ("Deposited XML is not well-formed or does not validate: Error on line 89: what nobody has seen",
         ["xml-not-well-formed"]),
        ("org.jdom.input.JDOMParseException: Error on line 312 of document file:///a/b: The content of elements must "
         "consist of well-formed character data or markup.", ["xml-bad-character-data"]),
        ("[fatal error] :1:1: Content is not allowed in prolog.", ["xml-content-in-prolog"]),
        ("java.io.UTFDataFormatException: invalid byte 1 of 1-byte > UTF-8 sequence (0x92) ", ["xml-bad-encoding"]),
        ("MalformedXmlException", ["xml-not-well-formed"]),
        ("MalformedXmlException. Added with conflict", ["added-with-conflict"]),
        ("org.crossref.common.xml.MalformedXmlException: Error: cvc-complex-type.2.4.a: Invalid content was found "
         "starting with element 'fr:program'. One of '{\"http://www.crossref.org/schema/4.3.3\":doi_data}' is expected.",
         ["cvc-element-unexpected"]),
        ("Error validating schema crossref5.3.1.xsd : Error: cvc-complex-type.2.4.a: Invalid content was found starting "
         "with element '{\"http://www.crossref.org/schema/5.3.1\":publisher}'. One of '{}' is expected.",
         ["cvc-element-unexpected"]),
        ("Error: cvc-complex-type.2.4.a: Invalid content was found starting with element 'program'",
         ["cvc-element-unexpected"]),
        ("Error: cvc-complex-type.4: Attribute 'reason' must appear on element 'noisbn'.", ["cvc-attribute-missing"]),
        ("Error: cvc-attribute.3: The value 'x' of attribute 'name' on element 'fr:assertion' is not valid with respect "
         "to its type, 'null'.", ["cvc-attribute-value"]),
        ("[Error] :27:27: cvc-datatype-valid.1.2.1: 'February' is not a valid value for 'integer'.\n"
         "[Error] :27:27: cvc-type.3.1.3: The value 'February' of element 'month' is not valid.",
         ["cvc-datatype", "cvc-element-value"]),
        ("Error: cvc-minLength-valid: Value '' with length = '0' is not facet-valid with respect to minLength '1' for "
         "type '#AnonType_volume'.", ["cvc-length"]),
        ("Error: cvc-what.is.this: nobody knows", ["cvc-other"]),
        ("Successfully added", []),
        ("Successfully updated in handle", []),
        ("FundRef Resources processed successfully", []),
        ('Inserted identifier: 501100000151 for name: "A Funder"\n', []),
        ("", []),
        ("Something else", ["unknown"]),
        ("Successfully added\nSomething else\nand more", ["unknown"]),
    ],
)  # fmt: skip
def test_messages_of_crossref(message: str, codes: list[str]) -> None:
    assert [problem.code for problem in problems_in(message)] == codes


def test_an_unknown_message_is_kept_whole() -> None:
    [problem] = problems_in("  One  line\n\n and another ")
    assert (problem.code, problem.message) == ("unknown", "One line\nand another")


def test_a_sentence_broken_into_lines_is_still_read() -> None:
    [problem] = problems_in('ISSN "12345678" has already been assigned, title/issn: Long Title of\nTests/12345678 is '
                            "owned by\npublisher: 10.5555")  # fmt: skip
    assert (problem.code, problem.value) == ("issn-owned-elsewhere", "12345678")


def test_curly_quotes_from_a_web_page_are_read() -> None:
    [problem] = problems_in("ISSN “24320000” is invalid")
    assert (problem.code, problem.value) == ("issn-invalid", "24320000")


def test_lines_and_columns_are_part_of_the_problem() -> None:
    found = problems_in("[Error] :27:31: cvc-type.3.1.3: The value 'x' of element 'month' is not valid.")
    assert [(problem.line, problem.column, problem.value) for problem in found] == [(27, 31, "x")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Error on line 89: Content", (89, None)),
        ("[fatal error] :1:1: Content", (1, 1)),
        ("at line 3, column 17", (3, 17)),
        ("the deadline 5", None),
        ("", None),
    ],
)
def test_location(text: str, place: tuple[int, int | None] | None) -> None:
    assert location_in(text) == place


def test_saying_needs_all_parts() -> None:
    with pytest.raises(TypeError, match=r"orcid-checksum: say\(\) needs role, orcid"):
        CATALOGUE["orcid-checksum"].say(item_type="Journal Article")
    with pytest.raises(TypeError, match="no sentence"):
        CATALOGUE["doi-repeated"].say()


def test_faults_of_crossref_can_be_sent_again_and_faults_of_the_deposit_cannot() -> None:
    retriable = {code for code, kind in CATALOGUE.items() if kind.retriable}
    assert {"crossref-null-pointer", "crossref-database", "handle-authentication"} <= retriable
    assert not {"orcid-checksum", "timestamp-not-newer", "issn-invalid", "cvc-pattern", "unknown"} & retriable


def test_a_warning_is_no_error() -> None:
    assert problems_in("Added with conflict")[0].severity is Severity.WARNING
