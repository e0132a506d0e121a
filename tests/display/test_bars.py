from __future__ import annotations

from crossref_deposit.display.bars import Bar, Figure
from crossref_deposit.display.outcome import Outcome
from shown import EVIL, SVG, assert_harmless, read


def figure(*counts: tuple[int, int, int], label: str = "Journal") -> Figure:
    bars = [
        Bar(label=f"{label} {number}", counts=dict(zip(Outcome, count, strict=True)))
        for number, count in enumerate(counts)
    ]
    return Figure(title="Outcomes", bars=bars)


def test_widths_are_in_proportion_to_the_largest_journal():
    rects = [*read(figure((1, 1, 2), (0, 0, 2)).to_svg()).iter(f"{SVG}rect")]
    assert [rect.get("width") for rect in rects] == ["25.000%", "25.000%", "50.000%", "50.000%"]
    assert [rect.get("x") for rect in rects] == ["0.000%", "25.000%", "50.000%", "0.000%"]
    assert [rect.get("class") for rect in rects] == [
        "cd-fill-failed", "cd-fill-warning", "cd-fill-registered", "cd-fill-registered",
    ]  # fmt: skip


def test_everything_is_said_in_words():
    root = read(figure((1, 0, 1200)).to_svg())
    texts = [text.text for text in root.iter(f"{SVG}text") if text.text]
    assert texts == ["Outcomes", "1 not registered, 1,200 registered"]
    assert root.findtext(f"{SVG}title") == "Outcomes: Journal 0: 1 not registered, 1,200 registered"
    assert root.get("role") == "img"


def test_many_journals_are_summed_up():
    svg = figure(*[(1, 0, 0)] * 25).to_svg()
    assert "5 others: 5 not registered" in read(svg).findtext(f"{SVG}title")
    assert len([*read(svg).iter(f"{SVG}rect")]) == 21


def test_long_names_are_cut_and_kept_whole_in_the_title():
    root = read(figure((1, 0, 0), label="x" * 100).to_svg())
    (title,) = [text for text in root.iter(f"{SVG}text") if text.find(f"{SVG}title") is not None]
    assert title.findtext(f"{SVG}title") == "x" * 100 + " 0"
    assert title[0].tail == "x" * 45 + "…"


def test_names_are_escaped_in_notebook_and_file():
    evil = figure((1, 2, 3), label=EVIL)
    assert_harmless(evil.to_svg())
    assert_harmless(evil._repr_html_())


def test_without_records_there_is_a_title_alone():
    assert [*read(figure().to_svg()).iter(f"{SVG}rect")] == []
    assert read(figure().to_svg(width=300)).get("width") == "300"
