"""Notifications: what a request says, where its result may be, and the receiver as a server."""

from __future__ import annotations

import json
import logging
import threading
import wsgiref.simple_server
from datetime import UTC, datetime, timedelta

import attrs
import pytest
import requests

import journals
from crossref_deposit.client import CallbackApplication, Notification, ServiceStatus
from crossref_deposit.client.callbacks.retrieval import address
from crossref_deposit.errors import LogError, ModelError, RejectedError, TransportError

ENDPOINT = "ctf.org.1"
LOG = (
    '<doi_batch_diagnostic status="completed"><submission_id>7</submission_id><batch_id>batch-1</batch_id>'
    '<record_diagnostic status="Failure"><doi>10.5555/ONE</doi><msg>Record not processed</msg></record_diagnostic>'
    "</doi_batch_diagnostic>"
)
STATUS = {"id": 12, "status": "completed", "completed": None, "externalTrackingId": "batch-1", "more": 1}


def headers_of(url="https://doi.crossref.org/notification/7", **changes):
    headers = {
        "CROSSREF-NOTIFY-ENDPOINT": ENDPOINT,
        "CROSSREF-EXTERNAL-ID": "batch-1",
        "CROSSREF-INTERNAL-ID": "7",
        "CROSSREF-RETRIEVE-URL": url,
        "CROSSREF-SERVICE-DATE": "Sat, 21 Nov 2026 10:00:00 GMT",
        "CROSSREF-RETRIEVE-URL-EXPIRATION-DATE": "Sat, 21 Nov 2996 10:00:00 GMT",
    }
    headers |= {name.replace("_", "-"): value for name, value in changes.items()}
    return {name: value for name, value in headers.items() if value is not None}


def notification_of(*arguments, **changes):
    return Notification.from_headers(headers_of(*arguments, **changes))


def test_a_notification():
    assert notification_of() == Notification(
        endpoint=ENDPOINT,
        retrieve_url="https://doi.crossref.org/notification/7",
        batch_id="batch-1",
        submission_id="7",
        service_date=datetime(2026, 11, 21, 10, tzinfo=UTC),
        expires=datetime(2996, 11, 21, 10, tzinfo=UTC),
    )


def test_a_notification_with_the_least():
    headers = {"crossref-notify-endpoint": ENDPOINT, "Crossref-Retrieve-Url": "https://doi.crossref.org/7"}
    notification = Notification.from_headers(headers, endpoint=["other.1", ENDPOINT])
    assert (notification.batch_id, notification.submission_id, notification.expires) == (None, None, None)
    assert not notification.expired


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Sunday, 06-Nov-94 08:49:37 GMT", datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)),
        ("Sun Nov  6 08:49:37 1994", datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)),
        ("1994-11-06T08:49:37Z", datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)),
        ("1994-11-06 08:49:37.0", datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)),
        ("784111777", datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)),
        ("1792576177000", datetime(2026, 10, 21, 9, 49, 37, tzinfo=UTC)),
    ],
)
def test_dates_as_they_come(text, moment):
    notification = notification_of(CROSSREF_SERVICE_DATE=text, CROSSREF_RETRIEVE_URL_EXPIRATION_DATE=text)
    assert notification.service_date == notification.expires == moment
    assert notification.expired == (moment < datetime.now(UTC))


def test_headers_that_are_none_of_crossrefs_do_not_matter():
    assert notification_of(COOKIE="x" * 9000, X_HOPS=["one", "two"]) == notification_of()


@pytest.mark.parametrize("text", ["batch-é-日", "batch-é-日".encode().decode("latin-1")])
def test_headers_are_utf_8_whatever_the_server_makes_of_them(text):
    assert notification_of(CROSSREF_EXTERNAL_ID=text).batch_id == "batch-é-日"


