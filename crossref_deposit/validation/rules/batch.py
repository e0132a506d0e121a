"""The file as a whole: what is in it, how large it is, who sends it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from crossref_deposit.validation.rules.deposit import CheckedDeposit
from crossref_deposit.validation.rules.rule import Finding, rule
from crossref_deposit.validation.rules.whole import RECORD_TYPES

LARGEST: Final = 10 * 1024 * 1024
"""Bytes that Crossref takes in one file."""
_ADDRESS: Final = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")


@rule("record-types-mixed")
def record_types_mixed(deposit: CheckedDeposit) -> Iterator[Finding]:
    """A journal beside a book, and the like."""
    first = deposit.whole.record_type
    for part in deposit.parts(*RECORD_TYPES):
        if part.name != first:
            yield Finding(part, f"A {part.name} is in a file that begins with a {first}.", part.name)


@rule("file-too-large")
def file_too_large(deposit: CheckedDeposit) -> Iterator[Finding]:
    """A file of more than 10 MB."""
    if (size := deposit.whole.size) > LARGEST:
        yield Finding(deposit.part(0), f"The file has {size:,} bytes, Crossref takes {LARGEST:,}.", str(size))


@rule("depositor-email")
def depositor_email(deposit: CheckedDeposit) -> Iterator[Finding]:
    """An address to which no log can be mailed."""
    for found in deposit.found("email_address"):
        if not _ADDRESS.fullmatch(found.text):
            yield Finding(found, f"{found.text!r} is not an e-mail address.", found.text)


BATCH_RULES: Final = (record_types_mixed, file_too_large, depositor_email)
