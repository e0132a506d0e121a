"""Where chunks are worked on: the user's executor, one of our own making, or none."""

from __future__ import annotations

import functools
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Any, ParamSpec, Protocol, TypeAlias, TypeVar

Given: TypeAlias = Executor | Callable[[], Executor] | None
Asked = ParamSpec("Asked")
Result = TypeVar("Result")
Made_co = TypeVar("Made_co", covariant=True)


class _Task(Protocol[Made_co]):
    """A future of Dask's, which need not be installed."""

    def result(self) -> Made_co: ...
    def cancel(self) -> object: ...
    def add_done_callback(self, fn: Callable[[Any], None]) -> object: ...


class _Client(Protocol):
    """A ``distributed.Client``."""

    def submit(self, fn: Callable[..., Result], *args: object, **options: object) -> _Task[Result]: ...


class DaskExecutor(Executor):
    """What ``Client.get_executor`` returns, but for one thing.

    If a result is lost with its worker, and cannot be made again, then Dask's own futures never end. These do.

    Args:
        client: The ``distributed.Client``.
        options: What tasks are submitted with: ``workers``, ``resources``, ...
    """

    def __init__(self, client: _Client, options: dict[str, object]) -> None:
        self._client = client
        self._options = {**options, "pure": False}

    @classmethod
    def of(cls, executor: Executor) -> Executor:
        """This in place of Dask's; any other executor as it is."""
        if type(executor).__module__ != "distributed.cfexecutor":
            return executor
        own = vars(executor)  # Dask's class has no public names for these
        return cls(own["_client"], own["_kwargs"])

    def submit(self, fn: Callable[Asked, Result], /, *args: Asked.args, **kwargs: Asked.kwargs) -> Future[Result]:
        """Have a worker call a function."""
        future: Future[Result] = Future()
        task = self._client.submit(fn, *args, **kwargs, **self._options)
        future.add_done_callback(functools.partial(_cancel, task))
        task.add_done_callback(functools.partial(_hand_over, future))
        return future


def _hand_over(future: Future[Result], task: _Task[Result]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(task.result())
    except Exception as error:  # noqa: BLE001 - it is the future's to raise
        future.set_exception(error)


def _cancel(task: _Task[Result], future: Future[Result]) -> None:
    if future.cancelled():
        task.cancel()


class InThisProcess(Executor):
    """Does the work when it is submitted."""

    def submit(self, fn: Callable[Asked, Result], /, *args: Asked.args, **kwargs: Asked.kwargs) -> Future[Result]:
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
