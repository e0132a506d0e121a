from __future__ import annotations

import re
import subprocess
import sys

import pytest

import crossref_deposit as cd
from crossref_deposit.errors import SchemaError, VersionError
from journals import GOOD_ORCID, article, deposit, journal, person
from samples import article as model
from samples import batch, component, place, written

CITATION = "<citation key='1'><author>Watson</author></citation>"
DOCUMENT = deposit(
    journal(
        article("10.5555/one", person(GOOD_ORCID), person(sequence="additional")),
        article("10.5555/two", citations=CITATION),
        doi="10.5555/journal",
    )
).decode()
IN = "/doi_batch/body/journal"
ONE, TWO = f"{IN}/journal_article[1]", f"{IN}/journal_article[2]"


def damaged(old: str, new: str, document: str = DOCUMENT) -> str:
    assert old in document
    return document.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new", "anchor", "message", "xpath", "doi"),
    [
        (
            "<registrant>Brown",
            "<sender/>\n<registrant>Brown",
            "<sender/>",
            "found <sender> in <head>, expected <registrant>",
            "/doi_batch/head/sender",
            None,
        ),
        (
            "<registrant>Brown University</registrant>\n",
            "",
            "</head>",
            "<head> ends too early, expected <registrant>",
            "/doi_batch/head",
            None,
        ),
        (
            "<year>2026</year>",
            "<year>2026</year>\n<year>2027</year>",
            "<year>2027",
            "found <year> in <publication_date>, expected nothing more",
            f"{ONE}/publication_date/year[2]",
            "10.5555/one",
        ),
        (
            "<surname>Carberry</surname>",
            "<affiliation/>",
            "<affiliation/>",
            "found <affiliation> in <person_name>, expected <surname>",
            f"{ONE}/contributors/person_name[1]/affiliation",
            "10.5555/one",
        ),
        (
            "<issn>0264-3561</issn>",
            "<issn>02643561X</issn>",
            "</issn>",
            "found '02643561X' in <issn>, expected an ISSN such as 2050-084X",
            f"{IN}/journal_metadata/issn",
            "10.5555/journal",
        ),
        (
            'sequence="first"',
            'sequence="last"',
            "<person_name",
            "found 'last' in the attribute 'sequence' of <person_name>, expected one of first, additional",
            f"{ONE}/contributors/person_name[1]",
            "10.5555/one",
        ),
        (
            'sequence="first"',
            'order="first"',
            "<person_name",
            "found the attribute 'order' of <person_name>, expected contributor_role, language, name-style, sequence",
            f"{ONE}/contributors/person_name[1]",
            "10.5555/one",
        ),
        (
            "<title>On 10.5555/one",
            "<title lang='en'>On 10.5555/one",
            "<title lang",
            "found the attribute 'lang' of <title>, expected no attributes",
            f"{ONE}/titles/title",
            "10.5555/one",
        ),
        (
            "<citation key='1'>",
            "<citation>",
            "<citation>",
            "found <citation> without the attribute 'key', expected key=…",
            f"{TWO}/citation_list/citation",
            "10.5555/two",
        ),
        (
            "<title>On 10.5555/two",
            "<title>On <bold>10.5555/two</bold>",
            "<bold>",
            "found <bold>, expected text, <b>, <em>,",
            f"{TWO}/titles/title/bold",
            "10.5555/two",
        ),
        (
            "<titles>\n<title>On 10.5555/two</title>\n</titles>",
            "<titles>\n<title>T</title>\n</titles>\n<abstract xmlns='http://www.ncbi.nlm.nih.gov/JATS1'>words</abstract>",
            "<abstract",
            "found the text 'words' in it in <jats:abstract>, expected elements only",
            f"{TWO}/abstract",
            "10.5555/two",
        ),
        (
            "<titles>\n<title>On 10.5555/two</title>\n</titles>",
            "<titles>\n<title>T</title>\n</titles>\n<abstract xmlns='http://www.ncbi.nlm.nih.gov/JATS1'><sec/></abstract>",
            "<sec/>",
            "found the end of <jats:sec>, expected <jats:title> first",
            f"{TWO}/abstract/sec",
            "10.5555/two",
        ),
        (
            "<surname>Carberry",
            "<surname>Car<i>berry</i>",
            "<i>",
            "found <i> in <surname>, expected text only",
            f"{ONE}/contributors/person_name[1]/surname/i",
            "10.5555/one",
        ),
        (
            "<doi_data>",
            "<doi_data xmlns='urn:else'>",
            "<doi_data xmlns",
            "<doi_data> in the namespace 'urn:else', expected it in 'http://www.crossref.org/schema/5.5.0': declare",
            f"{IN}/journal_metadata/doi_data",
            "10.5555/journal",
        ),
        (
            "<head>",
            "<head>\nThe head",
            "<head>",
            "found the text 'The head' in <head>, expected elements only",
            "/doi_batch/head",
            None,
        ),
        (
            "<author>Watson</author>",
            "<author>Watson</author>\n<author>Crick</author>",
            "</author>\n</citation>",
            "found a second <author>, expected one",
            f"{TWO}/citation_list/citation/author[2]",
            "10.5555/two",
        ),
        (
            "<full_title>Journal of Psychoceramics</full_title>",
            "\n".join(f"<full_title>J{number}</full_title>" for number in range(11)),
            "</full_title>\n<issn>",
            "found more than 10 <full_title>, expected at most 10",
            f"{IN}/journal_metadata/full_title[11]",
            "10.5555/journal",
        ),
        (
            'version="5.5.0"',
            'version="5.4.0"',
            "<doi_batch",
            "found '5.4.0' in the attribute 'version' of <doi_batch>, expected '5.5.0'",
            "/doi_batch",
            None,
        ),
        (
            "<doi_data>\n<doi>10.5555/one",
            "<fr:program xmlns:fr='http://www.crossref.org/fundref.xsd' name='funds'/><doi_data>\n<doi>10.5555/one",
            "<fr:program",
            "found 'funds' in the attribute 'name' of <fr:program>, expected 'fundref'",
            f"{ONE}/program",
            "10.5555/one",
        ),
        (
            "<doi_data>\n<doi>10.5555/one",
            (
                "<a:program xmlns:a='http://www.crossref.org/AccessIndicators.xsd'/>"
                "<f:program xmlns:f='http://www.crossref.org/fundref.xsd'/><doi_data>\n<doi>10.5555/one"
            ),
            "<f:program",
            "found <fr:program> in <journal_article>, expected <ct:program>",
            f"{ONE}/program[2]",
            "10.5555/one",
        ),
        (
            "<surname>Carberry",
            f"<surname>{'x' * 201}",
            "</surname>",
            "(201 characters) in <surname>, expected text of 1 to 200 characters",
            f"{ONE}/contributors/person_name[1]/surname",
            "10.5555/one",
        ),
        (
            ' contributor_role="author"',
            "",
            "</person_name>",
            "PersonName: found no contributor_role and no roles, expected one of them",
            f"{ONE}/contributors/person_name[1]",
            "10.5555/one",
        ),
    ],
)
def test_what_is_not_allowed_is_refused_with_its_place(old, new, anchor, message, xpath, doi):
    """The place is the element's start, wherever in the element the fault is found."""
    document = damaged(old, new)
    with pytest.raises(SchemaError) as error:
        cd.DoiBatch.from_xml(document)
    assert message in error.value.message
    assert (error.value.xpath, error.value.doi) == (xpath, doi)
    where = place(document, anchor) if anchor[1] != "/" else place_before(document, anchor)
    assert (error.value.line, error.value.column) == where
    assert str(error.value).startswith(f"line {where[0]}, column {where[1]}, {xpath}")


