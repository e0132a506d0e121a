# ruff: noqa: E501 - messages stand here as Crossref words them
"""What Crossref says, as far as it is known, and what is understood of it: kinds, and named parts."""

from __future__ import annotations

import html
import pathlib
import re

import pytest

from crossref_deposit.problems import (
    CATALOGUE,
    ProblemKind,
    ReportedDoi,
    Scope,
    Severity,
    explain,
    problems_in,
    readings,
)

OLD = "Record not processed because submitted version: {} is less or equal to previously submitted version"
CONTENT = "Invalid content was found starting with element"

MESSAGES: list[tuple[str, str, dict[str, str]]] = [
    # records
    (f"{OLD} (DOI match)".format(2024), "timestamp-not-newer", {"version": "2024"}),
    (f"{OLD} 2025 - content item DOIs not processed due to title level error".format(2024), "title-level-timestamp",
     {"version": "2024", "stored_version": "2025"}),
    ("Submission version NULL is invalid", "timestamp-missing", {}),
    ('Error in Conference Paper (Editor ORCID): ORCID "0000-0002-1825-0098" has invalid checksum', "orcid-checksum",
     {"item_type": "Conference Paper", "role": "Editor", "orcid": "0000-0002-1825-0098"}),
    ('Error in Book (Author ORCID): ORCID URL "https://orcid.org/0000-0002-1825-0097" has duplicates in contributor list',
     "orcid-duplicate", {"item_type": "Book", "role": "Author", "orcid": "https://orcid.org/0000-0002-1825-0097"}),
    ("Either ISSN or Journal title or Proceedings title must be supplied.", "reference-too-thin", {}),
    ("Error processing relations: Relation target DOI does not exist: 10.5555/other", "relation-target-unknown",
     {"doi": "10.5555/other"}),
    (r"Clinical Trial data does not match format of registry. data: ISRCTN12 format: ISRCTN\d{8}", "clinical-trial-format",
     {"trial": "ISRCTN12", "trial_format": r"ISRCTN\d{8}"}),
    ("DOI: 10.5555/a?b contains invalid characters", "doi-invalid-characters", {"doi": "10.5555/a?b"}),
    ("DOI: doi:10.5555/ab contains invalid characters", "doi-invalid-characters", {"doi": "doi:10.5555/ab"}),
    ("year: 20x6 in not a valid integer", "year-invalid", {"year": "20x6"}),
    ("Added with conflict", "added-with-conflict", {}),
    ("Added with conflict\nconflict_id=5400001\nin conflict with: 10.5555/other", "added-with-conflict",
     {"number": "5400001", "doi": "10.5555/other"}),
    ("Possible preprint/VOR pair, VOR DOI: 10.5555/published", "possible-preprint-pair", {"doi": "10.5555/published"}),
    # account
    ("User with ID: 4711 can't submit into handle, please contact the Crossref admin", "handle-not-allowed", {"user": "4711"}),
    ("Unable to add new DOI: Error(403): AUTHENTICATION FAILED", "handle-authentication", {}),
    ("User not allowed to add records for prefix: 10.5555", "prefix-not-allowed", {"prefix": "10.5555"}),
    ("All prefixes in a submission must match (DOI[10.5555/x])", "prefixes-differ", {"doi": "10.5555/x"}),
    ("Wrong credentials. Incorrect username or password.", "credentials-wrong", {}),
    ("User 'me@example.org' cannot assume specified role 'press'", "role-not-allowed",
     {"user": "me@example.org", "account_role": "press"}),
    # titles
    ('user not allowed to add or update records for the title "The "New" Annals"', "title-not-owned", {"title": 'The "New" Annals'}),
    ('user not allowed to add or update records for the title "Annals of Tests"', "title-not-owned", {"title": "Annals of Tests"}),
    ('title "Annals of Tests" was previously deleted by a Crossref admin', "title-deleted", {"title": "Annals of Tests"}),
    ('ISSN "0264-3562" is invalid ', "issn-invalid", {"issn": "0264-3562"}),
    ('ISBN "9780000000001" is invalid', "isbn-invalid", {"isbn": "9780000000001"}),
    ('ISSN "02643561" has already been assigned, title/issn: Annals/02643561 is owned by publisher: 10.5555',
     "issn-owned-elsewhere", {"issn": "02643561", "title": "Annals", "owned_issn": "02643561", "prefix": "10.5555"}),
    ('ISSN "02643561" has already been assigned, issn (02643561) is assigned to another title (Annals (new series))',
     "issn-title-mismatch", {"issn": "02643561", "owned_issn": "02643561", "title": "Annals (new series)"}),
    ('ISSN "02643561" has already been assigned to a different title/publisher/genre', "issn-owned-elsewhere", {"issn": "02643561"}),
    ('ISSN/ISBN "02643561" has already been assigned to a different publisher Press(10.5555)', "issn-owned-elsewhere",
     {"issn": "02643561", "publisher": "Press", "prefix": "10.5555"}),
    ('ISBN "9780000000002,9780000000019" has already been assigned, ISBN assigned to other title DOI: 10.5555/b ISBN:9780000000002,9780000000019',
     "isbn-assigned", {"isbn": "9780000000002,9780000000019", "doi": "10.5555/b", "isbns": "9780000000002,9780000000019"}),
    ("Deposit contains title error: title: Annals must deposit with an ISSN and/or journal title DOI", "title-without-identifier",
     {"title": "Annals"}),
    ("Deposit contains title error(s): Title name value is missing from the title element", "title-empty", {}),
    # not XML
    ("Deposited XML is not well-formed or does not validate: Error on line 89: Content is not allowed in trailing section.",
     "xml-content-after-end", {"line": "89"}),
    ("Deposited XML is not well-formed or does not validate: Error on line 7: who knows", "xml-not-well-formed",
     {"line": "7", "reason": "who knows"}),
    ("[fatal error] :1:1: Content is not allowed in prolog.", "xml-content-in-prolog", {"line": "1", "column": "1"}),
    ("org.jdom.input.JDOMParseException: Error on line 312 of document file:///export/inprocess/1: The content of elements must consist of well-formed character data or markup.", "xml-bad-character-data", {"line": "312"}),
    ("java.io.UTFDataFormatException: invalid byte 1 of 1-byte UTF-8 sequence (0x92)", "xml-bad-encoding",
     {"number": "1", "length": "1", "byte": "0x92"}),
    ("[error] :286:24:Invalid content starting with element item_number'. The content must match '((\"http://www.crossref.org/schema/4.3.0\": item_number) {0-3})",
     "cvc-element-unexpected", {"element": "item_number", "line": "286", "column": "24"}),
    ('Error on line 3: The element type "title" must be terminated by the matching end-tag "</title>".', "xml-tag-mismatch",
     {"line": "3", "element": "title", "end_tag": "</title>"}),
    ('Error on line 3: The entity "nbsp" was referenced, but not declared.', "xml-entity-undeclared", {"line": "3", "entity": "nbsp"}),
    ('Error on line 3: The prefix "jats" for element "jats:p" is not bound.', "xml-prefix-unbound",
     {"line": "3", "undeclared": "jats", "element": "jats:p"}),
    ('Error on line 3: Attribute "type" was already specified for element "issn".', "xml-tag-syntax",
     {"line": "3", "attribute": "type", "element": "issn"}),
    ('Error on line 2: The processing instruction target matching "[xX][mM][lL]" is not allowed.', "xml-declaration", {"line": "2"}),
    ("Error on line 9: An invalid XML character (Unicode: 0x1f) was found in the element content of the document.",
     "xml-invalid-character", {"line": "9", "character": "1f"}),
    ('Error on line 9: The string "--" is not permitted within comments.', "xml-comment-syntax", {"line": "9"}),
    ("Error on line 9: XML document structures must start and end within the same entity.", "xml-unfinished", {"line": "9"}),
    ('Error on line 1: DOCTYPE is disallowed when the feature "http://apache.org/xml/features/disallow-doctype-decl" set to true.',
     "xml-doctype", {"line": "1", "feature": "http://apache.org/xml/features/disallow-doctype-decl"}),
    # schema
    (f"cvc-complex-type.2.4.a: {CONTENT} 'doi_data'. One of '{{\"http://www.ncbi.nlm.nih.gov/JATS1\":abstract}}' is expected.",
     "cvc-element-unexpected", {"element": "doi_data", "expected": '{"http://www.ncbi.nlm.nih.gov/JATS1":abstract}'}),
    (f"Error: cvc-complex-type.2.4.a: {CONTENT} 'program'", "cvc-element-unexpected", {"element": "program"}),
    ("cvc-complex-type.2.4.b: The content of element 'ns0:contributors' is not complete. One of '{organization, person_name}' is expected.",
     "cvc-element-incomplete", {"element": "ns0:contributors", "expected": "{organization, person_name}"}),
    ("cvc-complex-type.2.4.c: The matching wildcard is strict, but no declaration can be found for element 'x'.",
     "cvc-element-foreign", {"element": "x"}),
    (f"cvc-complex-type.2.4.d: {CONTENT} 'doi'. No child element is expected at this point.", "cvc-element-superfluous", {"element": "doi"}),
    (f"cvc-complex-type.2.4.d.1: {CONTENT} 'doi'. No child element '{{a}}' is expected at this point.", "cvc-element-superfluous",
     {"element": "doi", "superfluous": "{a}"}),
    ("cvc-complex-type.2.4.e: 'titles' can occur a maximum of '20' times in the current sequence. This limit was exceeded. At this point one of '{a}' is expected.",
     "cvc-element-too-often", {"element": "titles", "bound": "20", "expected": "{a}"}),
    ("cvc-complex-type.2.4.f: 'titles' can occur a maximum of '20' times in the current sequence. This limit was exceeded. No child element is expected at this point.",
     "cvc-element-too-often", {"element": "titles", "bound": "20"}),
    (f"cvc-complex-type.2.4.h: {CONTENT} 'doi'. '{{a}}' is expected to occur a minimum of '3' times in the current sequence. '2' more instances are required to satisfy this constraint.",
     "cvc-element-unexpected", {"element": "doi", "missing": "{a}", "bound": "3", "count": "2"}),
    ("cvc-complex-type.2.4.i: The content of element 'a' is not complete. '{b}' is expected to occur a minimum of '2' times. One more instance is required to satisfy this constraint.",
     "cvc-element-incomplete", {"element": "a", "missing": "{b}", "bound": "2"}),
    ("cvc-complex-type.2.3: Element 'head' cannot have character [children], because the type's content type is element-only.",
     "cvc-text-not-allowed", {"element": "head"}),
    ("cvc-complex-type.2.2: Element 'ORCID' must have no element [children], and the value must be valid.",
     "cvc-children-not-allowed", {"element": "ORCID"}),
    ("cvc-complex-type.2.1: Element 'noisbn' must have no character or element information item [children], because the type's content type is empty.",
     "cvc-children-not-allowed", {"element": "noisbn"}),
    ("cvc-complex-type.3.1: Value '4' of attribute 'version' of element 'doi_batch' is not valid with respect to the corresponding attribute use. Attribute 'version' has a fixed value of '5'.",
     "cvc-attribute-value", {"value": "4", "attribute": "version", "element": "doi_batch", "same": "version", "expected": "5"}),
    ("cvc-complex-type.3.2.1: Element 'a' does not have an attribute wildcard for attribute 'b'.", "cvc-attribute-not-allowed",
     {"element": "a", "attribute": "b"}),
    ("cvc-complex-type.3.2.2: Attribute 'b' is not allowed to appear in element 'a'.", "cvc-attribute-not-allowed",
     {"element": "a", "attribute": "b"}),
    ("cvc-complex-type.4: Attribute 'reason' must appear on element 'noisbn'.", "cvc-attribute-missing",
     {"attribute": "reason", "element": "noisbn"}),
    ("cvc-attribute.3: The value 'x' of attribute 'name' on element 'fr:assertion' is not valid with respect to its type, 'null'.",
     "cvc-attribute-value", {"value": "x", "attribute": "name", "element": "fr:assertion", "type": "null"}),
    ("cvc-attribute.4: The value '4.8' of attribute 'version' on element 'doi_batch' is not valid with respect to its fixed {value constraint}. The attribute must have a value of '5.5.0'.",
     "cvc-attribute-value", {"value": "4.8", "attribute": "version", "element": "doi_batch", "expected": "5.5.0"}),
    ("cvc-datatype-valid.1.2.1: 'February' is not a valid value for 'integer'.", "cvc-datatype", {"value": "February", "type": "integer"}),
    ("cvc-datatype-valid.1.2.3: 'x' is not a valid value of union type 'language'.", "cvc-datatype", {"value": "x", "type": "language"}),
    ("cvc-enumeration-valid: Value 'x' is not facet-valid with respect to enumeration '[a, b]'. It must be a value from the enumeration.",
     "cvc-enumeration", {"value": "x", "expected": "[a, b]"}),
    (r"cvc-pattern-valid: Value '10.xxx/' is not facet-valid with respect to pattern '10\.[0-9]{4,9}/.{1,200}' for type '#AnonType_doi'.",
     "cvc-pattern", {"value": "10.xxx/", "pattern": r"10\.[0-9]{4,9}/.{1,200}", "type": "#AnonType_doi"}),
    ("cvc-length-valid: Value 'x' with length = '1' is not facet-valid with respect to length '2' for type 't'.", "cvc-length",
     {"value": "x", "length": "1", "bound": "2", "type": "t"}),
    ("cvc-minLength-valid: Value '' with length = '0' is not facet-valid with respect to minLength '1' for type '#AnonType_volume'.",
     "cvc-length", {"value": "", "length": "0", "bound": "1", "type": "#AnonType_volume"}),
    ("cvc-maxLength-valid: Value 'it's' with length = '4' is not facet-valid with respect to maxLength '3' for type 't'.", "cvc-length",
     {"value": "it's", "length": "4", "bound": "3", "type": "t"}),
    ("cvc-minInclusive-valid: Value '0' is not facet-valid with respect to minInclusive '1' for type 't'.", "cvc-range",
     {"value": "0", "bound": "1", "type": "t"}),
    ("cvc-maxInclusive-valid: Value '13' is not facet-valid with respect to maxInclusive '12' for type 't'.", "cvc-range",
     {"value": "13", "bound": "12", "type": "t"}),
    ("cvc-totalDigits-valid: Value '123' has 3 total digits, but the number of total digits has been limited to 2.", "cvc-range",
     {"value": "123", "digits": "3", "bound": "2"}),
    ("cvc-type.3.1.1: Element 'doi' is a simple type, so it cannot have attributes, excepting those whose namespace name is identical to 'http://www.w3.org/2001/XMLSchema-instance' and whose [local name] is one of 'type', 'nil', 'schemaLocation' or 'noNamespaceSchemaLocation'. However, the attribute, 'x' was found.",
     "cvc-attribute-not-allowed", {"element": "doi", "attribute": "x"}),
    ("cvc-type.3.1.2: Element 'doi' is a simple type, so it must have no element information item [children].",
     "cvc-children-not-allowed", {"element": "doi"}),
    ("[Error] :27:31: cvc-type.3.1.3: The value 'February' of element 'month' is not valid.", "cvc-element-value",
     {"value": "February", "element": "month", "line": "27", "column": "31"}),
    ("cvc-elt.1: Cannot find the declaration of element 'doi_batch'.", "cvc-element-foreign", {"element": "doi_batch"}),
    ("cvc-elt.1.a: Cannot find the declaration of element 'doi_batch'.", "cvc-element-foreign", {"element": "doi_batch"}),
    ("cvc-elt.4.2: Cannot resolve 'x:y' to a type definition for element 'doi'.", "cvc-instance-type", {"type": "x:y", "element": "doi"}),
    ("cvc-id.1: There is no ID/IDREF binding for IDREF 'a'.", "cvc-id", {"value": "a"}),
    ("cvc-id.2: There are multiple occurrences of ID value 'a'.", "cvc-id", {"value": "a"}),
    ("cvc-assertion: Assertion evaluation ('exists(@contributor_role) or exists(*:role)') for element 'person_name' on schema type '#AnonType_person_name' did not succeed.",
     "contributor-role-missing", {"element": "person_name", "type": "#AnonType_person_name"}),
    ("cvc-assertion: Assertion evaluation ('a = b') for element 'x' on schema type 't' did not succeed.", "cvc-assertion",
     {"test": "a = b", "element": "x", "type": "t"}),
    ("cvc-xpath.3.13.4.2a: something of assertions", "cvc-other", {"rule": "xpath.3.13.4.2a", "reason": "something of assertions"}),
    ("schema_reference.4: Failed to read schema document 'x.xsd', because 1) could not find the document; 2) the document could not be read; 3) the root element of the document is not <xsd:schema>.",
     "schema-unreachable", {"location": "x.xsd"}),
    # Crossref's own faults, and answers that are no logs
    ("java.lang.NullPointerException", "crossref-null-pointer", {}),
    ("No exception localized message", "crossref-no-message", {}),
    ("A system error has occured", "crossref-system-error", {}),
    ("java.sql.SQLException: ORA-00001: unique constraint (ATYPON.NDX1_CIT_RELS) violated", "doi-not-unique",
     {"constraint": "ATYPON.NDX1_CIT_RELS"}),
    ("java.sql.SQLException: ORA-12899: value too large", "crossref-database", {"number": "12899", "reason": "value too large"}),
    ("HTTP Status 500 - Request processing failed; nested exception is a.crossref.qs.ExceededConcurrentSubmissions", "too-many-at-once",
     {"package": "a.crossref.qs", "rest": "ntSubmissions"}),
    ("No server is available to handle this request.", "crossref-unavailable", {}),
    ("Your XML batch submission failed. [/var/live/1/md-tmp/a.xml (Not a directory)]", "submission-refused",
     {"reason": "/var/live/1/md-tmp/a.xml (Not a directory)"}),
    ("Your XML batch submission failed. [Wrong credentials. Incorrect username or password.]", "credentials-wrong", {}),
]  # fmt: skip


