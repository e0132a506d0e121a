from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from crossref_deposit.binding.document import MAX_DEPTH
from crossref_deposit.binding.markup import Markup, Profile, Rule
from crossref_deposit.binding.namespaces import CROSSREF
from crossref_deposit.binding.slots import Slot
from crossref_deposit.binding.values import Refused, SimpleType
from crossref_deposit.errors import ModelError
from crossref_deposit.models.contributors import _STRING_NAME
from crossref_deposit.models.face_markup import FACE, RELATION_FACE
from crossref_deposit.models.jats import ABSTRACT

PROFILES = {profile.name: profile for profile in (FACE, RELATION_FACE, ABSTRACT, _STRING_NAME)}
MATH = "http://www.w3.org/1998/Math/MathML"
BOXES = Profile(
    name="boxes",
    namespace=CROSSREF,
    root=Rule(
        slots=(
            Slot(frozenset({"lid"}), 0, 1),
            Slot(frozenset({"box", "bag"}), 1, 2),
            Slot(frozenset({"label"})),
        )
    ),
    elements={
        "lid": Rule(),
        "box": Rule(attributes={"size": SimpleType(base="positiveInteger")}),
        "bag": Rule(slots=(Slot(frozenset({"label"}), 2, 2),)),
        "label": Rule(type=SimpleType(max_length=3)),
    },
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("plain", "plain"),
        ("", ""),
        ("p &lt; 0.05 &amp; &#233;&#x1F41D;", "p &lt; 0.05 &amp; é🐝"),
        ("a<![CDATA[<b>]]>c", "a&lt;b&gt;c"),
        ("a<!-- not told -->b<?nor this?>c", "abc"),
        ("a\r\nb&#13;c", "a\nb&#13;c"),
        ("<i >x</i >", "<i>x</i>"),
        ("<i></i><b/>", "<i/><b/>"),
        ('<i xmlns="http://www.crossref.org/schema/5.5.0">x<sub>2</sub></i>', "<i>x<sub>2</sub></i>"),
        ('<r:i xmlns:r="http://www.crossref.org/relations.xsd">x</r:i>', "<i>x</i>"),
        ("<b><b></b></b>", "<b><b/></b>"),
        ("<i>a</i> <b>b</b>", "<i>a</i> <b>b</b>"),
        ("<a z='1' b=\"it's\"/>", '<a b="it\'s" z="1"/>'),
        ("<a b='&quot;&#10;&lt;'/>", '<a b="&quot;&#10;&lt;"/>'),
        (f'<m:mi xmlns:m="{MATH}">x</m:mi>', "<mml:mi>x</mml:mi>"),
        (f'<math xmlns="{MATH}"><mi>x</mi></math>', "<mml:math><mml:mi>x</mml:mi></mml:math>"),
        ('<x xmlns="urn:z"><y/></x>', '<x xmlns="urn:z"><y xmlns="urn:z"/></x>'),
        ('<a xmlns:q="urn:q" q:b="1" c="2"/>', '<a c="2" xmlns:a1="urn:q" a1:b="1"/>'),
        ('<mml:math xml:lang="de" xlink:href="#a"/>', '<mml:math xlink:href="#a" xml:lang="de"/>'),
        ('<mml:math><y xmlns=""/></mml:math>', '<mml:math><y xmlns=""/></mml:math>'),
    ],
)
def test_one_canonical_form(written, kept):
    markup = Markup(written)
    if "xmlns:a1" not in kept:
        assert markup.xml == kept
    assert Markup(markup.xml) == markup
    assert Markup(markup) == markup


def test_equal_by_content_however_it_was_written():
    assert Markup("<a x='1' y='2'/>&#233;") == Markup('<a y="2"  x="1"></a>é')
    assert hash(Markup("<i />")) == hash(Markup("<i></i>"))
    assert Markup("<i>x</i>") != Markup("x")
    assert len({Markup("a&gt;b"), Markup("a>b"), Markup.from_text("a>b")}) == 1


