"""Evidence as logs have it: values spelled otherwise or cut off, parts of parts, places that contradict values."""

from __future__ import annotations

import pytest

from crossref_deposit.diagnostics import DiagnosticParser, DiagnosticReport, RecordDiagnostic
from handmade import Article, Deposit, Journal, Person, Place, Result, bad_issn, bad_orcid, log, orcid

WRONG = orcid(1, right=False)


def read(deposit: Deposit | str, *results: Result, batch_id: str = "batch-1") -> DiagnosticReport:
    return DiagnosticParser(submission=deposit).parse(log(list(results), batch_id=batch_id))


def batch(*articles: Article, **journal: str) -> Deposit:
    return Deposit([Journal(list(articles), **journal)])


def article(name: str, *orcids: str) -> Article:
    return Article(f"10.5555/{name}", [Person(value) for value in orcids])


def good(name: str) -> Result:
    return Result("Success", f"10.5555/{name}")


def unnamed(message: str) -> Result:
    return Result("Failure", "DOI not found", message)


def told(record: RecordDiagnostic) -> tuple[str | None, str, bool]:
    return record.doi, record.attribution.method.value, record.attribution.certain


def place_in(deposit: Deposit, doi: str) -> str:
    """Words for a place in the start tag of a record."""
    place = deposit.places[doi]["record"]
    assert isinstance(place, Place)
    return f"at line {place.line}, column {place.column + 3}"


# reported DOIs


@pytest.mark.parametrize(
    "reported",
    [
        "10.5555%2F(b)%3C1%3E%26c",
        "https://doi.org/10.5555/%28b%29%3C1%3E%26C",
        "10.5555/(b)&lt;1&gt;&amp;c",
        "10.5555/(b)&amp;lt;1&amp;gt;&amp;amp;c",
        "10.5555/(b)\n   <1>&c",
        "info:doi/10.5555/(B)<1>&c",
        "10.5555/(b)…",
        "10.5555/(b)<1> ...",
        "https://www.doi.org/10.5555/(b) [...]",
    ],
)
def test_reported_dois_are_recognised_escaped_and_shortened(reported: str) -> None:
    deposit = batch(article("(a)<1>&c"), article("(b)<1>&c"))
    report = read(deposit, Result("Failure", reported, "Bad"), good("(a)<1>&c"))
    assert told(report.records[0]) == ("10.5555/(b)<1>&c", "reported", True)
    assert (report.missing, report.foreign) == ((), ())


def test_a_shortened_doi_of_several_records_has_candidates() -> None:
    report = read(batch(article("a1"), article("a2"), article("b")), Result("Failure", "10.5555/a…", "Bad"))
    assert told(report.records[0]) == (None, "reported", False)
    assert report.records[0].attribution.candidates == ("10.5555/a1", "10.5555/a2")
    assert (report.missing, report.foreign) == (("10.5555/b",), ())


def test_a_doi_that_may_be_cut_off_or_another_is_not_decided() -> None:
    report = read(batch(article("journal.2024.11"), article("b")), Result("Success", "10.5555/journal.2024.1"))
    assert told(report.records[0]) == (None, "reported", False)
    assert report.records[0].attribution.candidates == ("10.5555/journal.2024.1", "10.5555/journal.2024.11")
    assert report.foreign == ("10.5555/journal.2024.1",)


def test_what_is_in_one_of_the_two_alone_is_said() -> None:
    report = read(batch(article("a"), article("b"), article("c")), good("A"), good("elsewhere"))
    assert (report.missing, report.foreign) == (("10.5555/b", "10.5555/c"), ("10.5555/elsewhere",))
    assert report.ok
    assert read(batch(article("a"))).missing == ("10.5555/a",)


def test_nothing_is_missing_before_the_log_is_final() -> None:
    parser = DiagnosticParser(submission=batch(article("a"), article("b")))
    assert parser.parse(log([], status="queued")).missing == ()
    assert parser.parse(log([good("a")], status="in_process")).missing == ()


