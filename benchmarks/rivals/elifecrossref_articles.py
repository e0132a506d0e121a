"""elifecrossref: articles of elifearticle, written one journal each."""

from __future__ import annotations

from elifearticle.article import Affiliation, Article, ArticleDate, Citation, Contributor, License, Uri
from elifecrossref import generate

from benchmarks import facts
from benchmarks.rivals.serving import Job, Task, serve, written

CONFIGURATION = {
    "crossref_schema_version": "5.5.0",
    "batch_file_prefix": "benchmark-",
    "registrant": "Bench",
    "depositor_name": "Bench",
    "email_address": "bench@example.org",
    "jats_abstract": True,
    "face_markup": True,
    "contrib_types": ["author"],
    "access_indicators_applies_to": ["vor"],
    "pub_date_types": ["pub"],
    "archive_locations": [],
    "component_exclude_types": [],
    "year_of_first_volume": 2012,
}


def write(task: Task) -> Job:
    articles = [_article(article) for article in task.facts()]
    return Job(lambda: _document(articles), written)


def build_and_write(task: Task) -> Job:
    made_up = task.facts()
    return Job(lambda: _document([_article(article) for article in made_up]), written)


def _document(articles: list[Article]) -> str:
    return str(generate.crossref_xml(articles, CONFIGURATION, add_comment=False))


def _article(article: facts.Article) -> Article:
    made = Article(article.doi, _escaped(article.title))
    made.manuscript = article.doi.rpartition(".")[2]
    made.journal_title, made.journal_issn = "Journal of Benchmarks", "1234-5679"
    made.abstract = f"<p>{_escaped(article.abstract)}</p>"
    made.contributors = [_contributor(author) for author in article.authors]
    made.add_date(ArticleDate("pub", article.published.timetuple()))
    made.license = License()
    made.license.href = article.licence
    resource = Uri()
    resource.xlink_href = article.url
    made.add_self_uri(resource)
    made.ref_list = [_citation(reference) for reference in article.references]
    return made


def _contributor(author: facts.Author) -> Contributor:
    made = Contributor("author", author.surname, author.given_name)
    made.orcid = author.orcid
    affiliation = Affiliation()
    affiliation.institution, affiliation.ror = author.institution, author.ror
    made.set_affiliation(affiliation)
    return made


def _citation(reference: facts.Reference) -> Citation:
    made = Citation()
    made.id, made.publication_type, made.source = reference.key, "journal", reference.journal_title
    made.add_author({"group-type": "author", "surname": reference.author})
    made.volume, made.fpage, made.year, made.doi = (
        reference.volume,
        reference.first_page,
        str(reference.year),
        reference.doi,
    )
    return made


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


if __name__ == "__main__":
    serve({"write": write, "build and write": build_and_write})
