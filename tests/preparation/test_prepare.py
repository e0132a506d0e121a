"""Records to files, in this process."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crossref_deposit as cd
import samples
from crossref_deposit.errors import BuildError, ModelError, VersionError
from crossref_deposit.preparation.assembly import Body, placed
from rows import HEAD, JOURNAL, article, rows, until_raised

BAD_ORCID = "https://orcid.org/0000-0002-1825-0098"


def prepare(records, **arguments):
    return list(cd.prepare(records, **{**HEAD, "within": JOURNAL, **arguments}))


def prepared_rows(records, **arguments):
    return prepare(records, build=article, **arguments)


def batches(chunks):
    return [batch for chunk in chunks for batch in chunk.batches]


def dois(batch):
    return [record.doi for record in cd.DoiBatch.from_xml(batch.content).records()]


def test_each_chunk_is_a_file():
    chunks = prepared_rows(rows(5), chunk_size=2)
    assert [(chunk.first, chunk.count, chunk.ok) for chunk in chunks] == [(0, 2, True), (2, 2, True), (4, 1, True)]
    assert [dois(batch) for batch in batches(chunks)] == [
        ["10.5555/0", "10.5555/1"],
        ["10.5555/2", "10.5555/3"],
        ["10.5555/4"],
    ]


def test_a_file_is_what_the_models_would_write():
    [batch] = batches(prepared_rows(rows(2), batch_id="psy", timestamp=20260101000000000))
    journal = cd.evolve(JOURNAL, articles=list(map(article, rows(2))))
    expected = cd.DoiBatch(**HEAD, body=[journal], batch_id="psy-000000000", timestamp=20260101000000000)
    assert batch.to_xml() == expected.to_xml()
    assert (batch.batch_id, batch.file_name, batch.timestamp) == (
        expected.batch_id,
        "psy-000000000.xml",
        expected.timestamp,
    )


def test_the_same_records_make_the_same_files():
    first, second = (prepared_rows(rows(7), chunk_size=3, batch_id="psy", timestamp=20260101) for _ in range(2))
    assert first == second


def test_ids_and_timestamps_are_new_each_time_and_grow():
    found = [batch for _ in range(2) for batch in batches(prepared_rows(rows(4), chunk_size=1))]
    assert len({batch.batch_id for batch in found}) == len(found)
    assert [batch.timestamp for batch in found[:4]] == sorted({batch.timestamp for batch in found[:4]})
    assert all(batch.timestamp == cd.DoiBatch.from_xml(batch.content).timestamp for batch in found)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["good", "doi", "orcid", "title", "prefix", "build"]), max_size=12),
    st.integers(1, 5),
    st.integers(1000, 4000),
)
def test_every_record_is_in_one_file_or_among_the_failures(kinds, chunk_size, max_bytes):
    change = {
        "good": {},
        "doi": {"doi": "nonsense"},
        "orcid": {"orcid": BAD_ORCID},
        "title": {"title": "x" * 5000},
        "build": {"doi": None, "title": 17},
    }
    records = rows(len(kinds))
    for index, kind in enumerate(kinds):
        records[index] |= {"doi": f"10.5556/{index}"} if kind == "prefix" else change[kind]
    chunks = prepared_rows(records, chunk_size=chunk_size, max_bytes=max_bytes)
    files = batches(chunks)
    assert [chunk.first for chunk in chunks] == list(range(0, len(records), chunk_size))
    in_files = [index for batch in files for index in batch.indexes]
    failed = [failure.index for chunk in chunks for failure in chunk.failures]
    assert sorted(in_files + failed) == list(range(len(records)))
    assert failed == sorted(failed)
    wrong = {"doi", "orcid", "title", "build"}
    assert {index for index, kind in enumerate(kinds) if kind in wrong} <= set(failed)
    assert max_bytes < 2000 or wrong >= {kinds[index] for index in failed}
    assert all(len(batch.content) <= max_bytes and cd.validate(batch.content).ok for batch in files)
    assert all(dois(batch) == [records[index]["doi"] for index in batch.indexes] for batch in files)
    assert len({batch.timestamp for batch in files}) == len({batch.file_name for batch in files}) == len(files)


def test_what_a_model_refuses_is_told_of_the_record():
    [chunk] = prepared_rows(rows(3, row_1={"doi": "nonsense"}))
    [failure] = chunk.failures
    assert (failure.index, failure.doi, failure.content) == (1, None, None)
    assert isinstance(failure.error, ModelError)
    assert failure.error.path == "DoiData.doi"
    assert str(failure).startswith("record 1: DoiData.doi: found 'nonsense'")
    assert chunk.batches[0].indexes == (0, 2)


def test_whatever_else_a_function_raises_is_told_of_the_record():
    [chunk] = prepared_rows([*rows(2), {"doi": "10.5555/2"}])
    [failure] = chunk.failures
    assert isinstance(failure.error, BuildError)
    assert (failure.error.exception, failure.error.said) == ("KeyError", "'title'")
    assert 'titles=str(row["title"])' in failure.error.traceback
    assert "build raised KeyError: 'title'" in str(failure)


def test_what_crossref_would_refuse_is_told_of_the_record_with_its_place():
    [chunk] = prepared_rows(rows(4, row_2={"orcid": BAD_ORCID}))
    [failure] = chunk.failures
    assert (failure.index, failure.doi, failure.error) == (2, "10.5555/2", None)
    [problem] = failure.problems
    assert (problem.code, problem.doi, problem.value) == ("orcid-checksum", "10.5555/2", BAD_ORCID)
    assert problem.xpath == "/doi_batch/body/journal/journal_article/contributors/person_name/ORCID"
    assert BAD_ORCID.encode() in failure.content.splitlines()[problem.line - 1]
    assert str(failure) == f"record 2 (10.5555/2): {problem.message}"
    assert dois(chunk.batches[0]) == ["10.5555/0", "10.5555/1", "10.5555/3"]


def test_what_records_share_fails_all_of_them():
    bad = cd.evolve(JOURNAL, metadata=cd.JournalMetadata(full_titles="Bad", issns="0264-3562"))
    records = [
        cd.evolve(journal, articles=[article(row)]) for journal, row in zip([JOURNAL, bad] * 2, rows(4), strict=True)
    ]
    [chunk] = prepare(records)
    assert [(failure.index, failure.doi) for failure in chunk.failures] == [(1, "10.5555/1"), (3, "10.5555/3")]
    assert {problem.code for failure in chunk.failures for problem in failure.problems} == {"issn-invalid"}
    assert dois(chunk.batches[0]) == ["10.5555/0", "10.5555/2"]


def test_an_element_belongs_to_a_record_or_to_all_that_share_it():
    other = cd.evolve(JOURNAL, issue=None)
    items = [
        cd.evolve(journal, articles=[article(row)])
        for journal, row in zip([JOURNAL, JOURNAL, other], rows(3), strict=True)
    ]
    body = Body([placed(index, item, None) for index, item in enumerate(items)])

    def at(xpath):
        return [record.index for record in body.at(xpath)]

    assert at("/doi_batch/body/journal[1]/journal_article[2]/titles/title") == [1]
    assert at("/doi_batch/body/journal[1]/journal_article[1]") == [0]
    assert at("/doi_batch/body/journal[1]/journal_metadata/issn") == [0, 1]
    assert at("/doi_batch/body/journal[2]/journal_article/titles") == [2]
    assert at("/doi_batch/head/timestamp") == at("/doi_batch/body") == at(None) == [0, 1, 2]


def test_a_doi_is_in_a_file_once():
    [chunk] = prepared_rows(rows(3, row_2={"doi": "10.5555/0"}))
    [failure] = chunk.failures
    assert (failure.index, failure.content) == (2, None)
    assert [(problem.code, problem.line, problem.xpath) for problem in failure.problems] == [
        ("doi-repeated", None, None)
    ]
    assert chunk.batches[0].indexes == (0, 1)


def test_warnings_stay_with_the_file():
    [batch] = batches(prepared_rows(rows(2, row_1={"doi": "10.5555/a<b"})))
    assert [(problem.code, problem.severity) for problem in batch.problems] == [("doi-invalid-characters", "warning")]
    assert b"a&lt;b" in batch.content.splitlines()[batch.problems[0].line - 1]


def test_records_of_one_issue_share_it_wherever_they_come():
    other = cd.evolve(JOURNAL, issue=cd.JournalIssue(publication_dates=2026, volume=6))
    records = [
        cd.evolve(journal, articles=[article(row)]) for journal, row in zip([JOURNAL, other] * 3, rows(6), strict=True)
    ]
    [batch] = batches(prepare(records, within=None))
    assert [len(journal.articles) for journal in cd.DoiBatch.from_xml(batch.content).body] == [3, 3]
    assert batch.indexes == tuple(range(6))


def test_prefixes_and_types_have_files_of_their_own():
    thesis = cd.Dissertation(
        contributors=[cd.PersonName(surname="Carberry", contributor_role="author")],
        titles="On Pots",
        approval_dates=2026,
        institutions="Brown University",
        doi_data=cd.DoiData(doi="10.5555/pots", resource="https://example.org/pots"),
    )
    articles = list(map(article, rows(3, row_1={"doi": "10.5556/1"})))
    [chunk] = prepare([*articles, thesis, thesis])
    assert [batch.indexes for batch in chunk.batches] == [(0, 2), (1,), (3,)]
    assert [(failure.index, failure.problems[0].code) for failure in chunk.failures] == [(4, "doi-repeated")]


def test_records_of_a_book_stand_in_it():
    book = cd.Book(book_type="monograph", metadata=_book_metadata())
    chapters = [
        cd.ContentItem(
            component_type="chapter",
            titles=f"Chapter {number}",
            doi_data=cd.DoiData(doi=f"10.5555/book.{number}", resource="https://example.org/"),
        )
        for number in range(3)
    ]
    [batch] = batches(prepare(chapters, within=book))
    assert dois(batch) == ["10.5555/book", "10.5555/book.0", "10.5555/book.1", "10.5555/book.2"]


def _book_metadata():
    return cd.BookMetadata(
        titles="On Pots",
        publication_dates=2026,
        noisbn="monograph",
        publishers="Brown University",
        doi_data=cd.DoiData(doi="10.5555/book", resource="https://example.org/book"),
    )


def test_files_are_small_enough():
    chunks = prepared_rows(rows(9, row_4={"title": "x" * 6000}), max_bytes=3000)
    assert all(len(batch.content) <= 3000 for batch in batches(chunks))
    [failure] = chunks[0].failures
    assert failure.index == 4
    assert failure.error.path == "prepare.max_bytes"


def test_a_schema_that_cannot_say_it_is_told_of_the_record():
    records = [article(row) for row in rows(4)]
    records[2] = cd.evolve(records[2], version_info="2")
    [chunk] = prepare(records, schema_version="5.3.1")
    [failure] = chunk.failures
    assert (failure.index, failure.doi) == (2, "10.5555/2")
    assert isinstance(failure.error, VersionError)
    [batch] = chunk.batches
    assert batch.indexes == (0, 1, 3)
    assert cd.DoiBatch.from_xml(batch.content).schema_version == "5.3.1"


def test_what_can_be_in_no_body_is_told_of_the_record():
    chunks = prepare([article(rows(1)[0]), 17, samples.component("10.5555/c")], within=None)
    assert [failure.error.found for failure in chunks[0].failures] == ["a JournalArticle", "a int", "a Component"]
    [chunk] = prepare([_book_metadata()])
    assert chunk.failures[0].error.path == "Journal.articles[0]"


def test_records_are_taken_as_results_are_asked_for():
    taken = []

    def endless():
        for number in itertools.count():
            taken.append(number)
            yield rows(1)[0]

    chunks = cd.prepare(endless(), **HEAD, build=article, within=JOURNAL, chunk_size=2)
    assert taken == []
    next(chunks)
    assert len(taken) == 2
    next(chunks)
    assert len(taken) == 4
    chunks.close()


def test_no_record_is_no_chunk():
    assert prepared_rows([]) == []


def test_what_the_records_raise_is_raised_after_the_results():
    def failing():
        yield from rows(5)
        raise OSError("the disk is gone")

    chunks, error = until_raised(cd.prepare(failing(), **HEAD, build=article, within=JOURNAL, chunk_size=2))
    assert [index for batch in batches(chunks) for index in batch.indexes] == [0, 1, 2, 3, 4]
    assert str(error) == "the disk is gone"
    assert "5 records were taken" in error.__notes__[0]


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        ({"batch_id": "a b"}, "batch_id"),
        ({"batch_id": "é"}, "batch_id"),
        ({"batch_id": "x" * 81}, "batch_id"),
        ({"chunk_size": 0}, "chunk_size"),
        ({"pending": 0}, "pending"),
        ({"within": samples.journal(article(rows(1)[0]))}, "within"),
        ({"within": HEAD["depositor"]}, "within"),
    ],
)
def test_arguments_that_cannot_be_are_refused_at_once(arguments, path):
    with pytest.raises(ModelError, match=f"prepare.{path}"):
        cd.prepare([], **{**HEAD, **arguments})


def test_an_unknown_schema_is_refused_at_once():
    with pytest.raises(VersionError):
        cd.prepare([], **HEAD, schema_version="6.0.0")
