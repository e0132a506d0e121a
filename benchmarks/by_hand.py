"""What a careful programmer writes without this package: an lxml tree, element by element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.facts import Article, Author, Reference

CROSSREF = "http://www.crossref.org/schema/5.5.0"
JATS = "http://www.ncbi.nlm.nih.gov/JATS1"
ACCESS = "http://www.crossref.org/AccessIndicators.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
LOCATION = f"{CROSSREF} https://www.crossref.org/schemas/crossref5.5.0.xsd"
NAMES = {None: CROSSREF, "jats": JATS, "ai": ACCESS, "xsi": XSI}


def document(articles: Iterable[Article]) -> bytes:
    """The deposit of a journal with these articles."""
    root = etree.Element(f"{{{CROSSREF}}}doi_batch", nsmap=NAMES, version="5.5.0")
    root.set(f"{{{XSI}}}schemaLocation", LOCATION)
    head = add(root, "head")
    add(head, "doi_batch_id", "benchmark")
    add(head, "timestamp", "20260101000000000")
    depositor = add(head, "depositor")
    add(depositor, "depositor_name", "Bench")
    add(depositor, "email_address", "bench@example.org")
    add(head, "registrant", "Bench")
    journal = add(add(root, "body"), "journal")
    metadata = add(journal, "journal_metadata")
    add(metadata, "full_title", "Journal of Benchmarks")
    add(metadata, "issn", "1234-5679")
    for article in articles:
        add_article(journal, article)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{CROSSREF}}}{name}", attrib=attributes)
    child.text = text
    return child


def add_article(journal: etree._Element, article: Article) -> None:
    element = add(journal, "journal_article")
    add(add(element, "titles"), "title", article.title)
    contributors = add(element, "contributors")
    for index, author in enumerate(article.authors):
        add_author(contributors, author, "additional" if index else "first")
    abstract = etree.SubElement(element, f"{{{JATS}}}abstract")
    etree.SubElement(abstract, f"{{{JATS}}}p").text = article.abstract
    date = add(element, "publication_date")
    add(date, "month", f"{article.published.month:02d}")
    add(date, "day", f"{article.published.day:02d}")
    add(date, "year", str(article.published.year))
    pages = add(element, "pages")
    add(pages, "first_page", article.first_page)
    add(pages, "last_page", article.last_page)
    program = etree.SubElement(element, f"{{{ACCESS}}}program", name="AccessIndicators")
    etree.SubElement(program, f"{{{ACCESS}}}license_ref").text = article.licence
    data = add(element, "doi_data")
    add(data, "doi", article.doi)
    add(data, "resource", article.url)
    citations = add(element, "citation_list")
    for reference in article.references:
        add_citation(citations, reference)


def add_author(contributors: etree._Element, author: Author, sequence: str) -> None:
    person = add(contributors, "person_name", sequence=sequence)
    add(person, "given_name", author.given_name)
    add(person, "surname", author.surname)
    add(person, "role", type="author", vocab="crossref")
    institution = add(add(person, "affiliations"), "institution")
    add(institution, "institution_name", author.institution)
    add(institution, "institution_id", author.ror, type="ror")
    add(person, "ORCID", author.orcid)


def add_citation(citations: etree._Element, reference: Reference) -> None:
    citation = add(citations, "citation", key=reference.key)
    add(citation, "journal_title", reference.journal_title)
    add(citation, "author", reference.author)
    add(citation, "volume", reference.volume)
    add(citation, "first_page", reference.first_page)
    add(citation, "cYear", str(reference.year))
    add(citation, "doi", reference.doi)
