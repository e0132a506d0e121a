from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import crossref_deposit as cd
from crossref_deposit.binding.document import MAX_DEPTH
from crossref_deposit.binding.html_elements import FACES
from crossref_deposit.errors import ModelError
from crossref_deposit.models.face_markup import FACE
from crossref_deposit.models.jats import ABSTRACT
from crossref_deposit.models.jats_html import JATS_PHRASES
from htmls import SOUP, squeezed
from samples import article, batch, read_back

MATH = "<mml:math><mml:mi>x</mml:mi></mml:math>"


def jats(html: str, **options) -> str:
    """The abstract without the prefix."""
    return cd.Abstract.from_html(html, **options).value.xml.replace("jats:", "")


def link(address: str, text: str = "a") -> str:
    return f'<ext-link ext-link-type="uri" xlink:href="{address}">{text}</ext-link>'


@pytest.mark.parametrize(
    ("html", "xml"),
    [
        ("One & two", "<p>One &amp; two</p>"),
        ("<p>a</p>b<p>c<p>d<div>e</div>f", "<p>a</p><p>b</p><p>c</p><p>d</p><p>e</p><p>f</p>"),
        ("a<br>b<br><br/>c<br> \n <BR>d<br>", "<p>a b</p><p>c</p><p>d</p>"),
        ("<p>&nbsp;</p><p> </p><div><o:p>&nbsp;</o:p></div>a", "<p>a</p>"),
        ("<blockquote>a</blockquote><pre>b\n c</pre><dl><dt>d<dd>e</dl>", "<p>a</p><p>b c</p><p>d</p><p>e</p>"),
        ("<b>a<p>b</p></b>c", "<p><bold>a</bold></p><p><bold>b</bold></p><p>c</p>"),
        (f"a<p>{MATH}</p>", f"<p>a</p><p>{MATH}</p>"),
    ],
)
def test_paragraphs(html, xml):
    assert jats(html) == xml


@pytest.mark.parametrize("name", sorted(JATS_PHRASES.keys() - {"a", "small-caps", "overline"}))
def test_what_stands_in_a_line(name):
    assert jats(f"a <{name}>b</{name}>") == f"<p>a <{JATS_PHRASES[name]}>b</{JATS_PHRASES[name]}></p>"


def test_styles():
    html = (
        "<span style='font-variant: small-caps'>a</span><span style='text-decoration: overline line-through'>b</span>"
    )
    assert jats(html) == "<p><sc>a</sc><overline><strike>b</strike></overline></p>"


def test_jats_says_what_face_markup_says_and_more():
    assert JATS_PHRASES.keys() - FACES.keys() == {"a", "s", "strike", "del"}
    assert FACES.keys() <= JATS_PHRASES.keys()


def sec(title: str, *blocks: str) -> str:
    return f"<sec><title>{title}</title>{''.join(blocks)}</sec>"


@pytest.mark.parametrize(
    ("html", "xml"),
    [
        ("<h2>A</h2>a<h2>B</h2><p>b</p>", "<sec><title>A</title><p>a</p></sec><sec><title>B</title><p>b</p></sec>"),
        ("<h1>A</h1><h3>B</h3>b<h2>C</h2>", f"<sec><title>A</title>{sec('B', '<p>b</p>')}{sec('C')}</sec>"),
        ("a<h3>A</h3>b<h1>B</h1>c", f"<p>a</p>{sec('A', '<p>b</p>')}{sec('B', '<p>c</p>')}"),
        ("<h1>A<ul><li><h1>B</h1>C</ul>D</h1>d", sec("A B C D", "<p>d</p>")),
        ("<div><h2><i>A</i><br>b</h2></div>a", "<sec><title><italic>A</italic> b</title><p>a</p></sec>"),
        ("<h2>a<br><br><div>b</div><ul><li>c</ul></h2>", "<sec><title>a b c</title></sec>"),
        ("<h2> </h2>a<h3></h3>b", "<p>a</p><p>b</p>"),
        ("<h2>A</h2>", "<sec><title>A</title></sec>"),
    ],
)
def test_headings_begin_sections(html, xml):
    assert jats(html) == xml


def items(*blocks: str, kind: str = "bullet") -> str:
    return f'<list list-type="{kind}">{"".join(f"<list-item>{block}</list-item>" for block in blocks)}</list>'


