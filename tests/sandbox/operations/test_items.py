"""What is checked of a single record, and what more its log says."""

from __future__ import annotations

import crossref_deposit as cd
import journals
from crossref_deposit.sandbox import Sandbox
from samples import article, batch
from talk import Talk


def records(log) -> list[tuple[str, str, str]]:
    return [
        (record.get("status"), record.findtext("doi"), record.findtext("msg").strip())
        for record in log.findall("record_diagnostic")
    ]


def with_program(program: str, doi: str = "10.5555/one") -> bytes:
    return journals.one_article(doi).replace(b"<doi_data>", f"{program}\n<doi_data>".encode())


def relation_to(doi: str) -> bytes:
    return with_program(
        '<program xmlns="http://www.crossref.org/relations.xsd"><related_item><inter_work_relation '
        f'relationship-type="references" identifier-type="doi">{doi}</inter_work_relation></related_item></program>'
    )


def test_a_prefix_of_somebody_else_fails_each_record():
    with Sandbox(prefixes=["10.6666"], unknown_for=0, queued_for=0, processing_for=0) as sandbox:
        log = Talk(sandbox).result(
            journals.deposit(journals.journal(journals.article("10.5555/a"), journals.article("10.5555/b")))
        )
        message = "User not allowed to add records for prefix: 10.5555"
        assert records(log) == [("Failure", "10.5555/a", message), ("Failure", "10.5555/b", message)]


def test_a_doi_that_was_transferred_belongs_to_its_owner():
    with Sandbox(prefixes=["10.5555"], unknown_for=0, queued_for=0, processing_for=0) as sandbox:
        sandbox.register("10.5555/one", owner="10.7777")
        log = Talk(sandbox).result(journals.one_article())
        assert records(log) == [("Failure", "10.5555/one", "User not allowed to add records for prefix: 10.7777")]


def test_a_new_doi_has_plain_characters_and_an_old_one_may_have_others(sandbox, talk):
    xml = journals.one_article("10.5555/a:b")
    assert records(talk.result(xml)) == [("Failure", "10.5555/a:b", "DOI: 10.5555/a:b contains invalid characters")]
    sandbox.register("10.5555/a:b")
    assert records(talk.result(xml, "b.xml")) == [("Success", "10.5555/a:b", "Successfully updated")]


def test_a_relation_needs_its_target(sandbox, talk):
    message = "Error processing relations: Relation target DOI does not exist: 10.5555/other"
    assert records(talk.result(relation_to("10.5555/other"))) == [("Failure", "10.5555/one", message)]
    sandbox.register("10.5555/OTHER")
    log = talk.result(relation_to("10.5555/other"), "b.xml")
    assert records(log) == [("Success", "10.5555/one", "Successfully added")]


def test_a_relation_within_a_file_needs_no_order(talk):
    both = relation_to("10.5555/other").replace(
        b"</journal>", journals.article("10.5555/OTHER").encode() + b"</journal>"
    )
    assert {status for status, _, _ in records(talk.result(both))} == {"Success"}


def test_what_others_register_is_taken_to_exist(talk):
    assert records(talk.result(relation_to("10.1234/data"))) == [("Success", "10.5555/one", "Successfully added")]


FUNDREF = (
    '<program xmlns="http://www.crossref.org/fundref.xsd"><assertion name="fundgroup">'
    '<assertion name="funder_name">{name}</assertion></assertion></program>'
)


def test_a_funder_that_is_known_gives_a_record_more(talk):
    log = talk.result(with_program(FUNDREF.format(name="Wellcome Trust")))
    assert records(log) == [
        ("Success", "10.5555/one", "Successfully added"),
        ("Success", "10.5555/one", 'Inserted identifier: 100010269 for name: "Wellcome Trust"'),
    ]
    assert log.findtext("batch_data/record_count") == "2"


