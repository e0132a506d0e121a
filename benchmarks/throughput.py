"""How many deposits a second the client sends, beside plain ``requests.post`` to the same server.

``python -m benchmarks.throughput`` prints a table. The ledger is on; the disk has each submission before it is sent.
"""

from __future__ import annotations

import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING, TypedDict

import requests

import crossref_deposit as cd
from benchmarks import ours
from benchmarks.facts import Maker

if TYPE_CHECKING:
    from collections.abc import Callable

SERVER = """
import sys
from crossref_deposit.sandbox import Sandbox
with Sandbox(processing_for=3600) as sandbox:
    print(sandbox.url, sandbox.username, sandbox.password, flush=True)
    sys.stdin.read()
"""
LEAST = 0.6


class Account(TypedDict):
    """How to reach the server."""

    username: str
    password: str
    base_url: str


def by_hand(account: Account, document: bytes, number: int) -> None:
    """What a user would write without any care."""
    session = requests.Session()
    for count in range(number):
        answer = session.post(
            f"{account['base_url']}/servlet/deposit",
            data={"operation": "doMDUpload", "login_id": account["username"], "login_passwd": account["password"]},
            files={"fname": (f"by-hand-{time.monotonic_ns()}-{count}.xml", document)},
            timeout=60,
        )
        assert "successfully received" in answer.text


def seconds(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def main() -> None:
    """Take turns, so that both meet the same machine, and print the medians."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.throughput", description=__doc__)
    parser.add_argument("--number", type=int, default=100, help="deposits in one turn")
    parser.add_argument("--turns", type=int, default=7)
    parser.add_argument("--articles", type=int, default=10, help="articles in a deposit")
    options = parser.parse_args()
    document = ours.batch(Maker().articles(options.articles)).to_xml()
    command = [sys.executable, "-c", SERVER]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server,
    ):
        assert server.stdout
        url, username, password = server.stdout.readline().split()
        ledger = pathlib.Path(folder, "deposits.ledger")
        account: Account = {"username": username, "password": password, "base_url": url}
        rows = measure(account, ledger, document, options)
        server.communicate("")
    hand = statistics.median(rows["requests.post, a session, no care"])
    print(f"{options.number} deposits of {len(document):,} bytes in a turn, {options.turns} turns.\n")
    print("| sent by | deposits a second | beside requests.post | at least | met |")
    print("|---|---|---|---|---|")
    for name, turns in rows.items():
        median = statistics.median(turns)
        bound = (LEAST, "yes" if hand / median >= LEAST else "**no**") if "with a ledger" in name else ("", "")
        print(f"| {name} | {options.number / median:.0f} | {hand / median:.2f} | {bound[0]} | {bound[1]} |")


def measure(
    account: Account, ledger: pathlib.Path, document: bytes, options: argparse.Namespace
) -> dict[str, list[float]]:
    """Seconds of each turn."""
    number: int = options.number
    with cd.DepositClient(**account) as plain, cd.DepositClient(**account, ledger=ledger) as keeper:
        jobs: dict[str, Callable[[], object]] = {
            "requests.post, a session, no care": lambda: by_hand(account, document, number),
            "submit, no ledger": lambda: [plain.submit(document, force=True) for _ in range(number)],
            "submit, with a ledger": lambda: [keeper.submit(document, force=True) for _ in range(number)],
            "submit_all, with a ledger": lambda: list(keeper.submit_all([document] * number, wait=False, force=True)),
            "the same, each checked before": lambda: list(keeper.submit_all([document] * number, wait=False)),
        }
        rows: dict[str, list[float]] = {name: [] for name in jobs}
        for _ in range(options.turns):
            for name, job in jobs.items():
                rows[name].append(seconds(job))
    return rows


if __name__ == "__main__":
    main()
