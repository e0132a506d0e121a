"""Parts of records: sent for what they are, answered record by record."""

from __future__ import annotations

import pytest

import crossref_deposit as cd
import journals
from samples import article, batch

US = cd.Depositor(name="Brown University", email="a@example.org")
REFERENCES = [cd.Citation(key="1", doi="10.1038/181424b0"), cd.Citation(key="2", author="Watson")]


def references_of(*dois):
    """A batch of references."""
    return cd.ResourceBatch(
        depositor=US, doi_citations=[cd.DoiCitations(doi=doi, citations=REFERENCES) for doi in dois]
    )


def test_a_full_deposit_and_then_its_references(client, sandbox):
    full = batch(article("10.5555/one", citations=REFERENCES))
    assert client.submit(full).wait().ok
    resources = cd.ResourceBatch.of(full, "citations")
    report = client.submit(resources).wait()
    assert report.ok
    assert report.batch_id == resources.batch_id
    assert [(record.doi, record.message) for record in report.records] == [("10.5555/one", "Successfully updated")]
    assert [view.operation for view in sandbox.submissions] == ["doMDUpload", "doDOICitUpload"]
    assert sandbox.registered == {"10.5555/one": full.timestamp}


def test_a_doi_that_is_not_registered_fails_alone(client):
    assert client.submit(batch(article("10.5555/one"))).wait().ok
    report = client.submit(references_of("10.5555/one", "10.5555/none")).wait()
    (failure,) = report.failures
    assert (failure.doi, failure.reported_doi) == ("10.5555/none", "10.5555/none")
    assert failure.xpath == "/doi_batch/body/doi_citations[2]"
    assert failure.attribution.certain


def test_several_parts_for_one_doi(client):
    assert client.submit(batch(article("10.5555/one"))).wait().ok
    several = cd.evolve(
        references_of("10.5555/one"),
        lic_ref_data=cd.LicRefData(doi="10.5555/one", licenses="https://creativecommons.org/licenses/by/4.0/"),
    )
    report = client.submit(several).wait()
    assert [record.doi for record in report.records] == ["10.5555/one", "10.5555/one"]
    assert report.ok


def test_an_invalid_file_fails_as_a_whole(client):
    spoiled = references_of("10.5555/one").to_xml().replace(b"<citation_list>", b"<citation_list><cite/>")
    (failure,) = client.submit(spoiled, force=True).wait().failures
    assert failure.dois == ("10.5555/one",)


@pytest.mark.parametrize(
    ("content", "operation"),
    [
        (references_of("10.5555/one").to_xml(), "doDOICitUpload"),
        (journals.one_article(), "doMDUpload"),
        (b"not XML", "doMDUpload"),
    ],
)
def test_the_operation_is_told_by_the_document(client, sandbox, content, operation):
    client.submit(content, force=True)
    assert [view.operation for view in sandbox.submissions] == [operation]


def test_an_operation_that_is_given_counts(client, sandbox):
    client.submit(references_of("10.5555/one"), operation="doMDUpload")
    assert [view.operation for view in sandbox.submissions] == ["doMDUpload"]
