from __future__ import annotations

import pathlib

import pytest

import handmade
from crossref_deposit.diagnostics import AttributionMethod, DiagnosticParser, DiagnosticReport, RecordDiagnostic
from handmade import (
    Article,
    Deposit,
    Journal,
    Layout,
    Person,
    Place,
    Result,
    bad_issn,
    bad_orcid,
    log,
    orcid,
    repeated_orcid,
    too_old,
)

WRONG = orcid(1, right=False)


def read(deposit: Deposit, *results: Result) -> DiagnosticReport:
    return DiagnosticParser(submission=deposit.xml).parse(log(list(results)))


def batch(*articles: Article, **journal: str) -> Deposit:
    return Deposit([Journal(list(articles), **journal)])


def article(name: str, *orcids: str) -> Article:
    return Article(f"10.5555/{name}", [Person(value) for value in orcids])


def good(name: str) -> Result:
    return Result("Success", f"10.5555/{name}")


def told(record: RecordDiagnostic) -> tuple[str | None, str, bool]:
    return record.doi, record.attribution.method.value, record.attribution.certain


def place(record: RecordDiagnostic) -> Place:
    assert record.line is not None
    assert record.column is not None
    return Place(record.line, record.column)


def test_a_wrong_orcid_in_one_article_is_traced_to_it_and_its_line() -> None:
    deposit = batch(article("a", orcid(2)), article("b", orcid(3), WRONG), article("c"))
    report = read(deposit, good("a"), bad_orcid(WRONG), good("c"))
    record = report.records[1]
    assert told(record) == ("10.5555/b", "value", True)
    assert place(record) == deposit.places["10.5555/b"]["ORCID"][1]  # type: ignore[index]
    assert record.xpath == "/doi_batch/body/journal/journal_article[2]/contributors/person_name[2]/ORCID"
    assert record.reported_doi == "DOI not found"
    assert record.dois == record.attribution.candidates == ("10.5555/b",)
    [problem] = record.problems
    assert (problem.code, problem.doi, problem.line, problem.value) == (
        "orcid-checksum", "10.5555/b", record.line, f"https://orcid.org/{WRONG}",
    )  # fmt: skip


@pytest.mark.parametrize(
    "value", [f"http://orcid.org/{WRONG}", WRONG, f"  https://orcid.org/{WRONG} ", WRONG.replace("-", "")]
)
def test_forms_of_an_orcid_do_not_matter(value: str) -> None:
    message = f'Error in Journal Article (Author ORCID): ORCID "{value}" has invalid checksum'
    report = read(batch(article("a"), article("b", WRONG)), Result("Failure", "DOI not found", message))
    assert told(report.records[0]) == ("10.5555/b", "value", True)


def test_a_repeated_orcid_is_traced_to_its_second_place() -> None:
    deposit = batch(article("a", orcid(7)), article("b", orcid(7), orcid(8), orcid(7)), article("c", orcid(7)))
    record = read(deposit, repeated_orcid(orcid(7))).records[0]
    assert told(record) == ("10.5555/b", "value", True)
    assert place(record) == deposit.places["10.5555/b"]["ORCID"][2]  # type: ignore[index]


def test_two_articles_with_one_wrong_orcid_and_two_messages_are_told_by_order() -> None:
    deposit = batch(article("a"), article("b", WRONG), article("c"), article("d", WRONG))
    report = read(deposit, good("a"), bad_orcid(WRONG), good("c"), bad_orcid(WRONG))
    assert [told(record) for record in report.failures] == [
        ("10.5555/b", "order", False),
        ("10.5555/d", "order", False),
    ]
    assert {record.attribution.candidates for record in report.failures} == {("10.5555/b", "10.5555/d")}
    assert [place(record) for record in report.failures] == [
        deposit.places[doi]["ORCID"][0]
        for doi in ("10.5555/b", "10.5555/d")  # type: ignore[index]
    ]
    assert report.unattributed == ()


def test_one_message_for_two_articles_gives_candidates_and_no_doi() -> None:
    report = read(batch(article("a", WRONG), article("b", WRONG), article("c")), bad_orcid(WRONG), good("c"))
    record = report.records[0]
    assert told(record) == (None, "value", False)
    assert record.attribution.candidates == ("10.5555/a", "10.5555/b")
    assert (record.dois, record.line) == ((), None)
    assert report.unattributed == (record,)


