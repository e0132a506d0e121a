"""Files that are checked window by window: the same problems as in the whole."""

from __future__ import annotations

import io

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crossref_deposit as cd
import damages
import hostile
import mutations
from crossref_deposit.validation.stream import StreamValidation
from journals import BAD_ORCID, GOOD_ORCID, article, deposit, journal, person
from samples import article as model
from samples import batch


def whole(document, **options):
    return cd.validate(document, stream=False, **options)


def in_windows(document, size=1, **options):
    """The report by windows of one record each."""
    checked = StreamValidation(document, size=size, **options)
    schema = checked.root().schema
    return checked.report(schema) if schema in cd.SCHEMA_VERSIONS else cd.validate(document, stream=True)


@pytest.mark.parametrize("fault", damages.FAULTS)
def test_a_damaged_document(fault):
    assert in_windows(damages.damaged(fault)).problems == whole(damages.damaged(fault)).problems


ABSTRACT = (
    '<abstract xmlns="http://www.ncbi.nlm.nih.gov/JATS1"><p id="one">a <named-content>b</named-content></p></abstract>'
)
JOURNALS = deposit(
    journal(
        article("10.5555/a", person(GOOD_ORCID)).replace("<publication_date", f"{ABSTRACT}<publication_date"),
        article("10.5555/b"),
        article("10.6666/c"),
        doi="10.5555/j",
    ),
    journal(
        article("10.5555/A"),
        article("10.5555/e", person(BAD_ORCID)).replace("<publication_date", f"{ABSTRACT}<publication_date"),
    ),
    journal(article("10.5555/f")),
)
VALID = deposit(journal(article("10.5555/a", person(GOOD_ORCID)), article("10.5555/b")), journal(article("10.5555/c")))
OF_THE_FRAME = {"element renamed", "namespace changed"}
LOCAL = set(mutations.MUTATIONS) - OF_THE_FRAME
"""Damages that leave the frame around the records what it is."""


def test_what_only_the_whole_file_can_tell():
    found = in_windows(JOURNALS)
    assert found.problems == whole(JOURNALS).problems
    codes = [problem.code for problem in found.problems]
    assert codes == [
        "jats-not-checked",
        "prefixes-differ",
        "doi-repeated",
        "orcid-checksum",
        "cvc-datatype",
        "jats-not-checked",
    ]


@settings(max_examples=30)
@given(st.randoms(use_true_random=False), st.sampled_from(sorted(LOCAL)), st.sampled_from(["\n", ""]))
def test_any_damage(chance, kind, line_break):
    damage = mutations.Damage(JOURNALS, chance.choice)
    try:
        document = damage.apply(kind).replace(b"\n", line_break.encode())
    except mutations.Nothing:
        return
    for size in (1, 900):
        assert in_windows(document, size).problems == whole(document).problems


@settings(max_examples=30)
@given(st.randoms(use_true_random=False), st.sampled_from(sorted(OF_THE_FRAME)), st.sampled_from([JOURNALS, VALID]))
def test_any_damage_to_the_frame(chance, kind, sound):
    """The same problems; only their paths may count elements of a foreign namespace otherwise."""
    try:
        document = mutations.Damage(sound, chance.choice).apply(kind)
    except mutations.Nothing:
        return
    for size in (1, 900):
        assert without_paths(in_windows(document, size)) == without_paths(whole(document))


def without_paths(report):
    return [attrs.evolve(problem, xpath=None) for problem in report.problems]


def test_a_doi_directly_in_a_journal():
    unknown = article("10.6666/c").replace("journal_article", "given_name")
    document = deposit(journal(article("10.5555/a"), article("10.5555/b"), unknown), journal(article("10.5555/d")))
    assert "prefixes-differ" in [problem.code for problem in in_windows(document).problems]
    assert in_windows(document).problems == whole(document).problems


def test_records_that_name_their_namespace_themselves():
    document = JOURNALS.replace(b"<journal>", b'<j:journal xmlns:j="http://www.crossref.org/schema/5.5.0">')
    document = document.replace(b"</journal>", b"</j:journal>")
    assert [problem.code for problem in in_windows(document).problems].count("xml-not-well-formed") == 0
    assert in_windows(document).problems == whole(document).problems


def test_text_between_records_is_a_problem_of_the_journal():
    once = JOURNALS.replace(b"</journal_article>", b"</journal_article>x", 1)
    often = JOURNALS.replace(b"</journal_article>", b"</journal_article>x").replace(
        b"<journal_article>", b"y<journal_article>"
    )
    for document in (once, often):
        assert in_windows(document).problems == whole(document).problems


def test_other_kinds_of_documents(tmp_path):
    book = JOURNALS.replace(b"</body>", b"<book book_type='other'/><book book_type='other'/></body>")
    empty = b"<doi_batch xmlns='http://www.crossref.org/schema/5.5.0' version='5.5.0'><head/><body/></doi_batch>"
    old = JOURNALS.replace(b"5.5.0", b"4.4.2")
    for document in (book, empty, old, b"<a/>", b"<a>"):
        assert cd.validate(document, stream=True).problems == whole(document).problems


@pytest.mark.parametrize("name", hostile.BAD)
def test_hostile_documents(name):
    document = hostile.BAD[name][0]
    found = cd.validate(document, stream=True).problems
    assert [(problem.code, problem.line, problem.message) for problem in found] == [
        (problem.code, problem.line, problem.message) for problem in whole(document).problems
    ]


def test_where_it_may_be(tmp_path):
    path = tmp_path / "a.xml"
    path.write_bytes(JOURNALS)
    expected = whole(JOURNALS).problems
    for source in (path, JOURNALS.decode(), io.BytesIO(JOURNALS)):
        assert cd.validate(source, stream=True).problems == expected
    made = batch(model())
    assert cd.validate(made, stream=True).ok


def test_what_is_large_is_read_so_by_itself(monkeypatch, tmp_path):
    path = tmp_path / "a.xml"
    path.write_bytes(JOURNALS)
    monkeypatch.setattr("crossref_deposit.validation.documents.LARGE", 100)
    monkeypatch.setattr("crossref_deposit.validation.stream.MAX_PROBLEMS", 1)
    for source in (path, JOURNALS):
        report = cd.validate(source)
        assert len(report.problems) == 1
        assert dict(report.omitted) == {cd.Severity.ERROR: 4, cd.Severity.NOTICE: 1}
        assert not report.ok
    assert len(cd.validate(io.BytesIO(JOURNALS)).problems) == 6


def test_rules_and_bounds():
    assert [problem.code for problem in in_windows(JOURNALS, rules=False).problems if problem.code[:3] == "cvc"] == [
        "cvc-datatype"
    ]
    known = {"10.5555/f": 10**17}
    assert in_windows(JOURNALS, known_timestamps=known).problems == whole(JOURNALS, known_timestamps=known).problems
    assert len(cd.validate(JOURNALS, max_problems=2).problems) == 2
    with pytest.raises(ValueError, match="is not run on streams"):
        cd.validate(JOURNALS, schema="official", stream=True)
