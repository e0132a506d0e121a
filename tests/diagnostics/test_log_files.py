"""Logs as they come: folders, mailboxes, mail of all kinds, logs that are cut off, of another batch, or very large."""

from __future__ import annotations

import email.message
import html
import io
import pathlib
import re
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

import handmade
from crossref_deposit.diagnostics import DiagnosticParser, DiagnosticReport, RecordStatus, SubmissionState
from crossref_deposit.diagnostics.log_source import pieces_of
from crossref_deposit.errors import LogError
from handmade import Result, bad_orcid, log, orcid, too_old
from journals import article, deposit, journal, person

FIRST = log([Result("Success", "10.5555/a")])
SECOND = log([too_old("10.5555/b")], batch_id="batch-2")


def mail(subject: str = "DO NOT REPLY - CrossRef submission ID: 1700000001") -> email.message.EmailMessage:
    found = email.message.EmailMessage()
    found["Subject"] = subject
    found["From"] = "somebody@example.org"
    return found


def plain(text: str | bytes, cte: str | None = None) -> bytes:
    message = mail()
    message.set_content(text if isinstance(text, str) else text.decode(), cte=cte)
    return message.as_bytes()


def dois(reports: list[DiagnosticReport]) -> list[str | None]:
    return [record.reported_doi for report in reports for record in report.records]


def read_all(source: bytes | str | pathlib.Path | io.BytesIO) -> list[DiagnosticReport]:
    return list(DiagnosticParser().parse_all(source))


def test_a_folder_of_logs(tmp_path: pathlib.Path) -> None:
    (tmp_path / "b").mkdir()
    handmade.write(tmp_path, FIRST, "a.xml")
    handmade.write(tmp_path / "b", plain(SECOND), "mail.eml")
    handmade.write(tmp_path, b"Read me", "readme.txt")
    handmade.write(tmp_path, FIRST, ".hidden.xml")
    reports = read_all(tmp_path)
    assert [report.source for report in reports] == [
        str(tmp_path / "a.xml"),
        str(tmp_path / "b" / "mail.eml"),
        str(tmp_path / "readme.txt"),
    ]
    assert dois(reports) == ["10.5555/a", "10.5555/b"]
    assert [[problem.code for problem in report.problems] for report in reports] == [[], [], ["log-missing"]]
    missing = reports[2]
    assert (missing.state, missing.records, missing.ok) == (SubmissionState.OTHER, (), False)
    assert "found text: 'Read me'" in missing.problems[0].message


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_a_mailbox(tmp_path: pathlib.Path, line_end: bytes) -> None:
    start = b"From mailer@example.org Mon Jan  5 00:00:00 2026\n"
    messages = [plain(FIRST), plain("From the start\n\nhere is no log."), plain(SECOND, cte="base64")]
    mailbox = b"\n".join(start + message for message in messages).replace(b"\r\n", b"\n").replace(b"\n", line_end)
    path = handmade.write(tmp_path, mailbox, "inbox.mbox")
    for source, name in ((path, str(path)), (mailbox, ""), (io.BytesIO(mailbox), "")):
        reports = read_all(source)
        assert [report.source for report in reports] == [f"{name}#1", f"{name}#2", f"{name}#3"]
        assert dois(reports) == ["10.5555/a", "10.5555/b"]
        assert [bool(report.problems) for report in reports] == [False, True, False]


def test_one_log_is_all_logs(tmp_path: pathlib.Path) -> None:
    path = handmade.write(tmp_path, FIRST)
    assert dois(read_all(path)) == dois(read_all(FIRST)) == dois(read_all(FIRST.decode())) == ["10.5555/a"]
    assert read_all(FIRST)[0].source is None
    assert [problem.code for problem in read_all(b"")[0].problems] == ["log-missing"]
    (tmp_path / "empty").mkdir()
    assert read_all(tmp_path / "empty") == []
    with pytest.raises(OSError, match="nowhere"):
        read_all(tmp_path / "nowhere")


def alternatives() -> email.message.EmailMessage:
    """The same log as text and as HTML."""
    message = mail()
    message.set_content(FIRST.decode())
    message.add_alternative(f"<pre>{html.escape(FIRST.decode())}</pre>", subtype="html")
    return message


def webmail() -> email.message.EmailMessage:
    """What mail programs make of XML: breaks, hard blanks, links."""
    message = mail()
    lines = html.escape(FIRST.decode()).replace("   ", " &nbsp; ").splitlines()
    body = "<br>\n".join(lines).replace("10.5555/a", '<a href="https://doi.org/10.5555/a">10.5555/<wbr>a</a>')
    message.set_content(
        f"<html><head><title>Log</title></head><body>{body}</body></html>", subtype="html", cte="base64"
    )
    return message


def forwarded() -> email.message.EmailMessage:
    """A message in a message."""
    message = mail("Fwd: log")
    message.set_content("See below.")
    message.add_attachment(alternatives())
    return message


def with_attachment(cte: str) -> email.message.EmailMessage:
    message = mail()
    message.set_content("Attached.")
    message.add_attachment(FIRST, maintype="application", subtype="octet-stream", filename="log.xml", cte=cte)
    return message


