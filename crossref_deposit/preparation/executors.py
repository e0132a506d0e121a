"""Where chunks are worked on: the user's executor, one of our own making, or none."""

from __future__ import annotations

import functools
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Any, TypeAlias, TypeVar

Given: TypeAlias = Executor | Callable[[], Executor] | None
Result = TypeVar("Result")


class DaskExecutor(Executor):
    """What ``Client.get_executor`` returns, but for one thing.

    If a result is lost with its worker, and cannot be made again, then Dask's own futures never end. These do.

    Args:
        client: The ``distributed.Client``.
        options: What tasks are submitted with: ``workers``, ``resources``, ...
    """

    def __init__(self, client: Any, options: dict[str, Any]) -> None:  # noqa: ANN401 - Dask need not be installed
        self._client = client
        self._options = {**options, "pure": False}

    @classmethod
    def of(cls, executor: Any) -> Executor:  # noqa: ANN401 - Dask's has no types
        """This in place of Dask's; any other executor as it is."""
        found: Executor = executor
        if type(executor).__module__ == "distributed.cfexecutor":
            found = cls(executor._client, executor._kwargs)  # noqa: SLF001 - nothing public has them
        return found

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:  # noqa: ANN401 - as its base has it
        """Have a worker call a function."""
        future: Future[Result] = Future()
        task = self._client.submit(fn, *args, **kwargs, **self._options)
        future.add_done_callback(functools.partial(_cancel, task))
        task.add_done_callback(functools.partial(_hand_over, future))
        return future


def _hand_over(future: Future[Result], task: Any) -> None:  # noqa: ANN401 - a future of Dask's, in a thread of its own
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(task.result())
    except Exception as error:  # noqa: BLE001 - it is the future's to raise
        future.set_exception(error)


def _cancel(task: Any, future: Future[Result]) -> None:  # noqa: ANN401 - a future of Dask's
    if future.cancelled():
        task.cancel()


class InThisProcess(Executor):
    """Does the work when it is submitted."""

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:  # noqa: ANN401 - as its base has it
        """The result of the function, or what it raised."""
        future: Future[Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - it is the future's to raise
            future.set_exception(error)
        return future


class Workers:
    """An executor, and how another is made when its workers have died.

    Args:
        given: An executor, which stays the user's to shut down; or what makes one; or nothing, for `InThisProcess`.
    """

    def __init__(self, given: Given) -> None:
        self._ours = not isinstance(given, Executor)
        self._make: Callable[[], Executor] = _the(given) if isinstance(given, Executor) else given or InThisProcess
        self._executor: Executor | None = None

    def submit(self, function: Callable[..., Result], *arguments: object) -> Future[Result]:
        """Have a function called; what is wrong with the executor itself is the future's to raise."""
        if self._executor is None:
            self._executor = self._make()
        try:
            return self._executor.submit(function, *arguments)
        except BrokenExecutor as error:
            future: Future[Result] = Future()
            future.set_exception(error)
            return future

    def renew(self) -> bool:
        """Let go of an executor that is broken; False if it is not of our making, so that there will be no other."""
        self.close()
        return self._ours

    def close(self) -> None:
        """Shut down what is of our making, after the calls that are running."""
        if self._ours and self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None


def _the(executor: Executor) -> Callable[[], Executor]:
    return lambda: DaskExecutor.of(executor)
