"""What went wrong, in the words of a command line."""

from __future__ import annotations

from crossref_deposit.errors import SubmissionTimeout


def advice(error: BaseException) -> str:
    """What went wrong, and what to do about it on a command line."""
    if not isinstance(error, SubmissionTimeout):
        return str(error)
    entry = error.submission.entry
    again = f"status {error.file_name} --wait" if entry is None else "resume"
    return (
        f"no final log of {error.file_name} yet, it is {error.submission.state}. "
        f"Nothing is lost; wait for it with: crossref-deposit {again}"
    )