def test_a_registered_article_is_no_candidate() -> None:
    report = read(batch(article("a", WRONG), article("b", WRONG)), bad_orcid(WRONG), good("a"))
    assert told(report.records[0]) == ("10.5555/b", "value", True)


def test_an_article_that_failed_otherwise_is_hardly_one() -> None:
    report = read(batch(article("a", WRONG), article("b", WRONG)), bad_orcid(WRONG), too_old("10.5555/a"))
    assert told(report.records[0]) == ("10.5555/b", "value", False)
    assert report.records[0].attribution.candidates == ("10.5555/a", "10.5555/b")


def test_order_settles_what_lies_between_known_dois() -> None:
    deposit = batch(article("a"), article("b", WRONG), article("c"), article("d", WRONG), article("e"))
    report = read(deposit, good("a"), bad_orcid(WRONG), good("c"), good("e"))
    assert told(report.records[1]) == ("10.5555/b", "order", False)


def test_known_dois_out_of_order_prove_that_order_means_nothing() -> None:
    deposit = batch(article("a"), article("b", WRONG), article("c"), article("d", WRONG), article("e"))
    for results in (
        [good("c"), bad_orcid(WRONG), good("a"), good("e")],
        [good("c"), bad_orcid(WRONG), good("a"), bad_orcid(WRONG), good("e")],
    ):
        for record in read(deposit, *results).failures:
            assert told(record) == (None, "value", False)
            assert record.attribution.candidates == ("10.5555/b", "10.5555/d")


def test_a_log_that_contradicts_its_own_order_is_not_believed() -> None:
    deposit = batch(article("a"), article("b", WRONG), article("c", WRONG), article("d"), article("e"))
    report = read(deposit, good("a"), good("d"), good("e"), bad_orcid(WRONG))
    assert told(report.records[-1]) == (None, "value", False)


def test_a_few_known_dois_do_not_make_order_mean_anything() -> None:
    report = read(batch(article("a", WRONG), article("b"), article("c", WRONG)), bad_orcid(WRONG), good("b"))
    assert told(report.records[0]) == (None, "value", False)


def test_what_one_message_takes_another_cannot_have() -> None:
    other = orcid(5, right=False)
    deposit = batch(article("a", WRONG, other), article("b", WRONG))
    report = read(deposit, bad_orcid(WRONG), bad_orcid(other))
    assert told(report.records[1]) == ("10.5555/a", "value", True)
    assert told(report.records[0]) == ("10.5555/b", "value", False)


def test_two_faults_in_one_record_diagnostic_may_be_of_one_article() -> None:
    other = orcid(5)
    deposit = batch(article("a", WRONG, other, other), article("b", WRONG))
    pair = log([bad_orcid(WRONG), repeated_orcid(other)]).replace(
        b'   </record_diagnostic>\n   <record_diagnostic status="Failure" msg_id="45">\n', b"", 1
    )
    first, second = DiagnosticParser(submission=deposit.xml).parse(pair).records
    assert told(first) == (None, "value", False)
    assert told(second) == ("10.5555/a", "value", True)


def test_the_role_in_the_message_counts() -> None:
    deposit = batch(
        Article("10.5555/a", [Person(WRONG, role="editor")]), Article("10.5555/b", [Person(WRONG, role="author")])
    )
    report = read(deposit, bad_orcid(WRONG, role="Author"))
    assert told(report.records[0]) == ("10.5555/b", "value", False)
    assert report.records[0].attribution.candidates == ("10.5555/a", "10.5555/b")


def test_a_value_where_no_record_has_a_doi_may_be_what_is_meant() -> None:
    xml = f"""<doi_batch><body><journal><journal_issue><contributors><person_name><ORCID>{WRONG}</ORCID></person_name>
    </contributors></journal_issue><journal_article><contributors><person_name><ORCID>{WRONG}</ORCID></person_name>
    </contributors><doi_data><doi>10.5555/a</doi></doi_data></journal_article></journal></body></doi_batch>"""
    report = DiagnosticParser(submission=xml).parse(log([bad_orcid(WRONG, item="Item")]))
    assert told(report.records[0]) == (None, "value", False)
    report = DiagnosticParser(submission=xml).parse(log([bad_orcid(WRONG)]))
    assert told(report.records[0])[0] == "10.5555/a"


