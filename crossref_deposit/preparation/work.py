"""What a worker does: it makes the models of a chunk of records, writes files of them, and checks these."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, TypeAlias

import attrs

from crossref_deposit.errors import BuildError, CrossrefDepositError, ModelError
from crossref_deposit.models.batch import Depositor, DoiBatch
from crossref_deposit.preparation.assembly import Around, Body, Placed, placed, together
from crossref_deposit.preparation.results import FailedRecord, PreparedBatch, PreparedChunk
from crossref_deposit.problems import Problem, Severity
from crossref_deposit.validation import validate

_FRAMES: Final = -3  # the innermost
File: TypeAlias = PreparedBatch | FailedRecord


@attrs.frozen(kw_only=True)
class Job:
    """What is the same for all chunks."""

    depositor: Depositor
    registrant: str
    batch_id: str
    timestamp: int
    schema_version: str
    max_bytes: int
    build: Callable[[Any], Any] | None
    within: Around | None

    def placed(self, index: int, record: object) -> Placed:
        """A record that was given, as something that can be in a body."""
        return placed(index, self._model(record), self.within)

    def _model(self, record: Any) -> Any:  # noqa: ANN401 - whatever it is, `placed` looks at it
        if self.build is None:
            return record
        try:
            return self.build(record)
        except CrossrefDepositError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told of this record alone
            trace = "".join(traceback.format_exception(error, limit=_FRAMES))
            raise BuildError(type(error).__name__, str(error), traceback=trace) from None

    def file(self, body: Body) -> PreparedBatch:
        """Records as a file, not checked yet.

        Raises:
            VersionError: The schema version cannot say what is in them.
        """
        first = body.records[0].index
        batch = DoiBatch(
            depositor=self.depositor,
            registrant=self.registrant,
            body=body.items,
            batch_id=f"{self.batch_id}-{first:09}",
            timestamp=self.timestamp + first,
            schema_version=self.schema_version,
        )
        return PreparedBatch(
            batch_id=batch.batch_id,
            timestamp=batch.timestamp,
            content=batch.to_xml(),
            indexes=tuple(record.index for record in body.records),
        )


@attrs.frozen(kw_only=True, eq=False)
class Chunk:
    """Some records, and what to do with them: what is sent to a worker."""

    job: Job
    first: int
    records: Sequence[Any]

    def failed(self, error: CrossrefDepositError) -> PreparedChunk:
        """What becomes of it when no worker can do it."""
        numbers = range(self.first, self.first + len(self.records))
        failures = tuple(FailedRecord(index=index, error=error) for index in numbers)
        return PreparedChunk(first=self.first, count=len(self.records), failures=failures)


def prepared(chunk: Chunk) -> PreparedChunk:
    """What becomes of a chunk."""
    made: list[Placed] = []
    done: list[File] = []
    for index, record in enumerate(chunk.records, chunk.first):
        try:
            made.append(chunk.job.placed(index, record))
        except CrossrefDepositError as error:
            done.append(FailedRecord(index=index, error=error))
    for group in together(made, lambda record: record.kind):
        done += _files(chunk.job, group)
    return PreparedChunk(
        first=chunk.first,
        count=len(chunk.records),
        batches=tuple(
            sorted((file for file in done if isinstance(file, PreparedBatch)), key=lambda file: file.indexes)
        ),
        failures=tuple(sorted((file for file in done if isinstance(file, FailedRecord)), key=lambda file: file.index)),
    )


def _files(job: Job, records: Sequence[Placed]) -> Iterator[File]:
    """The files of records of one type and prefix, and those of the records that can be in none."""
    if not records:
        return
    body = Body(records)
    try:
        file = job.file(body)
    except CrossrefDepositError as error:
        alone = [failure for record in records if (failure := _by_itself(job, record))]
        failures = alone or [_failure(record, error=error) for record in records]
    else:
        if len(file.content) > job.max_bytes:
            yield from _in_parts(job, records, len(file.content))
            return
        problems = validate(file.content).problems
        failures = _refused(job, body, problems)
        if not failures:
            yield attrs.evolve(file, problems=problems)
            return
    yield from failures
    failed = {failure.index for failure in failures}
    yield from _files(job, [record for record in records if record.index not in failed])


def _in_parts(job: Job, records: Sequence[Placed], size: int) -> Iterator[File]:
    if len(records) == 1:
        expected = f"at most {job.max_bytes:,}"
        error = ModelError("prepare.max_bytes", found=f"{size:,} bytes for one record", expected=expected)
        yield _failure(records[0], error=error)
        return
    middle = len(records) // 2
    yield from _files(job, records[:middle])
    yield from _files(job, records[middle:])


def _refused(job: Job, body: Body, problems: Sequence[Problem]) -> list[FailedRecord]:
    """The records that errors belong to."""
    told: dict[Placed, list[Problem]] = {}
    for problem in problems:
        if problem.severity is Severity.ERROR:
            for record in body.at(problem.xpath):
                told.setdefault(record, []).append(problem)
    return [_by_itself(job, record) or _beside_others(record, errors) for record, errors in told.items()]


def _by_itself(job: Job, record: Placed) -> FailedRecord | None:
    """What is wrong with a record that is alone in a file, if anything."""
    try:
        file = job.file(Body([record]))
    except CrossrefDepositError as error:
        return _failure(record, error=error)
    report = validate(file.content)
    return None if report.ok else _failure(record, problems=report.problems, content=file.content)


def _beside_others(record: Placed, errors: Sequence[Problem]) -> FailedRecord:
    """A record that is refused for its neighbours, such as the second of a DOI; the file of all is not kept."""
    return _failure(record, problems=tuple(attrs.evolve(error, line=None, column=None, xpath=None) for error in errors))


def _failure(record: Placed, **reason: Any) -> FailedRecord:  # noqa: ANN401 - the other fields of a FailedRecord
    return FailedRecord(index=record.index, doi=record.doi, **reason)
