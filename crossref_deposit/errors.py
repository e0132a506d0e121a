"""Every exception this package raises, in one tree.

.. code-block:: text

    CrossrefDepositError
    ├── ModelError (ValueError)          a value that a model cannot hold
    ├── VersionError                     a schema version that cannot say this, or is not known
    ├── SchemaError                      a document that is not a readable, valid deposit
    ├── LogError                         a submission log that cannot be read
    ├── MissingDependencyError (ImportError)   an optional package that is not installed
    ├── BuildError                       a function of the user's that could not make a record
    ├── WorkerError                      workers that died, or could not be sent their work
    └── ClientError                      talking to Crossref failed
        ├── AuthenticationError          Crossref refused the credentials
        ├── QueueFullError               Crossref's limit of pending submissions is reached
        ├── RejectedError                the submission was not taken
        │   └── ForetoldError            not even sent: Crossref is certain to refuse it
        ├── TransportError               no usable answer came back
        ├── SubmissionTimeout            no final log within the time allowed
        └── LedgerError                  the file of submissions cannot be used

Each message says where, what was found, what was expected and what to do; the same facts are
attributes. No message, attribute or ``repr`` ever holds a password. All of them can be pickled, but for
`SubmissionTimeout`, which holds the submission.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossref_deposit.client.submission import Submission
    from crossref_deposit.problems import Problem

__all__ = [
    "AuthenticationError",
    "BuildError",
    "ClientError",
    "CrossrefDepositError",
    "ForetoldError",
    "LedgerError",
    "LogError",
    "MissingDependencyError",
    "ModelError",
    "QueueFullError",
    "RejectedError",
    "SchemaError",
    "SubmissionTimeout",
    "TransportError",
    "VersionError",
    "WorkerError",
]


class CrossrefDepositError(Exception):
    """Base of everything this package raises on purpose."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _without_init, (type(self), self.args), self.__dict__


def _without_init(error: type[CrossrefDepositError], args: tuple[Any, ...]) -> CrossrefDepositError:
    """An unpickled error; Python would call the class with ``args``, which are not what it takes."""
    return error.__new__(error, *args)


class ModelError(CrossrefDepositError, ValueError):
    """A value that a model cannot hold.

    Args:
        path: Where it was given, such as ``PublicationDate.month`` or ``Journal.articles[3]``.
        found: What was given, shortened.
        expected: What would have been right, in words.
        remedy: What to do about it, if that is more than the opposite of the fault.
    """

    def __init__(self, path: str, *, found: str, expected: str, remedy: str = "") -> None:
        self.path = path
        self.found = found
        self.expected = expected
        self.remedy = remedy
        super().__init__(path, found, expected, remedy)

    def __str__(self) -> str:
        advice = f". {self.remedy}" if self.remedy else ""
        return f"{self.path}: found {self.found}, expected {self.expected}{advice}"


class VersionError(CrossrefDepositError):
    """A schema version that is not known, or cannot say what was asked of it.

    Args:
        message: The whole sentence for a reader.
        version: The version that was asked for or found.
        field: The model field that the version lacks, such as ``PersonName.roles``.
        first_version: The first schema version that has it.
    """

    def __init__(
        self, message: str, *, version: str, field: str | None = None, first_version: str | None = None
    ) -> None:
        self.version = version
        self.field = field
        self.first_version = first_version
        super().__init__(message)


class _PlacedError(CrossrefDepositError):
    """An error at a place in a document."""

    def __init__(
        self,
        message: str,
        *,
        line: int | None = None,
        column: int | None = None,
        xpath: str | None = None,
        doi: str | None = None,
    ) -> None:
        self.message = message
        self.line = line
        self.column = column
        self.xpath = xpath
        self.doi = doi
        super().__init__(message)

    def __str__(self) -> str:
        place = [f"line {self.line}" if self.line else "", f"column {self.column}" if self.column else ""]
        where = ", ".join(part for part in [*place, self.xpath or ""] if part)
        record = f" (record {self.doi})" if self.doi else ""
        return f"{where}{record}: {self.message}" if where else f"{self.message}{record}"


