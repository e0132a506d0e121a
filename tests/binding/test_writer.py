from __future__ import annotations

import inspect
import re
import traceback
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

import crossref_deposit as cd
import strategies
from crossref_deposit.binding.declaration import MODELS
from crossref_deposit.binding.writer import source, writer
from samples import article, batch, journal, written

MARKED = cd.Titles(title=cd.Markup("On <i>E. coli</i> & <b>x</b>".replace("&", "&amp;")), subtitle="a < b")


def test_one_element_on_each_line():
    assert written(article(titles=MARKED, pages="1-2", abstracts="A.")) == (
        "<journal_article>\n"
        "<titles>\n"
        "<title>On <i>E. coli</i> &amp; <b>x</b></title>\n"
        "<subtitle>a &lt; b</subtitle>\n"
        "</titles>\n"
        "<jats:abstract><jats:p>A.</jats:p></jats:abstract>\n"
        "<publication_date>\n<year>2026</year>\n</publication_date>\n"
        "<pages>\n<first_page>1</first_page>\n<last_page>2</last_page>\n</pages>\n"
        "<doi_data>\n<doi>10.5555/one</doi>\n<resource>https://example.org/10.5555/one</resource>\n</doi_data>\n"
        "</journal_article>"
    )


def test_attributes_and_empty_elements():
    assert written(cd.FreeToRead()) == "<ai:free_to_read/>"
    assert written(cd.Format(mime_type="image/png")) == '<format mime_type="image/png"></format>'
    assert written(cd.Assertion("x", name="ab", label='"a" & <b>\n', order=5)) == (
        '<assertion label="&quot;a&quot; &amp; &lt;b&gt;&#10;" name="ab" order="5">x</assertion>'
    )
    assert written(cd.Orcid("0000-0002-1825-0097", authenticated=False)).startswith('<ORCID authenticated="false">')


def test_face_markup_of_relations_is_in_their_namespace():
    description = cd.RelationDescription(cd.Markup("<i>x</i>"))
    assert written(description) == (
        '<rel:description xmlns="http://www.crossref.org/relations.xsd"><i>x</i></rel:description>'
    )


def test_funding_has_text_and_elements():
    made = cd.FundingAssertion("Us & them", name="funder_name", assertions=cd.FundingAssertion("x", name="ror"))
    assert written(made) == (
        '<fr:assertion name="funder_name">Us &amp; them\n<fr:assertion name="ror">x</fr:assertion></fr:assertion>'
    )


START = re.compile(r"<(?!/|\?)")
ON_ITS_LINE = re.compile(r"^ *<(?!/|\?)", re.MULTILINE)


MIXED = (
    "<(title|subtitle|original_language_title|unstructured_citation|description|rel:description|assertion|string-name"
    r"|jats:abstract)\b[^>]*>.*?</\1>"
)


@settings(strategies.ANY_SIZE, max_examples=20)
@given(strategies.models(cd.JournalArticle, depth=4))
def test_every_start_tag_outside_mixed_content_begins_its_line(article):
    document = f"\n{written(article)}"
    outside = re.sub(MIXED, lambda match: f"<{match[1]}/>", document, flags=re.DOTALL)
    assert len(START.findall(outside)) == len(ON_ITS_LINE.findall(outside))


def same_text(first, second):
    """Whether documents differ in nothing but blanks between elements."""
    return [(element.tag, element.attrib) for element in first.iter()] == [
        (element.tag, element.attrib) for element in second.iter()
    ]


def test_pretty_documents_are_indented():
    document = batch(article(), batch_id="abcd", timestamp=1).to_xml(pretty=True).decode()
    assert "\n  <head>\n    <doi_batch_id>abcd</doi_batch_id>\n" in document
    assert "\n      <journal_article>\n        <titles>\n          <title>" in document
    assert document.endswith("  </body>\n</doi_batch>\n")


def test_indentation_leaves_mixed_content_alone():
    made = batch(
        article(
            titles=cd.Titles(title=cd.Markup("a <i>b</i> <b>c</b>")),
            abstracts=cd.Abstract(cd.Markup("<p>a <bold>b</bold></p><p>c</p>")),
            citations=cd.Citation(key="1", unstructured_citation=cd.Markup("<i>A</i> <b>1</b>")),
        )
    )
    plain, pretty = made.to_xml().decode(), made.to_xml(pretty=True).decode()
    for piece in ("<title>a <i>b</i> <b>c</b></title>", "<jats:p>c</jats:p></jats:abstract>", "<i>A</i> <b>1</b></uns"):
        assert piece in plain
        assert piece in pretty
    assert cd.DoiBatch.from_xml(pretty) == made
    assert same_text(ET.fromstring(plain), ET.fromstring(pretty))  # noqa: S314 - our own text


def test_the_source_can_be_read():
    text = source(cd.Issn, cd.DEFAULT_SCHEMA_VERSION)
    assert text.startswith("def write(value, out, indent, step):\n")
    assert "<issn" in text
    assert inspect.getsource(writer(cd.Issn, cd.DEFAULT_SCHEMA_VERSION)).strip() == text.strip()


@pytest.mark.parametrize("name", sorted(MODELS))
@pytest.mark.parametrize("version", cd.SCHEMA_VERSIONS)
def test_the_source_of_every_class_compiles(name, version):
    assert compile(source(MODELS[name], version), name, "exec")


def test_a_fault_while_writing_shows_the_line_that_was_written():
    broken = cd.Issn("2050-084X")
    object.__setattr__(broken, "value", 5)
    with pytest.raises(TypeError) as error:
        written(broken)
    assert "escape(value.value)" in "".join(traceback.format_exception(error.value))


def test_wrappers_are_written_only_where_something_is_in_them():
    text = written(article(licenses="https://creativecommons.org/licenses/by/4.0/"))
    assert '<ai:program name="AccessIndicators">\n<ai:license_ref>' in text
    for absent in ("contributors", "citation_list", "component_list", "fr:program", "rel:program", "archive_locations"):
        assert absent not in text


def test_the_document_says_its_version_and_where_the_schema_is():
    root = ET.fromstring(batch(journal()).to_xml())  # noqa: S314 - our own text
    assert root.tag == "{http://www.crossref.org/schema/5.5.0}doi_batch"
    assert root.attrib == {
        "version": "5.5.0",
        "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation": (
            "http://www.crossref.org/schema/5.5.0 https://www.crossref.org/schemas/crossref5.5.0.xsd"
        ),
    }
