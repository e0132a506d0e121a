from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossref_deposit.binding.escape import escape, not_xml, quote

XML_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.sampled_from("\t\n\r&<>\"']")
)


@given(XML_TEXT, XML_TEXT)
def test_any_text_comes_back_from_a_parser(text, value):
    element = ET.fromstring(f'<a b="{quote(value)}">{escape(text)}</a>')  # noqa: S314 - our own text
    assert (element.text or "", element.get("b")) == (text, value)
    assert not_xml(text) is None


@given(XML_TEXT)
def test_text_can_be_followed_by_anything(text):
    """``]]>`` must not arise where two pieces meet."""
    element = ET.fromstring(f"<a>]]{escape(text)}&gt;</a>")  # noqa: S314 - our own text
    assert element.text == f"]]{text}>"


@pytest.mark.parametrize("code", [0x0, 0x8, 0xB, 0x1F, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF])
def test_what_xml_cannot_hold_is_found(code):
    character = chr(code)
    assert not_xml(f"fine {character}").group() == character
    with pytest.raises((ET.ParseError, UnicodeEncodeError)):
        ET.fromstring(f"<a>{character}</a>")  # noqa: S314 - our own text
