"""Deposits of any size: written, read and split piece by piece, they are what they are as a whole."""

from __future__ import annotations

import io
import re
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import crossref_deposit as cd
import damages
import hostile
import strategies
from canonical import canonical
from crossref_deposit.binding.fingerprints import Fingerprints
from crossref_deposit.errors import ModelError, SchemaError, VersionError
from samples import article, batch, component, journal, place

SENDER = {"depositor": cd.Depositor(name="Brown University", email="a@example.org"), "registrant": "Brown University"}
THESIS = cd.Dissertation(
    contributors=[cd.PersonName(surname="C", contributor_role="author")],
    titles="T",
    approval_dates=[2026],
    institutions=[cd.Institution(name="Brown")],
    degrees=["PhD"],
    doi_data=cd.DoiData(doi="10.5555/t", resource="https://example.org/"),
)
SLOW = settings(
    max_examples=5, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.reuse, Phase.generate]
)
BATCHES = st.sampled_from(strategies.RECORD_TYPES).flatmap(strategies.batches)


def in_windows(document):
    """The stream of a document in which every record is a window of its own."""
    stream = cd.DepositStream(document)
    stream._size = 1
    return stream


def pieces(body):
    """A body in which every record comes in an item of its own."""
    for item in body:
        field = next((name for name in ("articles", "content_items", "papers") if getattr(item, name, ())), None)
        yield from (cd.evolve(item, **{field: [one]}) for one in getattr(item, field)) if field else [item]


def registered(records):
    return [(record.doi, record.kind, record.model) for record in records]


@SLOW
@given(BATCHES)
def test_written_piece_by_piece_it_is_what_is_written_at_once(whole):
    head = {name: getattr(whole, name) for name in ("depositor", "registrant", "batch_id", "timestamp")}
    for body in (whole.body, pieces(whole.body)):
        file = io.BytesIO()
        written = cd.write_deposit(iter(body), file, **head)
        if len(whole.body) == len(cd.DoiBatch.from_xml(file.getvalue()).body):  # equal neighbours become one
            assert canonical(file.getvalue(), whole.schema) == canonical(whole.to_xml(), whole.schema)
        assert written.size == len(file.getvalue())
        assert written.records == len(list(cd.DoiBatch.from_xml(file.getvalue()).records()))


@SLOW
@given(BATCHES)
def test_read_piece_by_piece_it_says_what_it_says_at_once(whole):
    document = whole.to_xml()
    lines = document.decode().split("\n")
    found = list(in_windows(document).records())
    assert registered(found) == registered(whole.records())
    for record, one in zip(found, whole.records(), strict=True):
        assert re.match(rf"<{record.kind}[ >]", lines[record.line - 1][record.column - 1 :])
        assert record.path.replace("[1]", "") == one.path.replace("[1]", "")
    body = io.BytesIO()
    cd.write_deposit(in_windows(document).body(), body, depositor=whole.depositor, registrant="Us")
    assert registered(cd.DepositStream(body.getvalue()).records()) == registered(whole.records())


@pytest.mark.parametrize("fault", damages.FAULTS)
@pytest.mark.parametrize("line_breaks", ["\n", ""])
def test_what_is_wrong_is_found_where_it_is(fault, line_breaks):
    document = damages.damaged(fault).replace("\n", line_breaks)
    errors = []
    for read in (cd.DoiBatch.from_xml, lambda source: list(in_windows(source).records())):
        with pytest.raises(SchemaError) as caught:
            read(document)
        errors.append(str(caught.value))
    assert errors[0] == errors[1]


@pytest.mark.parametrize("name", hostile.BAD)
def test_hostile_documents_are_refused_as_they_are_at_once(name):
    document = hostile.BAD[name][0]
    errors = []
    for read in (cd.DoiBatch.from_xml, lambda source: list(cd.DepositStream(source).records())):
        with pytest.raises(SchemaError) as caught:
            read(document)
        errors.append((caught.value.message, caught.value.line))
    assert errors[0] == errors[1]


def test_a_body_of_two_types_and_an_id_that_comes_twice():
    whole = batch(article("10.5555/a", abstracts=["Bees"]), article("10.5555/b", abstracts=["Bees"])).to_xml()
    with_ids = whole.replace(b"<jats:p>", b'<jats:p id="x">')
    mixed = whole.replace(b"</journal>", b"</journal>\n<book book_type='other'/>")
    for document in (with_ids, mixed):
        errors = []
        for read in (cd.DoiBatch.from_xml, lambda source: list(in_windows(source).body())):
            with pytest.raises(SchemaError) as caught:
                read(document)
            errors.append(str(caught.value))
        assert errors[0] == errors[1]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "cp1252"])
