"""Every operation against the sandbox, from what a user writes to what the register says afterwards."""

from __future__ import annotations

import queue
import threading
import wsgiref.simple_server
from concurrent.futures import ThreadPoolExecutor

import pytest

import crossref_deposit as cd
from clients import client_of
from crossref_deposit.client import CallbackApplication, MatchedReference
from crossref_deposit.errors import AuthenticationError, QueueFullError
from crossref_deposit.sandbox import Sandbox
from samples import article, batch

EMAIL = "doi@example.org"
ONE, TWO, THREE = "10.5555/one", "10.5555/two", "10.5555/three"


def same(*dois):
    """Articles with the same metadata."""
    return batch(*(article(doi, titles="The same") for doi in dois))


def settle(client, op, *dois):
    return client.submit(cd.ConflictResolution(email=EMAIL, op=op, dois=dois)).wait()


@pytest.fixture
def conflict(client):
    """Two DOIs with the same metadata."""
    (warning,) = client.submit(same(ONE, TWO)).wait().warnings
    assert (warning.doi, warning.dois_in_conflict) == (TWO, (ONE,))


def test_a_primary_doi_makes_an_alias_of_the_other(conflict, client, sandbox):
    report = settle(client, "primary", ONE)
    assert report.ok
    assert report.records[0].conflicts[0].dois == (TWO,)
    assert sandbox.record(TWO).alias_of == ONE


def test_an_alias_of_the_only_other(conflict, client, sandbox):
    assert settle(client, "alias", ONE).ok
    assert sandbox.record(ONE).alias_of == TWO


def test_an_alias_of_whom(conflict, client, sandbox):
    client.submit(same(THREE)).wait()
    report = settle(client, "alias", ONE)
    assert [record.status for record in report.records] == ["Warning"]
    assert not sandbox.record(ONE).alias_of


def test_a_conflict_that_is_none(conflict, client):
    assert settle(client, "resolve", ONE).ok
    (failure,) = settle(client, "resolve", ONE).failures
    assert (failure.doi, failure.attribution.certain) == (ONE, True)
    assert settle(client, "unresolve", ONE).ok
    assert settle(client, "resolve", ONE).ok


def test_a_forced_alias_and_back(client, sandbox):
    assert client.submit(batch(article(ONE), article(TWO))).wait().ok
    forced = cd.ForcedAliases(email=EMAIL, pairs=cd.AliasPair(primary=ONE, alias=TWO))
    assert client.submit(forced).wait().ok
    assert sandbox.record(TWO).alias_of == ONE
    assert settle(client, "unalias", TWO).ok
    assert not sandbox.record(TWO).alias_of


def test_each_doi_of_a_list_has_its_result(conflict, client):
    report = settle(client, "primary", ONE, "10.5555/none")
    assert [(record.doi, record.status) for record in report.records] == [(ONE, "Success"), ("10.5555/none", "Failure")]


def test_new_urls_and_a_new_owner(client, sandbox):
    assert client.submit(batch(article(ONE), article(TWO))).wait().ok
    urls = {ONE: "https://new.example.org/1", TWO: "https://new.example.org/2", "10.5555/none": "https://a.org/"}
    report = client.submit(cd.UrlUpdate(email=EMAIL, urls=urls)).wait()
    assert [(record.doi, record.status) for record in report.records] == [
        (ONE, "Success"),
        (TWO, "Success"),
        ("10.5555/none", "Failure"),
    ]
    assert [sandbox.record(doi).url for doi in (ONE, TWO)] == [urls[ONE], urls[TWO]]
    sold = cd.OwnershipTransfer(email=EMAIL, from_prefix="10.5555", to_prefix="10.5556", dois=[TWO])
    assert client.submit(sold).wait().ok
    assert sandbox.record(TWO).prefix == "10.5556"
    assert not client.submit(cd.UrlUpdate(email=EMAIL, urls={TWO: "https://a.org/"})).wait().ok
    assert client.submit(cd.UrlUpdate(email=EMAIL, urls={TWO: "https://a.org/"}, prefix="10.5556")).wait().ok


