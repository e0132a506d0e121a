"""Listens to a whole test run: passwords belong into the body of a request, and nowhere else."""

from __future__ import annotations

import html
import logging
import pathlib
from urllib.parse import quote, quote_plus

from crossref_deposit.errors import CrossrefDepositError

PASSWORDS = ("correct horse", "correct-horse", "wrong horse", "correct> horse", "s3cr&t", "not-a-secret")
ENCODINGS = (str, quote, quote_plus, html.escape)
FORMS = sorted({encode(password) for password in PASSWORDS for encode in ENCODINGS})
SQLITE = b"SQLite format 3\0"


class Eavesdropper(logging.Handler):
    """Keeps what a test gives away: errors, and log lines; those of the HTTP library have each request line."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.heard: list[str] = []
        self.errors: list[CrossrefDepositError] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a log record, whoever it was meant for."""
        self.heard.append(f"{self.format(record)} {vars(record)}")

    def everything(self) -> list[str]:
        """All that was heard, errors with their chains included."""
        return self.heard + [line for error in self.errors for line in _said_by(error)]


def _said_by(error: BaseException) -> list[str]:
    said = [str(error), repr(error), repr(vars(error)), repr(error.args)]
    links = [link for link in (error.__cause__, error.__context__) if link is not None]
    return said + [line for link in links for line in _said_by(link)]


def given_away(texts: list[str]) -> list[str]:
    """The texts that hold a password, in any encoding."""
    return [text for text in texts if any(form in text for form in FORMS)]


def ledgers_in(folder: pathlib.Path) -> list[str]:
    """Every byte of each SQLite file below a folder."""
    contents = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return [content.decode("latin-1") for content in contents if content.startswith(SQLITE)]