def test_any_encoding(encoding, tmp_path):
    text = batch(article("10.5555/a", titles="Né"), article("10.5555/b")).to_xml().decode()
    path = tmp_path / "a.xml"
    path.write_text(text.replace("UTF-8", encoding.removesuffix("-sig")), encoding=encoding)
    with path.open("rb") as file:
        for source in (path, path.read_bytes(), file, text):
            found = [(record.doi, record.line, record.column) for record in in_windows(source).records()]
            second = text.replace("<journal_article", "<JOURNAL_ARTICLE", 1)
            anchor = "<journal_article"
            assert found == [("10.5555/a", *place(text, anchor)), ("10.5555/b", *place(second, anchor))]


def test_bytes_that_are_not_of_the_encoding():
    document = '<?xml version="1.0" encoding="UTF-16"?>\n<a/>'.encode("utf-16")[:-1]
    with pytest.raises(SchemaError, match="not utf-16|not well-formed|no element"):
        list(cd.DepositStream(document).body())


def test_a_record_without_end_is_refused(monkeypatch):
    monkeypatch.setattr("crossref_deposit.binding.windows.MAX_RECORD", 100_000)
    whole = batch(article("10.5555/a", abstracts=["x" * 400_000])).to_xml()
    with pytest.raises(SchemaError, match=r"a record is larger than 100,000 bytes"):
        list(cd.DepositStream(whole).body())


class TestWriting:
    def test_files_are_small_enough_and_hold_every_record_once_in_order(self, tmp_path):
        body = (journal(article(f"10.5555/{number}")) for number in range(20))
        files = list(cd.write_deposits(body, tmp_path, **SENDER, max_bytes=2500, after=10**17))
        read = [cd.DoiBatch.from_xml(file.path) for file in files]
        assert len(files) > 2
        assert [record.doi for one in read for record in one.records()] == [f"10.5555/{number}" for number in range(20)]
        assert all(file.path.stat().st_size == file.size <= 2500 for file in files)
        assert [(file.batch_id, file.timestamp) for file in files] == [(one.batch_id, one.timestamp) for one in read]
        assert 10**17 < files[0].timestamp < files[1].timestamp
        assert sorted(tmp_path.iterdir()) == [file.path for file in files]
        assert all(len(one.body) == 1 for one in read)

    def test_nothing_is_taken_before_it_is_needed(self, tmp_path):
        taken = []

        def body():
            for number in range(100):
                taken.append(number)
                yield journal(article(f"10.5555/{number}"))

        files = cd.write_deposits(body(), tmp_path, **SENDER, max_records=10)
        assert not taken
        assert next(files).records == 10
        assert len(taken) == 11
        files.close()
        assert len(list(tmp_path.iterdir())) == 1

    def test_types_and_prefixes_go_apart(self, tmp_path):
        inside = article("10.5555/a", components=[component("10.7777/inside")])
        body = [journal(inside, article("10.6666/b"), article("10.5555/c")), THESIS]
        files = list(cd.write_deposits(body, tmp_path, **SENDER))
        found = [[record.doi for record in cd.DepositStream(file.path).records()] for file in files]
        assert found == [["10.5555/a", "10.7777/inside", "10.5555/c"], ["10.6666/b"], ["10.5555/t"]]

    def test_many_prefixes_do_not_keep_many_files_open(self, tmp_path):
        body = [journal(article(f"10.{1000 + number % 40}/{number}")) for number in range(80)]
        files = list(cd.write_deposits(body, tmp_path, **SENDER))
        assert sum(file.records for file in files) == 80
        assert len(files) == 80  # by turns is the worst there is

    def test_the_journals_doi_of_another_prefix_is_registered_by_itself(self, tmp_path):
        own = cd.DoiData(doi="10.6666/journal", resource="https://example.org/")
        metadata = cd.JournalMetadata(full_titles="J", issns="0264-3561", doi_data=own)
        body = [journal(article("10.5555/a"), article("10.5555/b"), metadata=metadata)]
        files = list(cd.write_deposits(body, tmp_path, **SENDER))
        found = [[record.doi for record in cd.DepositStream(file.path).records()] for file in files]
        assert found == [["10.6666/journal"], ["10.5555/a", "10.5555/b"]]

    def test_an_error_says_where_and_leaves_nothing_unfinished(self, tmp_path):
        good = journal(article("10.5555/a"))
        news = article("10.5555/b", titles="x" * 3000)
        with pytest.raises(ModelError, match=r"body\[1\] \(10.5555/b\): found 4,\d+ bytes by itself, expected at most"):
            list(cd.write_deposits([good, journal(news)], tmp_path, **SENDER, max_bytes=3000))
        with pytest.raises(ModelError, match=r"body\[1\]: found JournalArticle, expected one of Journal, Book"):
            list(cd.write_deposits([good, news], tmp_path, **SENDER))
        with pytest.raises(ZeroDivisionError):
            list(cd.write_deposits((1 / 0 for _ in "a"), tmp_path, **SENDER))
        person = cd.PersonName(surname="C", roles=["author"])
        with pytest.raises(VersionError, match=r"body\[1\] \(10.5555/c\): .*5\.4\.0"):
            list(
                cd.write_deposits(
                    [good, journal(article("10.5555/c", contributors=[person]))],
                    tmp_path,
                    **SENDER,
                    schema_version="5.4.0",
                )
            )
        assert not [path for path in tmp_path.iterdir() if path.suffix != ".xml"]

    def test_one_file_of_one_type(self, tmp_path):
        path = tmp_path / "one.xml"
        with pytest.raises(ModelError, match="body: found nothing"):
            cd.write_deposit([], path, **SENDER)
        with pytest.raises(ModelError, match="found Dissertation, expected Journal, as all before"):
            cd.write_deposit([journal(article()), THESIS], path, **SENDER)
        assert not list(tmp_path.iterdir())
        written = cd.write_deposit([journal(article("10.5555/a"), article("10.6666/b"))], path, **SENDER)
        assert (written.path, written.records) == (path, 2)
        assert list(tmp_path.iterdir()) == [path]

    def test_what_stands_behind_the_records_is_not_lost(self, tmp_path):
        metadata = cd.ReportPaperMetadata(
            titles="D",
            publication_dates=2026,
            doi_data=cd.DoiData(doi="10.5555/d", resource="https://example.org/"),
        )
        chapters = [
            cd.ContentItem(
                component_type="chapter",
                doi_data=cd.DoiData(doi=f"10.5555/{number}", resource="https://example.org/"),
            )
            for number in range(6)
        ]
        whole = cd.ReportPaper(metadata=metadata, content_items=chapters, components=[component("10.5555/c")])
        document = io.BytesIO()
        cd.write_deposit([whole], document, **SENDER)
        dois = [record.doi for record in in_windows(document.getvalue()).records()]
        assert dois == ["10.5555/d", *(f"10.5555/{number}" for number in range(6)), "10.5555/c"]
        files = list(cd.split_deposit(document.getvalue(), tmp_path, max_records=4))
        found = [record.doi for file in files for record in cd.DepositStream(file.path).records()]
        assert sorted(found) == sorted(dois)


