"""What is said of a run follows from its figures."""

import pathlib
import re
import socket

import attrs
import pytest
from lxml import etree

from benchmarks import page
from benchmarks.budgets import BUDGETS, verdicts
from benchmarks.contenders import CONTENDERS, FIRST, FLOOR, IMPORT, OURS, READ
from benchmarks.figures import Figures, Measured, Present
from benchmarks.machine import Machine
from benchmarks.measure import Runs
from benchmarks.tables import TABLES, budgets, contenders, growth, number, remarks, spread

DOCS = pathlib.Path(__file__).parent.parent.parent / "docs"
MACHINE = Machine(processor="Abacus 3", cores=2, system="Stone 1.0", python="CPython 3.11.7", date="2026-01-02")


def measured(job, contender, *seconds, articles=100, peak=None):
    return Measured(job=job, contender=contender, runs=Runs(seconds), articles=articles, peak=peak)


def present(name, **more):
    return Present(name=name, version="1.2", size=3_400_000, distributions=5, **more)


FIGURES = Figures(
    machine=MACHINE,
    articles=100,
    records=50,
    bytes=420_000,
    contenders=[
        present(OURS, elements=101.5, valid=True),
        present(FLOOR),
        Present(name="elifecrossref", absent="`pip install` failed: no"),
    ],
    measured=[
        measured(READ, OURS, 0.09, 0.05, 0.4, peak=41_000_000),
        measured(READ, FLOOR, 0.011, 0.01, peak=30_000_000),
        measured(IMPORT, OURS, 0.2),
        measured(IMPORT, FLOOR, 0.05, 0.06),
        measured(FIRST, OURS, 0.4),
    ],
    growth=[
        measured(READ, OURS, 0.001, articles=10, peak=20_000_000),
        measured(READ, OURS, 0.0111, articles=100, peak=21_000_000),
        measured(READ, FLOOR, 0.0002, articles=10, peak=1),
        measured(READ, FLOOR, 0.002, articles=100, peak=1),
    ],
)


def cells(table):
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()]


def test_a_budget_is_judged_by_the_least_times():
    read = next(verdict for verdict in verdicts(FIGURES) if verdict.budget.job == READ)
    assert read.found == pytest.approx(5)
    assert read.used == pytest.approx(5 / 8)
    assert read.met


def test_a_budget_in_seconds_needs_no_rival():
    first = next(verdict for verdict in verdicts(FIGURES) if verdict.budget.job == FIRST)
    assert (first.found, first.budget.rival) == (0.4, "")


def test_the_table_says_which_budgets_are_met_and_leaves_out_what_was_not_measured():
    _, _, *rows = cells(budgets(FIGURES))
    assert [(job, found, met) for job, _, found, _, met in rows] == [
        (READ, "5", "yes"),
        (FIRST, "0.4", "yes"),
        (IMPORT, "4", "**no**"),
    ]


def test_each_contender_is_compared_with_ours():
    head, _, *rows = cells(contenders(FIGURES))
    by_name = {row[0]: row[1:] for row in rows}
    assert head == ["", OURS, f"{FLOOR} 1.2"]
    assert by_name["read, s"] == ["0.05", "0.01 (0.2)"]
    assert by_name["write, s"] == ["-", "-"]
    assert by_name["first validation, s"] == ["0.4", "-"]
    assert by_name["peak memory, read, MB"] == ["41", "30"]
    assert by_name["installed, MB"] == ["3.4", "3.4"]
    assert by_name["elements written per article"] == ["101.5", "-"]
    assert by_name["what it writes is valid"] == ["yes", "-"]


@pytest.mark.parametrize(("valid", "word"), [(True, "yes"), (False, "no"), (None, "-")])
def test_an_invalid_document_is_called_that(valid, word):
    figures = attrs.evolve(FIGURES, contenders=[present(OURS, valid=valid)])
    assert cells(contenders(figures))[-1] == ["what it writes is valid", word]


