"""Plain HTTP to a sandbox, without this package's client."""

from __future__ import annotations

import time
from xml.etree import ElementTree as ET

import attrs
import pytest
import requests

from crossref_deposit.sandbox import Sandbox


@attrs.frozen
class Talk:
    """A person at the command line."""

    sandbox: Sandbox

    def deposit(self, xml: bytes, file_name: str = "a.xml", **fields: str) -> requests.Response:
        data = {"operation": "doMDUpload", "login_id": self.sandbox.username, "login_passwd": self.sandbox.password}
        return requests.post(
            f"{self.sandbox.url}/servlet/deposit", data={**data, **fields}, files={"fname": (file_name, xml)}, timeout=5
        )

    def download(self, method: str = "POST", **fields: str) -> requests.Response:
        data = {"usr": self.sandbox.username, "pwd": self.sandbox.password, "type": "result", **fields}
        where = {"data": data} if method == "POST" else {"params": data}
        return requests.request(method, f"{self.sandbox.url}/servlet/submissionDownload", timeout=5, **where)

    def get(self, path: str, **parameters: str) -> requests.Response:
        return requests.get(f"{self.sandbox.url}{path}", params=parameters, timeout=5)

    def result(self, content: bytes, file_name: str = "a.xml", **fields: str) -> ET.Element:
        """Submit to a sandbox without delays, and return what is answered in the end."""
        assert "successfully received" in self.deposit(content, file_name, **fields).text
        self.sandbox.settle()
        return ET.fromstring(self.download(file_name=file_name).content)  # noqa: S314 - our own server's

    def log(self, xml: bytes, file_name: str = "a.xml") -> ET.Element:
        """Deposit, wait, and return the log."""
        assert "successfully received" in self.deposit(xml, file_name).text
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            log = ET.fromstring(self.download(file_name=file_name).content)  # noqa: S314 - our own server's
            if log.get("status") == "completed":
                return log
            time.sleep(0.01)
        pytest.fail("the log never came")
