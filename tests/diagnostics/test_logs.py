# ruff: noqa: E101, E501 - logs stand here as they come
"""Logs in all the shapes that Crossref and its users have shown, and what is no log."""

from __future__ import annotations

import email.message
import html
import pathlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import handmade
from crossref_deposit.diagnostics import DiagnosticParser, DiagnosticReport, RecordStatus, SubmissionState
from crossref_deposit.errors import LogError
from handmade import Result, log

SIMPLE = log([Result("Success", "10.5555/a")])


def read(text: str | bytes) -> DiagnosticReport:
    return DiagnosticParser().parse(text)


def test_a_log_without_a_status_and_with_a_blank_before_it() -> None:
    report = read(b"""<?xml version="1.0" encoding="UTF-8"?>
 <doi_batch_diagnostic>
  <submission_id>9000001</submission_id>
  <batch_id>OURS_001</batch_id>
  <record_diagnostic status="Success">
   <doi>10.5555/first</doi>
   <msg>Successfully added</msg>
  </record_diagnostic>
  <batch_data>
   <record_count>1</record_count>
   <success_count>1</success_count>
   <warning_count>0</warning_count>
   <failure_count>0</failure_count>
  </batch_data>
 </doi_batch_diagnostic>""")
    assert (report.state, report.submission_id, report.batch_id, report.server) == (
        "completed",
        "9000001",
        "OURS_001",
        None,
    )
    assert report.counts == {"records": 1, "successes": 1, "warnings": 0, "failures": 0}
    assert report.ok
    assert report.records[0].problems == ()


def test_a_log_with_old_timestamps_of_which_one_has_no_number() -> None:
    words = "Record not processed because submitted version: 20250904 is less or equal to\tpreviously submitted version (DOI match)"
    report = read(f"""<?xml version="1.0" encoding="UTF-8"?>
 <doi_batch_diagnostic status="completed" sp="cr5.crossref.org">
  <submission_id>300000001</submission_id>
  <batch_id>300000002.xml</batch_id>
  <record_diagnostic status="Failure"><doi>10.5555/one</doi><msg>{words}</msg></record_diagnostic>
  <record_diagnostic status="Failure" msg_id="4"><doi>10.5555/four</doi><msg>{words}</msg></record_diagnostic>
  <record_diagnostic status="Success"><doi>10.5555/five</doi><msg>Successfully added</msg></record_diagnostic>
  <batch_data><record_count>3</record_count><success_count>1</success_count><warning_count>0</warning_count>
  <failure_count>2</failure_count></batch_data>
</doi_batch_diagnostic>""")
    assert [record.msg_id for record in report.records] == [None, 4, None]
    assert [record.doi for record in report.failures] == ["10.5555/one", "10.5555/four"]
    assert {problem.code for record in report.failures for problem in record.problems} == {"timestamp-not-newer"}
    assert report.server == "cr5.crossref.org"
    assert not report.ok


def test_conflicts_are_registered_records_with_a_warning() -> None:
    report = read("""<doi_batch_diagnostic status="completed" sp="ds4.crossref.org">
  <record_diagnostic status="Warning">
   <doi>10.5555/new</doi>
   <msg>Added with conflict</msg>
   <conflict_id>5000001</conflict_id>
	<dois_in_conflict>
 	<doi>10.5555/old</doi>
 	<doi>10.5555/older</doi>
	</dois_in_conflict>
   <resolved_conflict_ids>17, 21</resolved_conflict_ids>
  </record_diagnostic></doi_batch_diagnostic>""")
    [record] = report.warnings
    assert (record.doi, record.conflict_id) == ("10.5555/new", "5000001")
    assert record.dois_in_conflict == ("10.5555/old", "10.5555/older")
    assert record.resolved_conflict_ids == ("17", "21")
    assert report.ok
    assert report.failures == ()


