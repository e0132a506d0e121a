from __future__ import annotations

import pytest

import crossref_deposit as cd
from crossref_deposit.errors import ModelError
from samples import article, read_back, written


def test_a_plain_title_is_text():
    made = article(titles="p < 0.05 & <i>")
    assert made.titles == (cd.Titles(title="p < 0.05 & <i>"),)
    assert str(made.titles[0]) == "p < 0.05 & <i>"
    assert written(made.titles[0]) == "<titles>\n<title>p &lt; 0.05 &amp; &lt;i&gt;</title>\n</titles>"
    assert read_back(made) == made


def test_a_title_with_markup():
    made = article(titles=[cd.Markup("In <i>E. coli</i>"), "B"])
    assert made.titles[0].title == cd.Markup("In <i>E. coli</i>")
    assert [str(title) for title in made.titles] == ["In E. coli", "B"]


def test_titles_in_the_original_language():
    made = cd.Titles(
        title="On bees",
        subtitle="A study",
        original_language_title=cd.OriginalLanguageTitle("Über Bienen", language="de"),
        original_language_subtitle="Eine Studie",
    )
    assert made.original_language_title.language == "deu"
    assert str(made.original_language_title) == "Über Bienen"
    assert written(made).count("<subtitle>") == 2
    assert read_back(article(titles=made)).titles == (made,)
    assert read_back(article(titles=cd.evolve(made, subtitle=None))).titles[0].subtitle is None


def test_what_is_no_title():
    with pytest.raises(ModelError, match=r"Titles.title: found <b2>, expected text, <b>,"):
        cd.Titles(title=cd.Markup("<b2>x</b2>"))
    with pytest.raises(ModelError, match=r"JournalArticle.titles\[0\]: found 5 \(int\), expected text or Markup"):
        article(titles=5)
    with pytest.raises(ModelError, match=r"JournalArticle.titles: found 0 values, expected at least 1"):
        article(titles=[])
    with pytest.raises(ModelError, match="at most 20"):
        article(titles=["T"] * 21)


@pytest.mark.parametrize(
    ("given", "kept"), [("en", "eng"), ("DE", "deu"), ("eng", "eng"), (" Eng", "eng"), ("haw", "haw")]
)
def test_languages(given, kept):
    assert article(language=given).language == kept


@pytest.mark.parametrize("given", ["english", "xx", "EN-us", ""])
def test_what_is_no_language(given):
    with pytest.raises(ModelError, match=r"JournalArticle.language: .* expected a language code such as eng or en"):
        article(language=given)
