from __future__ import annotations

import pytest
from lxml import etree

import crossref_deposit as cd
from crossref_deposit.binding.declaration import (
    Wrapper,
    attribute,
    child,
    children,
    choice,
    content,
    declared,
    element,
    fixed,
    leaf,
    optional,
    required,
)
from crossref_deposit.binding.namespaces import CROSSREF, XML
from crossref_deposit.binding.schema import schema_files
from crossref_deposit.binding.values import SimpleType
from toys import declared_for_now

XS = {"xs": "http://www.w3.org/2001/XMLSchema"}
HERE = CROSSREF.at("5.5.0")


@pytest.fixture(autouse=True)
def _toys():
    with declared_for_now():
        yield


def schema_of(model) -> etree.XMLSchema:
    [main, *_] = schema_files(model, "5.5.0").values()
    return etree.XMLSchema(etree.fromstring(main.encode()))


def verdicts(schema, documents) -> list[str]:
    return [text for text in documents if schema.validate(etree.fromstring(f"<t xmlns='{HERE}'>{text}</t>"))]


def test_what_a_declaration_says_is_what_libxml2_checks():
    boxes = Wrapper("boxes", fixed=("kind", "toy"))

    @element("t", choice("a", required("b")), optional(required("d"), "c"))
    class Toy:
        a = child(leaf("a", SimpleType(base="positiveInteger", maximum=9)), default=None)
        b = child(leaf("b", SimpleType(pattern="x+", min_length=2, max_length=3)), default=None)
        c = children(leaf("c", SimpleType()), default=(), at_most=2)
        d = child(leaf("d", SimpleType(values=("on", "off"))), default=None)
        boxes_ = children(leaf("box", SimpleType(base="boolean")), within=boxes, default=(), at_least=1)

    good = ["<a>9</a>", "<b>xx</b>", "", "<d>on</d>", "<a>1</a><d>off</d><c/><c/>", "<boxes><box>1</box></boxes>"]
    good += ["<boxes kind='toy'><box>true</box><box>0</box></boxes>"]
    bad = ["<a>10</a>", "<a>0</a>", "<b>x</b>", "<b>xxxx</b>", "<b>ab</b>", "<a>1</a><b>xx</b>", "<c/>", "<d>On</d>"]
    bad += [
        "<d>on</d><c/><c/><c/>",
        "<boxes/>",
        "<boxes kind='x'><box>1</box></boxes>",
        "<boxes><box/></boxes>",
        "text",
    ]
    assert verdicts(schema_of(Toy), good + bad) == good


def test_attributes():
    @element("n")
    class Note:
        value = content(SimpleType(max_length=3))
        size = attribute(SimpleType(base="nonNegativeInteger"))
        kind = attribute(SimpleType(), "my-kind", default=None, implied="x")
        lang = attribute(SimpleType(), "lang", namespace=XML, default=None)

    @element("t")
    class Toy:
        notes = children(Note)
        version = fixed(SimpleType(), default="1")

    good = ["<n size='1'>abc</n>", "<n size='1' my-kind='y' xml:lang='de'/>"]
    bad = ["<n/>", "<n size='-1'/>", "<n size='1' kind=''/>", "<n size='1'>abcd</n>", "<n size='1' xml:lang='1'/>"]
    files = schema_files(Toy, "5.5.0")
    assert list(files) == ["crossref5.5.0.xsd", "xml.xsd"]
    main = etree.fromstring(files["crossref5.5.0.xsd"].encode())
    assert main.xpath("string(//xs:attribute[@name='my-kind']/@default)", namespaces=XS) == "x"
    assert main.xpath("string(//xs:attribute[@name='version']/@fixed)", namespaces=XS) == "1"
    resolver = Files(files)
    parser = etree.XMLParser()
    parser.resolvers.add(resolver)
    schema = etree.XMLSchema(etree.fromstring(files["crossref5.5.0.xsd"].encode(), parser))
    assert verdicts(schema, good + bad) == good


class Files(etree.Resolver):
    def __init__(self, files):
        self.files = files

    def resolve(self, url, _, context):
        return self.resolve_string(self.files[url.rpartition("/")[2]].encode(), context)


def test_any_order():
    @element("t", any_order=True)
    class Toy:
        a = child(leaf("a", SimpleType()), default=None)
        b = child(leaf("b", SimpleType()), default=None)

    good = ["", "<a/>", "<b/><a/>", "<a/><b/>"]
    assert verdicts(schema_of(Toy), [*good, "<a/><a/>", "<c/>"]) == good


def test_uniform_lists_hold_one_kind():
    @element("t")
    class Toy:
        any_ = children(leaf("a", SimpleType()), leaf("b", SimpleType()), uniform=True)

    good = ["<a/>", "<b/><b/>"]
    assert verdicts(schema_of(Toy), [*good, "", "<a/><b/>"]) == good


def test_equal_declarations_are_shared_and_others_are_local():
    text, number = SimpleType(max_length=5), SimpleType(base="integer")

    @element("u")
    class Under:
        a = child(leaf("a", text))
        b = child(leaf("b", number))

    @element("t")
    class Toy:
        a = child(leaf("a", SimpleType(max_length=5)))
        under = child(Under)
        b = child(leaf("b", text), default=None)

    [main] = schema_files(Toy, "5.5.0").values()
    root = etree.fromstring(main.encode())
    assert root.xpath("count(xs:element[@name='a'])", namespaces=XS) == 1
    assert root.xpath("count(//xs:element[@ref='cr:a'])", namespaces=XS) == 2
    assert root.xpath("count(//xs:element[@name='b'])", namespaces=XS) == 2
    assert etree.XMLSchema(root)


@pytest.mark.parametrize("version", cd.SCHEMA_VERSIONS)
@pytest.mark.parametrize("lenient", [True, False])
def test_the_schema_of_deposits(version, lenient, tmp_path):
    files = schema_files(cd.DoiBatch, version, lenient_uri=lenient)
    assert next(iter(files)) == f"crossref{version}.xsd"
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        declarations = etree.fromstring(text.encode()).xpath("xs:*[@name]", namespaces=XS)
        named = [(node.tag, node.get("name")) for node in declarations]
        assert len(set(named)) == len(named)
    assert etree.XMLSchema(etree.parse(tmp_path / f"crossref{version}.xsd"))
    assert ("xs:anyURI" in files[f"crossref{version}.xsd"]) is not lenient


def test_declarations_leave_no_trace_behind():
    """What these tests declare is gone when they end."""

    @element("t")
    class Toy:
        a = child(leaf("a", SimpleType()))

    assert declared("Toy").model is Toy