@pytest.mark.parametrize(
    ("changes", "path", "said"),
    [
        ({"CROSSREF_NOTIFY_ENDPOINT": None}, "CROSSREF-NOTIFY-ENDPOINT", "no such header"),
        ({"CROSSREF_NOTIFY_ENDPOINT": "ctf.org.2"}, "CROSSREF-NOTIFY-ENDPOINT", "'ctf.org.2'"),
        ({"CROSSREF_RETRIEVE_URL": " "}, "CROSSREF-RETRIEVE-URL", "no such header"),
        ({"CROSSREF_SERVICE_DATE": "yesterday"}, "CROSSREF-SERVICE-DATE", "'yesterday'"),
        ({"CROSSREF_RETRIEVE_URL_EXPIRATION_DATE": "9" * 30}, "CROSSREF-RETRIEVE-URL-EXPIRATION-DATE", "9999"),
        ({"CROSSREF_SERVICE_DATE": "9" * 18}, "CROSSREF-SERVICE-DATE", "9999"),
        ({"CROSSREF_EXTERNAL_ID": "x" * 9000}, "CROSSREF-EXTERNAL-ID", "9,000 characters"),
    ],
)
def test_what_is_no_notification_is_refused(changes, path, said):
    with pytest.raises(ModelError) as caught:
        Notification.from_headers(headers_of(**changes), endpoint=ENDPOINT)
    assert caught.value.path == path
    assert said in str(caught.value)
    assert ENDPOINT not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://doi.crossref.org/notification/7", "https://doi.crossref.org/notification/7"),
        ("https://crossref.org", "https://crossref.org/"),
        ("http://DOI.crossref.org:80/a?b=c", "https://doi.crossref.org/a?b=c"),
        ("https://a.b.crossref.org:443/Á 1?x=ü#y", "https://a.b.crossref.org/%C3%81%201?x=%C3%BC"),
        ("https://doi.crossref.org/100%/%C3%81", "https://doi.crossref.org/100%25/%C3%81"),
        ("http://127.0.0.1:8000/7", "http://127.0.0.1:8000/7"),
    ],
)
def test_addresses_of_crossref_and_of_the_own_server(url, expected):
    assert address(notification_of(url), "http://127.0.0.1:8000") == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/",
        "https://crossref.org.example.org/",
        "https://notcrossref.org/",
        "https://doi.crossref.org@example.org/",
        "https://example.org\\@doi.crossref.org/",
        "https://example.org\\.crossref.org/",
        "https://me:word@doi.crossref.org/",
        "https://doi.crossref.org:8443/",
        "http://doi.crossref.org:443/",
        "https://doi.crossref.org./",
        "https://doi.cro\u0455sref.org/",
        "https://doi.crossref.org\u2024example.org/",
        "ftp://doi.crossref.org/",
        "file:///etc/passwd",
        "//doi.crossref.org/",
        "/etc/passwd",
        "http://127.0.0.1/7",
        "http://127.0.0.1:8001/7",
        "https://127.0.0.1:8000/7",
        "http://localhost:8000/7",
        "http://169.254.169.254/latest/meta-data",
        "https://doi.crossref.org:port/",
        "https://[doi.crossref.org/",
        "https://doi.crossref.org/\r\nHost: example.org",
        "https://doi.crossref.org\t.example.org/",
    ],
)
def test_nothing_is_fetched_from_anywhere_else(url, scripted_client, script):
    with pytest.raises(ModelError) as caught:
        address(notification_of(url), "http://127.0.0.1:8000")
    assert caught.value.path == "CROSSREF-RETRIEVE-URL"
    with pytest.raises(ModelError):
        scripted_client.retrieve(notification_of(url))
    assert script.received == []


def test_the_log_is_fetched_without_the_password(script, scripted_client):
    script.say(LOG, Content_Type="text/xml;charset=UTF-8")
    result = scripted_client.retrieve(notification_of(f"{script.url}/get/Á"), submission=journals.one_article())
    assert [(record.doi, record.line) for record in result.report.records] == [("10.5555/one", 18)]
    assert result.log == LOG.encode()
    assert result.notification.batch_id == "batch-1"
    assert script.received == [("GET /get/%C3%81 HTTP/1.1", b"")]


@pytest.mark.parametrize(
    "wrapped",
    [
        json.dumps(STATUS),
        json.dumps(json.dumps(STATUS)),
        json.dumps([STATUS]),
        f"({json.dumps(STATUS)})",
        f"\ufeff {json.dumps(STATUS)}",
    ],
)
def test_a_status_in_place_of_a_log(script, scripted_client, wrapped):
    script.say(wrapped, Content_Type="application/json")
    result = scripted_client.retrieve(notification_of(f"{script.url}/7"))
    assert (result.report, result.log) == (None, None)
    assert result.service == ServiceStatus(id="12", status="completed", external_tracking_id="batch-1")