def test_queries(client):
    assert client.submit(batch(article(ONE, titles="Rays <&> waves"))).wait().ok
    queries = [
        cd.Query(key="by doi", doi=ONE),
        cd.Query(key="by title", journal_title="Journal of Psychoceramics", article_title="Rays <&> waves", year=2026),
        cd.Query(key="nobody", doi="10.5555/none"),
    ]
    upload = cd.QueryBatch(email=EMAIL, queries=queries)
    submission = client.submit(upload)
    report = submission.wait()
    results = cd.QueryResults.from_xml(submission.log)
    assert report.batch_id == results.batch_id == upload.batch_id
    assert results.doi("by doi") == ONE
    assert results.doi("nobody") is None
    assert [result.key for result in results] == ["by doi", "by title", "nobody"]
    assert submission.contents() == upload.to_bytes()


def test_matched_references(client):
    cited = [cd.Citation(key="a", doi=TWO), cd.Citation(key="b", author="Watson")]
    assert client.submit(batch(article(TWO))).wait().ok
    assert client.submit(batch(article(ONE, citations=cited))).wait().ok
    assert client.matched_references(ONE) == (MatchedReference(key="a", doi=TWO),)
    assert client.matched_references(TWO) == ()


def test_the_references_of_a_synchronous_deposit_come_later(client, sandbox):
    assert client.submit(batch(article(TWO))).wait().ok
    report = client.submit_synchronously(batch(article(ONE, citations=[cd.Citation(key="a", doi=TWO)])))
    assert report.ok
    sandbox.settle()
    assert report.records[0].deferred == str(sandbox.submissions[-1].submission_id)


def test_a_synchronous_deposit_that_fails(client, sandbox):
    deposit = batch(article(ONE))
    assert client.submit_synchronously(deposit).ok
    (failure,) = client.submit_synchronously(deposit).failures
    assert (failure.doi, failure.problems[0].code) == (ONE, "timestamp-not-newer")


def test_too_many_synchronous_deposits_at_once():
    with (
        Sandbox(workers=1, processing_for=2) as sandbox,
        client_of(sandbox, retry=cd.RetryPolicy(attempts=1)) as client,
        ThreadPoolExecutor(2) as threads,
    ):
        answers = [threads.submit(client.submit_synchronously, batch(article(f"10.5555/{number}"))) for number in "ab"]
        errors = [answer.exception() for answer in answers]
    assert sorted(type(error) for error in errors if error) == [QueueFullError]


@pytest.mark.parametrize(
    "ask", [lambda client: client.matched_references(ONE), lambda client: client.submit_synchronously(same(ONE))]
)
def test_a_wrong_password(sandbox, ask):
    with client_of(sandbox, password="wrong") as client, pytest.raises(AuthenticationError):
        ask(client)


class Quiet(wsgiref.simple_server.WSGIRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def results(client, sandbox):
    """What notifications of the sandbox bring."""
    results = queue.Queue()
    with CallbackApplication(client, results.put, endpoint="sandbox.1") as application:
        server = wsgiref.simple_server.make_server("127.0.0.1", 0, application, handler_class=Quiet)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        sandbox.notify(f"http://127.0.0.1:{server.server_port}/", endpoint="sandbox.1")
        yield results
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("upload", "ok"),
    [
        (batch(article(ONE)), True),
        (cd.ConflictResolution(email=EMAIL, op="primary", dois=[ONE]), False),
        (cd.QueryBatch(email=EMAIL, queries=cd.Query(key="1", doi=ONE)), False),
    ],
)
def test_a_notification_brings_every_kind_of_log(client, results, upload, ok):
    submission = client.submit(upload)
    result = results.get(timeout=10)
    report = submission.wait()
    assert (result.report.ok, report.ok) == (ok, ok)
    assert result.log == submission.log
    assert result.notification.submission_id
    assert result.notification.batch_id == report.batch_id
