"""A job is killed again and again, and in the end every file was delivered once and answered for.

``nox -s endurance`` kills it a hundred times over two hundred files; here it is a taste of that.
"""

from __future__ import annotations

import collections
import os
import pathlib
import random
import re
import subprocess
import sys
import time

import pytest

import journals
from crossref_deposit import Ledger, LedgerState
from crossref_deposit.sandbox import Endpoint, FaultKind, Sandbox

KILLS = int(os.environ.get("CROSSREF_KILLS", "6"))
FILES = 2 * KILLS
PASSWORD = "correct horse battery"
SEED = int(os.environ.get("CROSSREF_SEED", "5"))
FINAL = {FaultKind.LOGIN_PAGE, FaultKind.UNAUTHORIZED, FaultKind.REFUSED, FaultKind.LOST_FILE, FaultKind.LOST_LOG}
FAULTS = [
    (kind, endpoint)
    for kind in sorted(set(FaultKind) - FINAL)  # the others end a job or a submission, as they should
    for endpoint in (Endpoint.DEPOSIT, Endpoint.DOWNLOAD)
    if endpoint in kind.endpoints
]
JOB = pathlib.Path(__file__).with_name("nightly.py")


@pytest.fixture
def sandbox():
    """About every third request meets a fault, and no file is done before its job is killed."""
    delays = {"unknown_for": 0.05, "queued_for": 0.02, "processing_for": 0.3}  # longer than a job lives
    with Sandbox(password=PASSWORD, workers=5, pending_limit=8, retry_after="0", seed=SEED, **delays) as sandbox:
        for kind, endpoint in FAULTS:
            sandbox.fail(kind, endpoint=endpoint, times=None, probability=0.03, seconds=0.05, retry_after="0")
        yield sandbox


@pytest.fixture
def outbox(tmp_path):
    folder = tmp_path / "outbox"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"deposit-{number:04}.xml").write_bytes(
            journals.one_article(f"10.5555/{number:04}", batch_id=f"batch-{number:04}")
        )
    return folder


class Job:
    """The job, in processes of its own."""

    def __init__(self, sandbox: Sandbox, ledger: pathlib.Path, outbox: pathlib.Path) -> None:
        self._environment = {
            **os.environ,
            "CROSSREF_DEPOSIT_USERNAME": sandbox.username,
            "CROSSREF_DEPOSIT_PASSWORD": PASSWORD,
        }
        self._arguments = [sys.executable, str(JOB), sandbox.url, str(ledger), str(outbox)]

    def start(self, last: int) -> subprocess.Popen[bytes]:
        command = [*self._arguments, str(last)]
        return subprocess.Popen(command, env=self._environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run_and_kill(self, last: int, chance: random.Random, processes: int) -> int:
        """How many processes were killed before they were done."""
        running = [self.start(last) for _ in range(processes)]
        if chance.random() < 0.9:  # else while it starts
            for process in running:
                process.stdout.readline()
        for process in running:
            time.sleep(chance.uniform(0, 0.2))
            process.kill()
        said = [process.communicate(timeout=30)[1].decode() for process in running]
        assert not any(said), said
        return sum(process.returncode == -9 for process in running)

    def run_to_the_end(self, last: int, processes: int) -> None:
        running = [self.start(last) for _ in range(processes)]
        said = [process.communicate(timeout=120)[1].decode() for process in running]
        ends = [(process.returncode, words) for process, words in zip(running, said, strict=True)]
        assert ends == [(0, "")] * processes


@pytest.mark.parametrize("processes", [1, 2])
def test_nothing_is_lost_and_nothing_is_done_twice(sandbox, outbox, tmp_path, processes):
    chance = random.Random(SEED)  # noqa: S311 - keeps no secret
    ledger = tmp_path / "deposits.ledger"
    job = Job(sandbox, ledger, outbox)
    killed = 0
    for life in range(KILLS):  # the outbox fills while the job dies and comes back
        killed += job.run_and_kill(2 * (life + 1), chance, processes)
    job.run_to_the_end(0, processes)  # with no new files: what was begun is ended by resume alone
    assert_ended(ledger)
    job.run_to_the_end(FILES, processes)
    assert killed >= KILLS * processes * 0.6
    report(sandbox, killed)
    assert_delivered_once(sandbox, outbox)
    assert_answered_for(sandbox, outbox, ledger)
    for file in tmp_path.glob("deposits.ledger*"):
        assert PASSWORD.encode() not in file.read_bytes()


def assert_ended(path: pathlib.Path) -> None:
    with Ledger(path) as ledger:
        assert {state for state, number in ledger.count().items() if number} <= {LedgerState.COMPLETED}


def report(sandbox: Sandbox, killed: int) -> None:
    uploads = f"{FILES} files in {len(sandbox.submissions)} uploads, {len(sandbox.requests)} requests"
    print(f"seed {SEED}: {killed} processes killed, {uploads}")  # noqa: T201 - read with -s


def assert_delivered_once(sandbox: Sandbox, outbox: pathlib.Path) -> None:
    deadline = time.monotonic() + 30
    while sandbox_is_busy(sandbox) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert {view.file_name for view in sandbox.submissions} == {file.name for file in outbox.iterdir()}
    # Twice goes what arrived and was answered with 503, and what a busy machine kept for longer than the grace.
    assert len(sandbox.submissions) <= FILES * 1.1 + 1
    for view in sandbox.submissions:
        assert view.xml == (outbox / view.file_name).read_bytes()
    effects = collections.Counter(
        doi
        for view in sandbox.submissions
        for doi in re.findall(rb'status="Success".*?<doi>(.*?)</doi>', view.log, re.DOTALL)
    )
    assert effects == {f"10.5555/{number:04}".encode(): 1 for number in range(FILES)}


def sandbox_is_busy(sandbox: Sandbox) -> bool:
    return any(view.log is None for view in sandbox.submissions)


def assert_answered_for(sandbox: Sandbox, outbox: pathlib.Path, path: pathlib.Path) -> None:
    logs = {view.file_name: view.log for view in reversed(sandbox.submissions)}  # the first of a name counts
    with Ledger(path) as ledger:
        entries = list(ledger.entries())
        assert {entry.file_name for entry in entries} == {file.name for file in outbox.iterdir()}
        assert {entry.state for entry in entries} == {LedgerState.COMPLETED}
        for entry in entries:
            assert ledger.log(entry.file_name) == logs[entry.file_name]
            assert ledger.report(entry.file_name).ok or was_overtaken(ledger, sandbox, entry.file_name)


def was_overtaken(ledger: Ledger, sandbox: Sandbox, file_name: str) -> bool:
    """Whether the file was sent again for want of an answer, and that copy was worked on first."""
    [record] = ledger.report(file_name).records
    uploads = [view for view in sandbox.submissions if view.file_name == file_name]
    return len(uploads) > 1 and [problem.code for problem in record.problems] == ["timestamp-not-newer"]
