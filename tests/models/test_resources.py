"""Deposits of parts of records."""

from __future__ import annotations

import io

import pytest

import crossref_deposit as cd
from crossref_deposit.errors import ModelError, SchemaError, VersionError
from samples import article, batch

US = cd.Depositor(name="Brown University", email="a@example.org")
TRIAL = cd.ClinicalTrial("NCT00000001", registry="10.18810/clinical-trials-gov")
GRANT = cd.FundingAssertion.group(funder_name="Wellcome Trust", award_numbers="098051")
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
PREPRINT = cd.RelatedItem.of("10.5555/preprint", relationship_type="hasPreprint")
REFERENCE = cd.Citation(key="1", doi="10.1038/181424b0")
SIMILARITY_CHECK = cd.Collection(
    property="crawler-based", items=[cd.Item(crawler="iParadigms", resource="https://example.org/1.pdf")]
)
CROSSMARK = cd.Crossmark(policy="10.5555/policy", updates=cd.Update("10.5555/2", type="correction", date="2024-05-31"))
EVERYTHING = {
    "doi_citations": cd.DoiCitations(doi="10.5555/1", citations=REFERENCE),
    "doi_resources": cd.DoiResources(doi="https://doi.org/10.5555/1", collection=SIMILARITY_CHECK),
    "crossmark_data": cd.CrossmarkData(doi="10.5555/1", crossmark=CROSSMARK),
    "fundref_data": cd.FundrefData(doi="10.5555/1", funding=GRANT),
    "lic_ref_data": cd.LicRefData(doi="10.5555/1", licenses=LICENCE, free_to_read=cd.FreeToRead()),
    "doi_relations": cd.DoiRelations(doi="10.5555/2", relations=PREPRINT),
    "clinicaltrial_data": cd.ClinicaltrialData(doi="10.5555/1", clinical_trials=TRIAL),
}


def resources(**parts):
    """A batch of parts."""
    return cd.ResourceBatch(depositor=US, **parts)


def whole(**fields):
    """A full deposit with an article of all parts."""
    given = {
        "citations": REFERENCE,
        "relations": PREPRINT,
        "funding": GRANT,
        "licenses": LICENCE,
        "clinical_trials": TRIAL,
        "doi_data": cd.DoiData(doi="10.5555/1", resource="https://example.org/1", collections=SIMILARITY_CHECK),
    }
    return batch(article(**{**given, **fields}), article("10.5555/2"))


@pytest.fixture(scope="module")
def official(official_schema_of):
    return official_schema_of("doi_resources-5.4.0")


@pytest.mark.parametrize("parts", [[name] for name in EVERYTHING] + [list(EVERYTHING)], ids=str)
def test_written_read_and_valid(official, parts):
    made = resources(**{name: EVERYTHING[name] for name in parts})
    data = made.to_xml()
    assert cd.ResourceBatch.from_xml(data) == made
    assert cd.ResourceBatch.from_xml(made.to_xml(pretty=True)) == made
    assert [error.reason for error in official.iter_errors(data)] == []
    assert cd.validate(data).problems == ()
    assert cd.validate(made).ok


def test_the_document():
    lines = resources(doi_citations=EVERYTHING["doi_citations"], batch_id="four").to_xml().decode().splitlines()
    assert lines[0] == '<?xml version="1.0" encoding="UTF-8"?>'
    assert lines[1].startswith('<doi_batch xmlns="http://www.crossref.org/doi_resources_schema/5.4.0" ')
    assert "https://www.crossref.org/schemas/doi_resources5.4.0.xsd" in lines[1]
    assert lines[1].endswith(' version="5.4.0">')
    assert lines[2:] == [
        "<head>",
        "<doi_batch_id>four</doi_batch_id>",
        "<depositor>",
        "<depositor_name>Brown University</depositor_name>",
        "<email_address>a@example.org</email_address>",
        "</depositor>",
        "</head>",
        "<body>",
        "<doi_citations>",
        "<doi>10.5555/1</doi>",
        "<citation_list>",
        '<citation key="1">',
        "<doi>10.1038/181424b0</doi>",
        "</citation>",
        "</citation_list>",
        "</doi_citations>",
        "</body>",
        "</doi_batch>",
    ]


def test_no_references_take_away_those_that_are_there():
    data = resources(doi_citations=cd.DoiCitations(doi="10.5555/1", citations=[])).to_xml()
    assert b"<citation_list>\n</citation_list>" in data
    assert cd.ResourceBatch.from_xml(data).doi_citations[0].citations == ()
    assert cd.validate(data).ok


def test_a_batch_of_nothing():
    with pytest.raises(ModelError, match="found no doi_citations or doi_resources or crossmark_data"):
        resources()
    data = resources(doi_citations=EVERYTHING["doi_citations"]).to_xml()
    empty = data[: data.index(b"<doi_citations>")] + data[data.index(b"</body>") :]
    assert cd.validate(empty, rules=False).ok
    assert list(cd.ResourceBatch.from_xml(empty).records()) == []
    assert cd.validate(cd.ResourceBatch.from_xml(empty).to_xml(), rules=False).ok