def test_who_is_absent_is_said_and_not_dropped():
    text = remarks(FIGURES)
    assert "* elifecrossref: not measured: `pip install` failed: no." in text
    assert "* xsdata: not measured: it did not take part." in text


def test_every_job_that_a_contender_does_not_do_has_a_reason():
    figures = attrs.evolve(FIGURES, contenders=[present(contender.name) for contender in CONTENDERS])
    lines = {line.partition(":")[0].removeprefix("* "): line for line in remarks(figures).splitlines()}
    for contender in CONTENDERS:
        assert all(f"*{job}*" in lines[contender.name] for job in contender.cannot)
        assert contender.differs in lines.get(contender.name, "")


def test_the_spread_has_least_median_and_most():
    assert cells(spread(FIGURES))[2] == [READ, OURS, "3", "0.05", "0.09", "0.4"]


def test_growth_is_told_for_each_article():
    head, _, *rows = cells(growth(FIGURES))
    assert head == ["", "", "", "10", "100"]
    assert rows == [
        [READ, OURS, "µs per article", "100", "111"],
        [READ, OURS, "peak, MB", "20", "21"],
        [READ, FLOOR, "µs per article", "20", "20"],
    ]


@pytest.mark.parametrize(
    ("value", "said"), [(0.033333, "0.0333"), (0.00000712, "0.000007"), (12.34, "12.3"), (12345.6, "12,346"), (8, "8")]
)
def test_numbers_have_three_digits(value, said):
    assert number(value) == said


def test_figures_come_back_as_they_were_kept(tmp_path):
    FIGURES.save(tmp_path / "figures.json")
    assert Figures.load(tmp_path / "figures.json") == FIGURES


def test_tables_are_put_in_their_places_and_prose_is_left_alone():
    text = "Before\n<!-- figures: budgets -->\n| old |\n<!-- end of figures -->\nAfter\n"
    filled = page.filled(text, FIGURES)
    assert filled == f"Before\n<!-- figures: budgets -->\n{budgets(FIGURES)}\n<!-- end of figures -->\nAfter\n"
    assert page.filled(filled, FIGURES) == filled


def test_a_table_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError, match="nonsense"):
        page.filled("<!-- figures: nonsense -->\n<!-- end of figures -->", FIGURES)


def test_the_page_says_what_its_figures_say():
    text = (DOCS / page.PAGE).read_text()
    assert page.filled(text, Figures.load(DOCS / page.KEPT)) == text
    assert {place["name"] for place in page.PLACE.finditer(text)} == set(TABLES)


def test_the_figures_of_the_page_are_enough_for_every_budget():
    figures = Figures.load(DOCS / page.KEPT)
    assert [verdict.budget for verdict in verdicts(figures)] == list(BUDGETS)


def test_every_contender_took_part_in_the_figures_of_the_page():
    figures = Figures.load(DOCS / page.KEPT)
    assert [one.name for one in figures.contenders] == [contender.name for contender in CONTENDERS]
    for contender in CONTENDERS:
        assert figures.present(contender.name).absent or figures.find(IMPORT, contender.name)


def test_no_host_and_no_path_is_told():
    machine = str(Machine.here())
    assert "/" not in machine.replace("GNU/Linux", "")
    assert socket.gethostname() not in machine


@pytest.mark.parametrize("plot", ["performance.svg", "growth.svg"])
def test_plots_are_for_every_background_and_tell_no_time(plot):
    assert f"]({plot})" in (DOCS / page.PAGE).read_text()
    image = etree.parse(DOCS / plot)
    colours = set(re.findall(r"(?:fill|stroke): (#\w+)", " ".join(image.xpath("//@style"))))
    assert colours
    assert not colours & {"#ffffff", "#000000"}
    assert OURS in "".join(image.xpath("//text()"))
    assert not image.xpath("//*[local-name() = 'date']")
