"""What an editor must show, it shows: each type checker reports the marked lines of wrong_usage.py, and no other.

``nox -s typing`` runs it, where the type checkers are.
"""

from __future__ import annotations

import json
import pathlib
import re
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

WRONG_USAGE = pathlib.Path(__file__).with_name("wrong_usage.py")
MARKED = re.compile(r"  # error: (?P<named>.+)")


def told(*command: str) -> str:
    """What a checker prints, which must have found something."""
    run = subprocess.run([sys.executable, "-m", *command, WRONG_USAGE], capture_output=True, text=True, check=False)
    assert run.returncode == 1, run.stdout + run.stderr
    return run.stdout


def mypy() -> Iterator[tuple[int, str]]:
    for line in told("mypy", "--output", "json").splitlines():
        diagnostic = json.loads(line)
        yield diagnostic["line"], diagnostic["message"]


def pyright() -> Iterator[tuple[int, str]]:
    for diagnostic in json.loads(told("pyright", "--pythonpath", sys.executable, "--outputjson"))["generalDiagnostics"]:
        yield diagnostic["range"]["start"]["line"] + 1, diagnostic["message"]


def ty() -> Iterator[tuple[int, str]]:
    for diagnostic in json.loads(told("ty", "check", "--python", sys.executable, "--output-format", "gitlab")):
        yield diagnostic["location"]["positions"]["begin"]["line"], diagnostic["description"]


@pytest.mark.parametrize("checker", [mypy, pyright, ty])
def test_each_mistake_is_shown_and_nothing_else(checker: Callable[[], Iterator[tuple[int, str]]]) -> None:
    messages: dict[int, list[str]] = {}
    for line, message in checker():
        messages.setdefault(line, []).append(message)
    lines = enumerate(WRONG_USAGE.read_text(encoding="utf-8").splitlines(), start=1)
    expected = {number: mark["named"] for number, line in lines if (mark := MARKED.search(line))}
    assert messages.keys() == expected.keys()
    silent = {number: named for number, named in expected.items() if named not in " ".join(messages[number])}
    assert not silent, {number: messages[number] for number in silent}