@pytest.mark.parametrize(
    "message",
    [alternatives(), webmail(), forwarded(), with_attachment("base64"), with_attachment("quoted-printable")],
    ids=["alternatives", "webmail", "forwarded", "base64", "quoted-printable"],
)
def test_mail(message: email.message.EmailMessage) -> None:
    report = DiagnosticParser().parse(message.as_bytes())
    assert (report.ok, report.records[0].doi) == (True, "10.5555/a")
    assert len(read_all(message.as_bytes())) == 1


def test_several_logs_in_one_message() -> None:
    message = mail()
    message.set_content("Two logs.")
    message.add_attachment(FIRST, maintype="application", subtype="xml", filename="1.xml")
    message.add_attachment(SECOND, maintype="application", subtype="xml", filename="2.xml")
    reports = read_all(message.as_bytes())
    assert [report.source for report in reports] == ["#1", "#2"]
    assert dois(reports) == ["10.5555/a", "10.5555/b"]
    with pytest.raises(LogError, match=r"found 2 logs, expected one: DiagnosticParser.parse_all\(\) reads them all"):
        DiagnosticParser().parse(message.as_bytes())
    assert dois(read_all(f"Hello,\n{FIRST.decode()}\nand\n{SECOND.decode()}\n")) == ["10.5555/a", "10.5555/b"]


def test_a_saved_page_with_the_log() -> None:
    page = f"<!DOCTYPE html><html><body><pre>{html.escape(FIRST.decode())}</pre></body></html>"
    assert DiagnosticParser().parse(page).ok


def test_mail_within_mail_without_end_is_refused() -> None:
    nested = b"Subject: x\nContent-Type: message/rfc822\n\n" * 3000 + b"Subject: end\n\nno log\n"
    with pytest.raises(LogError, match="expected a submission log"):
        DiagnosticParser().parse(nested)


RESULTS = [Result("Success", f"10.5555/{number}") for number in range(5)]


@given(st.integers(min_value=0, max_value=len(log(RESULTS)) - 1))
def test_a_log_that_is_cut_off_is_refused_or_read_as_far_as_it_goes(length: int) -> None:
    cut = log(RESULTS)[:length]
    with pytest.raises(LogError):
        DiagnosticParser().parse(cut)
    whole = cut.count(b"</record_diagnostic>")
    if b"<doi_batch_diagnostic" not in cut:
        with pytest.raises(LogError):
            DiagnosticParser().parse(cut, salvage=True)
        return
    report = DiagnosticParser().parse(cut, salvage=True)
    assert [record.doi for record in report.records] == [f"10.5555/{number}" for number in range(whole)]
    assert [problem.code for problem in report.problems] == ["log-broken"]
    assert not report.ok


def test_where_a_broken_log_ends_is_told() -> None:
    broken = FIRST.replace(b"<batch_data>", b"<batch_data>&nbsp;")
    report = DiagnosticParser().parse(broken, salvage=True)
    line = broken[: broken.index(b"&nbsp;")].count(b"\n") + 1
    [problem] = report.problems
    assert (problem.code, problem.line) == ("log-broken", line)
    assert "undefined entity" in problem.message
    assert report.to_json().count("log-broken") == 1


def test_a_log_with_typographic_quotes_is_named() -> None:
    pasted = FIRST.decode().replace('status="completed"', "status=“completed”")
    with pytest.raises(LogError, match="Its quotes are typographic"):
        DiagnosticParser().parse(pasted)
    assert [problem.code for problem in read_all(pasted)[0].problems] == ["log-broken"]


def test_fewer_records_than_counted() -> None:
    report = DiagnosticParser().parse(log(RESULTS).replace(b"<record_count>5", b"<record_count>6"))
    [problem] = report.problems
    assert (problem.code, problem.value, problem.severity) == ("log-incomplete", "6", "warning")
    assert report.ok
    assert DiagnosticParser().parse(log(RESULTS)).problems == ()


BAD = orcid(7, right=False)
DEPOSIT = deposit(journal(article("10.5555/a", person(BAD)), article("10.5555/b")))


def test_nothing_is_traced_by_order_with_a_log_of_another_batch() -> None:
    results = [Result("Failure", "DOI not found", "No exception localized message"), Result("Success", "10.5555/b")]
    parser = DiagnosticParser(submission=DEPOSIT)
    own = parser.parse(log(results))
    assert [record.doi for record in own.records] == ["10.5555/a", "10.5555/b"]
    assert own.problems == ()
    other = parser.parse(log(results, batch_id="batch-99"))
    [problem] = other.problems
    assert (problem.code, problem.value, problem.severity) == ("batch-id-differs", "batch-99", "warning")
    assert "'batch-99'" in problem.message
    assert "'batch-1'" in problem.message
    assert [record.doi for record in other.records] == [None, "10.5555/b"]


@pytest.mark.parametrize("batch_id", ["", " BATCH-1\n", "1400000001.xml"])
def test_logs_whose_batch_cannot_be_told_or_is_the_same(batch_id: str) -> None:
    report = DiagnosticParser(submission=DEPOSIT).parse(log([bad_orcid(BAD)], batch_id=batch_id))
    assert report.problems == ()
    assert report.records[0].doi == "10.5555/a"


