"""lxml by hand: facts to a tree, the tree to bytes."""

from __future__ import annotations

from benchmarks.by_hand import document
from benchmarks.rivals.serving import Job, Task, serve, written


def write(task: Task) -> Job:
    facts = task.facts()
    return Job(lambda: document(facts), written)


if __name__ == "__main__":
    serve({"write": write, "build and write": write})  # it has no models: facts are all that it needs
