"""Documents that nobody should have to read."""

from __future__ import annotations

BILLION_LAUGHS = (
    b"<?xml version='1.0'?>\n<!DOCTYPE lolz [\n<!ENTITY lol 'lol'>\n"
    + b"".join(b"<!ENTITY lol%d '%s'>\n" % (n, b"&lol%s;" % (b"%d" % (n - 1) if n else b"") * 10) for n in range(9))
    + b"]>\n<doi_batch>&lol8;</doi_batch>"
)
EXTERNAL = b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>\n<a>&b;</a>"
PARAMETER = b"<!DOCTYPE a [<!ENTITY % b SYSTEM 'http://127.0.0.1:1/x.dtd'> %b;]>\n<a/>"

BAD: dict[str, tuple[bytes, str, int | None]] = {
    "empty": (b"", "the document is empty", None),
    "blank": (b" \r\n\t\n", "the document is empty", None),
    "plain text": (b"Dear Crossref,\nplease", "this is not XML, it begins with 'Dear Crossref,\\nplease'", 1),
    "HTML": (b"<html><head><title>503</title><hr></html>", "this is an HTML page, not XML", 1),
    "HTML with doctype": (b"\n<!DOCTYPE html>\n<html></html>", "found an HTML page", 2),
    "JSON": (b'{"a": 1}', "this is not XML, it begins with", 1),
    "zip": (b"PK\x03\x04\x14\x00\x00\x00", "this is not XML, it begins with", 1),
    "DTD": (b"<?xml version='1.0'?>\n<!DOCTYPE a SYSTEM 'a.dtd'>\n<a/>", "a document type declaration for 'a'", 2),
    "billion laughs": (BILLION_LAUGHS, "a document type declaration for 'lolz'", 2),
    "external entity": (EXTERNAL, "a document type declaration for 'a'", 1),
    "parameter entity": (PARAMETER, "a document type declaration for 'a'", 1),
    "undefined entity": (b"<doi_batch>\n&nbsp;</doi_batch>", "undefined entity", 2),
    "UTF-7": (b"<?xml version='1.0' encoding='UTF-7'?><a/>", "the document's encoding cannot be read", 1),
    "unknown encoding": (b"<?xml version='1.0' encoding='klingon'?><a/>", "unknown encoding: klingon", 1),
    "no codec": (b"<?xml version='1.0' encoding='rot13'?><a/>", "the document's encoding cannot be read", 1),
    "wrong encoding": (b"<?xml version='1.0' encoding='UTF-16'?><a/>", "encoding specified in XML declaration", 1),
    "not UTF-8": (b"<doi_batch>\n\n\xe9</doi_batch>", "not well-formed (invalid token)", 3),
    "NUL bytes": (b"<doi_batch>\n\x00</doi_batch>", "not well-formed (invalid token)", 2),
    "only NUL": (b"\x00" * 100, "this is not XML, it begins with", 1),
    "control character": (b"<doi_batch>\n&#8;</doi_batch>", "reference to invalid character number", 2),
    "unclosed": (b"<doi_batch>\n<head>\n", "no element found", 3),
    "crossed": (b"<doi_batch>\n<head></doi_batch>", "mismatched tag", 2),
    "two roots": (b"<doi_batch/>\n<doi_batch/>", "junk after document element", 2),
    "no root": (b"<!-- nothing -->", "no element found", 1),
    "attribute twice": (b"<doi_batch a='1' a='2'/>", "duplicate attribute", 1),
    "unbound prefix": (b"<q:doi_batch/>", "unbound prefix", 1),
    "late declaration": (b"\n<?xml version='1.0'?><a/>", "XML or text declaration not at start of entity", 2),
    "half a UTF-16 character": ("<a/>".encode("utf-16") + b"<", "", 1),
}
"""By name: the document, a piece of what is said of it, and the line of the fault."""