def pieces(count: int) -> Iterator[bytes]:
    """A log, so many records long."""
    yield b'<doi_batch_diagnostic status="completed"><batch_id>batch-1</batch_id>\n'
    for number in range(count):
        yield f'<record_diagnostic status="Success"><doi>10.5555/{number}</doi><msg>Successfully added</msg>'.encode()
        yield b'<citations_diagnostic deferred="1400000001"/></record_diagnostic>\n'
    yield b"</doi_batch_diagnostic>"


def large(folder: pathlib.Path, count: int) -> pathlib.Path:
    path = folder / f"{count}.xml"
    with path.open("wb") as file:
        file.writelines(pieces(count))
    return path


def peak_of_streaming(path: pathlib.Path) -> tuple[int, int]:
    tracemalloc.start()
    try:
        count = sum(1 for _ in DiagnosticParser.stream(path))
        return count, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_a_log_that_is_streamed(tmp_path: pathlib.Path) -> None:
    peak_of_streaming(large(tmp_path, 100))  # what is made once
    few, small_peak = peak_of_streaming(large(tmp_path, 2_000))
    many, large_peak = peak_of_streaming(large(tmp_path, 10_000))
    assert (few, many) == (2_000, 10_000)
    assert large_peak < 1.2 * small_peak + 100_000


def test_a_streamed_log_says_the_same(tmp_path: pathlib.Path) -> None:
    text = log([*RESULTS, too_old("10.5555/old"), bad_orcid(BAD)])
    for source in (text, handmade.write(tmp_path, text), io.BytesIO(text), plain(text)):
        streamed = list(DiagnosticParser.stream(source))
        assert [(record.status, record.reported_doi, record.message) for record in streamed] == [
            (record.status, record.reported_doi, record.message) for record in DiagnosticParser().parse(text).records
        ]
    assert streamed[-1].status is RecordStatus.FAILURE
    assert streamed[-2].problems[0].code == "timestamp-not-newer"


def test_a_broken_log_is_streamed_up_to_the_place(tmp_path: pathlib.Path) -> None:
    path = handmade.write(tmp_path, b"".join(pieces(3000)).replace(b"10.5555/2900<", b"10.5555/2900&x;<"))
    found = []
    with pytest.raises(LogError, match="undefined entity"):
        found.extend(record.reported_doi for record in DiagnosticParser.stream(path))
    stream = DiagnosticParser.stream(path)
    assert next(stream).reported_doi == "10.5555/0"


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_a_file_that_gives_little_at_a_time(size: int) -> None:
    class Slow(io.BytesIO):
        def read(self, count: int | None = -1, /) -> bytes:
            return super().read(min(count, size) if count is not None and count > size >= 1000 else count)

    assert DiagnosticParser().parse(Slow(log(RESULTS))).ok


def test_references_that_cannot_be_looked_up_have_their_problem() -> None:
    report = DiagnosticParser().parse("""<doi_batch_diagnostic status="completed"><record_diagnostic status="Success">
<doi>10.5555/a</doi><msg>Successfully added</msg><citations_diagnostic>
<citation key="ref1" status="error">Either ISSN or Journal title or Proceedings title must be supplied.</citation>
<citation key="ref2" status="stored_query"/></citations_diagnostic></record_diagnostic></doi_batch_diagnostic>""")
    first, second = report.records[0].citations
    assert [problem.code for problem in first.problems] == ["reference-too-thin"]
    assert second.problems == ()
    assert report.ok


def test_a_log_that_is_too_large_for_one_report_is_refused(tmp_path: pathlib.Path) -> None:
    path = large(tmp_path, 1000)
    assert sum(map(len, pieces_of(path))) == path.stat().st_size
    with pytest.raises(LogError, match=r"the log is larger than 70,000 bytes"):
        list(pieces_of(path, max_bytes=70_000))


@given(st.binary(max_size=300))
def test_whatever_there_is_gives_reports_and_no_error(data: bytes) -> None:
    for start in (
        b"",
        b"From x 00:00 2026\n",
        b"Subject: x\n\n",
        b"<doi_batch_diagnostic>",
        b"<html>&lt;doi_batch_diagnostic",
    ):
        for report in read_all(start + data):
            assert report.to_json()
            assert not report.ok


REMARKS = re.compile(r"NOTE|conflict-report|\.dtd$|input-legacy|http-|rest-deposit|FRAGMENT")
BROKEN = re.compile(r"TRUNCATED|as-copied|message-catalogue|4Science\+DSpace/(47a56ca3def1|93140283c66e)")


def test_every_file_of_the_corpus_is_read_or_named(corpus: pathlib.Path) -> None:
    reports = read_all(corpus / "logs")
    assert len(reports) > 70
    for report in reports:
        codes = [problem.code for problem in report.problems]
        name = report.source or ""
        if REMARKS.search(name) and "TRUNCATED" not in name:
            assert codes == ["log-missing"], name
        elif BROKEN.search(name):
            assert codes == ["log-broken"], name
        else:
            assert codes == [], name
