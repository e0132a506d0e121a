"""Submission logs as Crossref writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from crossref_deposit.sandbox.outcome import (
    AnyOutcome,
    CitationOutcome,
    ConflictListOutcome,
    ConflictOutcome,
    ConflictRecord,
    Outcome,
    QueryAnswer,
    QueryOutcome,
    RecordOutcome,
    Status,
)

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_QUERY_RESULT = (
    '<crossref_result xmlns="http://www.crossref.org/qrschema/2.0" version="2.0" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.crossref.org/qrschema/2.0 '
    'https://www.crossref.org/schema/crossref_query_output2.0.xsd">'
)


def pending_log(status: str, submission_id: int = 0) -> bytes:
    """The log of a submission that is not done."""
    return (
        f"{_DECLARATION}<doi_batch_diagnostic status={quoteattr(status)}>\n"
        f"  <submission_id>{submission_id}</submission_id>\n  <batch_id />\n</doi_batch_diagnostic>"
    ).encode()


def completed_log(outcome: AnyOutcome, submission_id: int) -> bytes:
    """The log of a submission that is done, in the shape that its operation has."""
    match outcome:
        case ConflictListOutcome():
            lines = _diagnostic(submission_id, _conflict_list(outcome))
        case QueryOutcome():
            lines = _query_result(outcome)
        case _:
            lines = _diagnostic(submission_id, _batch(outcome))
    return (_DECLARATION + "\n".join(lines)).encode()


def _diagnostic(submission_id: int, content: Iterable[str]) -> Iterator[str]:
    yield '<doi_batch_diagnostic status="completed" sp="sandbox">'
    yield f"   <submission_id>{submission_id}</submission_id>"
    yield from content
    yield "</doi_batch_diagnostic>"


def _batch(outcome: Outcome) -> Iterator[str]:
    yield f"   {_element('batch_id', outcome.batch_id)}"
    for record in outcome.records:
        yield from _record(record, outcome.deferred_id)
    yield "   <batch_data>"
    yield f"      <record_count>{len(outcome.records)}</record_count>"
    for status in Status:
        yield f"      <{status.name.lower()}_count>{outcome.count(status)}</{status.name.lower()}_count>"
    yield "   </batch_data>"


def _record(record: RecordOutcome, deferred_id: int | None) -> Iterator[str]:
    msg_id = f' msg_id="{record.msg_id}"' if record.msg_id is not None else ""
    yield f'   <record_diagnostic status="{record.status.value}"{msg_id}>'
    yield f"      {_element('doi', record.doi)}"
    yield f"      {_element('msg', record.message)}"
    yield from _conflicts(record)
    yield from _citations(record, deferred_id)
    yield "   </record_diagnostic>"


def _conflicts(record: RecordOutcome) -> Iterator[str]:
    if record.conflict_id is not None:
        yield f"      <conflict_id>{record.conflict_id}</conflict_id>"
        yield f"      <dois_in_conflict>{_dois(record.dois_in_conflict)}</dois_in_conflict>"
    if record.resolved_conflict_ids:
        yield f"      <resolved_conflict_ids>{_numbers(record.resolved_conflict_ids)}</resolved_conflict_ids>"


def _citations(record: RecordOutcome, deferred_id: int | None) -> Iterator[str]:
    if record.deferred:
        yield f'      <citations_diagnostic deferred="{deferred_id}" />'
    elif record.citations:
        yield "      <citations_diagnostic>"
        yield from (f"         {_citation(citation)}" for citation in record.citations)
        yield "      </citations_diagnostic>"


def _citation(citation: CitationOutcome) -> str:
    attributes = f"key={quoteattr(citation.key)} status={quoteattr(citation.status)}"
    return f"<citation {attributes}>{escape(citation.text)}</citation>"


def _conflict_list(outcome: ConflictListOutcome) -> Iterator[str]:
    for record in outcome.records:
        yield from _conflict_record(record)


def _conflict_record(record: ConflictRecord) -> Iterator[str]:
    status = ' status="Error"' if record.error else ""
    yield f"   <record_diagnostic doi={quoteattr(record.doi)}{status}>"
    for conflict in record.conflicts:
        yield from _conflict(conflict)
    if record.error:
        yield f"      {_element('msg', record.error)}"
    yield "   </record_diagnostic>"


def _conflict(conflict: ConflictOutcome) -> Iterator[str]:
    yield f'      <conflict status="{conflict.status.value}" ids="{_numbers(conflict.ids)}">'
    yield f"         {_element('msg', conflict.message)}"
    yield f"         <doi_list>{_dois(conflict.dois)}</doi_list>"
    yield "      </conflict>"


def _query_result(outcome: QueryOutcome) -> Iterator[str]:
    yield _QUERY_RESULT
    yield "   <query_result>"
    head = _element("email_address", outcome.email) + _element("doi_batch_id", outcome.batch_id)
    yield f"      <head>{head}</head>"
    yield "      <body>"
    yield from (f"         {_answer(answer)}" for answer in outcome.answers)
    yield "      </body>"
    yield "   </query_result>"
    yield "</crossref_result>"


def _answer(answer: QueryAnswer) -> str:
    key = f" key={quoteattr(answer.key)}" if answer.key else ""
    fields = "".join(_element(name, text, attributes) for name, attributes, text in answer.fields)
    return f'<query{key} status="{answer.status}">{fields}</query>'


def _dois(dois: Iterable[str]) -> str:
    return "".join(_element("doi", doi) for doi in dois)


def _numbers(numbers: Iterable[int]) -> str:
    return ",".join(map(str, numbers))


def _element(name: str, text: str, attributes: dict[str, str] | None = None) -> str:
    start = name + "".join(f" {key}={quoteattr(value)}" for key, value in (attributes or {}).items())
    return f"<{start}>{escape(text)}</{name}>" if text else f"<{start} />"
