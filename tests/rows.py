"""What a publisher has in a table, and functions that make models of it; workers import this module."""

from __future__ import annotations

import os
import pathlib
import signal
import threading
from collections.abc import Iterable

import crossref_deposit as cd

HEAD = {"depositor": cd.Depositor(name="Brown University", email="a@example.org"), "registrant": "Brown University"}
JOURNAL = cd.Journal(
    metadata=cd.JournalMetadata(full_titles="Journal of Psychoceramics", issns="0264-3561"),
    issue=cd.JournalIssue(publication_dates=2026, volume=5, issue=11),
)


def rows(number: int, **changes: dict[str, object]) -> list[dict[str, object]]:
    """Rows with which nothing is wrong; ``row_3={...}`` changes the fourth."""
    made = [{"doi": f"10.5555/{index}", "title": f"On {index}"} for index in range(number)]
    for name, change in changes.items():
        made[int(name.removeprefix("row_"))] |= change
    return made


def until_raised(chunks: Iterable[cd.PreparedChunk]) -> tuple[list[cd.PreparedChunk], Exception]:
    """What came before an error, and the error."""
    found = []
    try:
        for chunk in chunks:
            found.append(chunk)  # noqa: PERF402 - whatever came before must be kept
    except Exception as error:  # noqa: BLE001 - it is what is looked at
        return found, error
    raise AssertionError("nothing was raised")


def article(row: dict[str, object]) -> cd.JournalArticle:
    """The article of a row."""
    doi = str(row["doi"])
    return cd.JournalArticle(
        titles=str(row["title"]),
        contributors=[
            cd.PersonName(surname="Carberry", orcid=row.get("orcid"), contributor_role="author", sequence="first")
        ],
        publication_dates=2026,
        doi_data=cd.DoiData(doi=doi, resource=str(row.get("url", f"https://example.org/{doi}"))),
    )


def article_or_death(row: dict[str, object]) -> cd.JournalArticle:
    """The same, but some rows kill the worker: once, if they name a file to remember it by, or always."""
    once = row.get("dies_once")
    if row.get("dies") or (once and not pathlib.Path(str(once)).exists()):
        if once:
            pathlib.Path(str(once)).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return article(row)


def waiting_article(row: dict[str, object]) -> cd.JournalArticle:
    """The same, once a file is there."""
    while not pathlib.Path(str(row["waits_for"])).exists():
        threading.Event().wait(0.01)
    return article(row)


class Deadly:
    """Kills the process that pickles it."""

    def __reduce__(self):
        os.kill(os.getpid(), signal.SIGKILL)


def deadly_result(path: pathlib.Path) -> Deadly:
    """A result that cannot be sent and, the second time, not be made either."""
    if path.exists():
        os.kill(os.getpid(), signal.SIGKILL)
    path.touch()
    return Deadly()
