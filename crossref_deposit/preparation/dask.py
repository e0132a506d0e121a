"""Dask's workers as an executor that waits for no result in vain."""

from __future__ import annotations

import functools
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, TypeVar

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