@pytest.mark.parametrize("wrapped", [json.dumps(LOG), json.dumps([LOG]), f"[{LOG}]"])
def test_a_log_that_is_wrapped(script, scripted_client, wrapped):
    script.say(wrapped)
    assert scripted_client.retrieve(notification_of(f"{script.url}/7")).report.submission_id == "7"


def test_results_of_queries_come_the_same_way(script, scripted_client):
    script.say(
        "<crossref_result><query_result><head><doi_batch_id>batch-1</doi_batch_id></head><body>"
        '<query key="1" status="unresolved"/></body></query_result></crossref_result>'
    )
    report = scripted_client.retrieve(notification_of(f"{script.url}/7")).report
    assert (report.batch_id, report.ok) == ("batch-1", False)


@pytest.mark.parametrize(
    ("answer", "status", "error", "said", "requests"),
    [
        ("", 404, RejectedError, "does not have the result", 1),
        ("", 410, RejectedError, "or no longer", 1),
        ("", 401, RejectedError, "does not have the result", 1),
        ("", 302, TransportError, "redirect", 1),
        ("", 500, TransportError, "cannot answer now", 4),
        ("", 429, TransportError, "cannot answer now", 4),
        ("  ", 200, TransportError, "answered with nothing", 4),
        ("<html>Welcome</html>", 200, TransportError, "an HTML page", 4),
        ("so long", 200, LogError, "begins with 'so long'", 1),
        ("[1, 2]", 200, LogError, "expected a log or JSON", 1),
        ("[" * 100_000, 200, LogError, "expected a log or JSON", 1),
        ("<doi_batch_diagnostic>", 200, LogError, "not well-formed", 1),
        (LOG.replace("batch-1", "batch-2").replace(">7<", ">8<"), 200, LogError, "that of batch batch-2", 1),
    ],
)
def test_no_result(script, scripted_client, answer, status, error, said, requests):
    script.say(answer, status)
    with pytest.raises(error, match=said):
        scripted_client.retrieve(notification_of(f"{script.url}/7"))
    assert len(script.received) == requests


@pytest.mark.parametrize("change", [("batch-1", "314668373.xml"), (">7<", ">8<")])
def test_a_log_may_name_one_of_the_two_otherwise(script, scripted_client, change):
    script.say(LOG.replace(*change))
    assert scripted_client.retrieve(notification_of(f"{script.url}/7")).report.state.finished


def test_what_has_expired_is_not_asked_for(script, scripted_client):
    past = datetime.now(UTC) - timedelta(seconds=1)
    notification = attrs.evolve(notification_of(f"{script.url}/7"), expires=past)
    with pytest.raises(RejectedError, match="was there until"):
        scripted_client.retrieve(notification)
    assert script.received == []


@attrs.define
class Receiver:
    """An application, mounted in a server, and what it hands on."""

    client: object
    results: list = attrs.Factory(list)
    errors: list = attrs.Factory(list)
    url: str = ""
    application: CallbackApplication | None = None

    def handle(self, result):
        self.results.append(result)

    def note(self, notification, error):
        self.errors.append((notification.batch_id, error))