def test_references_are_read_by_key() -> None:
    report = read("""<doi_batch_diagnostic status="completed"><record_diagnostic status="Success">
   <doi>10.5555/example</doi>
   <msg>Successfully updated</msg>
   <citations_diagnostic>
 	<citation key="ref1" status="error">Either ISSN or Journal title or Proceedings title must be supplied.</citation>
 	<citation key="ref2" status="stored_query"></citation>
 	<citation key="ref3" status="resolved_reference">10.5555/cited</citation>
 	</citations_diagnostic></record_diagnostic><record_diagnostic status="Success"><doi>10.5555/later</doi><msg/>
   <citations_diagnostic deferred="1400000001" /></record_diagnostic></doi_batch_diagnostic>""")
    first, second = report.records
    assert [(citation.key, citation.status, citation.text) for citation in first.citations] == [
        ("ref1", "error", "Either ISSN or Journal title or Proceedings title must be supplied."),
        ("ref2", "stored_query", ""),
        ("ref3", "resolved_reference", "10.5555/cited"),
    ]
    assert (first.deferred, second.deferred, second.citations) == (None, "1400000001", ())


def test_several_pairs_in_one_record_are_several_records() -> None:
    report = read("""<doi_batch_diagnostic status="completed"><record_diagnostic status="Failure" msg_id="45">
<doi>DOI not found</doi><msg>first</msg><doi>DOI not found</doi><msg>second</msg><msg>third</msg>
<doi>10.5555/x</doi></record_diagnostic></doi_batch_diagnostic>""")
    assert [(record.msg_id, record.reported_doi, record.message) for record in report.records] == [
        (45, "DOI not found", "first"),
        (45, "DOI not found", "second"),
        (45, None, "third"),
        (45, "10.5555/x", ""),
    ]


def test_a_message_before_the_doi_belongs_to_it() -> None:
    report = read("""<doi_batch_diagnostic status="completed"><record_diagnostic status="Failure"><msg>Bad</msg>
<doi>10.5555/x</doi></record_diagnostic></doi_batch_diagnostic>""")
    assert [(record.doi, record.message) for record in report.records] == [("10.5555/x", "Bad")]


def test_a_record_may_lack_its_doi_and_its_message() -> None:
    report = read("""<doi_batch_diagnostic status="completed"><record_diagnostic status="Failure" msg_id="1">
Submission version NULL is invalid
</record_diagnostic><record_diagnostic status="failure"><doi/><msg>One <i>marked</i> word &amp; more</msg></record_diagnostic>
<record_diagnostic msg_id="x"/></doi_batch_diagnostic>""")
    first, second, third = report.records
    assert (first.reported_doi, first.message) == (None, "Submission version NULL is invalid")
    assert (second.status, second.reported_doi, second.message) == ("Failure", "", "One marked word & more")
    assert (third.status, third.msg_id, third.message) == (RecordStatus.UNKNOWN, None, "")
    assert report.failures == report.records


def test_the_log_of_a_conflict_upload() -> None:
    report = read("""<doi_batch_diagnostic> <submission_id>1100000001</submission_id>
<record_diagnostic doi="10.5555/prime"> <conflict status="Success" ids="23000001,23000002"> <msg>Marked as alias</msg>
<doi_list> <doi>10.5555/a1</doi> <doi>10.5555/a2</doi> </doi_list> </conflict> <conflict status="Warning" ids="3">
<msg>Look here</msg></conflict></record_diagnostic>
<record_diagnostic doi="10.5555/other" status="Error"><msg>No such DOI</msg></record_diagnostic></doi_batch_diagnostic>""")
    first, second = report.records
    assert (first.doi, first.status, first.message) == ("10.5555/prime", "Warning", "Marked as alias; Look here")
    assert first.conflicts[0].ids == ("23000001", "23000002")
    assert first.conflicts[0].dois == ("10.5555/a1", "10.5555/a2")
    assert (second.doi, second.status, second.message) == ("10.5555/other", "Failure", "No such DOI")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ('<doi_batch_diagnostic status="queued">\r\n <submission_id>7</submission_id><batch_id/></doi_batch_diagnostic>', "queued"),
        ('<doi_batch_diagnostic status="in_process"/>', "in_process"),
        ('<doi_batch_diagnostic status="unknown_submission"><submission_id>0</submission_id></doi_batch_diagnostic>',
         "unknown_submission"),
        ('<doi_batch_diagnostic status="queued_for_batch"/>', "queued"),
        ('<doi_batch_diagnostic status="submitted"/>', "queued"),
        ('<doi_batch_diagnostic status="on_holiday"/>', "other"),
        ("<doi_batch_diagnostic/>", "other"),
        ("<doi_batch_diagnostic><batch_data><success_count>1</success_count></batch_data></doi_batch_diagnostic>", "completed"),
        ('<doi_batch_diagnostic status="COMPLETED"></doi_batch_diagnostic>', "completed"),
    ],
)  # fmt: skip
def test_states(text: str, state: str) -> None:
    report = read(text)
    assert report.state == state
    assert report.state.finished == (state == "completed")
    assert not report.ok


