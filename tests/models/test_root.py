from __future__ import annotations

import pytest

import crossref_deposit as cd
from crossref_deposit.errors import SchemaError, VersionError
from crossref_deposit.models.root import root_of


def test_the_root_is_told_whatever_follows():
    root = root_of(b"<?xml version='1.0'?>\n<!-- c -->\n <a:x xmlns:a='urn:a'>< & broken")
    assert (root.name, root.namespace, root.line, root.column) == ("x", "urn:a", 3, 2)
    assert root.schema is None


@pytest.mark.parametrize(
    ("document", "version"),
    [
        ("<doi_batch xmlns='http://www.crossref.org/schema/5.5.0'/>", "5.5.0"),
        ("<doi_batch xmlns='http://www.crossref.org/schema/4.4.2'/>", "4.4.2"),
        ("<doi_batch xmlns='http://www.crossref.org/doi_resources_schema/5.4.0'/>", "doi_resources-5.4.0"),
        ("<doi_batch xmlns='http://www.crossref.org/doi_resources_schema/4.4.2'/>", "doi_resources-4.4.2"),
        ("<head xmlns='http://www.crossref.org/schema/5.5.0'/>", None),
        ("<doi_batch xmlns='http://www.crossref.org/schema/5.5.0/'/>", None),
        ("<doi_batch xmlns='https://www.crossref.org/schema/5.5.0'/>", None),
        ("<doi_batch/>", None),
    ],
)
def test_schemas(document, version):
    assert root_of(document.encode()).schema == version


@pytest.mark.parametrize("version", cd.SCHEMA_VERSIONS)
def test_versions_that_are_read(version):
    root = root_of(f"<doi_batch xmlns='http://www.crossref.org/schema/{version}'/>".encode())
    assert root.schema_among(cd.SCHEMA_VERSIONS) == version


def test_other_documents():
    with pytest.raises(SchemaError, match="found <rss>, expected a deposit") as error:
        root_of(b"\n<rss/>").schema_among(cd.SCHEMA_VERSIONS)
    assert (error.value.line, error.value.column, error.value.xpath) == (2, 1, "/rss")
    with pytest.raises(VersionError, match="schema 4.3.0") as version:
        root_of(b"<doi_batch xmlns='http://www.crossref.org/schema/4.3.0'/>").schema_among(cd.SCHEMA_VERSIONS)
    assert version.value.version == "4.3.0"
    with pytest.raises(SchemaError, match="no element found"):
        root_of(b"<!-- nothing -->")
