"""A job as docs/delivery.md has it: run by test_killed.py in a process of its own, and killed there."""

from __future__ import annotations

import pathlib
import sys

from crossref_deposit import DepositClient, PollPolicy, RetryPolicy


def deliver(url: str, ledger: str, files: list[pathlib.Path]) -> None:
    """Go on with what is left, then send all files."""
    with DepositClient(
        base_url=url,
        ledger=ledger,
        timeout=2,
        retry=RetryPolicy(attempts=None, timeout=None, wait_initial=0.01, wait_max=0.05, wait_jitter=0.01),
        poll=PollPolicy(interval=0.01, interval_max=0.05, unknown_grace=0.5),
    ) as client:
        print("at work", flush=True)  # noqa: T201 - so that it can be killed there
        for submission in client.resume():
            submission.wait()
        for result in client.submit_all(files, file_name=lambda path: path.name):
            if result.error is not None:
                raise result.error


if __name__ == "__main__":
    server, path, outbox, last = sys.argv[1:]
    deliver(server, path, sorted(pathlib.Path(outbox).glob("*.xml"))[: int(last)])
