"""Submission logs as Crossref writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from crossref_deposit.sandbox.outcome import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crossref_deposit.sandbox.outcome import CitationOutcome, Outcome, RecordOutcome

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def pending_log(status: str, submission_id: int = 0) -> bytes:
    """The log of a submission that is not done."""
    return (
        f"{_DECLARATION}<doi_batch_diagnostic status={quoteattr(status)}>\n"
        f"  <submission_id>{submission_id}</submission_id>\n  <batch_id />\n</doi_batch_diagnostic>"
    ).encode()


def completed_log(outcome: Outcome, submission_id: int) -> bytes:
    """The log of a submission that is done."""
    return "\n".join(_lines(outcome, submission_id)).encode()


def _lines(outcome: Outcome, submission_id: int) -> Iterator[str]:
    yield f'{_DECLARATION}<doi_batch_diagnostic status="completed" sp="sandbox">'
    yield f"   <submission_id>{submission_id}</submission_id>"
    yield f"   {_element('batch_id', outcome.batch_id)}"
    for record in outcome.records:
        yield from _record(record)
    yield "   <batch_data>"
    yield f"      <record_count>{len(outcome.records)}</record_count>"
    for status in Status:
        yield f"      <{status.name.lower()}_count>{outcome.count(status)}</{status.name.lower()}_count>"
    yield "   </batch_data>"
    yield "</doi_batch_diagnostic>"


def _record(record: RecordOutcome) -> Iterator[str]:
    msg_id = f' msg_id="{record.msg_id}"' if record.msg_id is not None else ""
    yield f'   <record_diagnostic status="{record.status.value}"{msg_id}>'
    yield f"      {_element('doi', record.doi)}"
    yield f"      {_element('msg', record.message)}"
    if record.citations:
        yield "      <citations_diagnostic>"
        yield from (f"         {_citation(citation)}" for citation in record.citations)
        yield "      </citations_diagnostic>"
    yield "   </record_diagnostic>"


def _citation(citation: CitationOutcome) -> str:
    attributes = f"key={quoteattr(citation.key)} status={quoteattr(citation.status)}"
    return f"<citation {attributes}>{escape(citation.text)}</citation>"


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>" if text else f"<{name} />"
