"""Validation of files of any size, in flat memory: window by window, each a document by itself.

libxml2 and the rules see the windows as they would see small deposits. What only the whole file can tell is told them:
by a survey before, by an empty sibling before a window, by what was found wrong in the element around it.
"""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import IO, Final, Self

import attrs
from lxml import etree

from crossref_deposit.binding import document, ids
from crossref_deposit.binding.positions import locate_all
from crossref_deposit.binding.windows import WINDOW, Window, Windows
from crossref_deposit.errors import SchemaError
from crossref_deposit.models.root import Root
from crossref_deposit.models.stream import deposit_spine, root_of_windows
from crossref_deposit.problems import CATALOGUE, Problem, Severity
from crossref_deposit.validation.documents import Document, Writable
from crossref_deposit.validation.report import ValidationReport
from crossref_deposit.validation.role_assertions import may_be_broken
from crossref_deposit.validation.rules import KnownTimestamps, check_assertions, rule_problems
from crossref_deposit.validation.rules.deposit import CheckedDeposit, asking
from crossref_deposit.validation.schema import parse_tree, schema_problems
from crossref_deposit.validation.schema_errors import ordinals_of
from crossref_deposit.validation.stream_survey import Survey, WholeStream
from crossref_deposit.validation.unchecked_jats import unchecked_jats

MAX_PROBLEMS: Final = 10_000
"""Problems that the report of a stream lists at most."""
_IN_BODY: Final = 2  # what a window begins in the middle of when that is the body: it, and the root
_TEXT: Final = "cvc-text-not-allowed"
_OUT_OF_PLACE: Final = frozenset({"cvc-element-unexpected", "cvc-element-superfluous"})