def test_a_value_that_is_not_in_the_deposit_leads_nowhere() -> None:
    report = read(batch(article("a", orcid(1))), bad_orcid(WRONG))
    assert told(report.records[0]) == (None, "none", False)
    assert report.records[0].attribution.candidates == ()


def test_an_unknown_message_is_the_only_unexplained_record() -> None:
    report = read(
        batch(article("a"), article("b"), article("c")), good("a"), Result("Failure", "DOI not found", "New"), good("c")
    )
    assert told(report.records[1]) == ("10.5555/b", "order", False)
    assert report.records[1].problems[0].code == "unknown"


def test_an_unknown_message_with_two_unexplained_records_has_candidates() -> None:
    report = read(batch(article("a"), article("b"), article("c")), Result("Failure", "DOI not found", "New"), good("c"))
    assert told(report.records[0]) == (None, "none", False)
    assert report.records[0].attribution.candidates == ("10.5555/a", "10.5555/b")


@pytest.mark.parametrize(
    "reported",
    ["10.5555/A", "https://doi.org/10.5555/a", "doi:10.5555/a", "  10.5555/a\n", "http://dx.doi.org/10.5555/A"],
)
def test_reported_dois_are_recognised_in_any_form(reported: str) -> None:
    deposit = batch(article("a"), article("b"))
    record = read(deposit, Result("Failure", reported, "Bad")).records[0]
    assert told(record) == ("10.5555/a", "reported", True)
    assert place(record) == deposit.places["10.5555/a"]["record"]


def test_a_reported_doi_that_was_not_sent_is_kept_and_not_certain() -> None:
    record = read(batch(article("a")), Result("Success", "10.5555/elsewhere")).records[0]
    assert told(record) == ("10.5555/elsewhere", "reported", False)
    assert record.line is None


def test_several_records_for_one_doi_are_all_its() -> None:
    results = [good("a"), Result("Success", "10.5555/a", "FundRef Resources processed successfully"), good("b")]
    report = read(batch(article("a"), article("b")), *results)
    assert [record.doi for record in report.records] == ["10.5555/a", "10.5555/a", "10.5555/b"]
    assert report.ok


def test_known_records_have_the_line_of_the_fault() -> None:
    deposit = batch(
        Article("10.5555/a", timestamp="1"),
        Article("10.5555/b", related="10.5555/other", trial="X1"),
        article("c", WRONG),
    )
    message = "Error processing relations: Relation target DOI does not exist: 10.5555/OTHER"
    report = read(
        deposit,
        too_old("10.5555/a"),
        Result("Failure", "10.5555/b", message),
        Result("Failure", "10.5555/c", bad_orcid(WRONG).message),
        Result("Failure", "10.5555/b", "DOI: 10.5555/b contains invalid characters"),
    )
    assert [place(record) for record in report.records] == [
        deposit.places["10.5555/a"]["timestamp"],
        deposit.places["10.5555/b"]["related"],
        deposit.places["10.5555/c"]["ORCID"][0],  # type: ignore[index]
        deposit.places["10.5555/b"]["doi"],
    ]


def test_a_trial_number_leads_to_its_record() -> None:
    deposit = batch(article("a"), Article("10.5555/b", trial="NCT1"))
    message = "Clinical Trial data does not match format of registry. data: NCT1 format: NCT\\d{8}"
    record = read(deposit, Result("Failure", None, message), good("a")).records[0]
    assert told(record) == ("10.5555/b", "value", True)
    assert place(record) == deposit.places["10.5555/b"]["trial"]


def test_a_year_leads_to_its_record() -> None:
    xml = """<doi_batch><body><journal><journal_article><publication_date><year>MMXX</year></publication_date>
    <doi_data><doi>10.5555/a</doi></doi_data></journal_article><journal_article><publication_date><year>2020</year>
    </publication_date><doi_data><doi>10.5555/b</doi></doi_data></journal_article></journal></body></doi_batch>"""
    message = "year: MMXX in not a valid integer"
    record = DiagnosticParser(submission=xml).parse(log([Result("Failure", "DOI not found", message)])).records[0]
    assert (record.doi, record.line) == ("10.5555/a", 1)