def test_nothing_is_missing_from_a_log_that_is_not_whole() -> None:
    whole = log([good("a")])
    parser = DiagnosticParser(submission=batch(article("a"), article("b")))
    assert parser.parse(whole).missing == ("10.5555/b",)
    assert parser.parse(whole[:-40], salvage=True).missing == ()
    assert parser.parse(whole.replace(b"<record_count>1", b"<record_count>2")).missing == ()


def test_of_records_with_one_doi_none_is_ruled_out() -> None:
    deposit = batch(article("x", WRONG), article("y"), article("b", WRONG))
    xml = deposit.xml.replace(b"10.5555/y", b"10.5555/x").decode()
    report = read(xml, bad_orcid(WRONG), good("x"))
    assert told(report.records[0]) == (None, "value", False)
    assert report.records[0].attribution.candidates == ("10.5555/x", "10.5555/b")


# quoted values


@pytest.mark.parametrize(
    ("quoted", "certain"),
    [
        ("Proceedings of the &lt;i&gt;A &amp;amp; B&lt;/i&gt; Society", True),
        ("PROCEEDINGS OF  THE <i>A &amp; B</i> SOCIETY", True),
        ("Proceedings of the A & B So…", True),
        ("Proceedings of the A &am...", True),
        ("Proceedings of the <i>A & ...", True),
        ("Proceedings of the A & B So", False),
    ],
)
def test_titles_are_recognised_however_they_are_told(quoted: str, *, certain: bool) -> None:
    deposit = Deposit(
        [
            Journal([article("a"), article("b")], title="Proceedings of the A & B Society"),
            Journal([article("c")], title="Proceedings of the A and B Society", issn="2049-3630"),
        ]
    )
    message = f'user not allowed to add or update records for the title "{quoted}"'
    record = read(deposit, Result("Failure", "", message), good("c")).records[0]
    assert record.dois == ("10.5555/a", "10.5555/b")
    assert told(record) == (None, "container", certain)


def test_typesetting_of_quotes_and_dashes_does_not_matter() -> None:
    deposit = Deposit([Journal([article("a")], title="Men\u2019s Health \u2013 Today"), Journal([article("b")])])
    message = 'user not allowed to add or update records for the title "Men\'s Health - Today"'
    assert told(read(deposit, Result("Failure", "", message)).records[0]) == ("10.5555/a", "container", True)


def test_a_title_that_an_article_has_too_is_rather_the_journals() -> None:
    deposit = Deposit(
        [
            Journal([Article("10.5555/a", title="Zeitschrift")], title="One"),
            Journal([article("b")], title="Zeitschrift", issn="2049-3630"),
        ]
    )
    message = 'user not allowed to add or update records for the title "Zeitschrift"'
    record = read(deposit, Result("Failure", "", message)).records[0]
    assert told(record) == ("10.5555/b", "container", False)
    assert record.attribution.candidates == ("10.5555/a", "10.5555/b")


@pytest.mark.parametrize(
    "quoted", [f"https://orcid.org/{WRONG[:12]}…", f"{WRONG[:14]}...", f"HTTP://ORCID.ORG/{WRONG}"]
)
def test_a_shortened_orcid_leads_to_its_record(quoted: str) -> None:
    message = f'Error in Journal Article (Author ORCID): ORCID "{quoted}" has invalid checksum'
    report = read(batch(article("a", orcid(2 * 10**13)), article("b", WRONG)), unnamed(message))
    assert told(report.records[0]) == ("10.5555/b", "value", True)


def test_the_beginning_of_a_value_leads_to_it_without_certainty() -> None:
    deposit = batch(article("a"), Article("10.5555/b", trial="ISRCTN12345678"))
    message = "Clinical Trial data does not match format of registry. data: ISRCTN1234 format: x"
    assert told(read(deposit, unnamed(message)).records[0]) == ("10.5555/b", "value", False)
    message = "Clinical Trial data does not match format of registry. data: ISRCTN format: x"
    assert told(read(deposit, unnamed(message)).records[0]) == (None, "none", False)