@pytest.mark.parametrize(("message", "code", "groups"), MESSAGES)
def test_a_message_is_one_problem_with_its_parts(message: str, code: str, groups: dict[str, str]) -> None:
    [reading] = readings(message)
    assert (reading.kind.code, reading.groups) == (code, groups)
    [problem] = problems_in(message)
    assert problem.message.split() == message.split()
    assert (problem.line, problem.column) == (
        int(groups["line"]) if "line" in groups else None,
        int(groups["column"]) if "column" in groups else None,
    )


@pytest.mark.parametrize("message", ["Error: {}", "org.crossref.common.xml.MalformedXmlException: Error: {}",
                                     "Error validating schema crossref5.3.1.xsd : Error: {}", "{}\n", "  {}\r\n"])  # fmt: skip
def test_what_comes_around_a_message_of_the_schema_check(message: str) -> None:
    for text, code, groups in MESSAGES:
        if text.startswith("cvc-"):
            [reading] = readings(message.format(text))
            assert (reading.kind.code, reading.groups) == (code, groups)


@pytest.mark.parametrize(
    ("message", "code", "value"),
    [
        ("ISSN &quot;24320000&quot; is invalid", "issn-invalid", "24320000"),
        ("title &amp;quot;A &amp;amp; B&amp;quot; was previously deleted by a Crossref admin", "title-deleted", "A & B"),
        ("title «A» was previously deleted by a Crossref admin", "title-deleted", "A"),
        ('> ISBN "1" is\n> invalid', "isbn-invalid", "1"),
        ("All prefixes in a submission must match (DOI[10.5555/a[b]c])", "prefixes-differ", "10.5555/a[b]c"),
        ("DOI: 10.5555/a b contains invalid characters", "doi-invalid-characters", "10.5555/a b"),
        ("Relation target DOI does not exist: https://doi.org/10.5555/x", "relation-target-unknown", "https://doi.org/10.5555/x"),
    ],
)  # fmt: skip
def test_a_value_is_read_however_it_is_written(message: str, code: str, value: str) -> None:
    [problem] = problems_in(message)
    assert (problem.code, problem.value) == (code, value)


