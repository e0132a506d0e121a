from __future__ import annotations

import pytest

import crossref_deposit as cd
from crossref_deposit.errors import ModelError
from samples import article, batch, read_back, written


def test_text_becomes_paragraphs():
    made = cd.Abstract("One & two.\n \t\n Three\nfour. \r\n\r\n\n\nFive.")
    assert made.value.xml == "<jats:p>One &amp; two.</jats:p><jats:p>Three\nfour.</jats:p><jats:p>Five.</jats:p>"
    assert article(abstracts="One & two.").abstracts == (cd.Abstract("One & two."),)
    assert str(made) == "One & two.\nThree\nfour.\nFive."


def test_markup_is_jats():
    plain = cd.Abstract(cd.Markup("<title>T</title><sec><title>S</title><p>In <italic>E. coli</italic></p></sec>"))
    assert plain.value.xml.startswith("<jats:title>T</jats:title><jats:sec><jats:title>S</jats:title><jats:p>In ")
    assert cd.Abstract(plain.value) == plain
    assert cd.Abstract(cd.Markup("p &lt; 0.05")).value.xml == "<jats:p>p &lt; 0.05</jats:p>"
    assert article(abstracts=[cd.Markup("<p>x</p>")]).abstracts[0].value.xml == "<jats:p>x</jats:p>"


@pytest.mark.parametrize("empty", ["", " \n\n ", cd.Markup("")])
def test_an_abstract_says_something(empty):
    with pytest.raises(ModelError, match="expected the text of an abstract"):
        cd.Abstract(empty)


@pytest.mark.parametrize(
    "fragment",
    [
        "<p>x</p>",
        "<title>T</title><p>x<sup>2</sup><sub>i</sub><bold><italic>y</italic></bold></p>",
        "<p><mml:math><mml:mi>x</mml:mi></mml:math> and <ext-link ext-link-type='uri' xlink:href='https://x.org'>x</ext-link></p>",
        "<sec sec-type='methods'><title>M</title><p>x</p><sec><title/></sec></sec>",
        "<p><list list-type='bullet'><list-item><p>x</p></list-item></list></p>",
        "<p>x<inline-formula><tex-math>x^2</tex-math></inline-formula></p>",
        "<label>A</label><sec><label>1</label><p>x</p></sec><sec><label>2</label><title>T</title></sec>",
        "<p><uri xlink:href='https://x.org' xlink:role='y' xlink:type='simple' xlink:show='new'>x</uri></p>",
        "<p xml:lang='de' content-type='x'>x <email>a@example.org</email> <uri>https://x.org</uri></p>",
    ],
)
def test_what_abstracts_use_is_valid_officially(fragment, assert_officially_valid):
    made = article(abstracts=cd.Abstract(cd.Markup(fragment), lang="en", abstract_type="summary", id="a1"))
    assert read_back(made) == made
    assert_officially_valid(batch(made).to_xml())
    assert cd.validate(batch(made)).ok


@pytest.mark.parametrize(
    ("fragment", "valid"),
    [
        ("<p><uri xlink:show='old'>x</uri></p>", "<p><uri xlink:show='new'>x</uri></p>"),
        ("<p><uri xlink:type='extended'>x</uri></p>", "<p><uri xlink:type='simple'>x</uri></p>"),
        ("<sec><p>x</p></sec>", "<sec><label/><p>x</p></sec>"),
        ("<sec><title/><label/></sec>", "<sec><label/><title/></sec>"),
        ("<sec><label/><label/></sec>", "<sec><label/></sec>"),
    ],
)
def test_what_jats_does_not_allow_is_refused_everywhere(fragment, valid, official_schema):
    with pytest.raises(ModelError):
        cd.Abstract(cd.Markup(fragment))
    good = batch(article(abstracts=cd.Markup(valid))).to_xml().decode()
    written, spoiled = cd.Markup(valid).xml, cd.Markup(fragment).xml
    bad = good.replace(jats(written), jats(spoiled))
    assert official_schema.is_valid(good.encode()) > official_schema.is_valid(bad.encode())
    assert cd.validate(good).ok > cd.validate(bad).ok


def jats(fragment: str) -> str:
    """A fragment without prefixes as JATS."""
    return fragment.replace("<", "<jats:").replace("<jats:/", "</jats:")


def test_attributes():
    made = cd.Abstract("x", abstract_type="graphical", lang="pt-BR", id="a-1", specific_use="y", base="https://x.org/")
    assert written(made) == (
        '<jats:abstract abstract-type="graphical" xml:lang="pt-BR" id="a-1" specific-use="y" xml:base="https://x.org/">'
        "<jats:p>x</jats:p></jats:abstract>"
    )
    with pytest.raises(ModelError, match=r"Abstract.lang: found 'english language', expected a language tag"):
        cd.Abstract("x", lang="english language")


def test_html_is_not_jats():
    with pytest.raises(
        ModelError, match=r"JournalArticle.abstracts\[1\]: found <jats:div>, expected <jats:p>, <jats:sec>"
    ):
        article(abstracts=["x", cd.Markup("<div>x</div>")])
    with pytest.raises(ModelError, match=r"found <jats:i> in <jats:p>, expected text, <jats:bold>,"):
        cd.Abstract(cd.Markup("<p><i>x</i></p>"))


def test_the_text_of_an_abstract_keeps_its_paragraphs_apart():
    abstract = cd.Abstract(
        cd.Markup(
            "<sec><title>Methods</title><p>We <bold>did</bold> it.</p><p>Twice:"
            "<list><list-item><p>a</p></list-item><list-item><p>b</p></list-item></list></p></sec>"
        )
    )
    assert str(abstract) == "Methods\nWe did it.\nTwice:a\nb"
    assert str(cd.Abstract("One.\n\nTwo.")) == "One.\nTwo."
    assert str(cd.Titles(title=cd.Markup("A\n<i>b</i>\n"))) == "A\nb\n"
