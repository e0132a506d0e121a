"""What is seen while waiting: a spinner on a terminal, a line for each new state elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

from crossref_deposit.client import Progress


@contextmanager
def waiting(out: Console, what: str) -> Iterator[Callable[[Progress], None]]:
    """A function to give to ``wait`` as ``on_progress``."""
    if out.is_terminal:
        with out.status(f"{what}: sent") as spinner:
            yield lambda progress: spinner.update(
                f"{what}: {progress.state}, {progress.elapsed:.1f} s, asked {progress.polls} times"
            )
        return
    seen: list[str] = []

    def on_progress(progress: Progress) -> None:
        if str(progress.state) not in seen[-1:]:
            seen.append(str(progress.state))
            out.print(f"{what}: {progress.state} after {progress.elapsed:.1f} s", markup=False)

    yield on_progress
