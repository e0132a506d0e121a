"""Batches and records as Jupyter shows them, and as rows of a data frame."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from crossref_deposit.display.html import Child, facts, more, outside, shown, table, tag
from crossref_deposit.models.records import Record, containers_of

if TYPE_CHECKING:
    from crossref_deposit.models.documents import Document

COLUMNS: Final = ("doi", "kind", "title", "container", "published", "contributors", "references", "resource", "path")
_SHOWN: Final = 10
_TITLES: Final = ("titles", "full_titles", "proceedings_title", "description")
_DATES: Final = (
    "publication_dates", "publication_date", "posted_date", "review_date", "approval_dates", "approval_date",
    "acceptance_date",
)  # fmt: skip
_HEAD: Final = (
    ("Batch", "batch_id"),
    ("Timestamp", "timestamp"),
    ("Registrant", "registrant"),
    ("Schema", "schema"),
)
_HEADS: Final = (
    "metadata", "series_metadata", "set_metadata", "proceedings_metadata", "proceedings_series_metadata", "publication",
)  # fmt: skip
"""Fields that hold the title of what they are in."""


def rows_of(batch: Document) -> Iterator[dict[str, object]]:
    """A row for each record of a batch."""
    containers = containers_of(batch)
    for record in batch.records():
        outermost = containers.get("/".join(record.path.split("/")[:4]))
        inside = outermost is not None and outermost is not record.model
        yield row_of(record, container=title_of(outermost) if inside else None)


def row_of(record: Record, *, container: str | None = None) -> dict[str, object]:
    """A record as a row."""
    model = record.model
    resource = getattr(getattr(model, "doi_data", None), "resource", None)
    return {
        "doi": record.doi,
        "kind": record.kind,
        "title": title_of(model),
        "container": container,
        "published": _date_of(model),
        "contributors": len(getattr(model, "contributors", ())),
        "references": len(getattr(model, "citations", ())),
        "resource": None if resource is None else str(resource),
        "path": record.path,
    }


def title_of(model: Any) -> str | None:
    """The first title of a work; a journal's or book's is that of its metadata."""
    if title := _first(model, _TITLES):
        return " ".join(str(title).split())
    heads = (getattr(model, name, None) for name in _HEADS)
    return next(filter(None, (title_of(head) for head in heads if head is not None)), None)


def _date_of(model: Any) -> str | None:
    date = _first(model, _DATES)
    if date is None:
        return None
    parts = (date.year, getattr(date, "month", None), getattr(date, "day", None))
    return "-".join(f"{part:02}" for part in itertools.takewhile(lambda part: part is not None, parts))


def _first(model: Any, names: tuple[str, ...]) -> Any:
    """The first value of the first field that has one."""
    for name in names:
        value = getattr(model, name, None)
        if value:
            return value[0] if isinstance(value, tuple) else value
    return None


def batch_html(batch: Document) -> str:
    """A batch: who sends what, its first records, and how many more."""
    rows = rows_of(batch)
    first = list(itertools.islice(rows, _SHOWN))
    kinds = Counter(str(row["kind"]) for row in itertools.chain(first, rows))
    return shown(
        tag("p", type(batch).__name__, class_="cd-name"),
        facts(
            [
                *((label, outside(str(getattr(batch, name, "")))) for label, name in _HEAD),
                ("Records", ", ".join(f"{number:,} {kind}" for kind, number in kinds.most_common()) or "none"),
            ]
        ),
        table(COLUMNS[:5], map(_cells, first)) if first else None,
        more(kinds.total() - len(first), "records", "batch.to_dataframe()"),
    )


def _cells(row: Mapping[str, object]) -> list[Child]:
    tags = dict.fromkeys(COLUMNS[:5], "bdi") | {"published": "time"}
    return [None if row[name] is None else outside(str(row[name]), tags[name]) for name in tags]


def record_html(record: Record) -> str:
    """One record."""
    row = row_of(record)
    return shown(
        tag("p", record.kind, " ", outside(record.doi), class_="cd-name"),
        facts((name, outside(str(row[name]))) for name in COLUMNS[2:] if row[name]),
    )
