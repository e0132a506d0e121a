"""The driver: takes records, has them worked on elsewhere, and hands the results back in order."""

from __future__ import annotations

import concurrent.futures
import pickle
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from typing import Any, Final

import attrs

from crossref_deposit.errors import WorkerError
from crossref_deposit.preparation.executors import Workers
from crossref_deposit.preparation.results import PreparedChunk
from crossref_deposit.preparation.work import Chunk, Job, prepared

_OF_EVERY_CHUNK: Final = (pickle.PicklingError, TypeError, AttributeError, ImportError)
"""What would befall every other chunk too: something cannot be pickled, or a worker lacks a package."""


@attrs.define(eq=False)
class Task:
    """A chunk on its way."""

    chunk: Chunk
    future: concurrent.futures.Future[PreparedChunk] | None = None
    alone: bool = False
    """Whether nothing was beside it, so that it is to blame for what happens to its worker."""

    @property
    def running(self) -> bool:
        """Whether its end is still to come."""
        return self.future is not None and not self.future.done()

    @property
    def done(self) -> bool:
        """Whether its result is there."""
        future = self.future
        return future is not None and future.done() and not future.cancelled() and future.exception() is None


class Driver:
    """Takes chunks of records, some ahead of those that have been handed back, and has workers do them.

    Args:
        job: What is to be done with them.
        records: The records.
        workers: Who does it.
        chunk_size: Records in a chunk.
        pending: Chunks at a time that have been taken and not handed back.
    """

    def __init__(self, job: Job, records: Iterable[Any], workers: Workers, *, chunk_size: int, pending: int) -> None:
        self._job = job
        self._records: Iterator[Any] | None = iter(records)
        self._workers = workers
        self._chunk_size = chunk_size
        self._pending = pending
        self._taken = 0
        self._tasks: deque[Task] = deque()
        self._suspects: set[Task] = set()
        self._fatal: Exception | None = None
        self._broken: Exception | None = None

    def results(self) -> Generator[PreparedChunk, None, None]:
        """What becomes of the chunks, in order."""
        try:
            while self._fatal is None and self._start():
                result = self._result_of(self._tasks[0])
                if result is not None:
                    yield self._hand_back(result)
            while self._tasks:
                yield self._hand_back(self._last_of(self._tasks[0]))
        finally:
            self._wind_up()
        if (trouble := self._fatal or self._broken) is not None:
            trouble.add_note(f"{self._taken:,} records were taken, and what became of each was handed back before")
            raise trouble

    def _wind_up(self) -> None:
        for task in self._tasks:
            if task.future is not None:
                task.future.cancel()
        self._workers.close()

    def _start(self) -> bool:
        """Give the workers work; False if there is none left."""
        room = 1 if self._suspects else self._pending
        while sum(task.running for task in self._tasks) < room and (task := self._next()) is not None:
            task.alone = bool(self._suspects)
            try:
                task.future = self._workers.submit(prepared, task.chunk)
            except Exception as error:  # noqa: BLE001 - raised again, after the results of what was taken
                self._fatal = error
                break
        return bool(self._tasks)

    def _next(self) -> Task | None:
        """The next task to begin: the first of those that lost their worker, else a new one."""
        lost = next((task for task in self._tasks if task.future is None), None)
        return lost or self._next_new()

    def _next_new(self) -> Task | None:
        if self._records is None or len(self._tasks) >= self._pending:
            return None
        chunk = Chunk(job=self._job, first=self._taken, records=self._take(self._records))
        if not chunk.records:
            return None
        self._taken += len(chunk.records)
        self._tasks.append(Task(chunk))
        return self._tasks[-1]

    def _take(self, records: Iterator[Any]) -> list[Any]:
        taken: list[Any] = []
        try:
            while len(taken) < self._chunk_size:
                taken.append(next(records))
        except StopIteration:
            self._records = None
        except Exception as error:  # noqa: BLE001 - raised again, after the results of what was taken
            self._records, self._broken = None, error
        return taken

    def _result_of(self, task: Task) -> PreparedChunk | None:
        """What became of a task; None if nothing yet."""
        if task.future is None:  # it waits until it is alone
            running = [other.future for other in self._tasks if other.future is not None and other.running]
            concurrent.futures.wait(running, return_when=concurrent.futures.FIRST_COMPLETED)
            return None
        try:
            result = task.future.result()
        except Exception as error:  # noqa: BLE001 - raised, or told of each record
            return self._without_result(task, error)
        self._suspects.discard(task)
        return result

    def _without_result(self, task: Task, error: Exception) -> PreparedChunk | None:
        """Try it again, if that can help."""
        broken = isinstance(error, concurrent.futures.BrokenExecutor)
        if isinstance(error, _OF_EVERY_CHUNK):
            self._fatal = error
        elif broken and not self._workers.renew():
            self._fatal = self._given_up(error)
        elif task.alone:
            self._suspects.discard(task)
            return _failed(task.chunk, error)
        else:
            self._lose([other for other in self._tasks if not other.done] if broken else [task])
        return None

    def _lose(self, tasks: Iterable[Task]) -> None:
        """Take back tasks whose workers died; any of them may be what killed them."""
        for task in tasks:
            task.future = None
            self._suspects.add(task)

    def _given_up(self, error: Exception) -> WorkerError:
        lost = [task.chunk for task in self._tasks if not task.done]
        message = (
            f"the workers died: {error} Give what makes an executor, such as executor=ProcessPoolExecutor, in place of "
            f"an executor; then it is made anew. Begin again with record {lost[0].first:,}"
        )
        return WorkerError(message, first=lost[0].first, count=sum(len(chunk.records) for chunk in lost))

    def _last_of(self, task: Task) -> PreparedChunk:
        """What became of a task that will not be tried again."""
        try:
            if task.future is not None:
                return task.future.result()
        except Exception as error:  # noqa: BLE001 - told of each record
            return _failed(task.chunk, error)
        return _failed(task.chunk, self._fatal)

    def _hand_back(self, result: PreparedChunk) -> PreparedChunk:
        self._tasks.popleft()
        return result


def _failed(chunk: Chunk, error: Exception | None) -> PreparedChunk:
    last = chunk.first + len(chunk.records) - 1
    message = f"no worker finished records {chunk.first:,} to {last:,}: {type(error).__name__}: {error}"
    return chunk.failed(WorkerError(message, first=chunk.first, count=len(chunk.records)))
