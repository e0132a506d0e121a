"""What is seen while waiting: one line that changes in a notebook or on a terminal, a line for each step elsewhere."""

from __future__ import annotations

import importlib
import sys
from typing import Any, Final, Protocol, TextIO

from crossref_deposit.display.html import outside, shown, tag

_CLEAR: Final = "\r\x1b[K"


class Step(Protocol):
    """How far something has come, in words; made anew for each step."""

    @property
    def milestone(self) -> str:
        """What is told once where lines cannot be changed."""
        ...

    @property
    def settled(self) -> bool:
        """Whether nothing is on its way any more."""
        ...


class ProgressDisplay:
    """Shows how a wait is going: give it to ``on_progress`` of `Submission.wait` or `DepositClient.submit_all`.

    In a notebook it is an output that changes, on a terminal a line that changes, elsewhere a line for each new state.

    Args:
        label: What is waited for.
        file: Where to write if it is no notebook; standard error by default.

    Example:
        >>> import sys
        >>> from crossref_deposit import ProgressDisplay, SubmissionState
        >>> from crossref_deposit.client import Progress
        >>> display = ProgressDisplay("spring.xml", file=sys.stdout)
        >>> for seconds, state in enumerate(["queued", "queued", "completed"]):
        ...     display(Progress(state=SubmissionState(state), elapsed=seconds, polls=seconds + 1))
        spring.xml: queued after 0.0 s, asked once
        spring.xml: completed after 2.0 s, asked 3 times
    """

    def __init__(self, label: str = "", *, file: TextIO | None = None) -> None:
        self._label = label
        self._file = file
        self._told = ""
        self._output: Any = None

    def __call__(self, progress: Step) -> None:
        """Show a step."""
        text = f"{self._label}: {progress}" if self._label else str(progress)
        if self._file is None and in_notebook():
            self._show(text)
        else:
            self._write(text, progress)

    def _show(self, text: str) -> None:
        display = importlib.import_module("IPython.display")
        content = display.HTML(shown(tag("p", outside(text), role="status", class_="cd-progress")))
        if self._output is None:
            self._output = display.display(content, display_id=True)
        else:
            self._output.update(content)

    def _write(self, text: str, progress: Step) -> None:
        file = self._file or sys.stderr
        if file.isatty():
            file.write(f"{_CLEAR}{text}" + ("\n" if progress.settled else ""))
        elif progress.milestone != self._told:
            self._told = progress.milestone
            file.write(f"{text}\n")
        file.flush()


def in_notebook() -> bool:
    """Whether this runs in the kernel of a notebook. IPython is not imported for that."""
    ipython: Any = sys.modules.get("IPython")
    shell = None if ipython is None else ipython.get_ipython()
    return getattr(shell, "kernel", None) is not None
