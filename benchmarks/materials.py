"""What all contenders work on: the same document, the log about it, Crossref's schema. Files in one folder."""

from __future__ import annotations

import pathlib

import attrs

from benchmarks import log, workers
from benchmarks.environments import Environment
from benchmarks.facts import Maker
from benchmarks.rivals.serving import Task
from tests import official, stripped


@attrs.frozen
class Schemas:
    """Crossref's 5.5.0."""

    whole: pathlib.Path
    cut: pathlib.Path
    """What libxml2 can read of it: without assertions and MathML."""

    @classmethod
    def unpack(cls, folder: pathlib.Path) -> Schemas:
        cut = stripped.strip(official.unpack("5.5.0", folder / "cut"))
        return cls(official.unpack("5.5.0", folder / "whole"), cut)


@attrs.frozen
class Materials:
    """A document of some articles, and a log about it."""

    articles: int
    document: pathlib.Path
    log: pathlib.Path

    @classmethod
    def make(cls, environment: Environment, articles: int, folder: pathlib.Path) -> Materials:
        """Let this package write the document, in a process of its own: big ones need much memory."""
        made = cls(articles, folder / f"{articles}.xml", folder / f"{articles}-log.xml")
        made.log.write_bytes(log.write(Maker().each(articles)))
        workers.once(environment, "this_package", Task("build and write", articles, keep=str(made.document)))
        return made

    def task(self, job: str, schema: pathlib.Path) -> Task:
        return Task(job, self.articles, str(self.document), str(self.log), str(schema))

    def remove(self) -> None:
        self.document.unlink()
        self.log.unlink()
