"""What Crossref found: a ``crossref_result`` document, one entry for each query."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from typing import Final

import attrs

from crossref_deposit.binding import document
from crossref_deposit.diagnostics import DiagnosticReport, RecordDiagnostic, RecordStatus, SubmissionState
from crossref_deposit.errors import LogError

_ROOT: Final = "crossref_result"
_begins: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:[\w.-]+:)?crossref_result\b", re.DOTALL
).match


class QueryStatus(enum.StrEnum):
    """What became of a query. ``OTHER``: a word that nobody has seen."""

    RESOLVED = "resolved"
    """One DOI was found."""
    MULTIRESOLVED = "multiresolved"
    """Several were."""
    UNRESOLVED = "unresolved"
    """None was."""
    MALFORMED = "malformed"
    """Crossref could not read it, or it says too little."""
    OTHER = "other"

    @classmethod
    def _missing_(cls, value: object) -> QueryStatus:
        word = str(value).strip().lower()
        return cls(word if word in {status.value for status in cls} else "other")

    @property
    def found(self) -> bool:
        """Whether there is a DOI."""
        return self in {QueryStatus.RESOLVED, QueryStatus.MULTIRESOLVED}


@attrs.frozen(kw_only=True)
class QueryResult:
    """One answer."""

    key: str
    """The key of the query."""
    status: QueryStatus
    doi: str | None = None
    """The DOI that was found, or asked for."""
    doi_type: str | None = None
    """What it is the DOI of: ``journal_article``, ``book_title``, ..."""
    message: str = ""
    """Crossref's words, if it has any."""
    metadata: tuple[tuple[str, str], ...] = ()
    """What else the answer says, as names and texts in their order."""


@attrs.frozen(kw_only=True)
class QueryResults:
    """The answers to a `QueryBatch`. A query with several hits may have several.

    Example:
        >>> from crossref_deposit import QueryResults
        >>> results = QueryResults.from_xml('''<crossref_result xmlns="http://www.crossref.org/qrschema/3.0"><query_result>
        ... <head><doi_batch_id>q-1</doi_batch_id></head><body><query key="ref1" status="resolved">
        ... <doi type="journal_article">10.5555/12345678</doi></query></body></query_result></crossref_result>''')
        >>> results.doi("ref1")
        '10.5555/12345678'
    """

    batch_id: str | None = None
    """The id of the batch that is answered."""
    results: tuple[QueryResult, ...] = ()

    @classmethod
    def from_xml(cls, source: document.Source) -> QueryResults:
        """The answers that a document holds.

        Args:
            source: The document (``bytes`` or ``str``), or where it is (a path, a binary file).

        Raises:
            LogError: It is no result of queries.
            OSError: The path cannot be read.
        """
        data, encoding = document.unmarked(document.read_source(source, LogError), document.encoding_of(source))
        return _Reader(encoding).read(data)

    @staticmethod
    def are_in(data: bytes) -> bool:
        """Whether a document begins as such results do."""
        return _begins(data) is not None

    def __iter__(self) -> Iterator[QueryResult]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)

    def of(self, key: str) -> tuple[QueryResult, ...]:
        """The answers to one query.

        Args:
            key: The key of the query.
        """
        return tuple(result for result in self.results if result.key == key)

    def doi(self, key: str) -> str | None:
        """The one DOI that was found for a query; none if there is no, or more than one.

        Args:
            key: The key of the query.
        """
        dois = {result.doi for result in self.of(key) if result.status.found and result.doi}
        return dois.pop() if len(dois) == 1 else None

    @property
    def report(self) -> DiagnosticReport:
        """The same as a report, a record for each answer: ``Success`` where something was found."""
        records = tuple(_record(result) for result in self.results)
        return DiagnosticReport(state=SubmissionState.COMPLETED, batch_id=self.batch_id, records=records)


def _record(result: QueryResult) -> RecordDiagnostic:
    said = f": {result.message}" if result.message else ""
    return RecordDiagnostic(
        status=RecordStatus.SUCCESS if result.status.found else RecordStatus.FAILURE,
        message=f"query {result.key}: {result.status}{said}",
        reported_doi=result.doi,
        doi=result.doi,
        dois=(result.doi,) if result.doi else (),
    )


class _Reader:
    """Handlers for the elements of a result."""

    def __init__(self, encoding: str | None) -> None:
        self._names: list[str] = []
        self._texts: list[str] = []
        self._doi_type: str | None = None
        self._query: dict[str, str] = {}
        self._said: list[tuple[str, str]] = []
        self._batch_id: str | None = None
        self._results: list[QueryResult] = []
        self._parser = document.guarded_parser(LogError, encoding=encoding)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._texts.append

    def read(self, data: bytes) -> QueryResults:
        """The results in a document."""
        document.parse(self._parser, data, LogError)
        return QueryResults(batch_id=self._batch_id, results=tuple(self._results))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition("}")[2]
        if not self._names and local != _ROOT:
            self._refuse(f"expected the results of queries (<{_ROOT}>), found <{local}>")
        if len(self._names) >= document.MAX_DEPTH:
            self._refuse(f"elements nested more than {document.MAX_DEPTH} deep, which no result has")
        self._names.append(local)
        self._texts.clear()
        match self._names[2:]:
            case ["body", "query"]:
                self._query, self._said, self._doi_type = attributes, [], None
            case ["body", "query", "doi"]:
                self._doi_type = attributes.get("type")

    def _refuse(self, message: str) -> None:
        raise LogError(message, line=self._parser.CurrentLineNumber, column=self._parser.CurrentColumnNumber + 1)

    def _end(self, _: str) -> None:
        text = "".join(self._texts).strip()
        match self._names[2:]:
            case ["head", "doi_batch_id"]:
                self._batch_id = text or None
            case ["body", "query"]:
                self._results.append(self._result())
            case ["body", "query", *_, name] if text:
                self._said.append((name, text))
        self._names.pop()
        self._texts.clear()

    def _result(self) -> QueryResult:
        said = dict(reversed(self._said))  # the first of each name
        return QueryResult(
            key=self._query.get("key", ""),
            status=QueryStatus(self._query.get("status", "")),
            doi=said.get("doi"),
            doi_type=self._doi_type,
            message=said.get("msg", ""),
            metadata=tuple((name, text) for name, text in self._said if name not in {"doi", "msg"}),
        )