def journals() -> Deposit:
    return Deposit(
        [
            Journal([article("a"), article("b")], issn="0264-3562", doi="10.5555/j"),
            Journal([article("c")], issn="2049-3630"),
            Journal([article("d"), article("e")], issn="0264-3562"),
        ]
    )


def test_a_bad_issn_takes_its_journal_along() -> None:
    deposit = Deposit(journals().journals[:2])
    report = read(deposit, bad_issn("02643562"), good("c"))
    record = report.records[0]
    assert told(record) == (None, "container", True)
    assert record.dois == ("10.5555/j", "10.5555/a", "10.5555/b")
    assert place(record) == deposit.issns[0]
    assert report.unattributed == ()


def test_a_journal_with_one_article_has_one_doi() -> None:
    report = read(Deposit(journals().journals[1:2]), bad_issn("20493630"))
    assert (report.records[0].doi, report.records[0].dois) == ("10.5555/c", ("10.5555/c",))


def test_one_issn_in_two_journals_is_told_by_order_or_not_at_all() -> None:
    report = read(journals(), bad_issn("02643562"), good("c"), bad_issn("02643562"))
    assert [record.dois for record in report.failures] == [
        ("10.5555/j", "10.5555/a", "10.5555/b"),
        ("10.5555/d", "10.5555/e"),
    ]
    assert {told(record)[1:] for record in report.failures} == {("container", False)}
    [record] = read(journals(), bad_issn("02643562"), good("c")).failures
    assert (record.dois, record.doi, record.attribution.certain) == ((), None, False)
    assert len(record.attribution.candidates) == 5


def test_a_journal_of_which_something_is_registered_did_not_fail() -> None:
    [record] = read(journals(), bad_issn("02643562"), good("b"), good("c")).failures
    assert record.dois == ("10.5555/d", "10.5555/e")


@pytest.mark.parametrize("apostrophe", ["'", "’", "", "&#39;"])
def test_a_journal_without_a_reason_is_the_only_one_left(apostrophe: str) -> None:
    result = Result("Failure", f"all doi{apostrophe}s under the current journal element", "Something new")
    report = read(Deposit(journals().journals[:2]), result, good("c"))
    assert told(report.records[0]) == (None, "container", True)


def test_articles_of_a_failed_journal_are_not_looked_for_elsewhere() -> None:
    deposit = Deposit([Journal([article("a", WRONG)], issn="0264-3562"), Journal([article("b", WRONG), article("c")])])
    report = read(deposit, bad_issn("02643562"), bad_orcid(WRONG), Result("Failure", "DOI not found", "New"))
    assert [record.doi for record in report.records] == ["10.5555/a", "10.5555/b", "10.5555/c"]


def test_a_title_error_takes_the_journal_along() -> None:
    deposit = Deposit(
        [Journal([article("a")], title="One &  two"), Journal([article("b"), article("c")], title="Three")]
    )
    message = "Deposit contains title error: title: One & two must deposit with an ISSN and/or journal title DOI"
    report = read(deposit, Result("Failure", "", message, 28), good("b"), good("c"))
    assert told(report.records[0]) == ("10.5555/a", "container", True)
    assert report.records[0].xpath == "/doi_batch/body/journal[1]/journal_metadata/full_title"


def test_a_missing_title_is_found() -> None:
    deposit = Deposit([Journal([article("a")], title=" "), Journal([article("b")])])
    message = "Deposit contains title error(s): Title name value is missing from the title element"
    report = read(deposit, Result("Failure", "none", message, 56), good("b"))
    assert told(report.records[0]) == ("10.5555/a", "container", True)


def test_a_titles_old_timestamp_takes_along_what_has_no_record_of_its_own() -> None:
    message = (
        "Record not processed because submitted version: 17 is less or equal to previously submitted version 18 - "
        "content item DOIs not processed due to title level error"
    )
    report = read(
        batch(article("a"), article("b"), doi="10.5555/j"), Result("Failure", "10.5555/j", message), good("b")
    )
    assert told(report.records[0]) == ("10.5555/j", "reported", True)
    assert report.records[0].dois == ("10.5555/j", "10.5555/a")