def test_sentences_of_which_one_fits_nothing_are_not_certain() -> None:
    deposit = batch(article("a", WRONG), article("b"))
    message = f"{bad_orcid(WRONG).message}\n{bad_orcid(orcid(9, right=False)).message}"
    assert told(read(deposit, unnamed(message)).records[0]) == ("10.5555/a", "value", False)


# kinds of parts

BOOK = f"""<doi_batch><body><book><book_metadata><contributors><person_name contributor_role="editor">
<ORCID>{WRONG}</ORCID></person_name></contributors><isbn>1</isbn><doi_data><doi>10.5555/b</doi></doi_data>
</book_metadata><content_item><contributors><person_name contributor_role="author"><ORCID>{WRONG}</ORCID>
</person_name></contributors><doi_data><doi>10.5555/b.1</doi></doi_data></content_item></book></body></doi_batch>"""


@pytest.mark.parametrize(
    ("item", "doi", "certain"),
    [
        ("Book", "10.5555/b.1", False),  # a chapter may be called so too: by the role
        ("Book Metadata", "10.5555/b", True),
        ("Content Item", "10.5555/b.1", True),
        ("Book Chapter", "10.5555/b.1", True),
        ("Something", "10.5555/b.1", False),  # by the role
    ],
)
def test_the_kind_in_the_message_counts(item: str, doi: str, *, certain: bool) -> None:
    record = read(BOOK, unnamed(f'Error in {item} (Author ORCID): ORCID "{WRONG}" has invalid checksum')).records[0]
    assert told(record) == (doi, "value", certain)


def test_a_book_and_its_chapter_are_both_called_book() -> None:
    book = BOOK.replace('"editor"', '"author"')
    record = read(book, unnamed(f'Error in Book (Author ORCID): ORCID "{WRONG}" has invalid checksum')).records[0]
    assert told(record) == (None, "value", False)
    assert record.attribution.candidates == ("10.5555/b", "10.5555/b.1")


def test_an_article_may_fail_for_a_component_of_it() -> None:
    xml = f"""<doi_batch><body><journal><journal_article><doi_data><doi>10.5555/a</doi></doi_data><component_list>
    <component><contributors><person_name><ORCID>{WRONG}</ORCID></person_name></contributors><doi_data>
    <doi>10.5555/a.1</doi></doi_data></component></component_list></journal_article></journal></body></doi_batch>"""
    record = read(xml, bad_orcid(WRONG)).records[0]
    assert told(record) == ("10.5555/a", "value", False)
    assert record.attribution.candidates == ("10.5555/a", "10.5555/a.1")
    record = read(xml, bad_orcid(WRONG, item="Component")).records[0]
    assert told(record) == ("10.5555/a.1", "value", True)


def test_what_has_no_doi_itself_fails_with_what_is_around() -> None:
    xml = f"""<doi_batch><body><journal><journal_issue><contributors><person_name><ORCID>{WRONG}</ORCID></person_name>
    </contributors></journal_issue><journal_article><doi_data><doi>10.5555/a</doi></doi_data></journal_article>
    </journal></body></doi_batch>"""
    record = read(xml, bad_orcid(WRONG, item="Journal Issue")).records[0]
    assert told(record) == (None, "value", False)
    assert (record.attribution.candidates, record.line) == (("10.5555/a",), 1)


def test_a_title_level_failure_without_its_doi_may_be_of_any_title() -> None:
    deposit = Deposit(
        [
            Journal([article("a")], doi="10.5555/j"),
            Journal([article("b")], issn="2049-3630"),
            Journal([article("c")], doi="10.5555/k"),
        ]
    )
    message = "content item DOIs not processed due to title level error"
    record = read(deposit, Result("Failure", "", message), good("b"), good("k")).records[0]
    assert (record.dois, record.attribution.certain) == (("10.5555/j", "10.5555/a"), True)
    shortened = Result("Failure", "10.5555/…", message)
    assert read(deposit, shortened).records[0].attribution.candidates[:2] == ("10.5555/j", "10.5555/a")


