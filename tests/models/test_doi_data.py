from __future__ import annotations

import pytest

import crossref_deposit as cd
from crossref_deposit.errors import ModelError
from samples import article, read_back, written


@pytest.mark.parametrize("given", ["10.5555/%3Ca", "doi:10.5555/%3Ca"])
def test_what_is_no_url_is_not_unquoted(given):
    assert cd.DoiData(doi=given, resource="https://example.org").doi == "10.5555/%3Ca"


def test_a_url_that_is_not_utf_8_is_not_unquoted():
    assert cd.DoiData(doi="https://doi.org/10.5555/%E4", resource="https://example.org").doi == "10.5555/%E4"


@pytest.mark.parametrize(
    "given",
    [
        "10.5555/Ab(1)<c>",
        "https://doi.org/10.5555/Ab(1)<c>",
        "http://dx.doi.org/10.5555/Ab(1)<c>",
        "HTTPS://www.DOI.org/10.5555/Ab(1)<c>",
        "doi:10.5555/Ab(1)<c>",
        "DOI: 10.5555/Ab(1)<c>",
        "info:doi/10.5555/Ab(1)<c>",
        "doi.org/10.5555/Ab(1)<c>",
        "https://doi.org/10.5555/Ab(1)%3Cc%3E",
        " 10.5555/Ab(1)<c> ",
    ],
)
def test_dois(given):
    made = cd.DoiData(doi=given, resource="https://example.org")
    assert made.doi == "10.5555/Ab(1)<c>"
    assert read_back(article(doi_data=made)).doi_data == made


@pytest.mark.parametrize(
    "given",
    ["", "10.5555", "10.5555/", "11.5555/x", "10.55x5/x", "https://example.org/10.5555/x", f"10.5555/{'x' * 201}"],
)
def test_what_is_no_doi(given):
    with pytest.raises(ModelError) as error:
        cd.DoiData(doi=given, resource="https://example.org")
    assert (error.value.path, error.value.expected) == ("DoiData.doi", "a DOI such as 10.5555/12345678")


@pytest.mark.parametrize("url", ["https://example.org/a b", "HTTP://example.org", "ftp://example.org/é", "https://"])
def test_urls(url):
    assert cd.DoiData(doi="10.5555/1", resource=url).resource == cd.Resource(url)


def test_blanks_around_a_url_are_nothing():
    assert cd.Resource(" https://example.org/a\n") == cd.Resource("https://example.org/a")


@pytest.mark.parametrize("url", ["www.example.org", "mailto:a@example.org", "", f"https://{'x' * 2048}"])
def test_what_is_no_url(url):
    with pytest.raises(ModelError) as error:
        cd.DoiData(doi="10.5555/1", resource=url)
    assert error.value.path == "DoiData.resource"
    assert error.value.expected.startswith("a URL that begins with http://, https:// or ftp://")


def test_collections():
    made = cd.Collection(
        property="crawler-based",
        multi_resolution="lock",
        items=[
            "https://example.org/1.pdf",
            cd.Item(
                crawler="iParadigms", resource=cd.Resource("https://example.org/2.pdf", mime_type="application/pdf")
            ),
            cd.Item(doi="10.5555/x", label="mirror", country="DE", link_header_relationship="dul"),
            cd.Item(),
        ],
    )
    assert made.items[0] == cd.Item(resource="https://example.org/1.pdf")
    data = cd.DoiData(doi="10.5555/1", resource="https://example.org", timestamp=5, collections=[made, made])
    assert read_back(article(doi_data=data)).doi_data == data
    assert str(data.resource) == "https://example.org"
    assert 'multi-resolution="lock"' in written(made)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: cd.Collection(property="mining"), "Did you mean 'text-mining'"),
        (
            lambda: cd.Resource("https://x.org", mime_type="pdf"),
            "expected a registered media type such as application/pdf",
        ),
        (lambda: cd.Item(country="de"), "expected a country code such as DE"),
        (lambda: cd.Item(label="ab"), "text of 3 to 128 characters"),
        (lambda: cd.Resource("https://x.org", content_version="VoR"), "one of vor, am"),
    ],
)
def test_attributes(make, message):
    with pytest.raises(ModelError, match=message):
        make()