def place_before(document: str, end_tag: str) -> tuple[int, int]:
    """Where the element starts that ends with the end tag."""
    start = document.rindex(f"<{end_tag[2:].partition('>')[0]}", 0, document.index(end_tag))
    return document.count("\n", 0, start) + 1, start - document.rfind("\n", 0, start)


@pytest.mark.parametrize(
    ("inside", "before", "step"),
    [
        ("<archive_locations/><bad/>", "<doi_data>", "bad"),
        ("<contributors/><publication_date/>", "<publication_date>", "contributors"),
    ],
)
def test_empty_elements_on_one_line(inside, before, step):
    xml = article("10.5555/one").replace(before, f"{inside}{before}", 1)
    data = deposit("JOURNAL").replace(b"JOURNAL", journal(xml).encode())
    with pytest.raises(SchemaError) as error:
        cd.DoiBatch.from_xml(data)
    assert error.value.xpath.rpartition("/")[2] == step
    line = data.decode().splitlines()[error.value.line - 1]
    assert line[error.value.column - 1 :].startswith(f"<{step}")


def test_columns_count_characters():
    flat = DOCUMENT.replace("\n", "").replace("Josiah", "Jósiah 🐝").replace("<surname>", "<sirname>", 1)
    with pytest.raises(SchemaError, match="found <sirname>") as error:
        cd.DoiBatch.from_xml(flat)
    assert (error.value.line, error.value.column) == place(flat, "<sirname>")


