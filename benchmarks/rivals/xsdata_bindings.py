"""xsdata, with classes that it generated from Crossref's own schema."""

from __future__ import annotations

import official_bindings
from xsdata.formats.dataclass.context import XmlContext
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.serializers import XmlSerializer

from benchmarks.rivals.serving import Job, Task, serve, written

CONTEXT = XmlContext()


def write(task: Task) -> Job:
    bound = _read(task.sent())
    serializer = XmlSerializer(context=CONTEXT)
    return Job(lambda: serializer.render(bound), written)


def read(task: Task) -> Job:
    document = task.sent()
    return Job(lambda: _read(document), lambda batch: len(batch.body.choice[0].journal_article))


def _read(document: bytes) -> official_bindings.DoiBatch:
    return XmlParser(context=CONTEXT).from_bytes(document, official_bindings.DoiBatch)


if __name__ == "__main__":
    serve({"write": write, "read": read})
