"""The grammar of ``doi_batch_diagnostic``: a log becomes plain records, nothing interpreted.

What logs leave out or do in their own way is allowed for: no status, no ``doi``, several
``doi``/``msg`` pairs in one ``record_diagnostic``, no ``batch_data``, the shape of conflict uploads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias
from xml.parsers import expat

import attrs

from crossref_deposit.binding import document
from crossref_deposit.diagnostics.log_source import describe
from crossref_deposit.errors import LogError
from crossref_deposit.problems import Problem, problems_in

_BEGINNING: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:[\w.-]+:)?doi_batch_diagnostic\b", re.IGNORECASE | re.DOTALL
)
_HEAD: Final = 4096  # bytes of a document that tell what it is
_ROOT: Final = "doi_batch_diagnostic"
_NUMBER: Final = re.compile(r"[0-9]{1,18}")
_COUNTS: Final = {
    "record_count": "records",
    "success_count": "successes",
    "warning_count": "warnings",
    "failure_count": "failures",
}


@attrs.frozen(kw_only=True)
class Citation:
    """What became of one reference."""

    key: str
    """Its key in the deposit."""
    status: str
    """Crossref's word: ``resolved_reference``, ``stored_query`` (looked up again later) or ``error``."""
    text: str = ""
    """The DOI that was found, or the reason of an error."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why Crossref cannot look it up; none if it can."""
        return tuple(problems_in(self.text)) if self.status == "error" else ()


@attrs.frozen(kw_only=True)
class Conflict:
    """One conflict in the log of a conflict upload."""

    status: str
    ids: tuple[str, ...] = ()
    message: str = ""
    dois: tuple[str, ...] = ()


@attrs.define(kw_only=True)
class LogRecord:
    """One ``record_diagnostic``, or one of its ``doi``/``msg`` pairs, as it stands in the log."""

    element: int
    """Which ``record_diagnostic`` of the log it is from, counted from 0."""
    status: str | None = None
    msg_id: str | None = None
    doi: str | None = None
    """The text of ``doi``; none if there is no such element."""
    message: str | None = None
    conflict_id: str | None = None
    dois_in_conflict: list[str] = attrs.field(factory=list)
    resolved_conflict_ids: tuple[str, ...] = ()
    citations: list[Citation] = attrs.field(factory=list)
    deferred: str | None = None
    conflicts: list[Conflict] = attrs.field(factory=list)


@attrs.define(kw_only=True)
class Log:
    """A log, as it stands."""

    status: str | None = None
    server: str | None = None
    submission_id: str | None = None
    batch_id: str | None = None
    counts: dict[str, int] = attrs.field(factory=dict)
    has_counts: bool = False
    elements: int = 0
    """How many ``record_diagnostic`` it has; one may hold several results."""
    records: list[LogRecord] = attrs.field(factory=list)
    fault: LogError | None = None
    """Why it could not be read to its end."""


Attributes: TypeAlias = dict[str, str]


def parse_log(pieces: Iterable[bytes], *, salvage: bool = False) -> Log:
    """Read the XML of a log.

    Args:
        pieces: The document in UTF-8, in pieces of any size.
        salvage: Whether a log that is cut off or damaged is read as far as it goes (`Log.fault` says why).

    Raises:
        LogError: It is not well-formed, has a DTD, is too deep, or is no log.
    """
    reader = _LogReader()
    try:
        for piece in pieces:
            reader.feed(piece)
        reader.close()
    except LogError as error:
        if not (salvage and reader.is_log):
            raise
        reader.abandon(error)
    return reader.log


def stream_log(pieces: Iterable[bytes]) -> Iterator[LogRecord]:
    """The records of a log one by one, none of them kept.

    Args:
        pieces: As for `parse_log`.

    Raises:
        LogError: As `parse_log` does, when it comes to the place.
    """
    reader = _LogReader()
    for piece in pieces:
        reader.feed(piece)
        yield from reader.take()
    reader.close()
    yield from reader.take()


