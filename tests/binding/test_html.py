from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import crossref_deposit as cd
from crossref_deposit.binding.document import MAX_DEPTH
from crossref_deposit.binding.html import MAX_LENGTH
from crossref_deposit.errors import ModelError
from crossref_deposit.models.face_markup import FACE
from htmls import SOUP, squeezed

MATH = "<mml:math><mml:mi>x</mml:mi></mml:math>"


@pytest.mark.parametrize(
    ("html", "xml"),
    [
        ("", ""),
        ("p < 0.05 & more", "p &lt; 0.05 &amp; more"),
        ("<b>a</b><strong>b</strong><i>c</i><em>d</em>", "<b>a</b><strong>b</strong><i>c</i><em>d</em>"),
        ("<u>a</u>H<sub>2</sub>O<sup>+</sup><tt>b</tt>", "<u>a</u>H<sub>2</sub>O<sup>+</sup><tt>b</tt>"),
        ("<cite>a</cite> <code>b</code> <ins>c</ins>", "<i>a</i> <tt>b</tt> <u>c</u>"),
        ("<I>a</I>", "<i>a</i>"),
        ("<a href='https://example.org/'>a</a><abbr>b</abbr><o:p>c</o:p><st1:City>d</st1:City>", "abcd"),
        ("<i></i>a<b> </b>", "a"),
    ],
)
def test_what_face_markup_has_is_kept(html, xml):
    assert cd.Markup.from_html(html).xml == xml


@pytest.mark.parametrize(
    ("style", "xml"),
    [
        ("font-style: italic", "<i>x</i>"),
        ("FONT-STYLE:ITALIC !important; color: red", "<i>x</i>"),
        ("font-weight:700", "<b>x</b>"),
        ("font-weight:500", "x"),
        ("font-variant: small-caps; font-weight: bold", "<scp><b>x</b></scp>"),
        ("font-variant-caps: all-small-caps", "x"),
        ("text-decoration: underline dotted", "<u>x</u>"),
        ("text-decoration-line: overline", "<ovl>x</ovl>"),
        ("vertical-align: super", "<sup>x</sup>"),
        ("font-family: Courier New, monospace", "<tt>x</tt>"),
        ("nonsense", "x"),
    ],
)
def test_styles_that_say_what_an_element_says(style, xml):
    assert cd.Markup.from_html(f'<span style="{style}">x</span>').xml == xml


@pytest.mark.parametrize(
    "html",
    [
        "<b style='font-weight:normal'>x</b>",
        "<em style='font-style: normal'>x</em>",
        "<u style='text-decoration:none'>x",
    ],
)
def test_styles_that_take_back_what_the_element_says(html):
    assert cd.Markup.from_html(html).xml == "x"


@pytest.mark.parametrize(
    ("html", "xml"),
    [
        ("<p>a</p><p>b</p>", "a b"),
        ("<h1>a</h1>b<br/>c<br>d</br>e</p>f<hr>g", "a b c d e f g"),
        ("<ul><li>a<li>b</ul>", "a b"),
        (" a \n\t b<i> c </i> d ", "a b<i> c </i>d"),
        ("a\fb&nbsp;<p>&nbsp;</p>", "a b\xa0"),
        ("<p>&nbsp;</p>", ""),
        ("&nbsp;a", "\xa0a"),
    ],
)
def test_blocks_and_line_breaks_are_blanks(html, xml):
    assert cd.Markup.from_html(html).xml == xml