class StreamValidation:
    """A file that is checked window by window.

    Args:
        source: Where it is, or the document.
        rules: Ask the rules too.
        known_timestamps: What they are told of earlier deposits.
        max_problems: How many are listed.
        size: Bytes of a window, about.
    """

    def __init__(
        self,
        source: Document,
        *,
        rules: bool = True,
        known_timestamps: KnownTimestamps | None = None,
        max_problems: int | None = None,
        size: int = WINDOW,
    ) -> None:
        self._copy: IO[bytes] | None = None
        self._source = self._rereadable(source)
        self._rules = rules
        self._known = asking(known_timestamps)
        self._max_problems = MAX_PROBLEMS if max_problems is None else max_problems
        self._size = size
        self._misplaced: set[int] = set()
        self._ids: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._copy is not None:
            self._copy.close()

    def root(self) -> Root:
        """The root element.

        Raises:
            SchemaError: There is none.
        """
        windows = self._windows()
        try:
            next(iter(windows), None)
        except SchemaError:
            if windows.root is None:
                raise
        return root_of_windows(windows)

    def report(self, version: str) -> ValidationReport:
        """What is wrong with the file, by a version of the schema.

        Raises:
            SchemaError: It is not well-formed, or has a DTD.
        """
        self._survey = Survey(self._windows())
        self._whole = WholeStream(self._survey)
        found = (self._problems(window, version) for window in self._windows())
        in_order = itertools.chain.from_iterable(sorted(problems, key=_place) for problems in found)
        report = ValidationReport.listing(in_order, self._max_problems)
        return attrs.evolve(report, problems=tuple(sorted(report.problems, key=_place)))

    def _rereadable(self, source: Document) -> document.Source:
        """The source if it can be read twice; else a copy of it."""
        if isinstance(source, Writable):
            return source.to_xml()
        if isinstance(source, bytes | str | os.PathLike):
            return source
        self._copy = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the validation
        shutil.copyfileobj(source, self._copy)
        return self._copy

    def _windows(self) -> Windows:
        if self._copy is not None:
            self._copy.seek(0)
        return Windows(self._source, deposit_spine(), size=self._size)

    def _problems(self, window: Window, version: str) -> list[Problem]:
        seen = window.after_another() if len(window.headers) == _IN_BODY else window
        tree = self._tree(seen)
        found: list[Problem] = []
        if not any(header.start in self._misplaced for header in window.headers):
            found += self._schema_problems(seen, tree, version)
            found += self._own(seen, self._repeated_ids(seen, tree))
        found += self._own(seen, unchecked_jats(seen.text, tree))
        if may_be_broken(tree):
            found += self._own(window, check_assertions(window.text))
        if self._rules:
            told = {_place(problem) for problem in found if problem.severity is Severity.ERROR}
            deposit = CheckedDeposit(window.text, known_timestamps=self._known, whole=self._whole.at(window))
            problems = self._own(window, rule_problems(deposit))
            found += [problem for problem in problems if _place(problem) not in told]
        return found

    def _tree(self, window: Window) -> etree._Element:
        try:
            return parse_tree(window.text)
        except SchemaError as error:
            place, _ = window.whole_place(error.line or 1, error.column or 1)
            raise SchemaError(error.message, line=place.line, column=error.column and place.column) from None

    def _own(self, window: Window, problems: Iterable[Problem]) -> Iterator[Problem]:
        """The problems of a window that are not those of what is repeated in it, placed in the whole file."""
        for problem in problems:
            placed, repeated = self._placed(window, problem)
            if not repeated:
                yield placed

    def _placed(self, window: Window, problem: Problem) -> tuple[Problem, bool]:
        """A problem of a window in the whole file, and whether it is one of what is repeated in the window."""
        place, repeated = window.whole_place(problem.line or 1, problem.column or 1)
        xpath = problem.xpath and window.whole_path(problem.xpath, self._survey.totals)
        return attrs.evolve(problem, line=place.line, column=place.column, xpath=xpath), repeated

    def _schema_problems(self, window: Window, tree: etree._Element, version: str) -> Iterator[Problem]:
        """As libxml2 does, nothing more is said of an element in which something is out of place."""
        in_headers: list[Problem] = []
        for problem in schema_problems(window.text, tree, version):
            placed, repeated = self._placed(window, problem)
            if not repeated:
                self._note_misplaced(window, problem)
                yield placed
            elif problem.code == _TEXT:
                in_headers.append(placed)
        if in_headers:
            yield from self._of_text_between_records(window, version, in_headers)

    def _note_misplaced(self, window: Window, problem: Problem) -> None:
        if problem.code in _OUT_OF_PLACE and problem.xpath and (around := window.parent_of(problem.xpath)):
            self._misplaced.add(around.start)

    def _of_text_between_records(self, window: Window, version: str, found: list[Problem]) -> Iterator[Problem]:
        """Text is a problem of the element around it, which may begin in an earlier window; so may the text."""
        skeleton = window.skeleton
        before = (self._placed(window, problem) for problem in schema_problems(skeleton, parse_tree(skeleton), version))
        repeated = Counter(_place(problem) for problem, _ in before if problem.code == _TEXT)
        for problem in found:
            if repeated[_place(problem)]:
                repeated[_place(problem)] -= 1
            else:
                yield problem

    def _repeated_ids(self, window: Window, tree: etree._Element) -> Iterator[Problem]:
        """What libxml2 cannot see: an ``ID`` that it has taken note of in an earlier window too."""
        known = self._ids.copy()
        for identity in {identity for identity, _ in ids.every(window.text) if identity in self._survey.ids}:
            noted = tree.xpath("id($identity)", identity=identity)
            self._ids.update(identity for _ in noted)
            if identity in known:
                yield from (_repetition(window, node) for node in noted)


def _repetition(window: Window, node: etree._Element) -> Problem:
    """As libxml2 says it."""
    place = ordinals_of(node)
    found = locate_all(window.text, {place})[place]
    name = etree.QName(node).localname
    return CATALOGUE["cvc-datatype"].problem(
        f"Element {name!r}, attribute 'id': {node.get('id')!r} is not a valid value of the atomic type 'xs:ID'.",
        doi=found.doi,
        line=found.line,
        column=found.column,
        xpath=found.xpath,
        value=node.get("id"),
    )


def _place(problem: Problem) -> tuple[int, int]:
    return problem.line or 0, problem.column or 0
