"""Text into XML: whatever a value holds, it comes back the same from a parser."""

from __future__ import annotations

import re

_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_ATTRIBUTE = _TEXT | {'"': "&quot;", "\t": "&#9;", "\n": "&#10;"}
_in_text = re.compile(r"[&<>\r]").search
_in_attribute = re.compile(r'[&<>\r"\t\n]').search
_text_table = str.maketrans(_TEXT)
_attribute_table = str.maketrans(_ATTRIBUTE)

not_xml = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]").search
"""Finds a character that no XML 1.0 document can hold."""


def escape(text: str) -> str:
    """Element content."""
    return text.translate(_text_table) if _in_text(text) else text


def quote(text: str) -> str:
    """An attribute's value, without the quotes."""
    return text.translate(_attribute_table) if _in_attribute(text) else text
