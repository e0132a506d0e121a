"""Documents that nobody should have to read, given to everything that reads documents."""

from __future__ import annotations

import io

import pytest

import crossref_deposit as cd
import hostile

DEPOSIT, RESOURCES, OLD = (
    f"http://www.crossref.org/{path}".encode()
    for path in ("schema/5.5.0", "doi_resources_schema/5.4.0", "schema/4.4.2")
)
READERS = {
    "DoiBatch.from_xml": (cd.DoiBatch.from_xml, DEPOSIT),
    "ResourceBatch.from_xml": (cd.ResourceBatch.from_xml, RESOURCES),
    "read_deposit": (cd.read_deposit, DEPOSIT),
    "read_deposit of an old one": (cd.read_deposit, OLD),
    "check": (cd.check, DEPOSIT),
}
"""By name: what reads, and the namespace in which it expects a document."""

HARMLESS = {("check", "wrong encoding")}
"""The rules read plain ASCII, whatever it says that it is; validation tells of that."""

DEEP = b"<doi_batch>" + b"<a>" * 100_000
WIDE = b"<doi_batch " + b" ".join(b"a%d='1'" % number for number in range(5_000)) + b"/>"
LONG = b"<doi_batch><head><doi_batch_id>" + b"x" * 20_000_000
NAMESPACES = b"<doi_batch " + b" ".join(b"xmlns:a%d='urn:%d'" % (number, number) for number in range(20_000)) + b"><b/>"
FRAGMENTS = {
    "unclosed": "<i>x",
    "crossed": "<i><b>x</i></b>",
    "undefined entity": "a &nbsp; b",
    "entity": "&lol;",
    "DTD": "<!DOCTYPE a><i>x</i>",
    "control character": "a\x08b",
    "half a character": "a\ud800b",
    "closing what is around it": "</markup><markup>",
    "deep": "<i>" * 1000 + "</i>" * 1000,
    "unbound prefix": "<q:i>x</q:i>",
    "processing": "<?xml version='1.0'?><i>x</i>",
}


def in_namespace(document, namespace):
    return document.replace(b"<doi_batch", b"<doi_batch xmlns='" + namespace + b"'", 1)


PAIRS = [(reader, kind) for reader in READERS for kind in hostile.BAD if (reader, kind) not in HARMLESS]


@pytest.mark.parametrize(("reader", "kind"), PAIRS)
def test_what_cannot_be_read_is_refused_with_its_line(reader, kind):
    read, namespace = READERS[reader]
    document, _, line = hostile.BAD[kind]
    with pytest.raises(cd.errors.SchemaError) as error:
        read(in_namespace(document, namespace))
    assert (error.value.line is None) == (line is None)
    assert (error.value.line or 0) <= (line or 0)  # another fault may come before that of the XML
    assert "root:" not in str(error.value)


@pytest.mark.parametrize("reader", [name for name in READERS if name != "check"])
@pytest.mark.parametrize("document", [DEEP, WIDE, LONG, NAMESPACES], ids=["deep", "wide", "long", "namespaces"])
def test_what_is_too_much_is_refused(reader, document):
    read, namespace = READERS[reader]
    with pytest.raises(cd.errors.SchemaError) as error:
        read(in_namespace(document, namespace))
    assert error.value.line == 1
    assert len(str(error.value)) < 2000


@pytest.mark.parametrize("schema", [DEPOSIT, RESOURCES])
@pytest.mark.parametrize("document", [DEEP, WIDE, LONG, NAMESPACES], ids=["deep", "wide", "long", "namespaces"])
def test_what_is_too_much_is_a_problem(schema, document):
    problems = cd.validate(in_namespace(document, schema)).problems
    assert problems
    assert problems[0].line == 1


@pytest.mark.parametrize("reader", READERS)
def test_files_and_paths_are_read_with_the_same_care(reader, tmp_path):
    read, namespace = READERS[reader]
    for bomb in (hostile.BILLION_LAUGHS, hostile.EXTERNAL, hostile.PARAMETER):
        document = in_namespace(bomb, namespace)
        path = tmp_path / "deposit.xml"
        path.write_bytes(document)
        for source in (path, io.BytesIO(document), document.decode()):
            with pytest.raises(cd.errors.SchemaError, match="document type declaration"):
                read(source)


@pytest.mark.parametrize("make", [cd.Markup, lambda text: cd.Abstract(cd.Markup(text))], ids=["Markup", "Abstract"])
@pytest.mark.parametrize("kind", FRAGMENTS)
def test_fragments_that_are_no_xml(make, kind):
    with pytest.raises(cd.errors.ModelError):
        make(FRAGMENTS[kind])


@pytest.mark.parametrize(
    "make", [cd.Markup.from_html, lambda html: cd.Abstract.from_html(html).value], ids=["Markup", "Abstract"]
)
@pytest.mark.parametrize("kind", FRAGMENTS)
def test_html_is_made_well_formed_or_refused(make, kind):
    try:
        made = make(FRAGMENTS[kind])
    except cd.errors.ModelError:
        return
    assert cd.Markup(made.xml) == made
