from __future__ import annotations

import io
import subprocess
import sys

import pytest
from rich.console import Console

from crossref_deposit.cli.excerpts import Lines, show_excerpt
from crossref_deposit.cli.output import Output
from crossref_deposit.cli.screen import Screen, Styled, harmless, linked
from crossref_deposit.cli.terminal import THEME, Terminal

MAIN = "from crossref_deposit.cli import main; main()"


@pytest.fixture
def shown():
    return io.StringIO()


@pytest.fixture
def terminal(shown):
    """A terminal of 40 columns."""
    return Terminal(console=Console(file=shown, force_terminal=True, width=40, color_system="truecolor", theme=THEME))


def test_dois_can_be_clicked(terminal, shown):
    terminal.line(linked("10.5555/a b"), linked("10.5555/(SICI)<1>"), linked("DOI not found"))
    assert "\x1b]8;" in shown.getvalue()
    assert ";https://doi.org/10.5555/(SICI)%3C1%3E\x1b\\" in shown.getvalue()
    assert shown.getvalue().count("https://doi.org/") == 1


def test_what_is_wrong_has_its_colour(terminal, shown):
    terminal.line(Styled("error", "error"), " plain")
    assert "\x1b[1;31merror\x1b[0m plain" in shown.getvalue()


def test_long_lines_go_on_below_and_paths_stay_whole(terminal, shown):
    path = f"{'folder/' * 8}a.xml:1:1:"
    terminal.line(path, " ", "word " * 12)
    first, *others = shown.getvalue().splitlines()
    assert first == path
    assert all(line.startswith("    word") and len(line) <= 40 for line in others)
    assert " ".join(others).split() == ["word"] * 12


def test_excerpts_are_cut_not_wrapped(terminal, shown):
    show_excerpt(terminal, Lines(b"<a>" + b"x" * 200 + b"</a>").excerpt(1, 1, "x" * 200))
    text, caret = shown.getvalue().splitlines()
    assert "…" in text
    assert "^" in caret


def test_tables_have_heads_on_terminals_only(terminal, shown, capsys):
    rows = [("one", Styled("two", "good")), ("three", "")]
    terminal.table(rows, ("first", "second"))
    assert "first" in shown.getvalue()
    Screen().table(rows, ("first", "second"))
    assert capsys.readouterr().out == "one    two\nthree\n"


def test_progress_is_shown_while_it_goes_on(terminal, shown):
    with terminal.progress("Counting", 2) as meter:
        meter.now("[red]x[/red]\x1b[2J")
        meter.done()
        meter.done("last")
    assert "Counting" in shown.getvalue()
    assert "2/2" in shown.getvalue()
    assert "\x1b[2J" not in shown.getvalue()
    with terminal.progress("Waiting", None) as meter:
        meter.now("for a log")
    assert "0:00:00" in shown.getvalue()


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\x9b", "\r", "\x00", "\u202e", "\u2066"])
def test_nothing_that_a_terminal_obeys_gets_through(character, terminal, shown, capsys):
    assert harmless(f"a{character}b\tc") == "a\N{REPLACEMENT CHARACTER}b c"
    terminal.line(Styled(f"a{character}b", "", f"https://example.org/{character}"), f"{character}[31m")
    Screen().line(f"a{character}b")
    assert f"a{character}" not in shown.getvalue() + capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "column", "value", "shown", "caret"),
    [
        ("<year>26</year>", 1, "26", "<year>26</year>", "^~~~~~~~"),
        ("<year>26</year>", 1, None, "<year>26</year>", "^~~~~~"),
        ("<year>26</year>", 7, "99", "<year>26</year>", "      ^~~~~~~~~"),
        ("<a>漢字é</a><b/>", 11, None, "<a>漢字é</a><b/>", "            ^~~~"),
        ("abc", 9, None, "abc", "   ^"),
        ("x", None, None, "x", "^"),
        ("\t<a/>", 2, None, " <a/>", " ^~~~"),
    ],
)
def test_the_caret_is_below_the_place(text, column, value, shown, caret):
    excerpt = Lines(text.encode()).excerpt(1, column, value)
    assert (excerpt.text, excerpt.caret) == (shown, caret)


def test_there_is_no_excerpt_of_what_is_not_there():
    assert Lines(b"<a/>").excerpt(None, 1) is None
    assert Lines(b"<a/>").excerpt(2, 1) is None
    assert Lines(b"<a/>").excerpt(0, 1) is None


@pytest.mark.parametrize("arguments", [["validate", "-"], ["validate", "--json", "-"], ["explain", "issn-invalid"]])
def test_rich_is_not_loaded_for_a_pipe(arguments):
    code = f"import atexit, sys; atexit.register(lambda: print('rich' in sys.modules, file=sys.stderr)); {MAIN}"
    result = subprocess.run(
        [sys.executable, "-c", code, *arguments], input="<a/>", capture_output=True, text=True, check=False
    )
    assert result.stdout
    assert result.stderr == "False\n"


def test_quiet_shows_no_progress():
    with Output(quiet=True).progress("Waiting") as meter:
        meter.now("for a log")
        meter.done()
    assert type(meter).__name__ == "Meter"