def test_files(tmp_path):
    made = resources(**EVERYTHING)
    made.write(tmp_path / "resources.xml")
    assert cd.ResourceBatch.from_xml(tmp_path / "resources.xml") == made
    stream = io.BytesIO()
    made.write(stream)
    assert stream.getvalue() == made.to_xml()


def test_records_and_selection():
    made = resources(**EVERYTHING)
    assert [(record.kind, record.doi) for record in made.records()] == [
        (name, "10.5555/2" if name == "doi_relations" else "10.5555/1") for name in EVERYTHING
    ]
    assert next(made.records()).path == "/doi_batch/body/doi_citations"
    chosen = made.select("https://doi.org/10.5555/2")
    assert [record.kind for record in chosen.records()] == ["doi_relations"]
    assert chosen.batch_id != made.batch_id
    with pytest.raises(ModelError, match="10.5555/3"):
        made.select(["10.5555/3"])


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ("citations", "doi_citations"),
        ("collections", "doi_resources"),
        ("funding", "fundref_data"),
        ("licenses", "lic_ref_data"),
        ("relations", "doi_relations"),
        ("clinical_trials", "clinicaltrial_data"),
    ],
)
def test_a_part_of_full_records(part, field):
    made = cd.ResourceBatch.of(whole(), part)
    ((record),) = made.records()
    assert (record.kind, record.doi) == (field, "10.5555/1")
    assert cd.validate(made).ok
    others = set(EVERYTHING) - {field}
    assert all(getattr(made, other) == () for other in others)


def test_parts_that_stand_in_crossmark():
    custom = cd.CustomMetadata(
        funding=GRANT, licenses=LICENCE, free_to_read=cd.FreeToRead(start_date="2024-01-01"), clinical_trials=TRIAL
    )
    crossmark = cd.Crossmark(policy="10.5555/policy", custom_metadata=custom)
    full = whole(crossmark=crossmark, funding=(), licenses=(), clinical_trials=())
    made = cd.ResourceBatch.of(full, "crossmark", "licenses", "funding", "clinical_trials")
    assert made.crossmark_data == (cd.CrossmarkData(doi="10.5555/1", crossmark=crossmark),)
    assert made.lic_ref_data[0].licenses == custom.licenses
    assert made.lic_ref_data[0].free_to_read == custom.free_to_read
    assert made.fundref_data[0].funding == custom.funding
    assert made.clinicaltrial_data[0].clinical_trials == custom.clinical_trials


def test_free_access_alone_is_a_licence_too():
    made = cd.ResourceBatch.of(whole(licenses=(), free_to_read=cd.FreeToRead()), "licenses")
    assert made.lic_ref_data == (cd.LicRefData(doi="10.5555/1", licenses=[], free_to_read=cd.FreeToRead()),)


@pytest.mark.parametrize(
    ("parts", "found"), [((), r"\(\)"), (("titles",), "titles"), (("crossmark",), "no record with crossmark")]
)
def test_parts_that_are_not_there(parts, found):
    with pytest.raises(ModelError, match=found):
        cd.ResourceBatch.of(whole(), *parts)


def test_every_reader_says_what_the_other_is_for():
    with pytest.raises(VersionError, match=r"doi_resources-5\.4\.0; .* use ResourceBatch\.from_xml"):
        cd.DoiBatch.from_xml(resources(**EVERYTHING).to_xml())
    with pytest.raises(VersionError, match=r"use DoiBatch\.from_xml"):
        cd.ResourceBatch.from_xml(whole().to_xml())
    with pytest.raises(VersionError, match=r"schema doi_resources-4\.4\.2; what is read here is doi_resources-5\.4\.0"):
        cd.ResourceBatch.from_xml("<doi_batch xmlns='http://www.crossref.org/doi_resources_schema/4.4.2'/>")
    with pytest.raises(ModelError, match=r"ResourceBatch.schema_version: found '4\.4\.2', expected 5\.4\.0"):
        resources(**EVERYTHING, schema_version="4.4.2")


def test_reading_is_strict():
    data = resources(**EVERYTHING).to_xml().replace(b"</doi_resources>", b"<title>T</title></doi_resources>")
    with pytest.raises(SchemaError, match="found <title> in <doi_resources>, expected nothing more") as error:
        cd.ResourceBatch.from_xml(data)
    assert error.value.xpath == "/doi_batch/body/doi_resources/title"
    (problem,) = cd.validate(data, rules=False).problems
    assert (problem.line, problem.doi) == (error.value.line, "10.5555/1")
    assert problem.code == "cvc-element-superfluous"