def test_all_messages_in_one() -> None:
    lines = [(text, code) for text, code, _ in MESSAGES if "\n" not in text]
    found = readings("\n".join(text for text, _ in lines))
    assert [reading.kind.code for reading in found] == [code for _, code in lines]


def test_several_sentences_in_one_line_are_several_problems() -> None:
    sentence = "Error: cvc-complex-type.2.4.b: The content of element 'pages' is not complete. One of '{first_page}' is expected. "
    found = problems_in(f"{sentence}{sentence}A new thing went wrong. Submission version NULL is invalid")
    assert [problem.code for problem in found] == ["cvc-element-incomplete"] * 2 + ["unknown", "timestamp-missing"]
    assert found[2].message == "A new thing went wrong."


def test_every_kind_with_a_sentence_has_an_example_here() -> None:
    examples = {code for _, code, _ in MESSAGES}
    assert {kind.code for kind in CATALOGUE.values() if kind.wording} - examples == {
        "title-error",
        "schema-unsupported",
        "role-vocabulary",
    }


def corpus_messages(corpus: pathlib.Path) -> set[str]:
    texts = [path.read_text("utf-8") for path in (corpus / "logs").rglob("*") if path.suffix in {".xml", ".txt"}]
    found = {html.unescape(text) for whole in texts for text in re.findall(r"<msg>(.*?)</msg>", whole, re.DOTALL)}
    clojure = (corpus / "logs" / "excerpts" / "message-catalogue.txt").read_text("utf-8").partition("(def a ")[0]
    found |= {text.replace('\\"', '"') for text in re.findall(r'"((?:[^"\\]|\\.)*)"\s+#\{', clojure)}
    return found | {path.read_text("utf-8") for path in (corpus / "pairs").rglob("message.txt")}


