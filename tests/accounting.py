"""The law of accounting: what a document says is in what it became, or in a change."""

from __future__ import annotations

from collections import Counter

from lxml import etree

from crossref_deposit.upgrade import Deposit

_PARSER = etree.XMLParser(remove_comments=True, remove_pis=True)  # or they would cut texts in two
_HINTS = "{http://www.w3.org/2001/XMLSchema-instance}"


def said(document: bytes | str) -> Counter[str]:
    """Every text and every attribute value, how often; white space does not count."""
    data = document.encode() if isinstance(document, str) else document
    found: Counter[str] = Counter()
    for element in etree.fromstring(data, _PARSER).iter(etree.Element):
        own = [element.text, *(child.tail for child in element)]
        found.update(" ".join(text.split()) for text in own if text and text.strip())
        found.update(
            f'{etree.QName(name).localname}="{" ".join(value.split())}"'
            for name, value in element.attrib.items()
            if not name.startswith(_HINTS)
        )
    return found


def unaccounted(document: bytes | str, deposit: Deposit) -> list[str]:
    """What is neither in the batch nor in a change, as often as the document says it."""
    told: Counter[str] = Counter()
    for change in deposit.changes:
        told.update(_told(change.before))
    return sorted((said(document) - said(deposit.batch.to_xml()) - told).elements())


def _told(before: str) -> Counter[str]:
    if not before.startswith("<"):
        return Counter([before.replace("&amp;", "&")])
    if before.count("<") == 1 and "/" not in before:  # a bare tag
        return Counter()
    prefixes = "".join(f' xmlns:{prefix}="urn:{prefix}"' for prefix in ("fr", "ai", "ct", "rel", "jats", "mml"))
    return said(f"<x{prefixes}>{before}</x>")