def test_a_deposit_is_split_as_its_batch_is(tmp_path):
    whole = batch(*(article(f"10.{prefix}/{number}") for number in range(6) for prefix in (5555, 6666)), timestamp=5)
    files = list(cd.split_deposit(io.BytesIO(whole.to_xml()), tmp_path, max_bytes=2400))
    parts = whole.split(max_bytes=2400)
    found = [[record.doi for record in cd.DepositStream(file.path).records()] for file in files]
    assert sorted(found) == sorted([record.doi for record in part.records()] for part in parts)
    assert {file.timestamp > 5 for file in files} == {True}


def test_a_million_fingerprints_are_small():
    seen = Fingerprints()
    assert all(seen.add(str(number)) for number in range(5000))
    assert not any(seen.add(str(number)) for number in range(5000))
    assert len(seen) == 5000
    assert "x" not in seen
    assert len(seen._slots) * seen._slots.itemsize <= 5000 * 24


MEMORY = """
import pathlib, sys, tempfile, tracemalloc
import crossref_deposit as cd
def body(number):
    metadata = cd.JournalMetadata(full_titles="J", issns="0264-3561")
    for count in range(number):
        place = cd.DoiData(doi=f"10.5555/{count}", resource="https://example.org/")
        yield cd.Journal(metadata=metadata, articles=cd.JournalArticle(
            titles="T", abstracts=["x" * 20_000], publication_dates=2026, doi_data=place))
us = {"depositor": cd.Depositor(name="Us", email="us@example.org"), "registrant": "Us"}
def peak(number, folder):
    path = pathlib.Path(folder, f"{number}.xml")
    tracemalloc.start()
    cd.write_deposit(body(number), path, **us)
    assert sum(file.records for file in cd.split_deposit(path, folder, max_bytes=1_000_000)) == number
    assert sum(1 for _ in cd.DepositStream(path).records()) == number
    assert cd.validate(path, stream=True).ok
    top = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return top
with tempfile.TemporaryDirectory() as folder:
    peak(100, folder)  # whatever is made only once
    print(peak(150, folder), peak(600, folder))
"""


def test_memory_does_not_grow_with_the_records():
    run = subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True)
    few, many = map(int, run.stdout.split())
    assert many < 1.5 * few + 500_000