@pytest.mark.parametrize(
    ("html", "xml"),
    [
        ("<b><i>a</b>b</i>c", "<b><i>a</i></b><i>b</i>c"),
        ("<i>a<p>b<p>c", "<i>a</i> <i>b</i> <i>c</i>"),
        ("<p><i>a<p>b", "<i>a</i> b"),
        ("</i></div>a</body></html>b", "ab"),
        ("<b/>a", "a"),
        ("<a>a<a>b</a>c</a>", "abc"),
        ("<dl><dt>a<dd>b<dt><i>c</dl>d", "a b <i>c</i> d"),
        ("<b class=x title='a>b' onclick=\"f('<')\">a</b>", "<b>a</b>"),
        ("<html><head><title>T</title><style>p{}</style></head><body>a</body></html>", "a"),
        ("<template><p>a</p><br></p></template>b", "b"),
    ],
)
def test_tags_may_be_missing_or_crossed(html, xml):
    assert cd.Markup.from_html(html).xml == xml


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("&eacute;&#233;&#xE9;&eacute", "éééé"),
        ("&hairsp;a&#150;b&#x92;", "\u200aa–b’"),
        ("&amp;lt;b&amp;gt; &amp;amp;", "&lt;b&gt; &amp;"),
        ("&lt;b&gt;", "<b>"),
        ("AT&T &unknown; &copy=1 &copy2 &notit; & &;", "AT&T &unknown; &copy=1 &copy2 &notit; & &;"),
        ("&copy &#169", "© ©"),
    ],
)
def test_references_are_resolved_once(html, text):
    markup = cd.Markup.from_html(html)
    assert str(markup) == text
    assert "<" not in markup.xml


@pytest.mark.parametrize(
    ("html", "xml"),
    [
        ('<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>', MATH),
        ('<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:mi>x</mml:mi></mml:math>', MATH),
        ("<M:MATH><m:mi>x</m:mi></M:MATH>", MATH),
        ("<math id='a' data-x='1' onclick='f()'><mi xref='b'>x</math>", MATH),
        ("<p><math><mrow><mi>x</p>", MATH.replace("<mml:mi>x</mml:mi>", "<mml:mrow><mml:mi>x</mml:mi></mml:mrow>")),
        ("<math></i><mi>x</mi></q></math>", MATH),
        ("<math><mi>x", MATH),
        ("<math/>", "<mml:math/>"),
        ("<i>a <math><mi>x</mi></math></i>b", f"<i>a {MATH}</i>b"),
        (
            "<math><mo>&InvisibleTimes;</mo><mspace/></math>",
            "<mml:math><mml:mo>\u2062</mml:mo><mml:mspace/></mml:math>",
        ),
        (
            "<math display=block><csymbol definitionURL='u'/></math>",
            '<mml:math display="block"><mml:csymbol definitionURL="u"/></mml:math>',
        ),
        (
            "<math><annotation-xml><O:OMOBJ xmlns:o='urn:o' xlink:href='#a'/></annotation-xml></math>",
            '<mml:math><mml:annotation-xml><OMOBJ xmlns="urn:o" xlink:href="#a"/></mml:annotation-xml></mml:math>',
        ),
    ],
)
def test_formulas_are_kept(html, xml):
    assert cd.Markup.from_html(html).xml == xml


@pytest.mark.parametrize(
    ("html", "found", "text"),
    [
        ("a<table><tr><td>b<td>c</table>", "<table>", "a b c"),
        ("a<img src=x alt=y>b", "<img>", "ab"),
        ("<s>a</s><del>b</del>", "<s>, <del>", "ab"),
        ("<span style='text-decoration: line-through'>a</span>", "the style 'text-decoration: line-through'", "a"),
        ("x<y> z", "<y>", "x z"),
        ("<italic>a</italic><jats:bold>b</jats:bold>", "<italic>, <jats:bold>", "ab"),
        ("a<script type='math/tex'>x^2</script>", "<script type='math/tex'>", "a"),
        ("<title>a</title>", "<title>", "a"),
        ("<noscript>a</noscript><q>b</q>", "<noscript>, <q>", "ab"),
    ],
)
def test_what_has_no_equal_is_named_and_its_text_kept_on_demand(html, found, text):
    with pytest.raises(ModelError, match="lossy=True") as error:
        cd.Markup.from_html(html)
    assert (error.value.path, error.value.found) == ("Markup", found)
    assert error.value.expected == "HTML that can be said in face markup"
    assert cd.Markup.from_html(html, lossy=True).xml == text


