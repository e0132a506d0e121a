from __future__ import annotations

import datetime

import pytest

import crossref_deposit as cd
from crossref_deposit.errors import ModelError
from samples import article, read_back, written


def test_everything():
    made = cd.Crossmark(
        version="1.0",
        policy="https://doi.org/10.5555/policy",
        domains=["example.org", cd.CrossmarkDomain(domain="www.example.org", filter="x")],
        domain_exclusive="true",
        updates=cd.Update("doi:10.5555/old", type="correction", date="2024-05-31"),
        custom_metadata=cd.CustomMetadata(
            assertions=[
                cd.Assertion(cd.Markup("<b>1</b>"), name="received", order="0", href="https://example.org/é?a=b#c"),
                cd.Assertion("2", name="accepted", group_name="history", group_label="History", explanation="urn:x"),
            ],
            funding=cd.FundingAssertion.group(funder_name="Us"),
            free_to_read=cd.FreeToRead(start_date=datetime.date(2024, 1, 1)),
            licenses=["https://creativecommons.org/licenses/by/4.0/"],
            clinical_trials=cd.ClinicalTrial("NCT1", registry="https://doi.org/10.18810/clinical-trials-gov"),
        ),
    )
    assert made.policy == "10.5555/policy"
    assert made.domain_exclusive is True
    assert made.updates[0] == cd.Update("10.5555/old", type="correction", date=datetime.date(2024, 5, 31))
    assert made.custom_metadata.clinical_trials[0].registry == "10.18810/clinical-trials-gov"
    assert read_back(article(crossmark=made)).crossmark == made


def test_an_empty_crossmark():
    assert written(cd.Crossmark()).split() == ["<crossmark>", "</crossmark>"]
    assert read_back(article(crossmark=cd.Crossmark())).crossmark == cd.Crossmark()


@pytest.mark.parametrize(
    "domain", ["https://example.org", "example", "example.org/path", "exämple.org", "a.", "example..org"]
)
def test_what_is_no_domain(domain):
    with pytest.raises(ModelError, match=r"Crossmark.domains\[0\]: .* a domain such as www.example.org, without https"):
        cd.Crossmark(policy="10.5555/p", domains=domain)


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"name": "1st"}, "Assertion.name: found '1st'"),
        ({"name": "a b"}, "Assertion.name: found 'a b'"),
        ({"name": "x"}, r"Assertion.name: found 'x' \(1 characters\)"),
        ({"name": "ok", "order": "first"}, "Assertion.order: found 'first', expected a whole number"),
        ({"name": "ok", "label": "L"}, r"Assertion.label: found 'L' \(1 characters\), expected text of 2 to 150"),
    ],
)
def test_assertions(fields, found):
    with pytest.raises(ModelError, match=found):
        cd.Assertion("x", **fields)


def test_updates():
    with pytest.raises(ModelError, match=r"Update.type: found 'retracted', .* Did you mean 'retraction'"):
        cd.Update("10.5555/1", type="retracted", date="2024-05-31")
    with pytest.raises(ModelError, match=r"Update.date: found '2024-05', expected a date such as 2024-05-31"):
        cd.Update("10.5555/1", type="retraction", date="2024-05")
    with pytest.raises(ModelError, match=r"Update.value: found '5555/1', expected a DOI such as 10.5555/12345678"):
        cd.Update("5555/1", type="retraction", date="2024-05-31")
    with pytest.raises(TypeError, match="date"):
        cd.Update("10.5555/1", type="retraction")


def test_trials():
    with pytest.raises(ModelError, match=r"ClinicalTrial.registry: .* the DOI of a registry such as 10.18810/clin"):
        cd.ClinicalTrial("NCT1", registry="10.5555/registry")
    with pytest.raises(ModelError, match="Did you mean 'preResults'"):
        cd.ClinicalTrial("NCT1", registry="10.18810/isrctn", type="preresults")