@pytest.mark.parametrize(
    ("html", "xml"),
    [
        ("a:<ul><li>b</li> <li>c</ul>d", f"<p>a:</p><p>{items('<p>b</p>', '<p>c</p>')}</p><p>d</p>"),
        ("<ol><li><p>a<p>b</ol>", f"<p>{items('<p>a</p><p>b</p>', kind='order')}</p>"),
        ("<ol type=i><li>a</ol>", f"<p>{items('<p>a</p>', kind='roman-lower')}</p>"),
        ("<ol type=A><li>a</ol>", f"<p>{items('<p>a</p>', kind='alpha-upper')}</p>"),
        ("<ul type=disc><li>a</ul>", f"<p>{items('<p>a</p>')}</p>"),
        ("<ul><li>a<ul><li>b</ul>c</ul>", f"<p>{items('<p>a</p>' + items('<p>b</p>') + '<p>c</p>')}</p>"),
        ("<ul>a<li>b<ul></ul></ul>", f"<p>{items('<p>a</p>', '<p>b</p>')}</p>"),
        ("<ul><ol><li>a</ol></ul>", f"<p>{items(items('<p>a</p>', kind='order'))}</p>"),
        ("<ul><li></li><li>&nbsp;</ul>a", "<p>a</p>"),
        ("<ul><li><h2>a</h2>b</ul>", f"<p>{items('<p>a</p><p>b</p>')}</p>"),
        ("<li>a<li>b", "<p>a</p><p>b</p>"),
        ("<h2>A</h2><ul><li>a</ul>", f"<sec><title>A</title><p>{items('<p>a</p>')}</p></sec>"),
    ],
)
def test_lists(html, xml):
    assert jats(html) == xml


@pytest.mark.parametrize(
    ("html", "xml"),
    [
        ("<a href='https://example.org/?x=1&copy=2#y'>a</a>", link("https://example.org/?x=1&amp;copy=2#y")),
        (
            "<a href=' HTTP://example.org/é b\n'><i>a</i></a>",
            link("HTTP://example.org/%C3%A9%20b", "<italic>a</italic>"),
        ),
        ("<a href='mailto:a@example.org'>a</a>", link("mailto:a@example.org")),
        ("<i><a href='ftp://example.org/'>a</a></i>", f"<italic>{link('ftp://example.org/')}</italic>"),
        ("<a href='urn:x'>a<a href='https://b.org'>b</a>c", f"a{link('https://b.org', 'b')}c"),
        (f"<a href='https://b.org'>a{MATH}</a>b", f"{link('https://b.org')}{MATH}b"),
        ("<a href='/here'>a</a><a href='#top'>b</a><a name=x>c</a>", "abc"),
        ("<a href='javascript:alert(1)'>a</a><a href='https://[b'>b</a><a href='https://c#d#e'>c</a>", "abc"),
    ],
)
def test_links(html, xml):
    assert jats(html) == f"<p>{xml}</p>"


def test_attributes_and_what_has_no_equal():
    made = cd.Abstract.from_html("<p>a<img src=x>", lossy=True, lang="de", abstract_type="plain-language-summary")
    assert made == cd.Abstract("a", lang="de", abstract_type="plain-language-summary")
    assert jats("<table><tr><td>a<td>b</table>", lossy=True) == "<p>a</p><p>b</p>"
    with pytest.raises(ModelError, match="Abstract: found <table>, <svg>, expected HTML that can be said in JATS"):
        cd.Abstract.from_html("<table></table><svg></svg>")


@pytest.mark.parametrize("html", ["", " ", "<p>&nbsp;</p>", "<ul></ul>", "<script>a</script>"])
def test_an_abstract_says_something(html):
    with pytest.raises(ModelError, match="expected the text of an abstract"):
        cd.Abstract.from_html(html)


def test_lists_as_deep_as_jats_may_be():
    with pytest.raises(ModelError, match="nested deeper"):
        cd.Abstract.from_html("<ul><li>" * (MAX_DEPTH // 2) + "a")
    assert "a" in jats("<ul><li>" * (MAX_DEPTH // 2 - 2) + "a")


def test_a_record_from_html(assert_officially_valid):
    made = article(
        titles=cd.Markup.from_html("<p>On <em>E. coli</em> <math><mi>x</mi></math></p>"),
        abstracts=[
            cd.Abstract.from_html(
                "<h3>Aim</h3>a<ul><li>b<ol><li>c</ol></ul><a href='https://a.org/é'>d</a>", lang="en"
            ),
            cd.Markup.from_html("plain"),
        ],
    )
    assert read_back(made) == made
    assert cd.validate(batch(made)).problems == ()
    assert_officially_valid(batch(made).to_xml())


@given(SOUP)
def test_any_html_gives_an_abstract_of_the_same_text(soup):
    html, text = soup
    assume(squeezed(text))
    abstract = cd.Abstract.from_html(html)
    assert squeezed(str(abstract)) == squeezed(text)
    assert ABSTRACT.convert(abstract.value) == abstract.value
    assert cd.validate(batch(article(abstracts=abstract)), rules=False).problems == ()


@settings(max_examples=40)
@given(SOUP)
def test_any_html_is_officially_valid(official_schema, soup):
    html, text = soup
    assume(squeezed(text))
    title = FACE.convert(cd.Markup.from_html(html))
    made = article(titles=title, abstracts=cd.Abstract.from_html(html))
    faults = [error.reason for error in official_schema.iter_errors(batch(made).to_xml())]
    assert faults == []


@given(st.text(st.sampled_from("<>/&;!-[]='\"#?abphul1i x\n") | st.characters(), max_size=60))
def test_any_text_is_an_abstract_in_html_or_refused(html):
    try:
        abstract = cd.Abstract.from_html(html, lossy=True)
    except ModelError as error:
        assert error.found  # noqa: PT017 - either way is right
    else:
        assert ABSTRACT.convert(abstract.value) == abstract.value
