"""xmlschema with Crossref's own files: the only other Python library that has XSD 1.1."""

from __future__ import annotations

import xmlschema

from benchmarks.rivals.serving import Job, Task, serve


def read(task: Task) -> Job:
    schema, document = _schema(task), task.sent()
    return Job(
        lambda: schema.to_dict(document),
        lambda found: len(found["body"]["journal"][0]["journal_article"]),
    )


def validate(task: Task) -> Job:
    schema, document = _schema(task), task.sent()
    return Job(lambda: schema.is_valid(document), lambda valid: task.articles if valid else 0)


def _schema(task: Task) -> xmlschema.XMLSchema11:
    return xmlschema.XMLSchema11(task.schema, allow="local")


if __name__ == "__main__":
    serve({"read": read, "validate": validate})
