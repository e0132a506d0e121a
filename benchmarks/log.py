"""A submission log about the made-up articles, and what merely parsing it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.facts import Article

EVERY = 50
"""One record in so many fails, with its DOI unsaid."""

SUCCESS = '<record_diagnostic status="Success"><doi>{doi}</doi><msg>Successfully added</msg></record_diagnostic>\n'
FAILURE = (
    '<record_diagnostic status="Failure"><doi>DOI not found</doi>'
    '<msg>Error in Journal Article (Author ORCID): ORCID "{orcid}" has invalid checksum</msg></record_diagnostic>\n'
)
LOG = """<?xml version="1.0" encoding="UTF-8"?>
<doi_batch_diagnostic status="completed" sp="bench">
<submission_id>1</submission_id>
<batch_id>benchmark</batch_id>
{records}<batch_data><record_count>{total}</record_count><success_count>{good}</success_count>
<warning_count>0</warning_count><failure_count>{bad}</failure_count></batch_data>
</doi_batch_diagnostic>
"""


def write(articles: Iterable[Article]) -> bytes:
    """What Crossref might answer."""
    records = [_record(article, fails=not index % EVERY) for index, article in enumerate(articles)]
    total, bad = len(records), len(records[::EVERY])
    return LOG.format(records="".join(records), total=total, good=total - bad, bad=bad).encode()


def _record(article: Article, *, fails: bool) -> str:
    return FAILURE.format(orcid=article.authors[0].orcid) if fails else SUCCESS.format(doi=article.doi)


def parse_with_expat(*documents: bytes) -> None:
    """Parse, with a handler in Python for each start of an element, and do nothing with it."""
    for document in documents:
        parser = expat.ParserCreate()
        parser.StartElementHandler = _ignore
        parser.Parse(document, True)


def _ignore(_name: str, _attributes: dict[str, str]) -> None:
    pass