def test_what_is_not_known_has_no_submission_id() -> None:
    text = '<doi_batch_diagnostic status="unknown_submission"><submission_id>0</submission_id><batch_id/></doi_batch_diagnostic>'
    assert (read(text).submission_id, read(text).batch_id) == (None, None)


def test_numbers_that_no_log_has_are_no_numbers() -> None:
    most = "9" * 5000
    report = read(f"""<doi_batch_diagnostic status="completed"><record_diagnostic status="Failure" msg_id="{most}"><doi/>
    <msg>[Error] :{most}:{most}: cvc-x: line {most}</msg></record_diagnostic>
    <batch_data><record_count>{most}</record_count></batch_data></doi_batch_diagnostic>""")
    assert (report.records[0].msg_id, report.counts) == (None, {})


def test_completed_without_records_is_no_success() -> None:
    assert not read(log([])).ok
    assert not read(log([Result("Success", "10.5555/a")], status="in_process")).ok
    assert not read(SIMPLE.replace(b"<failure_count>0", b"<failure_count>1")).ok
    assert read(SIMPLE).ok


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "iso-8859-1", "utf-32"])
def test_encodings(codec: str) -> None:
    text = f'<?xml version="1.0" encoding="{codec.removesuffix("-sig")}"?>\n<doi_batch_diagnostic status="completed"><record_diagnostic status="Failure"><doi>10.5555/ä</doi><msg>“é”</msg></record_diagnostic></doi_batch_diagnostic>'
    text = text.replace("“é”", "é") if codec == "iso-8859-1" else text
    assert read(text.encode(codec)).records[0].doi == "10.5555/ä"
    assert read(text).records[0].doi == "10.5555/ä"


def test_namespaces_and_blanks_around_do_not_matter() -> None:
    text = SIMPLE.decode().replace("doi_batch_diagnostic status", 'doi_batch_diagnostic xmlns="urn:x" status')
    assert read(f" \t\n{text}\n ").ok


def test_files_and_paths(tmp_path: pathlib.Path) -> None:
    path = handmade.write(tmp_path, SIMPLE)
    assert DiagnosticParser().parse(path).ok
    with path.open("rb") as file:
        assert DiagnosticParser().parse(file).ok
    with pytest.raises(OSError, match="nowhere"):
        DiagnosticParser().parse(tmp_path / "nowhere")
    with pytest.raises(TypeError, match="cannot read a document from int"):
        DiagnosticParser().parse(7)  # type: ignore[arg-type]


def message(**parts: object) -> email.message.EmailMessage:
    found = email.message.EmailMessage()
    found["Subject"] = "DO NOT REPLY - CrossRef submission ID: 1700000001"
    found["From"] = "somebody@example.org"
    for name, value in parts.items():
        found[name.replace("_", "-")] = value
    return found


