"""Records to files on a Dask cluster of two processes; some of these are killed."""

from __future__ import annotations

import csv
import os
import pathlib
import subprocess
import sys

import pytest

import crossref_deposit as cd
from crossref_deposit.errors import WorkerError
from crossref_deposit.preparation.executors import DaskExecutor
from crossref_deposit.sandbox import Sandbox
from rows import HEAD, JOURNAL, article, article_or_death, deadly_result, rows

dask = pytest.importorskip("dask", reason="Dask, an optional dependency, is not installed")
distributed = pytest.importorskip("distributed", reason="Dask, an optional dependency, is not installed")
SCRIPT = pathlib.Path(__file__).parent.parent.parent / "examples" / "deposit_table.py"
NAMED = {"batch_id": "psy", "timestamp": 20260101}
IMPATIENT = {"distributed.scheduler.allowed-failures": 0}  # Dask tries a task once, and not on four workers


@pytest.fixture(scope="module")
def client():
    with (
        dask.config.set(IMPATIENT),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def prepare(records, executor, **arguments):
    arguments = {**HEAD, "build": article, "within": JOURNAL, "chunk_size": 2, **arguments}
    return list(cd.prepare(records, executor=executor, **arguments))


def test_a_cluster_makes_the_same_files_in_the_same_order(client):
    records = rows(11, row_3={"doi": "nonsense"})
    here = prepare(records, None, **NAMED)
    there = prepare(records, client.get_executor(), build=lambda row: article(row), **NAMED)  # noqa: PLW0108 - Dask takes any function
    assert [chunk.batches for chunk in there] == [chunk.batches for chunk in here]
    assert [str(failure) for chunk in there for failure in chunk.failures] == [str(here[1].failures[0])]


def test_workers_that_are_killed_cost_no_record_but_those_that_kill(client, tmp_path):
    records = rows(12, row_2={"dies_once": tmp_path / "died"}, row_9={"dies": True})
    chunks = prepare(records, client.get_executor(), build=article_or_death)
    assert (tmp_path / "died").exists()
    failures = [failure for chunk in chunks for failure in chunk.failures]
    assert [failure.index for failure in failures] == [8, 9]
    assert all(isinstance(failure.error, WorkerError) for failure in failures)
    assert "KilledWorker" in str(failures[0])
    assert [index for chunk in chunks for batch in chunk.batches for index in batch.indexes] == [*range(8), 10, 11]


def test_a_result_that_is_lost_with_its_worker_is_not_waited_for(client, tmp_path):
    """With the futures of Dask's own executor this would never end."""
    future = DaskExecutor.of(client.get_executor()).submit(deadly_result, tmp_path / "once")
    assert type(future.exception(timeout=60)).__name__ == "KilledWorker"


def test_what_is_cancelled_is_cancelled_on_the_cluster(client):
    executor = DaskExecutor.of(client.get_executor())
    futures = [executor.submit(__import__, "math") for _ in range(50)]
    assert any([future.cancel() for future in futures])  # noqa: C419 - each is cancelled
    assert all(future.cancelled() or future.result().pi > 3 for future in futures)


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "articles.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["doi", "title", "given_name", "surname", "published", "url"])
        for number, published in enumerate(["2026-11-02", "2026", "one day", "2026-11"]):
            doi = f"10.5555/{number}"
            writer.writerow([doi, f"On {number}", "Josiah", "Carberry", published, f"https://example.org/{doi}"])
    return path


def run_example(table, sandbox, *options):
    account = {"CROSSREF_DEPOSIT_USERNAME": sandbox.username, "CROSSREF_DEPOSIT_PASSWORD": sandbox.password}
    command = [sys.executable, str(SCRIPT), str(table), "--server", sandbox.url, *options]
    run = subprocess.run(command, env=os.environ | account, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


def test_the_example_deposits_a_table_once_whatever_prepares_it(client, table):
    with Sandbox() as sandbox:
        said = run_example(table, sandbox)
        assert run_example(table, sandbox, "--scheduler", client.scheduler.address) == said
        assert len(sandbox.submissions) == 1
    assert said[0].startswith("record 2: JournalArticle.publication_dates[0]: found 'one day'")
    assert said[1:] == ["<SubmissionSummary: 1 submissions, 0 errors, 3 registered, 0 failed>"]