class Quiet(wsgiref.simple_server.WSGIRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def receive(scripted_client):
    """A function that mounts an application."""
    open_servers = []

    def start(**arguments):
        receiver = Receiver(scripted_client)
        given = {"endpoint": ENDPOINT, "on_error": receiver.note, **arguments}
        receiver.application = CallbackApplication(scripted_client, given.pop("handler", receiver.handle), **given)
        server = wsgiref.simple_server.make_server("127.0.0.1", 0, receiver.application, handler_class=Quiet)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        open_servers.append((server, thread, receiver.application))
        receiver.url = f"http://127.0.0.1:{server.server_port}/"
        return receiver

    yield start
    for server, thread, application in open_servers:
        server.shutdown()
        thread.join()
        server.server_close()
        application.close()


def notify(receiver, *arguments, method="POST", data=b"", **changes):
    headers = {name: value.encode() for name, value in headers_of(*arguments, **changes).items()}
    return requests.request(method, receiver.url, headers=headers, data=data, timeout=5)


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_receiver_hands_results_on(script, receive, method):
    script.say(LOG)
    receiver = receive()
    answer = notify(receiver, f"{script.url}/7", method=method, data=b"x" * 100, CROSSREF_EXTERNAL_ID="batch-é")
    assert (answer.status_code, answer.content) == (200, b"")
    receiver.application.close()
    (result,) = receiver.results
    assert (result.notification.batch_id, result.report.submission_id) == ("batch-é", "7")
    assert receiver.errors == []


def test_a_receiver_that_was_closed_begins_again(script, receive):
    script.say(LOG)
    receiver = receive()
    for number in (1, 2):
        assert notify(receiver, f"{script.url}/7").status_code == 200
        receiver.application.close()
        assert len(receiver.results) == number


@pytest.mark.parametrize(
    ("changes", "header"),
    [
        ({"CROSSREF_NOTIFY_ENDPOINT": "ctf.org.2"}, "CROSSREF-NOTIFY-ENDPOINT"),
        ({"CROSSREF_NOTIFY_ENDPOINT": None}, "CROSSREF-NOTIFY-ENDPOINT"),
        ({"CROSSREF_RETRIEVE_URL": "http://169.254.169.254/"}, "CROSSREF-RETRIEVE-URL"),
        ({"CROSSREF_SERVICE_DATE": "never"}, "CROSSREF-SERVICE-DATE"),
    ],
)
def test_a_receiver_refuses_what_is_no_notification(receive, caplog, changes, header):
    receiver = receive()
    answer = notify(receiver, **changes)
    assert answer.status_code == 400
    assert answer.text == f"not a notification of Crossref: {header}\n"
    assert header in caplog.text


@pytest.mark.parametrize("length", ["70000", "-1", "many", "1" * 5000])
def test_a_receiver_reads_no_large_bodies(receive, length):
    status = []
    environ = {
        "CONTENT_LENGTH": length,
        **{f"HTTP_{name.replace('-', '_')}": value for name, value in headers_of().items()},
    }
    receive().application(environ, lambda line, _: status.append(line))
    assert [line.split()[0] for line in status] == ["413"]  # Python has other words for it from 3.13 on


def test_a_receiver_goes_on_after_failures(script, receive, caplog):
    script.say("", 404)
    script.say(LOG)
    seen = []

    def handler(result):
        seen.append(result)
        if len(seen) == 1:
            message = "the database is away"
            raise RuntimeError(message)

    receiver = receive(handler=handler)
    for number in (1, 2, 3):
        assert notify(receiver, f"{script.url}/7", CROSSREF_EXTERNAL_ID=f"batch-{number}").status_code == 200
    receiver.application.close()
    assert [(batch_id, type(error)) for batch_id, error in receiver.errors] == [
        ("batch-1", RejectedError),
        ("batch-2", RuntimeError),
    ]
    assert len(seen) == 2
    assert caplog.text.count("came to nothing") == 2
    assert "Traceback" in caplog.text  # of the handler


@pytest.mark.parametrize("on_error", [None, lambda *_: 1 / 0])
def test_a_receiver_survives_its_error_handler(script, receive, caplog, on_error):
    script.say("", 404)
    script.say(LOG)
    receiver = receive(on_error=on_error)
    for _ in range(2):
        notify(receiver, f"{script.url}/7")
    receiver.application.close()
    assert len(receiver.results) == 1
    assert ("on_error failed" in caplog.text) == (on_error is not None)


def test_a_receiver_takes_no_more_than_it_can_hold(script, receive):
    script.say(LOG)
    busy, go = threading.Event(), threading.Event()

    def handler(_):
        busy.set()
        assert go.wait(5)

    receiver = receive(handler=handler, backlog=1)
    assert notify(receiver, f"{script.url}/7").status_code == 200
    assert busy.wait(5)
    assert notify(receiver, f"{script.url}/7").status_code == 200
    assert notify(receiver, f"{script.url}/7").status_code == 503
    go.set()


def test_a_receiver_logs_no_secrets(script, receive, caplog):
    caplog.set_level(logging.DEBUG, "crossref_deposit")
    script.say("correct horse", 500)
    receiver = receive()
    notify(receiver, f"{script.url}/7?token=sesame")
    receiver.application.close()
    (error,) = (error for _, error in receiver.errors)
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("crossref_deposit")]
    assert any("came to nothing" in line for line in lines)
    for secret in ("correct horse", "sesame"):
        assert secret not in f"{lines} {error} {error!r} {vars(error)}"
