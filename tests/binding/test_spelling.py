"""Where the schema lets a document say the same in several ways, it is written again as it was read."""

from __future__ import annotations

import copy
import pickle
import re

import pytest

import crossref_deposit as cd
from samples import article, batch, journal

REFERENCE = cd.Citation(key="1", author="Watson", volume="171", c_year="1953", doi="10.1038/171737a0")


def document(version="5.5.0", **article_fields):
    """A deposit as text."""
    whole = batch(journal(articles=[article(**article_fields)]))
    return cd.evolve(whole, schema_version=version).to_xml().decode()


def children(xml):
    """The names of the elements in the only citation."""
    inside = xml.partition("<citation ")[2].partition("</citation>")[0]
    return re.findall(r"<(\w+)", inside)


def shuffled(xml):
    """The document with the elements of its citation the other way round."""
    lines = xml.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("<citation "))
    last = lines.index("</citation>")
    return "\n".join([*lines[: first + 1], *reversed(lines[first + 1 : last]), *lines[last:]])


def test_the_order_of_children_that_may_come_in_any_order():
    xml = shuffled(document(citations=[REFERENCE]))
    read = cd.DoiBatch.from_xml(xml)
    assert children(xml) == ["doi", "cYear", "volume", "author"]
    assert children(read.to_xml().decode()) == children(xml)
    assert read.body[0].articles[0].citations == (REFERENCE,)


def test_a_single_element_out_of_order():
    xml = document(citations=[REFERENCE]).replace("<doi>10.1038/171737a0</doi>\n", "")
    xml = xml.replace("<author>Watson</author>\n", "")
    xml = xml.replace("<cYear>1953</cYear>", "<cYear>1953</cYear>\n<author>Watson</author>")
    again = cd.DoiBatch.from_xml(xml).to_xml().decode()
    assert children(again) == children(xml) == ["volume", "cYear", "author"]


def test_an_element_that_comes_twice_out_of_order_is_refused():
    xml = document(citations=[REFERENCE]).replace("</citation>", "<volume>172</volume></citation>")
    with pytest.raises(cd.errors.SchemaError, match="found a second <volume>"):
        cd.DoiBatch.from_xml(xml)


@pytest.mark.parametrize(
    ("program", "fields"),
    [
        ("ai:program", {"licenses": "https://creativecommons.org/licenses/by/4.0/"}),
        ("ai:program", {"free_to_read": cd.FreeToRead()}),
        ("fr:program", {"funding": cd.FundingAssertion("Wellcome Trust", name="funder_name")}),
        ("rel:program", {"relations": cd.RelatedItem.of("10.5555/2", relationship_type="hasPreprint")}),
    ],
)
def test_a_program_without_its_name(program, fields):
    xml = document(**fields)
    bare = re.sub(rf'<{program} name="\w+">', f"<{program}>", xml)
    assert bare != xml
    read = cd.DoiBatch.from_xml(bare)
    assert read.to_xml().decode() == bare
    assert read == cd.DoiBatch.from_xml(xml)


def test_an_empty_program_without_its_name():
    xml = document(relations=cd.RelatedItem.of("10.5555/2", relationship_type="hasPreprint"))
    bare = re.sub(r"<rel:program .*</rel:program>", "<rel:program>\n</rel:program>", xml, flags=re.DOTALL)
    assert cd.DoiBatch.from_xml(bare).to_xml().decode() == bare


def test_attributes_that_only_an_older_version_has():
    xml = document("5.3.1").replace("<journal_article>", '<journal_article reference_distribution_opts="any">')
    read = cd.DoiBatch.from_xml(xml)
    assert 'reference_distribution_opts="any"' in read.to_xml().decode()
    assert "reference_distribution_opts" not in cd.evolve(read, schema_version="5.5.0").to_xml().decode()


def test_a_changed_object_is_written_as_any_other():
    citation = cd.DoiBatch.from_xml(shuffled(document(citations=[REFERENCE]))).body[0].articles[0].citations[0]
    changed = cd.evolve(citation, volume="172")
    assert children(document(citations=[changed])) == ["author", "volume", "cYear", "doi"]


@pytest.mark.parametrize("copied", [copy.deepcopy, copy.copy, lambda value: pickle.loads(pickle.dumps(value))])  # noqa: S301 - our own bytes
def test_copies_keep_the_spelling(copied):
    xml = shuffled(document(citations=[REFERENCE]))
    assert copied(cd.DoiBatch.from_xml(xml)).to_xml().decode() == xml + "\n"


@pytest.mark.parametrize("text", ["Wellcome Trust ", "\n\tWellcome Trust\n"])
def test_white_space_around_text_that_might_have_had_elements_beside_it(text):
    xml = document(funding=cd.FundingAssertion("Wellcome Trust", name="funder_name"))
    spaced = xml.replace(">Wellcome Trust<", f">{text}<")
    read = cd.DoiBatch.from_xml(spaced)
    assert read.body[0].articles[0].funding[0].value == "Wellcome Trust"
    assert f">{text}" in read.to_xml().decode()
