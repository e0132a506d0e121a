"""What batches and records show of themselves, and their rows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

import crossref_deposit as cd
import samples
from crossref_deposit.models.as_html import COLUMNS, rows_of
from shown import EVIL, as_shown, assert_harmless, read, text_of, texts


def batch_with(title: str) -> cd.DoiBatch:
    return samples.batch(samples.article(titles=title))


@settings(max_examples=40)
@given(texts.filter(lambda text: text.isprintable() and text.strip()))
def test_titles_are_text_wherever_they_are_shown(title):
    batch = batch_with(title)
    (record,) = batch.records()
    for shown in (batch._repr_html_(), record._repr_html_()):
        assert_harmless(shown)
        assert as_shown(title) in text_of(shown)


def test_names_are_escaped():
    evil = EVIL.replace("\x00", "").replace("\ud800", "")
    batch = samples.batch(samples.article(), batch_id="<b>&1", registrant=evil)
    assert_harmless(batch._repr_html_())
    assert "<b>&1" in text_of(batch._repr_html_())


def test_a_batch_shows_its_first_records_and_how_many_more():
    batch = samples.batch(*(samples.article(f"10.5555/{number}") for number in range(1234)))
    shown = batch._repr_html_()
    assert len(read(shown).findall(".//tbody/tr")) == 10
    assert "and 1,224 more records: batch.to_dataframe()" in text_of(shown)
    assert "1,234 journal_article" in text_of(shown)
    assert len(shown) < 12_000


def test_a_batch_of_no_records_says_so():
    shown = samples.batch(samples.journal())._repr_html_()
    assert read(shown).find(".//table") is None
    assert "Recordsnone" in text_of(shown)


def test_the_title_of_what_holds_a_record():
    series = cd.SeriesMetadata(titles="Studies in Pots", issns="0264-3561")
    own = {"publication_dates": 2024, "noisbn": "monograph"}
    chapter = cd.ContentItem(component_type="chapter", doi_data=samples.article("10.5555/c").doi_data)
    volume = cd.BookSeriesMetadata(series_metadata=series, volume=1, publisher="Us", **own)
    proceedings = cd.ProceedingsMetadata(proceedings_title="Proceedings", publishers="Us", **own)
    paper = cd.ConferencePaper(titles="Why", doi_data=chapter.doi_data)
    event = cd.EventMetadata(conference_name="First")
    for item, title in (
        (cd.Book(book_type="monograph", series_metadata=volume, content_items=chapter), "Studies in Pots"),
        (cd.Conference(event_metadata=event, proceedings_metadata=proceedings, papers=paper), "Proceedings"),
    ):
        [row] = rows_of(samples.batch(body=[item]))
        assert row["container"] == title


def test_the_rows_of_a_batch():
    pytest.importorskip("pandas", reason="pandas, an optional dependency, is not installed")
    article = samples.article(
        "10.5555/a",
        titles=cd.Markup("On <i>bees</i>"),
        publication_dates="2024-05",
        contributors=[cd.Anonymous(sequence="first", contributor_role="author")],
        citations=[cd.Citation(key="1", doi="10.5555/x"), cd.Citation(key="2", doi="10.5555/y")],
        components=[samples.component("10.5555/a.1", titles="Figure 1")],
    )
    doi_data = cd.DoiData(doi="10.5555/j", resource="https://example.org/j")
    journal = cd.JournalMetadata(full_titles="Bees", issns="0264-3561", doi_data=doi_data)
    batch = samples.batch(samples.journal(article, metadata=journal), samples.journal())
    frame = batch.to_dataframe()
    assert (tuple(frame.columns), len(frame)) == (COLUMNS, 3)
    assert list(rows_of(batch)) == [
        {
            "doi": "10.5555/j", "kind": "journal_metadata", "title": "Bees", "container": "Bees", "published": None,
            "contributors": 0, "references": 0, "resource": "https://example.org/j",
            "path": "/doi_batch/body/journal[1]/journal_metadata",
        },
        {
            "doi": "10.5555/a", "kind": "journal_article", "title": "On bees", "container": "Bees",
            "published": "2024-05", "contributors": 1, "references": 2, "resource": "https://example.org/10.5555/a",
            "path": "/doi_batch/body/journal[1]/journal_article",
        },
        {
            "doi": "10.5555/a.1", "kind": "component", "title": "Figure 1", "container": "Bees", "published": None,
            "contributors": 0, "references": 0, "resource": "https://example.org/10.5555/a.1",
            "path": "/doi_batch/body/journal[1]/journal_article/component_list/component",
        },
    ]  # fmt: skip


def test_what_stands_alone_is_in_nothing():
    review = cd.PeerReview(
        titles="A review",
        review_date="2024-05-31",
        relations=cd.RelatedItem.of("10.5555/0", relationship_type="isReviewOf"),
        doi_data=cd.DoiData(doi="10.5555/1", resource="https://example.org/"),
    )
    depositor = cd.Depositor(name="Us", email="us@example.org")
    shown = read(cd.DoiBatch(depositor=depositor, registrant="Us", body=review)._repr_html_())
    cells = ["".join(cell.itertext()) for cell in shown.find(".//tbody/tr")]
    assert cells == ["10.5555/1", "peer_review", "A review", "", "2024-05-31"]


def test_parts_of_records_have_rows_without_titles():
    pytest.importorskip("pandas", reason="pandas, an optional dependency, is not installed")
    depositor = cd.Depositor(name="Us", email="us@example.org")
    references = cd.DoiCitations(doi="10.5555/a", citations=[cd.Citation(key="1", doi="10.5555/b")])
    batch = cd.ResourceBatch(depositor=depositor, doi_citations=references)
    (row,) = rows_of(batch)
    assert list(batch.to_dataframe()["doi"]) == ["10.5555/a"]
    assert (row["doi"], row["kind"], row["title"], row["references"]) == ("10.5555/a", "doi_citations", None, 1)
    assert "doi_resources-5.4.0" in text_of(batch._repr_html_())