class SchemaError(_PlacedError):
    """A document that is not a readable, valid deposit.

    Args:
        message: What was found, what was expected and what to do.
        line: Line in the document, from 1.
        column: Column in that line, from 1, in characters.
        xpath: The element, as a path from the root.
        doi: The DOI of the record that the element belongs to.
    """


class LogError(_PlacedError):
    """A submission log that cannot be read.

    Args:
        message: What was found, what was expected and what to do.
        line: Line in the log, from 1.
        column: Column in that line, from 1, in characters.
    """


class MissingDependencyError(CrossrefDepositError, ImportError):
    """An optional package that is not installed.

    Args:
        package: The package that could not be imported.
        extra: The extra of this distribution that brings it.
    """

    def __init__(self, package: str, *, extra: str) -> None:
        self.package = package
        self.extra = extra
        super().__init__(f"{package} is not installed. Install it with: pip install 'crossref_deposit[{extra}]'")


class BuildError(CrossrefDepositError):
    """A function of the user's that could not make a record.

    Args:
        exception: What it raised, by the name of its class.
        said: What that says.
        traceback: Where it was raised, as Python prints it.
    """

    def __init__(self, exception: str, said: str, *, traceback: str) -> None:
        self.exception = exception
        self.said = said
        self.traceback = traceback
        super().__init__(exception, said)

    def __str__(self) -> str:
        return f"build raised {self.exception}: {self.said}. The error's traceback says where"


class WorkerError(CrossrefDepositError):
    """Workers that died, or could not be sent their work.

    Args:
        message: What happened and what to do.
        first: The place of the first record that was not prepared, from 0.
        count: How many records, from that one on, were not.
    """

    def __init__(self, message: str, *, first: int, count: int) -> None:
        self.first = first
        self.count = count
        super().__init__(message)


class ClientError(CrossrefDepositError):
    """Talking to Crossref failed.

    Args:
        message: What happened and what to do.
        status_code: The HTTP status of the answer, if there was one.
        body: The beginning of the answer's text, if there was one.
        file_name: The name under which the submission was, or would have been, sent.
    """

    def __init__(
        self,
        message: str,
        *,
        status_code: int | None = None,
        body: str | None = None,
        file_name: str | None = None,
    ) -> None:
        self.status_code = status_code
        self.body = body
        self.file_name = file_name
        super().__init__(message)


class AuthenticationError(ClientError):
    """Crossref refused the user name, the password or the role."""


class QueueFullError(ClientError):
    """Crossref takes no more: too many submissions of this account are pending (429)."""


class RejectedError(ClientError):
    """Crossref answered and did not take the submission, for the reason in ``body``."""


class ForetoldError(RejectedError):
    """A deposit was not sent, since Crossref is certain to refuse it; ``force=True`` sends it anyway.

    Args:
        problems: Everything in it that Crossref refuses, each with record, line and remedy.
        file_name: The name under which it would have been sent.
    """

    def __init__(self, problems: Iterable[Problem], *, file_name: str | None = None) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        record = f" (record {first.doi})" if first.doi else ""
        others = f" ({len(self.problems) - 1} more in the error's problems)" if len(self.problems) > 1 else ""
        message = (
            f"not sent, since Crossref would refuse it: line {first.line}{record}: {first.message.rstrip('.')}. "
            f"{first.remedy}{others} Or send it anyway with force=True"
        )
        super().__init__(message, file_name=file_name)


class TransportError(ClientError):
    """No usable answer: no connection, a cut one, a time-out, or a server error that stayed."""


class SubmissionTimeout(ClientError):  # noqa: N818 - the public name; requests and httpx say Timeout too
    """No final log within the time allowed; ``submission`` can be waited for again."""

    def __init__(self, message: str, *, submission: Submission, file_name: str | None = None) -> None:
        self.submission = submission
        super().__init__(message, file_name=file_name)


class LedgerError(ClientError):
    """The ledger cannot be used: another program's file, a newer version's, a damaged one, a full disk."""
