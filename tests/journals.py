"""Journal deposits written by hand, so that these tests depend on no model."""

from __future__ import annotations

from xml.sax.saxutils import escape

GOOD_ORCID = "https://orcid.org/0000-0002-1825-0097"
BAD_ORCID = "https://orcid.org/0000-0002-1825-0098"


def person(orcid: str | None = None, *, role: str = "author", sequence: str = "first") -> str:
    """One ``person_name``."""
    iD = f"<ORCID>{orcid}</ORCID>" if orcid else ""  # noqa: N806 - as it is spelled
    return (
        f'<person_name sequence="{sequence}" contributor_role="{role}">'
        f"<given_name>Josiah</given_name><surname>Carberry</surname>{iD}</person_name>"
    )


def article(doi: str, *people: str, citations: str = "", timestamp: int | None = None) -> str:
    """One ``journal_article``."""
    contributors = f"<contributors>{''.join(people)}</contributors>" if people else ""
    citation_list = f"<citation_list>{citations}</citation_list>" if citations else ""
    own_timestamp = f"<timestamp>{timestamp}</timestamp>" if timestamp is not None else ""
    return (
        f"<journal_article><titles><title>On {escape(doi)}</title></titles>{contributors}"
        "<publication_date><year>2026</year></publication_date>"
        f"<doi_data><doi>{doi}</doi>{own_timestamp}<resource>https://example.org/{doi}</resource></doi_data>"
        f"{citation_list}</journal_article>"
    )


def journal(*articles: str, issn: str = "0264-3561", doi: str | None = None) -> str:
    """One ``journal``."""
    data = f"<doi_data><doi>{doi}</doi><resource>https://example.org/</resource></doi_data>" if doi else ""
    return (
        "<journal><journal_metadata><full_title>Journal of Psychoceramics</full_title>"
        f"<issn>{issn}</issn>{data}</journal_metadata>{''.join(articles)}</journal>"
    )


def deposit(*journals: str, timestamp: int = 20260101000000, batch_id: str = "batch-1") -> bytes:
    """A ``doi_batch`` of schema 5.5.0, an element on each line."""
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<doi_batch xmlns="http://www.crossref.org/schema/5.5.0" version="5.5.0">'
        f"<head><doi_batch_id>{batch_id}</doi_batch_id><timestamp>{timestamp}</timestamp>"
        "<depositor><depositor_name>Brown University</depositor_name><email_address>a@example.org</email_address>"
        f"</depositor><registrant>Brown University</registrant></head><body>{''.join(journals)}</body></doi_batch>"
    )
    return text.replace("><", ">\n<").encode()


def one_article(doi: str = "10.5555/one", **arguments: object) -> bytes:
    """A deposit of a single article that nothing is wrong with."""
    return deposit(journal(article(doi)), **arguments)