def test_other_funders_give_none(talk):
    assert len(records(talk.result(with_program(FUNDREF.format(name="My aunt"))))) == 1
    identified = FUNDREF.format(
        name='Wellcome Trust<assertion name="funder_identifier">https://doi.org/10.13039/100010269</assertion>'
    )
    assert len(records(talk.result(with_program(identified, "10.5555/two"), "b.xml"))) == 1


def test_the_funders_that_are_known_can_be_given():
    delays = {"unknown_for": 0, "queued_for": 0, "processing_for": 0}
    with Sandbox(funders={"My Aunt": "42"}, **delays) as sandbox:
        log = Talk(sandbox).result(with_program(FUNDREF.format(name="my aunt")))
        assert records(log)[1][2] == 'Inserted identifier: 42 for name: "my aunt"'


def test_parts_of_records_have_messages_of_their_own(sandbox, talk):
    talk.result(journals.one_article())
    us = cd.Depositor(name="Brown University", email="a@example.org")
    parts = cd.ResourceBatch(
        depositor=us,
        fundref_data=cd.FundrefData(
            doi="10.5555/one", funding=[cd.FundingAssertion("Wellcome Trust", name="funder_name")]
        ),
        lic_ref_data=cd.LicRefData(doi="10.5555/one", licenses="https://creativecommons.org/licenses/by/4.0/"),
    )
    log = talk.result(parts.to_xml(), "b.xml", operation="doDOICitUpload")
    assert {message for _, _, message in records(log)} == {
        'Inserted identifier: 100010269 for name: "Wellcome Trust"',
        "FundRef Resources processed successfully",
        "License-ref Resources processed successfully",
    }


def test_parts_of_records_need_the_records(talk):
    us = cd.Depositor(name="Brown University", email="a@example.org")
    licence = cd.LicRefData(doi="10.5555/none", licenses="https://creativecommons.org/licenses/by/4.0/")
    log = talk.result(cd.ResourceBatch(depositor=us, lic_ref_data=licence).to_xml(), operation="doDOICitUpload")
    assert records(log) == [("Failure", "10.5555/none", "There is no record of this DOI: 10.5555/none")]


def test_funders_in_crossmark_count_too(talk):
    funding = cd.FundingAssertion("Wellcome Trust", name="funder_name")
    crossmark = cd.Crossmark(policy="10.5555/policy", custom_metadata=cd.CustomMetadata(funding=[funding]))
    log = talk.result(batch(article(crossmark=crossmark)).to_xml())
    assert 'Inserted identifier: 100010269 for name: "Wellcome Trust"' in [message for _, _, message in records(log)]


def test_parts_of_records_of_others_are_refused():
    with Sandbox(prefixes=["10.6666"], unknown_for=0, queued_for=0, processing_for=0) as sandbox:
        sandbox.register("10.5555/one")
        us = cd.Depositor(name="Brown University", email="a@example.org")
        licence = cd.LicRefData(doi="10.5555/one", licenses="https://creativecommons.org/licenses/by/4.0/")
        parts = cd.ResourceBatch(depositor=us, lic_ref_data=licence).to_xml()
        log = Talk(sandbox).result(parts, operation="doDOICitUpload")
        assert records(log) == [("Failure", "10.5555/one", "User not allowed to add records for prefix: 10.5555")]


def test_a_preprint_of_an_article_is_remarked_on(talk):
    author = cd.PersonName(given_name="Josiah", surname="Carberry", roles=["author"])
    talk.result(batch(article("10.5555/article", titles="On Pots", contributors=[author])).to_xml())
    preprint = cd.PostedContent(
        type="preprint",
        titles="On pots",
        contributors=[author],
        posted_date=2026,
        doi_data=cd.DoiData(doi="10.5555/preprint", resource="https://example.org/"),
    )
    log = talk.result(batch(body=[preprint]).to_xml(), "b.xml")
    assert records(log) == [
        ("Success", "10.5555/preprint", "Successfully added"),
        ("Warning", "10.5555/preprint", "Possible preprint/VoR pair, Vor DOI: 10.5555/article"),
    ]