def test_text_of_markup():
    assert str(Markup("H<sub>2</sub>O &amp; <mml:math><mml:mi>x</mml:mi></mml:math>")) == "H2O & x"
    assert str(Markup("plain")) == "plain"
    assert not Markup("")
    assert Markup("<i/>")


@given(st.text(strategies.CHARACTERS))
def test_any_text_is_text(text):
    markup = Markup.from_text(text)
    assert str(markup) == text
    assert Markup(markup.xml) == markup
    assert "<" not in markup.xml


@settings(deadline=None)
@given(st.data())
def test_the_canonical_form_stays_what_it_is(data):
    profile = PROFILES[data.draw(st.sampled_from(sorted(PROFILES)))]
    markup = data.draw(strategies.markup(profile))
    assert profile.convert(markup) == markup
    assert profile.convert(Markup(markup.xml)).xml == markup.xml


@pytest.mark.parametrize(
    ("fragment", "found"),
    [
        ("<i>x", "'<i>x' (mismatched tag)"),
        ("a & b", "'a & b' (not well-formed (invalid token))"),
        ("x</markup><markup>", "(junk after document element)"),
        ("<q:b/>", "(unbound prefix)"),
        ("&nbsp;", "(undefined entity)"),
        ("<!DOCTYPE a><a/>", "(not well-formed (invalid token))"),
        ("a\x00", "the character '\\x00' in 'a\\x00'"),
        ("a\ud800", "the character '\\ud800' in"),
        (5, "5 (int)"),
        (b"a", "b'a' (bytes)"),
        ("<i>" * (MAX_DEPTH + 1) + "</i>" * (MAX_DEPTH + 1), f"markup nested deeper than {MAX_DEPTH}"),
    ],
)
def test_what_is_no_fragment(fragment, found):
    with pytest.raises(ModelError) as error:
        Markup(fragment)
    assert error.value.path == "Markup"
    assert found in error.value.found


def test_depth_up_to_the_bound():
    assert Markup("<i>" * MAX_DEPTH + "</i>" * MAX_DEPTH).xml.endswith("<i/>" + "</i>" * (MAX_DEPTH - 1))


def test_text_that_is_no_text():
    with pytest.raises(ModelError, match="control characters"):
        Markup.from_text("a\x0bb")
    with pytest.raises(Refused) as refused:
        FACE.convert("a\x0bb")
    assert "control characters" in refused.value.remedy
    with pytest.raises(Refused) as refused:
        FACE.convert(5)
    assert (refused.value.found, refused.value.expected) == ("5 (int)", "text or Markup")


@pytest.mark.parametrize(
    "fragment",
    [
        "<b><i>x</i><sup>2</sup></b> <scp>s</scp><tt>t</tt><u/><ovl/><font/><em/><strong/><sub/>",
        '<mml:math display="inline"><mml:mi foo="bar">x</mml:mi></mml:math>',
        '<mml:math><mml:annotation encoding="x"><z xmlns="urn:z"/></mml:annotation></mml:math>',
    ],
)
def test_face_markup(fragment):
    assert FACE.convert(Markup(fragment)).xml == Markup(fragment).xml


