"""A real browser, and a server that notices what it asks for. ``nox -s browser`` runs these tests."""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import pathlib
import shutil
import threading
from collections.abc import Callable, Iterator

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

FLAGS = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync --disable-dev-shm-usage""".split()


@pytest.fixture(scope="session")
def browser(tmp_path_factory) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    yield driver
    driver.quit()


@pytest.fixture(autouse=True)
def _as_new(browser) -> None:
    """A wide window, light, with scripts."""
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    browser.get_log("browser")


class Visited:
    """A folder that is served, and what was asked for."""

    def __init__(self, url: str, asked: list[str]) -> None:
        self.url = url
        self.asked = asked


@pytest.fixture
def visit(browser, tmp_path) -> Iterator[Callable[[str], Visited]]:
    """A function that shows a page in the browser, from a server that writes down every request."""
    asked: list[str] = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_request(self, *_: object) -> None:
            asked.append(self.path)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def show(page: str) -> Visited:
        pathlib.Path(tmp_path / "report.html").write_text(page, encoding="utf-8")
        url = f"http://127.0.0.1:{server.server_port}/report.html"
        browser.get(url)
        return Visited(url, asked)

    with contextlib.closing(server.socket):
        yield show
        server.shutdown()