INVENTED = {"Bad", "Added with warning", "Record not processed (etc.)"}


def test_every_message_of_the_corpus_is_understood(corpus: pathlib.Path) -> None:
    messages = corpus_messages(corpus)
    assert len(messages) > 50
    unknown = {problem.message for message in messages for problem in problems_in(message) if problem.code == "unknown"}
    assert unknown == INVENTED


def test_a_code_and_a_message_are_explained() -> None:
    assert explain(" ISSN-invalid\n") == [CATALOGUE["issn-invalid"]]
    kinds = explain('ISSN "1" is invalid\nISSN "2" is invalid\nSomething else\nSuccessfully added')
    assert [kind.code for kind in kinds] == ["issn-invalid", "unknown", "good-news"]
    assert explain("") == []


def test_what_a_log_has_for_a_doi_is_told() -> None:
    assert CATALOGUE["orcid-checksum"].reported is ReportedDoi.NOT_FOUND
    assert CATALOGUE["issn-invalid"].reported is ReportedDoi.JOURNAL
    assert CATALOGUE["timestamp-not-newer"].reported is ReportedDoi.DOI
    assert CATALOGUE["title-empty"].reported is ReportedDoi.NONE
    for kind in CATALOGUE.values():
        if kind.code.startswith(("cvc-", "xml-")):
            assert (kind.scope, kind.reported, kind.severity) == (Scope.DOCUMENT, ReportedDoi.EMPTY, Severity.ERROR)


@pytest.mark.parametrize("kind", [kind for kind in CATALOGUE.values() if kind.sentences], ids=lambda kind: kind.code)
def test_text_made_to_be_hard_to_read_is_read(kind: ProblemKind) -> None:
    """Sentences that begin again and again: without bounds, looking for them would take years."""
    for sentence in kind.sentences:
        beginning = re.split(r"\{\w+\}", sentence.template)[:-1]
        message = " ".join(["".join(beginning)] * 40 + ["".join(beginning[1:])] * 100)
        told = "".join(problem.message for problem in problems_in(message))
        assert "".join(told.split()) == "".join(message.split())


def test_thousands_of_errors_in_one_message() -> None:
    message = "\n".join(
        f"Error: cvc-type.3.1.3: The value '{number}' of element 'month' is not valid." for number in range(5000)
    )
    assert [problem.value for problem in problems_in(message)] == [str(number) for number in range(5000)]