def test_only_the_blanks_of_xml_are_nothing():
    with pytest.raises(SchemaError, match="found the text"):
        cd.DoiBatch.from_xml(damaged("<titles>\n", "<titles>\u00a0"))
    assert cd.DoiBatch.from_xml(damaged("<titles>\n", "<titles> \t\r\n"))


def test_empty_wrappers_survive():
    lists = (
        "<archive_locations/>\n<scn_policies/>\n<doi_data>\n<doi>10.5555/one",
        "<resource>https://example.org/10.5555/one</resource>\n</doi_data>\n<citation_list/>\n<component_list/>",
    )
    document = damaged("<doi_data>\n<doi>10.5555/one", lists[0])
    document = damaged("<resource>https://example.org/10.5555/one</resource>\n</doi_data>", lists[1], document)
    programs = "".join(
        f"<p:program xmlns:p='http://www.crossref.org/{name}.xsd'/>\n"
        for name in ("fundref", "AccessIndicators", "clinicaltrials", "relations")
    )
    document = damaged("<archive_locations/>", f"{programs}<archive_locations/>", document)
    made = cd.DoiBatch.from_xml(document)
    assert made == cd.DoiBatch.from_xml(DOCUMENT)
    text = made.to_xml().decode()
    for tag in (
        "fr:program",
        "ai:program",
        "ct:program",
        "rel:program",
        "archive_locations",
        "scn_policies",
        "citation_list",
        "component_list",
    ):
        assert f"<{tag}" in text
    assert cd.DoiBatch.from_xml(text).to_xml() == made.to_xml()
    assert cd.validate(text).ok


@pytest.mark.parametrize("wrapper", ["contributors", "journal_article"])
def test_wrappers_that_may_not_be_empty(wrapper):
    document = (
        DOCUMENT[: DOCUMENT.index(f"<{wrapper}>")]
        + f"<{wrapper}/>"
        + DOCUMENT[DOCUMENT.index(f"</{wrapper}>") + len(wrapper) + 3 :]
    )
    with pytest.raises(SchemaError, match=f"<{wrapper}> ends too early, expected <"):
        cd.DoiBatch.from_xml(document)


def test_repeated_wrappers_become_one():
    domain = "<crossmark_domains><crossmark_domain><domain>{}.org</domain></crossmark_domain></crossmark_domains>"
    made = batch(model(crossmark=cd.Crossmark(policy="10.5555/p", domains=["one.org", "two.org"])))
    text = made.to_xml().decode()
    start, end = text.index("<crossmark_domains>"), text.index("</crossmark_domains>") + len("</crossmark_domains>")
    twice = text[:start] + domain.format("one") + domain.format("two") + text[end:]
    assert cd.DoiBatch.from_xml(twice) == made


def encoded(text: str, encoding: str, *, mark: bytes = b"") -> bytes:
    return mark + text.replace('encoding="UTF-8"', f'encoding="{encoding}"').encode(encoding)


GREEK = damaged("Josiah", "Jósiah")
SAME = {
    "line ends": DOCUMENT.replace("\n", "\r\n").encode(),
    "one line": DOCUMENT.replace("\n", "").replace("?><", "?>\n<").encode(),
    "no declaration": DOCUMENT.partition("?>\n")[2].encode(),
    "comments": damaged("<surname>Car", "<!-- c --><surname>Car<!-- & < -->").encode(),
    "instructions": damaged("<surname>Car", "<?php a?><surname>Car<?x?>").encode(),
    "before and after": (damaged("?>\n", "?>\n<?a b?><!-- c -->\n") + "<!-- d -->\n").encode(),
    "CDATA": damaged("<surname>Carberry", "<surname><![CDATA[Car]]>be<![CDATA[rry]]>").encode(),
    "references": damaged("<surname>Carberry", "<surname>C&#97;rb&#x65;rry").encode(),
    "prefix": re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1c:", DOCUMENT).replace("xmlns=", "xmlns:c=").encode(),
    "quotes": damaged('"first"', "'first'").encode(),
    "hint": damaged(
        "<doi_batch ", "<doi_batch xmlns:x='http://www.w3.org/2001/XMLSchema-instance' x:schemaLocation='a b' "
    ).encode(),
    "blanks in a tag": damaged("<surname>", "<surname\n >").encode(),
    "BOM": DOCUMENT.encode("utf-8-sig"),
    "UTF-16": encoded(DOCUMENT, "UTF-16"),
    "UTF-16BE": encoded(DOCUMENT, "UTF-16BE", mark=b"\xfe\xff"),
    "latin-1": encoded(DOCUMENT, "ISO-8859-1"),
    "windows-1252": encoded(DOCUMENT, "windows-1252"),
    "ascii": encoded(DOCUMENT, "US-ASCII"),
}