NOT_VALID = "Deposited XML is not well-formed or does not validate: Error on line {line}: {reason}"


def test_a_failed_document_fails_with_everything_in_it() -> None:
    deposit = batch(article("a"), article("b"))
    result = Result("Failure", "", NOT_VALID.format(line=1, reason="Content is not allowed in prolog."), 29)
    report = read(deposit, result)
    record = report.records[0]
    assert (record.attribution.method, record.attribution.certain) == (AttributionMethod.DOCUMENT, True)
    assert (record.doi, record.dois) == (None, ("10.5555/a", "10.5555/b"))
    assert record.problems[0].code == "xml-content-in-prolog"
    assert report.unattributed == ()


def test_a_line_in_the_message_leads_to_the_record() -> None:
    deposit = batch(article("a"), article("b", orcid(1)), article("c"))
    where = deposit.places["10.5555/b"]["ORCID"][0]  # type: ignore[index]
    record = read(deposit, Result("Failure", "", NOT_VALID.format(line=where.line, reason="Bad"), 29)).records[0]
    assert told(record) == ("10.5555/b", "location", True)
    assert record.dois == deposit.dois
    assert place(record) == where


def test_a_line_that_many_records_share_leads_to_none() -> None:
    deposit = Deposit([Journal([article("a"), article("b")])], Layout(line_end=""))
    record = read(deposit, Result("Failure", "", NOT_VALID.format(line=1, reason="Bad"), 29)).records[0]
    assert told(record) == (None, "document", True)


def test_line_and_column_lead_to_the_record_in_one_line_too() -> None:
    deposit = Deposit([Journal([article("a"), article("b", orcid(1))])], Layout(line_end=""))
    where = deposit.places["10.5555/b"]["ORCID"][0]  # type: ignore[index]
    column = where.column + len(f"<ORCID>https://orcid.org/{orcid(1)}</ORCID>")
    message = (
        f"[Error] :1:{column}: cvc-datatype-valid.1.2.1: 'x' is not a valid value for 'integer'.\n"
        f"[Error] :1:{column}: cvc-type.3.1.3: The value 'x' of element 'ORCID' is not valid."
    )
    record = read(deposit, Result("Failure", "", message)).records[0]
    assert told(record) == ("10.5555/b", "location", True)
    assert place(record) == where
    assert [(problem.code, problem.column) for problem in record.problems] == [
        ("cvc-datatype", where.column),
        ("cvc-element-value", where.column),
    ]


def test_values_of_a_failed_document_have_their_lines() -> None:
    xml = """<c:doi_batch xmlns:c="urn:c"><c:body>
    <c:a><c:year/></c:a>
    <c:b><c:volume/></c:b>
    <c:a><c:year/></c:a>
    </c:body></c:doi_batch>"""
    year = "Error: cvc-type.3.1.3: The value '' of element 'c:year' is not valid."
    message = f"{year}\nError: cvc-type.3.1.3: The value '' of element 'c:volume' is not valid.\n{year}"
    record = DiagnosticParser(submission=xml).parse(log([Result("Failure", "", message)])).records[0]
    assert [problem.line for problem in record.problems] == [2, 3, 4]
    assert (record.line, record.xpath) == (2, "/doi_batch/body/a[1]/year")


def test_a_document_that_is_not_well_formed_is_traced_too() -> None:
    deposit = batch(article("a"), article("b", orcid(1)), article("c"))
    where = deposit.places["10.5555/b"]["ORCID"][0]  # type: ignore[index]
    broken = deposit.xml.replace(b"<surname>\xc3\x96zil", b"<surname>A & B", 1)
    reason = "The content of elements must consist of well-formed character data or markup."
    report = DiagnosticParser(submission=broken).parse(
        log([Result("Failure", "", NOT_VALID.format(line=where.line - 1, reason=reason), 29)])
    )
    assert told(report.records[0]) == ("10.5555/b", "location", True)
    assert report.records[0].dois == deposit.dois


def test_a_lone_failure_without_any_reason_is_the_documents() -> None:
    report = read(batch(article("a"), article("b")), Result("Failure", "", ""))
    assert told(report.records[0]) == (None, "document", False)
    assert report.records[0].dois == ("10.5555/a", "10.5555/b")
    assert report.records[0].problems[0].message == "Crossref gave no reason"