class _LogReader:
    """Handlers for the elements of a log, by the element and the one around it."""

    def __init__(self) -> None:
        self.log = Log()
        self._head = b""
        self._names: list[str] = []
        self._texts: list[list[str]] = []
        self._attributes: list[Attributes] = []
        self._openings: dict[str, Callable[[Attributes], None]] = {
            "record_diagnostic": self._open_record,
            "citations_diagnostic": self._open_citations,
            "conflict": self._open_conflict,
        }
        self._closings: dict[tuple[str, str], Callable[[str], None]] = {
            (_ROOT, "submission_id"): lambda text: setattr(self.log, "submission_id", text or None),
            (_ROOT, "batch_id"): lambda text: setattr(self.log, "batch_id", text or None),
            ("record_diagnostic", "doi"): self._doi,
            ("record_diagnostic", "msg"): self._message,
            ("record_diagnostic", "conflict_id"): lambda text: setattr(self._record, "conflict_id", text or None),
            ("record_diagnostic", "resolved_conflict_ids"): self._resolved,
            ("dois_in_conflict", "doi"): self._doi_in_conflict,
            ("citations_diagnostic", "citation"): self._citation,
            ("conflict", "msg"): self._conflict_message,
            ("doi_list", "doi"): self._conflict_doi,
            (_ROOT, "record_diagnostic"): self._close_record,
            (_ROOT, "batch_data"): lambda _: setattr(self.log, "has_counts", True),
            **{("batch_data", name): self._counter(key) for name, key in _COUNTS.items()},
        }
        self._parser = document.guarded_parser(LogError, encoding="utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    @property
    def is_log(self) -> bool:
        """Whether it begins as a log does, well-formed or not."""
        return _BEGINNING.match(self._head) is not None

    def feed(self, piece: bytes, *, final: bool = False) -> None:
        """Read on."""
        self._head = self._head or piece[:_HEAD]
        try:
            self._parser.Parse(piece, final)
        except expat.ExpatError as error:
            found = document.describe(self._head) + expat.ErrorString(error.code) + _hint(self._head)
            raise self._no_log(LogError(found, line=error.lineno, column=error.offset + 1)) from None
        except LogError as error:
            raise self._no_log(error) from None

    def close(self) -> None:
        """There is no more to read."""
        self.feed(b"", final=True)

    def take(self) -> Iterator[LogRecord]:
        """The records that are complete; they are forgotten."""
        open_element = self._element if "record_diagnostic" in self._names else None
        while self.log.records and self.log.records[0].element != open_element:
            yield self.log.records.pop(0)

    def abandon(self, error: LogError) -> None:
        """The log cannot be read on; a record that is not complete says too little to be kept."""
        self.log.fault = error
        if "record_diagnostic" in self._names:
            self.log.records = [record for record in self.log.records if record.element != self._element]
            self.log.elements -= 1

    def _no_log(self, error: LogError) -> LogError:
        """The same, in better words if this never was a log."""
        if not error.message.startswith(("this is", "found an HTML page")):
            return error
        message = f"expected a submission log (doi_batch_diagnostic), found {describe(self._head)}"
        return LogError(message, line=error.line, column=error.column)

    @property
    def _element(self) -> int:
        """The number of the ``record_diagnostic`` that is being read."""
        return self.log.elements - 1

    @property
    def _record(self) -> LogRecord:
        """The record that is being read; outside of any, one that nobody will see."""
        return self.log.records[-1] if self.log.records else LogRecord(element=-1)

    def _start(self, name: str, attributes: Attributes) -> None:
        local = name.rpartition("}")[2]
        if not self._names:
            self._open_root(local, attributes)
        if len(self._names) >= document.MAX_DEPTH:
            self._refuse(f"elements nested more than {document.MAX_DEPTH} deep, which no log has")
        self._names.append(local)
        self._texts.append([])
        self._attributes.append(attributes)
        if opening := self._openings.get(local):
            opening(attributes)

    def _end(self, _: str) -> None:
        local = self._names.pop()
        around = self._names[-1] if self._names else ""
        text = "".join(self._texts.pop())
        closing = self._closings.get((around, local))
        if closing is not None:
            closing(text.strip())
        elif self._texts:
            self._texts[-1].append(text)  # markup within a message is part of what it says
        self._attributes.pop()

    def _text(self, text: str) -> None:
        self._texts[-1].append(text)

    def _refuse(self, message: str) -> None:
        raise LogError(message, line=self._parser.CurrentLineNumber, column=self._parser.CurrentColumnNumber + 1)

    def _open_root(self, name: str, attributes: Attributes) -> None:
        if name.lower() != _ROOT:
            hint = ", which is the deposit and not its log" if name == "doi_batch" else ""
            found = describe(self._head) if name.lower() == "html" else f"an element <{name}>{hint}"
            self._refuse(f"expected a submission log (doi_batch_diagnostic), found {found}")
        self.log.status = attributes.get("status")
        self.log.server = attributes.get("sp")

    def _open_record(self, attributes: Attributes) -> None:
        self.log.elements += 1
        self._add_record(attributes)
        self._record.doi = attributes.get("doi")

    def _add_record(self, attributes: Attributes) -> None:
        record = LogRecord(element=self._element, status=attributes.get("status"), msg_id=attributes.get("msg_id"))
        self.log.records.append(record)

    def _close_record(self, text: str) -> None:
        """Text that stands in the record itself is its message, if it has no other."""
        pairs = [record for record in self.log.records[-3:] if record.element == self._element]
        if len(pairs) == 2:  # noqa: PLR2004 - perhaps a message and its DOI behind it
            self._join_reversed(*pairs)
        if self._record.message is None and text and not self._record.conflicts:
            self._record.message = text

    def _join_reversed(self, first: LogRecord, second: LogRecord) -> None:
        """One pair with its message first was taken for two."""
        if first.doi is None and second.message is None:
            first.doi = second.doi
            self.log.records.pop()

    def _doi(self, text: str) -> None:
        if self._record.doi is not None or self._record.message is not None:
            self._add_record(self._attributes[-2])
        self._record.doi = text

    def _message(self, text: str) -> None:
        if self._record.message is not None:
            self._add_record(self._attributes[-2])
        self._record.message = text

    def _doi_in_conflict(self, text: str) -> None:
        self._record.dois_in_conflict.append(text)

    def _resolved(self, text: str) -> None:
        self._record.resolved_conflict_ids = _listed(text)

    def _open_citations(self, attributes: Attributes) -> None:
        self._record.deferred = attributes.get("deferred")

    def _citation(self, text: str) -> None:
        attributes = self._attributes[-1]
        citation = Citation(key=attributes.get("key", ""), status=attributes.get("status", ""), text=text)
        self._record.citations.append(citation)

    def _open_conflict(self, attributes: Attributes) -> None:
        conflict = Conflict(status=attributes.get("status", ""), ids=_listed(attributes.get("ids", "")))
        self._record.conflicts.append(conflict)

    def _conflict_message(self, text: str) -> None:
        if conflicts := self._record.conflicts:
            conflicts[-1] = attrs.evolve(conflicts[-1], message=text)

    def _conflict_doi(self, text: str) -> None:
        if conflicts := self._record.conflicts:
            conflicts[-1] = attrs.evolve(conflicts[-1], dois=(*conflicts[-1].dois, text))

    def _counter(self, key: str) -> Callable[[str], None]:
        def count(text: str) -> None:
            if (number := number_in(text)) is not None:
                self.log.counts[key] = number

        return count


def number_in(text: str | None) -> int | None:
    """The number that a text is, if it is one that logs may have."""
    return int(text) if text and _NUMBER.fullmatch(text) else None


def _hint(head: bytes) -> str:
    curly = "=“".encode() in head
    return ". Its quotes are typographic (“), as web pages and mail programs make them" if curly else ""


def _listed(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(",") if item.strip())
