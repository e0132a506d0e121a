from __future__ import annotations

import datetime

import attrs
import pytest

import crossref_deposit as cd
from crossref_deposit.errors import ModelError
from samples import article, batch, component, journal, read_back, written


def test_metadata():
    made = cd.JournalMetadata(
        full_titles=["Journal of Psychoceramics", "J of P"],
        abbrev_titles="J. Psychoceram.",
        issns=["0264-3561", cd.Issn("2050-084X", media_type="electronic")],
        coden="JPSYC",
        archive_locations=["CLOCKSS", "Portico"],
        doi_data=cd.DoiData(doi="10.5555/j", resource="https://example.org"),
        language="en",
    )
    assert made.archive_locations == (cd.Archive(name="CLOCKSS"), cd.Archive(name="Portico"))
    assert cd.DoiBatch.from_xml(batch(journal(metadata=made)).to_xml()).body[0].metadata == made
    with pytest.raises(
        ModelError, match=r"JournalMetadata.archive_locations\[0\]: found 'Clockss', expected one of ADS, BL, "
    ):
        cd.JournalMetadata(full_titles="J", archive_locations="Clockss")
    with pytest.raises(ModelError, match=r"JournalMetadata.issns: found 7 values, expected at most 6"):
        cd.JournalMetadata(full_titles="J", issns=["0264-3561"] * 7)


def test_an_issue():
    made = cd.JournalIssue(
        contributors=cd.Organization("Guest editors"),
        titles="Special",
        publication_dates=[datetime.date(2024, 5, 1), cd.PublicationDate(year=2024, media_type="print")],
        volume=12,
        issue=3,
        special_numbering="suppl",
        archive_locations="LOCKSS",
        doi_data=cd.DoiData(doi="10.5555/i", resource="https://example.org"),
    )
    assert made.volume == cd.JournalVolume(volume="12")
    assert made.issue == "3"
    assert cd.DoiBatch.from_xml(batch(journal(issue=made)).to_xml()).body[0].issue == made


def test_an_article_of_everything(assert_officially_valid):
    made = article(
        titles=["A", cd.Markup("<i>B</i>")],
        contributors=cd.PersonName(surname="C", contributor_role="author", sequence="first"),
        abstracts="We measured it.",
        publication_dates="2026-01-02",
        acceptance_date="2025-12",
        pages="1-2",
        publisher_item=cd.PublisherItem(item_numbers="e1"),
        funding=cd.FundingAssertion.group(funder_name="Us", award_numbers="1"),
        free_to_read=cd.FreeToRead(),
        licenses="https://creativecommons.org/licenses/by/4.0/",
        clinical_trials=cd.ClinicalTrial("NCT1", registry="10.18810/clinical-trials-gov"),
        relations=cd.RelatedItem.of("10.5555/preprint", relationship_type="hasPreprint", description="A preprint"),
        archive_locations="CLOCKSS",
        scn_policies=cd.ScnPolicySet(scn_policy_refs="https://example.org/policy", start_date="2026-01-01"),
        version_info=cd.VersionInfo(version="2", descriptions=[cd.Markup("New <b>figure</b>"), "x"]),
        citations=[cd.Citation(key="1", doi="10.5555/x"), cd.Citation(key="2", unstructured_citation="Y")],
        components=[component("10.5555/one.1", titles="Figure 1", format=cd.Format("", mime_type="image/png"))],
        publication_type="full_text",
        language="en",
    )
    fields = {field.name for field in attrs.fields(cd.JournalArticle) if field.init} - {"crossmark"}
    assert all(getattr(made, field) not in (None, ()) for field in fields)
    assert read_back(made) == made
    assert_officially_valid(batch(made).to_xml())
    assert cd.validate(batch(made)).ok


def test_components():
    made = component(
        "10.5555/one.1",
        titles="Figure 1",
        contributors=cd.Anonymous(),
        publication_date="2026-01-02",
        description=cd.Description(cd.Markup("<b>x</b>"), language="en", lang="en"),
        format=cd.Format("PNG", mime_type="image/png"),
        licenses=cd.License("https://creativecommons.org/licenses/by/4.0/", applies_to="tdm"),
        reg_agency="CrossRef",
        language="en",
        component_size="1024",
    )
    assert made.component_size == 1024
    assert str(made.description) == "x"
    assert read_back(article(components=made)).components == (made,)
    with pytest.raises(ModelError, match=r"Component.parent_relation: found 'isPart', .* Did you mean 'isPartOf'"):
        component("10.5555/x", parent_relation="isPart")


def test_versions_and_policies():
    made = article(version_info="2.1", scn_policies=cd.ScnPolicySet())
    assert made.version_info == cd.VersionInfo(version=cd.Version("2.1"))
    assert read_back(made) == made
    with pytest.raises(ModelError, match=r"ScnPolicySet.scn_policy_refs\[0\]"):
        cd.ScnPolicySet(scn_policy_refs="policy")


@pytest.mark.parametrize("url", ["https://x", "creativecommons.org/licenses/by/4.0/", "CC BY"])
def test_what_is_no_licence(url):
    with pytest.raises(ModelError, match=r"JournalArticle.licenses\[0\]: .* the URL of a licence such as https"):
        article(licenses=url)


def test_licences():
    made = cd.License("https://creativecommons.org/licenses/by/4.0/", start_date="2026-01-01", applies_to="stm-asf")
    assert written(made) == (
        '<ai:license_ref start_date="2026-01-01" applies_to="stm-asf">'
        "https://creativecommons.org/licenses/by/4.0/</ai:license_ref>"
    )
    free = cd.FreeToRead(start_date="2026-01-01", end_date=datetime.date(2026, 2, 1))
    assert read_back(article(free_to_read=free, licenses=made)).free_to_read == free
