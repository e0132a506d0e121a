"""This package, as its users have it."""

from __future__ import annotations

import crossref_deposit as cd
from benchmarks import ours
from benchmarks.rivals.serving import Job, Task, serve, written


def write(task: Task) -> Job:
    batch = ours.batch(task.facts())
    return Job(batch.to_xml, written)


def build_and_write(task: Task) -> Job:
    facts = task.facts()
    return Job(lambda: ours.batch(facts).to_xml(), written)


def read(task: Task) -> Job:
    document = task.sent()
    return Job(lambda: cd.DoiBatch.from_xml(document), lambda batch: sum(1 for _ in batch.records()))


def validate(task: Task) -> Job:
    document = task.sent()
    return Job(lambda: cd.validate(document, rules=False), lambda report: task.articles if report.ok else 0)


def attribute(task: Task) -> Job:
    submission, answer = task.sent(), task.answered()
    return Job(
        lambda: cd.DiagnosticParser(submission=submission).parse(answer),
        lambda report: sum(1 for record in report.records if record.doi),
    )


if __name__ == "__main__":
    serve(
        {
            "write": write,
            "build and write": build_and_write,
            "read": read,
            "validate": validate,
            "attribute": attribute,
        }
    )