HOSTILE = {
    "deep": ("<i>" * (MAX_DEPTH + 1), "nested deeper"),
    "deep formula": ("<math>" * (MAX_DEPTH + 1), "nested deeper"),
    "deep together": (f"<i>{'<i>' * (MAX_DEPTH - 2)}<math><mrow><mrow><mi>x</mi>", "nested deeper"),
    "deep and unseen": ("<template>" + "<p>" * MAX_DEPTH, "nested deeper"),
    "long": ("a" * (MAX_LENGTH + 1), "1,000,001 characters"),
    "NUL": ("a\x00", "the character '\\x00'"),
    "control character": ("a\x08", "the character '\\x08'"),
    "NUL by reference": ("&#0;", "the character '&#0;'"),
    "control character by reference": ("&#x8;", "the character '&#x8;'"),
    "no character by reference": ("&#99999999;", "the character '&#99999999;'"),
    "surrogate": ("a\ud800", "the character '\\ud800'"),
    "surrogate by reference": ("&#xD800;", "the character '&#xD800;'"),
    "no str": (b"<i>a</i>", "(bytes)"),
    "tag without an end": ("a <b", "'<b', which does not end"),
    "attribute without an end": ("a <b title='>c</b>", "which does not end"),
    "comment without an end": ("a<!-- b", "'<!-- b', which does not end"),
    "script without an end": ("a<script>b", "<script>, which does not end"),
    "template without an end": ("<template>b", "<template>, which does not end"),
    "CDATA": ("<![CDATA[<b>a</b>]]>", "a CDATA section"),
    "HTML in a formula": ("<math><mtext><b>a</b></mtext></math>", "<b> in <math>"),
    "no name": ("<math><mi a\"=''>x</math>", "the name 'a\"' in <math>"),
    "unknown prefix": ("<math><q:mi>x</q:mi></math>", "the name 'q:mi' in <math>"),
    "namespace that none may have": ("<math><y xmlns='http://www.w3.org/2000/xmlns/'/></math>", "reserved"),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("make", [cd.Markup.from_html, cd.Abstract.from_html])
@pytest.mark.parametrize("lossy", [False, True])
def test_hostile_html_is_refused(name, make, lossy):
    html, found = HOSTILE[name]
    with pytest.raises(ModelError) as error:
        make(html, lossy=lossy)
    assert found in error.value.found


@pytest.mark.parametrize(
    "piece", ["<a ", "<!--", "<", "&", "&a", "</p>", "<p>", "<br>", "<i></i>", "<li>", "<b a='", "<math>", "<![", "&#1"]
)
def test_much_of_the_same_is_read_or_refused_in_time(piece):
    for make in (cd.Markup.from_html, cd.Abstract.from_html):
        try:
            make(piece * (100_000 // len(piece)))
        except ModelError as error:
            assert error.found  # noqa: PT017 - either way is right, a hang or a traceback is not


@given(SOUP)
def test_any_html_gives_face_markup_of_the_same_text(soup):
    html, text = soup
    markup = cd.Markup.from_html(html)
    assert squeezed(str(markup)) == squeezed(text)
    assert FACE.convert(markup) == markup == cd.Markup(markup.xml)
    assert cd.Titles(title=markup).title is not None


@given(st.text(st.sampled_from("<>/&;!-[]='\"#?abpimthu x1\n") | st.characters(), max_size=60), st.booleans())
def test_any_text_is_html_or_refused(html, lossy):
    try:
        markup = cd.Markup.from_html(html, lossy=lossy)
    except ModelError as error:
        assert error.found  # noqa: PT017 - either way is right
    else:
        assert FACE.convert(markup) == markup
