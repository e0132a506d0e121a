"""Seen while waiting: on a terminal, in a file, and in a notebook (the notebook itself runs in tests/examples)."""

from __future__ import annotations

import io
import sys
import types

import pytest

import crossref_deposit as cd
from crossref_deposit.client import FlowProgress, Progress
from crossref_deposit.display.progress import in_notebook
from shown import text_of

STATES = [cd.SubmissionState.QUEUED, cd.SubmissionState.QUEUED, cd.SubmissionState.COMPLETED]
STEPS = [Progress(state=state, elapsed=number / 2, polls=number + 1) for number, state in enumerate(STATES)]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_file_gets_a_line_for_each_new_state():
    file = io.StringIO()
    display = cd.ProgressDisplay("a.xml", file=file)
    for step in STEPS:
        display(step)
    assert file.getvalue().splitlines() == [
        "a.xml: queued after 0.0 s, asked once",
        "a.xml: completed after 1.0 s, asked 3 times",
    ]


def test_a_terminal_gets_a_line_that_changes():
    file = Terminal()
    display = cd.ProgressDisplay(file=file)
    for step in STEPS:
        display(step)
    lines = file.getvalue().split("\r\x1b[K")
    assert lines == ["", *map(str, STEPS[:2]), f"{STEPS[2]}\n"]


def test_standard_error_is_the_default(capsys):
    cd.ProgressDisplay()(STEPS[0])
    assert capsys.readouterr() == ("", "queued after 0.0 s, asked once\n")


def test_many_submissions_are_counted():
    file = io.StringIO()
    display = cd.ProgressDisplay("all", file=file)
    for finished, errors in [(0, 0), (0, 0), (1, 0), (3, 1)]:
        display(FlowProgress(started=3, finished=finished, errors=errors))
    assert file.getvalue().splitlines() == [
        "all: 0 of 3 submissions done",
        "all: 1 of 3 submissions done",
        "all: 3 of 3 submissions done, 1 of them with an error",
    ]
    assert FlowProgress(started=3, finished=3, errors=0).settled
    assert not FlowProgress(started=3, finished=2, errors=0).settled


class Handle:
    """What IPython returns for an output with an id."""

    def __init__(self, outputs: list[str]) -> None:
        self.update = outputs.append


@pytest.fixture
def notebook(monkeypatch):
    """What a kernel has of IPython; the list gets what it is told to display."""
    outputs: list[str] = []
    display = types.ModuleType("IPython.display")
    display.HTML = lambda text: text
    display.display = lambda content, **_: outputs.append(content) or Handle(outputs)
    ipython = types.ModuleType("IPython")
    ipython.get_ipython = lambda: types.SimpleNamespace(kernel=object())
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    monkeypatch.setitem(sys.modules, "IPython.display", display)
    return outputs


def test_a_notebook_gets_an_output_that_changes(notebook):
    display = cd.ProgressDisplay("<b>a.xml")
    for step in STEPS:
        display(step)
    assert [text_of(output) for output in notebook] == [f"<b>a.xml: {step}" for step in STEPS]


def test_a_file_is_used_in_a_notebook_too_if_one_is_given(notebook):
    file = io.StringIO()
    cd.ProgressDisplay(file=file)(STEPS[0])
    assert file.getvalue()
    assert not notebook


@pytest.mark.parametrize("shell", [None, types.SimpleNamespace()], ids=["no shell", "on a terminal"])
def test_ipython_alone_is_no_notebook(monkeypatch, shell):
    ipython = types.ModuleType("IPython")
    ipython.get_ipython = lambda: shell
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    assert not in_notebook()