def test_an_email_with_the_log_as_its_body() -> None:
    plain = message()
    plain.set_content(SIMPLE.decode())
    encoded = message()
    encoded.set_content(SIMPLE.decode().replace("Successfully", "“Successfully”"), cte="quoted-printable")
    wide = message()
    wide.set_content(SIMPLE.decode(), charset="utf-16")
    for mail in (plain, encoded, wide):
        assert read(mail.as_bytes()).records[0].doi == "10.5555/a"
        assert read(mail.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")).records[0].doi == "10.5555/a"
    assert read(plain.as_string()).ok
    assert read(b"From x@example.org Mon Jan  5 00:00:00 2026\n" + plain.as_bytes()).ok


def test_an_email_with_the_log_in_html() -> None:
    mail = message()
    mail.set_content("Here is your log.")
    mail.add_alternative(f"<html><body><pre>{html.escape(SIMPLE.decode())}</pre></body></html>", subtype="html")
    assert read(mail.as_bytes()).ok
    assert read(html.escape(SIMPLE.decode())).ok


def test_an_email_with_the_log_attached() -> None:
    mail = message()
    mail.set_content("See the attached file.")
    mail.add_attachment(SIMPLE, maintype="application", subtype="xml", filename="log.xml")
    assert read(mail.as_bytes()).ok


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_an_attached_log_says_its_encoding_itself(encoding: str) -> None:
    text = log([Result("Failure", "", "Über alles")]).decode().replace("UTF-8", encoding)
    mail = message()
    mail.set_content("See the attached file.")
    mail.add_attachment(text.encode(encoding), maintype="application", subtype="xml", filename="log.xml")
    assert read(mail.as_bytes()).records[0].message == "Über alles"


def test_an_email_with_text_around_the_log() -> None:
    mail = message()
    mail.set_content(f"Hello,\n\n{SIMPLE.decode()}\n-- \nCrossref")
    assert read(mail.as_bytes()).ok


def test_an_email_in_an_encoding_that_nobody_knows() -> None:
    assert read(b"Subject: x\nContent-Type: text/plain; charset=klingon\n\n" + SIMPLE).ok


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (b"", "the document is empty"),
        (b" \n", "the document is empty"),
        (b"Wrong credentials. Incorrect username or password.", "found text: 'Wrong credentials. Incorrect username"),
        (b"<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>",
         "found an HTML page: '503 Service Unavailable No server is available"),
        (b"<!DOCTYPE html><html><head><title>Login</title></head><body><p>Welcome to Crossref.<br></body></html>",
         "found an HTML page: 'Welcome to Crossref.'"),
        (b'{"status":"ok","message-type":"deposit"}', "found JSON: "),
        (b"Subject: Hello\nFrom: a@example.org\n\nNo log here.\n", "found an e-mail message, 'Hello', without one"),
        (b'<?xml version="1.0"?><doi_batch version="5.5.0"/>', "found an element <doi_batch>, which is the deposit and not its log"),
        (b'<record_diagnostic status="Success"/>', "found an element <record_diagnostic>"),
        (b"<doi_batch_diagnostic status=\xe2\x80\x9ccompleted\xe2\x80\x9d/>", "line 1, column 30: the XML is not well-formed"),
        (b"<doi_batch_diagnostic>\n<record_diagnostic>", "line 2"),
        (b"<doi_batch_diagnostic>&xxe;</doi_batch_diagnostic>", "undefined entity"),
        (b'<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]><doi_batch_diagnostic>&z;</doi_batch_diagnostic>',
         "a document type declaration for 'a'"),
        (b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><doi_batch_diagnostic/>', "a document type declaration for 'a'"),
        (b"<doi_batch_diagnostic>" + b"<a>" * 300, "nested more than 200 deep"),
        (b"\xff\xfe<\x00", "not well-formed"),
        (b"\x00\x01\x02", "expected a submission log"),
        (b'<?xml version="1.0" encoding="ascii-ish"?><doi_batch_diagnostic/>', "encoding 'ascii-ish' is not known"),
    ],
)  # fmt: skip
def test_what_is_no_log_is_refused_and_named(source: bytes, found: str) -> None:
    with pytest.raises(LogError, match=re.escape(found)):
        DiagnosticParser().parse(source)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_log_or_a_log_error(data: bytes) -> None:
    with pytest.raises(LogError):
        DiagnosticParser().parse(data)


PIECES = ["<doi>", "</doi>", "<msg>", "</msg>", "<record_diagnostic>", "</record_diagnostic>", "<conflict>", "</conflict>",
          "<doi_list>", "</doi_list>", "<citation>", "</citation>", "<citations_diagnostic>", "</citations_diagnostic>",
          "<batch_data/>", "10.5555/a", "<dois_in_conflict>", "</dois_in_conflict>", "<record_count>x</record_count>"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_arrangement_of_a_logs_elements_is_read_or_refused(pieces: list[str]) -> None:
    text = f'<doi_batch_diagnostic status="completed">{"".join(pieces)}</doi_batch_diagnostic>'
    try:
        report = DiagnosticParser(submission="<doi_batch/>").parse(text)
    except LogError:
        return
    assert report.state is SubmissionState.COMPLETED
    report.to_json()
