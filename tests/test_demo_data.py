"""The demonstration's articles are plausible, small, and fit into one file per prefix."""

from __future__ import annotations

import importlib.resources
import itertools
import json

import pytest
from lxml import etree
from stdnum import isni, issn

DATA = (importlib.resources.files("crossref_deposit") / "cli" / "demo" / "articles.json").read_text("utf-8")
BATCHES = {batch["prefix"]: batch for batch in json.loads(DATA)["batches"]}


def articles(batch: dict) -> list[dict]:
    issues = itertools.chain.from_iterable(journal["issues"] for journal in batch["journals"])
    return list(itertools.chain.from_iterable(issue["articles"] for issue in issues))


def test_it_is_small():
    assert len(DATA.encode()) < 40_000


def test_it_has_enough_to_show():
    first, second = map(articles, BATCHES.values())
    assert len(first) >= 20
    assert len(next(iter(BATCHES.values()))["journals"]) >= 2
    shown = {key for article in first + second for key in article}
    assert {"abstract", "crossmark", "funders", "license", "references", "relations", "trials"} <= shown


@pytest.mark.parametrize("prefix", BATCHES)
def test_every_doi_has_the_prefix_and_occurs_once(prefix):
    dois = [article["doi"] for article in articles(BATCHES[prefix])]
    assert len({doi.casefold() for doi in dois}) == len(dois)
    assert all(doi.startswith(f"{prefix}/") for doi in dois)


@pytest.mark.parametrize("prefix", BATCHES)
def test_check_digits_are_right(prefix):
    assert all(issn.is_valid(journal["issn"]) for journal in BATCHES[prefix]["journals"])
    authors = itertools.chain.from_iterable(article["authors"] for article in articles(BATCHES[prefix]))
    orcids = [author["orcid"] for author in authors if "orcid" in author]
    assert len(orcids) > 5
    assert all(map(isni.is_valid, orcids))


@pytest.mark.parametrize("prefix", BATCHES)
def test_no_article_names_an_orcid_twice(prefix):
    for article in articles(BATCHES[prefix]):
        orcids = [author["orcid"] for author in article["authors"] if "orcid" in author]
        assert len(set(orcids)) == len(orcids)


@pytest.mark.parametrize("prefix", BATCHES)
def test_titles_are_well_formed_markup(prefix):
    for article in articles(BATCHES[prefix]):
        assert etree.fromstring(f"<title>{article['title']}</title>") is not None