@pytest.mark.parametrize(
    ("profile", "fragment", "found", "expected"),
    [
        (FACE, "<bold>x</bold>", "<bold>", "text, <b>, <em>, <font>, <i>, <mml:math>,"),
        (FACE, "<i><span/></i>", "<span> in <i>", "text, <b>, <em>,"),
        (FACE, "<i style='x'>y</i>", "the attribute 'style' of <i>", "no attributes"),
        (FACE, "<mml:mi>x</mml:mi>", "<mml:mi>", "text, <b>"),
        (FACE, "<jats:p>x</jats:p>", "<jats:p>", "text, <b>"),
        (FACE, "<x xmlns='urn:z'/>", "<x> of the namespace 'urn:z'", "text, <b>"),
        (FACE, "<i><x xmlns='http://www.w3.org/1999/xhtml'/></i>", "<x> of the namespace", "text, <b>"),
        (RELATION_FACE, "<mml:math/>", "<mml:math>", "text, <b>, <em>, <font>, <i>, <ovl>,"),
        (_STRING_NAME, "<name>x</name>", "<name>", "text, <degrees>, <given_name>, <prefix>, <suffix>, <surname>"),
        (_STRING_NAME, f"<suffix>{'x' * 11}</suffix>", "'xxxxxxxxxxx' (11 characters)", "text of 1 to 10"),
        (_STRING_NAME, "<surname>a<b/></surname>", "<b> in <surname>", "no element"),
        (
            _STRING_NAME,
            "<degrees role='x'/>",
            "the attribute 'role' of <degrees>",
            "content-type, language, specific-use",
        ),
        (_STRING_NAME, "<degrees language='english'/>", "'english'", "a language code"),
        (BOXES, "", "the end of it", "<bag> or <box> first"),
        (BOXES, "<box/>text", "the text 'text' in it", "elements only"),
        (BOXES, "<label/><box/>", "<label>", "<bag>, <box>, <lid>"),
        (BOXES, "<box/><lid/>", "<lid>", "<bag>, <box>, <label>"),
        (BOXES, "<box/><box/><bag/>", "<bag>", "<label>"),
        (BOXES, "<bag><label/></bag>", "the end of <bag>", "<label> first"),
        (BOXES, "<box size='0'/>", "'0'", "a whole number from 1 on"),
        (BOXES, "<box/><label>abcd</label>", "'abcd' (4 characters)", "text of 0 to 3 characters"),
        (ABSTRACT, "<p>x</p>y", "the text 'y' in it", "elements only"),
        (ABSTRACT, "<sec><p>x</p></sec>", "<jats:p> in <jats:sec>", "<jats:title>"),
        (ABSTRACT, "<sec><title/><label>1</label></sec>", "<jats:label> in <jats:sec>", "<jats:list>, <jats:p>,"),
        (ABSTRACT, "<sec/>", "the end of <jats:sec>", "<jats:title> first"),
        (ABSTRACT, "<p/><title/>", "<jats:title>", "<jats:p>, <jats:sec>"),
        (ABSTRACT, "<p><list/></p>", "the end of <jats:list>", "<jats:list-item> first"),
        (ABSTRACT, "<p><strong/></p>", "<jats:strong> in <jats:p>", "text, <jats:bold>"),
        (ABSTRACT, "<p><italic toggle='maybe'/></p>", "'maybe'", "one of no, yes"),
        (ABSTRACT, "<p><mml:mi/></p>", "<mml:mi> in <jats:p>", "text, <jats:bold>"),
    ],
)
def test_a_profile_refuses_and_names_the_element(profile, fragment, found, expected):
    with pytest.raises(Refused) as refused:
        profile.convert(Markup(fragment))
    assert found in refused.value.found
    assert refused.value.expected.startswith(expected)


@pytest.mark.parametrize(
    "fragment", ["<box/>", "<lid/><box size='3'/><bag><label/><label>abc</label></bag><label/><label/>"]
)
def test_slots(fragment):
    assert BOXES.check(Markup(fragment)).xml == Markup(fragment).xml


def test_abstracts_take_jats_with_and_without_prefix():
    with_prefix = "<jats:title>T</jats:title><jats:p>In <jats:italic>E. coli</jats:italic>.</jats:p>"
    assert ABSTRACT.convert(Markup(with_prefix)).xml == with_prefix
    assert ABSTRACT.convert(Markup(with_prefix.replace("jats:", ""))).xml == with_prefix


def test_other_elements_of_jats_pass_with_everything_in_them():
    inside = '<jats:inline-formula any="x"><jats:tex-math>x</jats:tex-math><q xmlns="urn:q"/></jats:inline-formula>'
    assert ABSTRACT.convert(Markup(f"<p>{inside}</p>")).xml == f"<jats:p>{inside}</jats:p>"


def test_string_names():
    fragment = '<prefix content-type="title">Dr.</prefix> <given_name>Josiah</given_name> <surname>Carberry</surname>'
    assert _STRING_NAME.convert(Markup(fragment)).xml == fragment