def test_prefixes_that_differ_fail_the_file_and_name_the_doi() -> None:
    deposit = Deposit([Journal([article("a"), Article("10.6666/b")])])
    report = read(deposit, Result("Failure", "", "All prefixes in a submission must match (DOI[10.6666/B])"))
    assert told(report.records[0]) == ("10.6666/b", "value", True)
    assert report.records[0].dois == ("10.5555/a", "10.6666/b")
    assert place(report.records[0]) == deposit.places["10.6666/b"]["doi"]


def test_a_file_cannot_have_failed_where_something_is_registered() -> None:
    result = Result("Failure", "", NOT_VALID.format(line=3, reason="Bad"), 29)
    report = read(batch(article("a"), article("b")), good("a"), result)
    assert told(report.records[1]) == (None, "none", False)
    assert report.records[1].attribution.candidates == ("10.5555/b",)


def test_an_unknown_message_with_line_and_column_leads_to_the_record() -> None:
    deposit = batch(article("a"), article("b", orcid(1)), article("c"))
    where = deposit.places["10.5555/b"]["ORCID"][0]  # type: ignore[index]
    message = f"Never seen, at line {where.line}, column {where.column + 3}"
    report = read(deposit, Result("Failure", "DOI not found", message))
    assert told(report.records[0]) == ("10.5555/b", "location", True)


def test_a_doi_that_the_deposit_repeats_is_met_one_after_the_other() -> None:
    deposit = Deposit([Journal([article("a")], issue_doi="10.5555/i"), Journal([article("b")])])
    xml = deposit.xml.replace(b"10.5555/b", b"10.5555/I")
    results = [good("i"), good("a"), too_old("10.5555/i")]
    report = DiagnosticParser(submission=xml).parse(log(results))
    assert [record.doi for record in report.records] == ["10.5555/i", "10.5555/a", "10.5555/I"]
    assert place(report.records[2]) == deposit.places["10.5555/b"]["record"]


def test_without_a_submission_only_what_the_log_says_is_told() -> None:
    report = DiagnosticParser().parse(log([good("a"), bad_orcid(WRONG)]))
    assert [told(record) for record in report.records] == [("10.5555/a", "reported", True), (None, "none", False)]


def test_anything_that_can_be_written_is_a_submission(tmp_path: pathlib.Path) -> None:
    deposit = batch(article("a", WRONG))
    assert DiagnosticParser(submission=deposit).parse(log([bad_orcid(WRONG)])).records[0].doi == "10.5555/a"
    path = handmade.write(tmp_path, deposit.xml)
    assert DiagnosticParser(submission=path).parse(log([bad_orcid(WRONG)])).records[0].doi == "10.5555/a"
    with path.open("rb") as file:
        assert DiagnosticParser(submission=file).parse(log([bad_orcid(WRONG)])).records[0].doi == "10.5555/a"
    text = deposit.xml.decode().replace("utf-8", "utf-16")
    assert DiagnosticParser(submission=text).parse(log([bad_orcid(WRONG)])).records[0].doi == "10.5555/a"


def test_many_equal_messages_for_many_equal_articles_are_quick() -> None:
    deposit = batch(*(article(f"a{number}", WRONG) for number in range(3000)))
    report = read(deposit, *[bad_orcid(WRONG)] * 3000)
    assert [record.doi for record in report.records] == list(deposit.dois)


def test_a_success_without_a_doi_is_nobodys() -> None:
    report = read(batch(article("a")), Result("Warning", None, "Added with warning"))
    assert told(report.records[0]) == (None, "none", False)
    assert report.unattributed == ()


def test_several_sentences_about_one_record_must_all_fit() -> None:
    other = orcid(5, right=False)
    deposit = batch(article("a", WRONG), article("b", WRONG, other), article("c", other))
    both = f"{bad_orcid(WRONG).message}\n{bad_orcid(other).message}"
    record = read(deposit, Result("Failure", "DOI not found", both, 45)).records[0]
    assert told(record) == ("10.5555/b", "value", True)
    assert [problem.line for problem in record.problems] == [
        where.line
        for where in deposit.places["10.5555/b"]["ORCID"]  # type: ignore[union-attr]
    ]
