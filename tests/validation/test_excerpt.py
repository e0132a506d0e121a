from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossref_deposit import SubmissionIndex
from crossref_deposit.validation.excerpt import excerpt

DOCUMENT = "<a>\n <b/>\r\n  <c x='1'>text</c><d/>\n <e>\n</e></a>"


def shown(text: str, anchor: str, **options) -> list[tuple[int, str, str, str]]:
    data = text.encode()
    offset = data.index(anchor.encode())
    line = text[: text.index(anchor)].replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    return [(one.number, one.before, one.marked, one.after) for one in excerpt(data, offset, line, **options)]


def test_the_lines_around_are_there():
    assert shown(DOCUMENT, "<c") == [
        (1, "<a>", "", ""), (2, " <b/>", "", ""), (3, "  ", "<c x='1'>text</c>", "<d/>"), (4, " <e>", "", ""),
        (5, "</e></a>", "", ""),
    ]  # fmt: skip


def test_only_the_line_itself():
    assert shown(DOCUMENT, "<c", around=0) == [(3, "  ", "<c x='1'>text</c>", "<d/>")]


@pytest.mark.parametrize(
    ("text", "anchor", "marked"),
    [
        ("<a>\n<e><f/></e></a>", "<e", "<e>"),
        ("<a>x & y</a>", "&", "&"),
        ("<a>x &nbsp; y</a>", "&", "&nbsp;"),
        ("<a><b>" + "x" * 400 + "</b></a>", "<b", "<b>"),
        ("<a><b\nx='1'>t</b></a>", "<b", "<b"),
    ],
)
def test_what_is_meant_is_marked(text, anchor, marked):
    (line,) = [line for line in shown(text, anchor) if line[2]]
    assert line[2] == marked


def test_a_document_of_one_line_is_cut_on_both_sides():
    text = "<a>" + "é" * 5000 + "<b>t</b>" + "ü" * 5000 + "</a>"
    ((number, before, marked, after),) = shown(text, "<b")
    assert (number, before, marked, after) == (1, "…" + "é" * 50, "<b>t</b>", "ü" * 160 + "…")


def test_a_line_that_begins_too_far_away_is_not_taken_for_whole():
    first, second = shown("<a>" + "x" * 5000 + "\n<b/></a>", "<b", around=2)
    assert first[1].startswith("…x")
    assert second[1:3] == ("", "<b/>")


@given(st.text(alphabet="ab<>/\n\r é&", min_size=1), st.data())
def test_any_place_of_any_text_has_its_line(text, data):
    place = data.draw(st.integers(0, len(text) - 1))
    offset = len(text[:place].encode())
    (meant,) = [line for line in excerpt(text.encode(), offset, 7) if line.number == 7]
    assert (meant.before + meant.marked + meant.after).replace("…", "") in text


def test_an_index_gives_the_lines_of_a_place():
    index = SubmissionIndex(DOCUMENT)
    assert [line.number for line in index.excerpt(3, 3, around=1)] == [2, 3, 4]
    assert index.excerpt(3, 3, around=0)[0].marked == "<c x='1'>text</c>"
    assert index.excerpt(99) == ()