@pytest.mark.parametrize("form", SAME)
def test_the_same_document_written_otherwise(form):
    assert cd.DoiBatch.from_xml(SAME[form]) == cd.DoiBatch.from_xml(DOCUMENT)


@pytest.mark.parametrize(
    "encoding",
    ["UTF-8", "UTF-16", "UTF-16LE", "UTF-32", "UTF-32LE", "UTF-32BE", "ISO-8859-1", "windows-1252", "GB18030"],
)
def test_encodings(encoding):
    document = encoded(GREEK, encoding)
    read = cd.DoiBatch.from_xml(document)
    assert read.body[0].articles[0].contributors[0].given_name == "Jósiah"
    assert [*cd.DepositStream(document).body()] == [*read.body]


def test_a_mark_of_utf_8_means_more_than_what_is_declared():
    document = b"\xef\xbb\xbf" + GREEK.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"').encode()
    assert cd.DoiBatch.from_xml(document) == cd.DoiBatch.from_xml(GREEK)
    assert [*cd.DepositStream(document).body()] == [*cd.DoiBatch.from_xml(GREEK).body]


@pytest.mark.parametrize("declared", ["UTF-8", "UTF-16", "ISO-8859-1", "windows-1252"])
def test_text_is_text_whatever_it_declares(declared):
    document = GREEK.replace('encoding="UTF-8"', f'encoding="{declared}"')
    assert cd.DoiBatch.from_xml(document) == cd.DoiBatch.from_xml(GREEK)


def test_spelled_numbers_are_written_as_they_were():
    document = damaged("<year>2026</year>", "<month>06</month>\n<year>2026</year>")
    document = document.replace("<timestamp>20260101000000", "<timestamp>0020260101000000")
    read = cd.DoiBatch.from_xml(document)
    assert read.timestamp == 20260101000000
    assert "<month>06</month>" in read.to_xml().decode()
    assert "<timestamp>0020260101000000</timestamp>" in read.to_xml().decode()


def test_markup_is_kept_in_its_namespaces():
    title = (
        "H<sub>2</sub>O <m:math xmlns:m='http://www.w3.org/1998/Math/MathML' alttext='x &lt; y'>"
        "<m:mi>x</m:mi><z:q xmlns:z='urn:z'/></m:math>"
    )
    read = cd.DoiBatch.from_xml(damaged("<title>On 10.5555/one", f"<title>{title}"))
    assert read.body[0].articles[0].titles[0].title == cd.Markup(title)
    assert cd.DoiBatch.from_xml(read.to_xml()) == read


def nested(depth: int) -> bytes:
    inner = "<fr:assertion name='fundgroup'>" * depth + "</fr:assertion>" * depth
    program = f"<fr:program xmlns:fr='http://www.crossref.org/fundref.xsd'>{inner}</fr:program>"
    return damaged("<doi_data>\n<doi>10.5555/one", f"{program}<doi_data>\n<doi>10.5555/one").encode()


def test_depth_is_bounded():
    assert cd.DoiBatch.from_xml(nested(20))
    with pytest.raises(SchemaError, match="nested deeper than 200") as error:
        cd.DoiBatch.from_xml(nested(250))
    assert error.value.doi == "10.5555/one"
    with pytest.raises(SchemaError, match="nested deeper than 200"):
        cd.DoiBatch.from_xml(
            damaged("<title>On", f"<title>{'<i>' * 5000}On").replace(
                "10.5555/one</title>", "x" + "</i>" * 5000 + "</title>"
            )
        )


