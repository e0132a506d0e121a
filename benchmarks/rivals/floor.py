"""What is left of each job when all that is ours is taken away: the C libraries below, called directly."""

from __future__ import annotations

import io

from lxml import etree

from benchmarks import log
from benchmarks.rivals.serving import Job, Task, serve

ARTICLE = "{*}journal_article"


def read(task: Task) -> Job:
    document = task.sent()
    return Job(lambda: etree.parse(io.BytesIO(document)), lambda tree: sum(1 for _ in tree.iter(ARTICLE)))


def validate(task: Task) -> Job:
    schema = etree.XMLSchema(etree.parse(task.schema))
    document = task.sent()
    return Job(lambda: schema.validate(etree.fromstring(document)), lambda valid: task.articles if valid else 0)


def attribute(task: Task) -> Job:
    submission, answer = task.sent(), task.answered()
    return Job(lambda: log.parse_with_expat(submission, answer), lambda _: task.articles)


if __name__ == "__main__":
    serve({"read": read, "validate": validate, "attribute": attribute})
