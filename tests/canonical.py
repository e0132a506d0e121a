"""Documents as canonical XML, to see whether two say the same."""

from __future__ import annotations

import functools
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from lxml import etree

from crossref_deposit import export_schema
from crossref_deposit.binding.namespaces import FUNDREF, XSI

XSD = "{http://www.w3.org/2001/XMLSchema}"
ASSERTION = f"{{{FUNDREF.uri}}}assertion"
BLANKS = " \t\r\n"
TRUTH = {"1": "true", "0": "false"}
LOCATIONS = tuple(f"{{{XSI.uri}}}{name}" for name in ("schemaLocation", "noNamespaceSchemaLocation"))


def canonical(document: bytes, schema: str) -> list[str]:
    """The lines of a document without what makes no difference.

    That is: prefixes, the order of attributes, comments, the schema location, and white space between elements
    where no text may stand. FundRef's assertions are mixed by the letter of the schema, but hold a value and then
    elements: there the white space around the value is between elements too. Truth is ``true``, not ``1``, and the
    domains of a Crossmark are in one list, since no document means anything by having two.
    """
    root = etree.fromstring(document, etree.XMLParser(remove_comments=True, remove_pis=True))
    for node in root.iter():
        for name in LOCATIONS:
            node.attrib.pop(name, None)
        _spell_truth(node)
        if node.tag in _without_text(schema) or (node.tag == ASSERTION and len(node)):
            _remove_blanks(node)
    for domains in list(root.iter("{*}crossmark_domains")):
        _join_to_the_one_before(domains)
    etree.cleanup_namespaces(root)
    text = ET.canonicalize(etree.tostring(root), rewrite_prefixes=True)
    return text.replace("><", ">\n<").split("\n")


def _spell_truth(node: etree._Element) -> None:
    if etree.QName(node).localname == "crossmark_domain_exclusive":
        node.text = TRUTH.get(node.text, node.text)
    if "authenticated" in node.attrib:
        node.set("authenticated", TRUTH.get(node.get("authenticated"), node.get("authenticated")))


def _join_to_the_one_before(node: etree._Element) -> None:
    before = node.getprevious()
    if before is not None and before.tag == node.tag:
        before.extend(node)
        node.getparent().remove(node)


def _remove_blanks(node: etree._Element) -> None:
    node.text = (node.text or "").strip(BLANKS)
    for child in node:
        child.tail = (child.tail or "").strip(BLANKS)


@functools.cache
def _without_text(schema: str) -> frozenset[str]:
    """The elements that hold elements only."""
    with tempfile.TemporaryDirectory() as folder:
        files = export_schema(folder, version=schema).parent.glob("*.xsd")
        return frozenset(name for file in files for name in _of_elements_only(etree.parse(file).getroot()))


def _of_elements_only(root: etree._Element) -> Iterator[str]:
    for element in root.iterfind(f"{XSD}element"):
        kind = element.find(f"{XSD}complexType")
        if kind is not None and kind.get("mixed") != "true" and kind.find(f"{XSD}simpleContent") is None:
            yield f"{{{root.get('targetNamespace')}}}{element.get('name')}"