def test_what_no_document_of_ours_is():
    with pytest.raises(SchemaError, match="expected a deposit: <doi_batch> of the namespace") as error:
        cd.DoiBatch.from_xml("<!-- c -->\n<journal/>")
    assert (error.value.line, error.value.column, error.value.xpath) == (2, 1, "/journal")
    with pytest.raises(SchemaError, match="found <head> of the namespace 'http://www.crossref.org/schema/5.5.0'"):
        cd.DoiBatch.from_xml("<head xmlns='http://www.crossref.org/schema/5.5.0'/>")
    with pytest.raises(VersionError, match=r"schema 3\.0\.1; what is read here is 5\.5\.0.*read_deposit") as version:
        cd.DoiBatch.from_xml(DOCUMENT.replace("5.5.0", "3.0.1"))
    assert version.value.version == "3.0.1"


FIRST = """
import sys, threading
import crossref_deposit as cd
sys.setswitchinterval(1e-6)
document = sys.stdin.buffer.read()
faults, barrier = [], threading.Barrier(8)

def read():
    barrier.wait()
    try:
        cd.DoiBatch.from_xml(document).to_xml()
    except Exception as error:
        faults.append(error)

threads = [threading.Thread(target=read) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
sys.exit(repr(faults[0]) if faults else 0)
"""


def test_the_first_reads_may_come_from_several_threads():
    done = subprocess.run([sys.executable, "-c", FIRST], input=DOCUMENT.encode(), capture_output=True, check=False)
    assert done.stderr.decode() == ""
    assert done.returncode == 0


def test_what_is_read_is_what_is_built():
    made = batch(model(components=component("10.5555/one.1"), abstracts=["A.", "B."]), batch_id="abcd", timestamp=5)
    [article_] = cd.DoiBatch.from_xml(made.to_xml()).body[0].articles
    assert written(article_) == written(made.body[0].articles[0])
    assert isinstance(article_.components, tuple)


@pytest.mark.parametrize(
    ("attribute", "accepted"),
    [
        ('xsi:schemaLocation="urn:a urn:b"', True),
        ('xsi:noNamespaceSchemaLocation="urn:b"', True),
        ('xsi:nil="false"', False),
        ('xsi:type="token"', False),
        ('xsi:invented="x"', False),
    ],
)
@pytest.mark.parametrize("element", ["registrant", "i"])
def test_attributes_for_schema_instances(attribute, accepted, element):
    xml = batch(model(titles=cd.Markup("A <i>b</i>"))).to_xml().decode()
    xml = xml.replace(f"<{element}>", f"<{element} {attribute}>")
    name = attribute.partition("=")[0].removeprefix("xsi:")
    if accepted:
        assert str(cd.DoiBatch.from_xml(xml).body[0].articles[0].titles[0]) == "A b"
    else:
        with pytest.raises(SchemaError, match=rf"found the attribute '.*{name}' of <{element}>"):
            cd.DoiBatch.from_xml(xml)
    assert cd.validate(xml, rules=False).ok is accepted


@pytest.mark.parametrize("inside", ["x", " ", "\n"])
def test_an_empty_element_holds_nothing_not_even_white_space(inside):
    xml = batch(model(free_to_read=cd.FreeToRead())).to_xml().decode()
    filled = xml.replace("<ai:free_to_read/>", f"<ai:free_to_read>{inside}</ai:free_to_read>")
    with pytest.raises(SchemaError, match="in <ai:free_to_read>, expected nothing in it"):
        cd.DoiBatch.from_xml(filled)
    assert not cd.validate(filled, rules=False).ok


def test_no_two_elements_have_the_same_id():
    abstract = cd.Abstract(cd.Markup('<sec id="methods"><title>Methods</title></sec>'), lang="en")
    again = cd.evolve(abstract, lang="fr")
    xml = batch(model(abstracts=[abstract, again])).to_xml()
    with pytest.raises(SchemaError, match="found the id 'methods' a second time, expected one of its own") as error:
        cd.DoiBatch.from_xml(xml)
    assert error.value.xpath == "/doi_batch/body/journal/journal_article/abstract[2]/sec"
    assert error.value.doi == "10.5555/one"
    assert xml.splitlines()[error.value.line - 1].startswith(b'<jats:abstract xml:lang="fr">')
    assert not cd.validate(xml, rules=False).ok
    assert cd.DoiBatch.from_xml(batch(model(abstracts=[cd.evolve(abstract, id="methods-2")])).to_xml())


@pytest.mark.parametrize("read", [cd.DoiBatch.from_xml, cd.read_deposit])
def test_a_document_of_any_depth_is_refused_in_little_memory(read):
    import tracemalloc

    document = "<doi_batch xmlns='http://www.crossref.org/schema/5.5.0'>" + "<a>" * 100_000
    tracemalloc.start()
    try:
        with pytest.raises(SchemaError):
            read(document)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000
