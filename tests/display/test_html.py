from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossref_deposit.display.html import Html, doi_link, facts, join, more, outside, shown, table, tag
from shown import EVIL, as_shown, assert_harmless, read, text_of, texts


@given(st.text())
def test_text_comes_back_as_it_was(text):
    assert text_of(tag("p", text)) == as_shown(text)


@given(st.text())
def test_attributes_hold_any_text(text):
    (element,) = read(tag("p", tag("b", title=text)))
    assert as_shown(element.get("title")) == as_shown(text)


def test_attributes_are_named_as_in_html():
    assert tag("p", class_="a", data_outcome="b", aria_hidden=None, colspan=2) == (
        '<p class="a" data-outcome="b" colspan="2"></p>'
    )


def test_children_are_text_numbers_elements_nothing_or_lists_of_them():
    assert join(["a<", 1, None, [Html("<br/>"), (text for text in "&b")]]) == "a&lt;1<br/>&amp;b"


def test_elements_without_content_have_no_end_tag():
    assert tag("br") == "<br/>"
    assert tag("p") == "<p></p>"


@given(texts)
def test_links_lead_to_a_doi(doi):
    link = read(doi_link(f"10.5555/{doi}"))
    assert link.get("href").startswith("https://doi.org/10.5555/")
    assert set(link.get("href")) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/:;().-_~%")


def test_text_from_outside_cannot_turn_what_is_around_it():
    assert outside("\u202eabc") == "<bdi>\u202eabc</bdi>"
    assert outside("abc", "p", class_="x") == '<p dir="auto" class="x">abc</p>'
    assert outside(None) is None


def test_a_table_has_headings_for_columns_and_rows():
    root = read(table(["doi", "line"], [("10.5555/a", 1), ("<b>", None)], caption="Two & more"))
    assert [cell.text for cell in root.iterfind("thead/tr/th[@scope='col']")] == ["doi", "line"]
    assert [cell.text for cell in root.iterfind("tbody/tr/th[@scope='row']")] == ["10.5555/a", "<b>"]
    assert [cell.text for cell in root.iterfind("tbody/tr/td")] == ["1", None]
    assert root.findtext("caption") == "Two & more"


def test_facts_without_a_value_are_left_out():
    assert text_of(facts([("Batch", "a"), ("Server", None), ("State", "")])) == "Batcha"


@pytest.mark.parametrize(("number", "text"), [(0, None), (-3, None), (1234, "and 1,234 more records: batch.records()")])
def test_what_is_not_shown_is_counted(number, text):
    found = more(number, "records", "batch.records()")
    assert (found and text_of(found)) == text


def test_what_is_shown_has_its_style_and_nothing_else():
    text = shown(tag("p", EVIL))
    assert_harmless(text)
    style = read(text).findtext("style")
    assert "url(" not in style
    assert "@import" not in style