def test_a_title_error_that_quotes_nothing_is_of_a_title_that_is_left() -> None:
    first, second, third = (
        Journal([article(name)], issn=issn)
        for name, issn in [("a", "0264-3561"), ("b", "2049-3630"), ("c", "1234-5679")]
    )
    error = Result("Failure", "", "Deposit contains title error: Something new")
    assert told(read(Deposit([first, second]), error, good("b")).records[0]) == ("10.5555/a", "container", True)
    record = read(Deposit([first, second, third]), error, good("b")).records[0]
    assert told(record) == (None, "container", False)
    assert record.attribution.candidates == ("10.5555/a", "10.5555/c")


def test_of_titles_with_one_doi_it_is_open_whose_records_went_down() -> None:
    deposit = Deposit(
        [Journal([article("a")], doi="10.5555/j"), Journal([article("b"), article("c")], issue_doi="10.5555/i")]
    )
    xml = deposit.xml.replace(b"10.5555/i", b"10.5555/J").decode()
    failed = Result("Failure", "10.5555/j", "content item DOIs not processed due to title level error")
    report = read(xml, failed)
    assert (report.records[0].doi, report.records[0].dois) == ("10.5555/j", ("10.5555/j",))
    assert report.records[0].attribution.candidates == (
        "10.5555/j", "10.5555/a", "10.5555/J", "10.5555/b", "10.5555/c",
    )  # fmt: skip
    assert report.missing == ()
    report = read(xml, failed, good("b"))
    assert report.records[0].dois == ("10.5555/j", "10.5555/a")


# places


def test_a_place_in_a_journals_metadata_has_the_journals_records_for_candidates() -> None:
    deposit = Deposit([Journal([article("a"), article("b")]), Journal([article("c")], issn="2049-3630")])
    where = deposit.issns[0]
    message = f"Never seen, at line {where.line}, column {where.column + 3}"
    record = read(deposit, unnamed(message), good("c")).records[0]
    assert told(record) == (None, "location", False)
    assert record.attribution.candidates == ("10.5555/a", "10.5555/b")
    assert record.line == where.line


def test_a_place_that_what_is_quoted_speaks_against_decides_nothing() -> None:
    deposit = batch(article("a", WRONG), article("b", orcid(2)))
    message = f"{bad_orcid(WRONG).message} {place_in(deposit, '10.5555/b')}"
    record = read(deposit, unnamed(message)).records[0]
    assert told(record) == (None, "value", False)
    assert record.attribution.candidates == ("10.5555/a", "10.5555/b")


def test_a_registered_record_is_not_meant_by_a_place() -> None:
    deposit = batch(article("a"), article("b"))
    message = f"Never seen, {place_in(deposit, '10.5555/b')}"
    assert told(read(deposit, good("b"), unnamed(message)).records[1]) == ("10.5555/a", "order", False)


# a log of another batch


def test_a_log_of_another_batch_tells_nothing_by_order_place_or_being_left() -> None:
    deposit = batch(article("a"), article("b", WRONG), article("c"), article("d", orcid(3), orcid(3)))
    results = [
        good("a"),
        bad_orcid(WRONG),
        unnamed("New"),
        unnamed(f"New, {place_in(deposit, '10.5555/d')}"),
        bad_issn("02643561"),
    ]
    records = read(deposit, *results, batch_id="another").records
    assert [told(record) for record in records] == [
        ("10.5555/a", "reported", True),
        ("10.5555/b", "value", False),
        (None, "none", False),
        (None, "none", False),
        (None, "none", False),
    ]
    refused = Result("Failure", "", "Deposited XML is not well-formed or does not validate: Error on line 5: Bad")
    [record] = read(deposit, refused, batch_id="another").records
    assert (told(record), record.dois) == ((None, "none", False), ())


@pytest.mark.parametrize("batch_id", ["", "batch-1", "314668373.xml"])
def test_a_log_with_no_other_batch_id_is_the_deposits(batch_id: str) -> None:
    report = read(batch(article("a"), article("b")), good("a"), unnamed("New"), batch_id=batch_id)
    assert told(report.records[1]) == ("10.5555/b", "order", False)
