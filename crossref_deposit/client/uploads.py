"""From what a user gives to what is sent: the bytes, a name, an operation."""

from __future__ import annotations

import hashlib
import os
import pathlib
import re
import secrets
import time
from typing import TypeAlias

from crossref_deposit.binding.document import read_source
from crossref_deposit.binding.values import show
from crossref_deposit.client.operation import Operation
from crossref_deposit.client.operations import Uploadable
from crossref_deposit.client.servlets import Upload
from crossref_deposit.errors import ModelError, SchemaError
from crossref_deposit.models.root import root_of
from crossref_deposit.validation.documents import Writable

Deposit: TypeAlias = "Writable | Uploadable | bytes | os.PathLike[str]"
"""What can be submitted: a `DoiBatch`, a `ResourceBatch`, a list or query batch, the bytes of a file, or its path."""

_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*")
_FILE_NAME_LENGTH = 128
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9]+")
_OWN_LENGTH = 60


def upload_of(deposit: Deposit, operation: Operation | str | None, file_name: str | None) -> Upload:
    """What is sent of a deposit.

    Raises:
        SchemaError: The file is empty.
        ModelError: ``operation`` or ``file_name`` cannot be.
    """
    content = _content(deposit)
    return Upload(
        file_name=checked_file_name(file_name) if file_name is not None else new_file_name(_extension_of(deposit)),
        content=content,
        operation=_operation(operation) if operation is not None else _operation_of(deposit, content),
    )


def new_file_name(extension: str = ".xml") -> str:
    """A name that no other submission has: the time, for people, and 64 random bits."""
    return f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{secrets.token_hex(8)}{extension}"


def lasting_file_name(path: pathlib.PurePath, content: bytes) -> str:
    """The name of a file that the same file always has and no other: its own, and the beginning of its SHA-256."""
    own = _NOT_IN_A_NAME.sub("-", path.stem).strip("-")[:_OWN_LENGTH]
    extension = ".txt" if path.suffix == ".txt" else ".xml"
    return f"{own or 'deposit'}-{hashlib.sha256(content).hexdigest()[:32]}{extension}"


def checked_file_name(file_name: str) -> str:
    """The name, if it can be part of a path on any server.

    Raises:
        ModelError: It cannot.
    """
    name = str(file_name)
    if name == file_name and len(name) <= _FILE_NAME_LENGTH and _FILE_NAME.fullmatch(name):
        return name
    raise ModelError(
        path="file_name",
        found=show(file_name),
        expected=f"up to {_FILE_NAME_LENGTH} ASCII letters, digits, '-', '_' and single dots, as in a path",
    )


def _extension_of(deposit: Deposit) -> str:
    return deposit.file_extension if isinstance(deposit, Uploadable) else ".xml"


def _content(deposit: Deposit) -> bytes:
    if isinstance(deposit, (bytes, os.PathLike)):
        return read_source(deposit, SchemaError)
    if isinstance(deposit, Uploadable):
        return deposit.to_bytes()
    if hasattr(deposit, "to_xml"):
        return deposit.to_xml()
    message = f"cannot submit {type(deposit).__name__}: give a DoiBatch, bytes (the file) or a pathlib.Path (its place)"
    raise TypeError(message)


def _operation(operation: Operation | str) -> Operation:
    known = ", ".join(known.value for known in Operation)
    try:
        return Operation(operation)
    except ValueError:
        raise ModelError(path="operation", found=repr(operation), expected=f"one of {known}") from None


def _operation_of(deposit: Deposit, content: bytes) -> Operation:
    """The operation that an upload is meant for; of a document, by its root element."""
    if isinstance(deposit, Uploadable):
        return deposit.operation
    try:
        schema = root_of(content).schema or ""
    except SchemaError:
        schema = ""  # Crossref says what is wrong with it
    return Operation.RESOURCES if schema.startswith("doi_resources") else Operation.METADATA
