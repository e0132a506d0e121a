from __future__ import annotations

import pytest

import crossref_deposit as cd
from crossref_deposit.errors import ModelError
from samples import article, read_back, written


def test_numbers_are_text():
    made = cd.Citation(key=1, volume=171, issue=4356, first_page=737, c_year=1953, edition_number=2, component_number=3)
    assert (made.volume, made.issue, made.first_page, made.c_year) == ("171", "4356", "737", "1953")
    assert "<cYear>1953</cYear>" in written(made)


def test_parts_come_in_any_order():
    made = cd.Citation(
        key=" ref\n1 ",
        type="journal_article",
        doi="https://doi.org/10.1038/171737a0",
        issn="0028-0836",
        isbn="978-3-16-148410-0",
        author="Watson & Crick",
        standards_body=cd.StandardsBody(name="ISO", acronym="ISO"),
        std_designator="ISO 1",
        unstructured_citation=cd.Markup("<i>Nature</i> 171"),
    )
    assert made.key == "ref 1"
    read = read_back(article(citations=[made]))
    assert read.citations == (made,)
    text = written(made)
    first, second = "<author>Watson &amp; Crick</author>\n", "<doi>10.1038/171737a0</doi>\n"
    assert text.index(first) < text.index(second)


def test_plain_references_are_text():
    made = cd.Citation(key="1", unstructured_citation="A < B")
    assert written(made) == ('<citation key="1">\n<unstructured_citation>A &lt; B</unstructured_citation>\n</citation>')


def test_mistakes():
    with pytest.raises(ModelError, match=r"Citation.key: found '' \(0 characters\), expected text of 1 to 128"):
        cd.Citation(key=" ")
    with pytest.raises(ModelError, match=r"Citation.type: found 'article', expected one of blog"):
        cd.Citation(key="1", type="article")
    with pytest.raises(ModelError, match=r"Citation.volume: found True \(bool\)"):
        cd.Citation(key="1", volume=True)
    with pytest.raises(
        ModelError, match=r"JournalArticle.citations\[0\]: found 'Watson 1953' \(str\), expected a Citation"
    ):
        article(citations="Watson 1953")
