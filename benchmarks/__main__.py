"""Measures, and prints a table in Markdown."""

from __future__ import annotations

import argparse
import dataclasses
import importlib.metadata
import io
import pathlib
import platform
import tempfile
from typing import TYPE_CHECKING

import xmlschema
from lxml import etree

import crossref_deposit as cd
from benchmarks import by_hand, log, measure, ours
from benchmarks.facts import Maker
from benchmarks.xsdata_side import Xsdata
from tests import official, stripped

if TYPE_CHECKING:
    from collections.abc import Iterator

MEASURED_WITH = ("lxml", "xmlschema", "xsdata")
FIRST_VALIDATION = (
    "import pathlib, sys, crossref_deposit; crossref_deposit.validate(pathlib.Path(sys.argv[1]), rules=False)"
)
FIRST_XMLSCHEMA = "import sys, xmlschema; xmlschema.XMLSchema11(sys.argv[2]).is_valid(sys.argv[1])"


@dataclasses.dataclass(frozen=True)
class Row:
    """A job of ours beside a rival's, and the most that ours may take of the rival's time, if that was settled."""

    job: str
    own: measure.Seconds
    rival: str
    rivals: measure.Seconds
    most: float | None = None

    def __str__(self) -> str:
        ratio = self.own.least / self.rivals.least
        cells = [
            self.job,
            f"{self.own.least:.3f} ({self.own.median:.3f})",
            self.rival,
            f"{self.rivals.least:.3f} ({self.rivals.median:.3f})",
            f"{ratio:.3f}",
            "" if self.most is None else f"{self.most:.3g}",
            "" if self.most is None else "yes" if ratio <= self.most else "**no**",
        ]
        return f"| {' | '.join(cells)} |"


class Bench:
    """The jobs, on one document."""

    def __init__(self, folder: pathlib.Path, articles: int, records: int, times: int) -> None:
        self._times = times
        self._schema = official.unpack("5.5.0", folder / "official")
        self._fast_schema = stripped.strip(official.unpack("5.5.0", folder / "stripped"))
        self._facts = Maker().articles(articles)
        self._many = Maker().articles(records)
        self._batch = ours.batch(self._facts)
        self._document = self._batch.to_xml()
        self._path = folder / "one.xml"
        self._path.write_bytes(ours.batch(self._facts[:1]).to_xml())
        self._xsdata = Xsdata(self._schema)
        _assert_alike(self._document, by_hand.document(self._facts))

    @property
    def title(self) -> str:
        return f"{len(self._facts):,} articles, {len(self._document) / 1e6:.1f} MB; log of {len(self._many):,} records"

    def rows(self) -> Iterator[Row]:
        yield from self._writing()
        yield from self._reading()
        yield from self._validating()
        yield from self._starting()
        yield from self._attributing()

    def _here(self, job: measure.Job, times: int | None = None) -> measure.Seconds:
        return measure.here(job, times or self._times)

    def _writing(self) -> Iterator[Row]:
        own = self._here(self._batch.to_xml)
        by_lxml = self._here(lambda: by_hand.document(self._facts))
        yield Row("write", own, "lxml by hand", by_lxml, 0.5)
        whole = self._here(lambda: ours.batch(self._facts).to_xml())
        yield Row("build and write", whole, "lxml by hand", by_lxml)
        bound = self._xsdata.read(self._document)
        yield Row("write", own, "xsdata", self._here(lambda: self._xsdata.write(bound), 2), 1 / 30)

    def _reading(self) -> Iterator[Row]:
        own = self._here(lambda: cd.DoiBatch.from_xml(self._document))
        yield Row("read", own, "lxml parse", self._here(lambda: etree.parse(io.BytesIO(self._document))), 8)
        yield Row("read", own, "xsdata", self._here(lambda: self._xsdata.read(self._document), 1), 1 / 15)

    def _validating(self) -> Iterator[Row]:
        own = self._here(lambda: cd.validate(self._document, rules=False))
        fast = etree.XMLSchema(etree.parse(self._fast_schema))
        by_lxml = self._here(lambda: fast.assertValid(etree.fromstring(self._document)))
        yield Row("validate", own, "libxml2, cut schema", by_lxml, 1.3)
        whole = xmlschema.XMLSchema11(self._schema, allow="local")
        yield Row("validate", own, "xmlschema", self._here(lambda: whole.validate(self._document), 1), 1)

    def _starting(self) -> Iterator[Row]:
        arguments = str(self._path), str(self._schema)
        own = measure.in_new_process(FIRST_VALIDATION, *arguments, times=self._times)
        rival = measure.in_new_process(FIRST_XMLSCHEMA, *arguments, times=1)
        yield Row("first validation", own, "xmlschema", rival, 1 / 20)
        own = measure.in_new_process("import crossref_deposit", times=self._times)
        rival = measure.in_new_process("import lxml.etree, attrs", times=self._times)
        yield Row("import", own, "lxml.etree, attrs", rival, 3)

    def _attributing(self) -> Iterator[Row]:
        submission, answer = ours.batch(self._many).to_xml(), log.write(self._many)
        report = cd.DiagnosticParser(submission=submission).parse(answer)
        assert all(record.doi for record in report.records), "a record was not attributed"
        own = self._here(lambda: cd.DiagnosticParser(submission=submission).parse(answer))
        rival = self._here(lambda: log.parse_with_expat(submission, answer))
        yield Row("attribute a log", own, "expat over both", rival, 4)


def _assert_alike(one: bytes, other: bytes) -> None:
    counts = [sum(1 for _ in etree.fromstring(document).iter()) for document in (one, other)]
    assert counts[0] == counts[1], f"the documents that are compared differ: {counts} elements"


def main() -> None:
    """Measure everything and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--articles", type=int, default=1000, help="articles in the document")
    parser.add_argument("--records", type=int, default=10_000, help="records in the log")
    parser.add_argument("--times", type=int, default=5, help="runs of each job; slow rivals run once or twice")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(pathlib.Path(folder), options.articles, options.records, options.times)
        versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in MEASURED_WITH)
        print(f"{bench.title}; Python {platform.python_version()}, {versions}.")
        print("CPU seconds: the least of all runs (the median).\n")
        print("| job | ours | rival | its | ours / its | at most | met |")
        print("|---|---|---|---|---|---|---|")
        for row in bench.rows():
            print(row, flush=True)


if __name__ == "__main__":
    main()
