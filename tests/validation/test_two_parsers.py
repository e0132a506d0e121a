"""Validation reads with libxml2 alone where it can: it must say what expat says, whatever the document is."""

from __future__ import annotations

import re

import hypothesis
import pytest
from hypothesis import strategies

import crossref_deposit as cd
from crossref_deposit.errors import SchemaError
from crossref_deposit.models.root import root_of
from crossref_deposit.validation.schema import assert_harmless
from journals import one_article

MATHML = b"http://www.w3.org/1998/Math/MathML"
DOCUMENT = one_article().replace(b"<title>", b"<!-- c --><title>\xc3\xa9&amp;<![CDATA[x]]>&#233;")
FIFTH = b"\xca\x98\xf0\x90\x80\x80"
"""Letters that names may have since the fifth edition of XML."""

PIECES = [
    *(b"<", b">", b"&", b"'", b'"', b"/", b"=", b":", b" ", b"\t", b"\r", b"\0", b"\x01", b"\x7f", b"\xc2\x85"),
    *(b"]]>", b"<!--", b"-->", b"--", b"<?", b"?>", b"<?x y?>", b"<?xml y?>", b"<?a:b?>", b"<?%b?>" % FIFTH, FIFTH),
    *(
        b"&#0;",
        b"&#xD800;",
        b"&#xFFFE;",
        b"&#x110000;",
        b"&e;",
        b"&amp",
        b"&%b;" % FIFTH,
        b"<!DOCTYPE a>",
        b"<![CDATA[",
    ),
    *(b"\xc3", b"\xed\xa0\x80", b"\xef\xbf\xbe", b"\xef\xbf\xbf", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\xff\xfe"),
    *(b"<a/>", b"<:a/>", b"<a:/>", b"<b:c/>", b"<a:b:c/>", b"<i>x</i>", b"<sub>", b"</i>", b"\xef\xbb\xbf"),
]
ATTRIBUTES = [
    *(b"a='1'", b"a='1' a='2'", b"a:b='1'", b"a", b"a=1", b"%b='1'" % FIFTH),
    *(b"xml:id='1'", b"xml:id='a'", b"xml:space='x'", b"xml:base='%'", b"xml:lang='en'"),
    *(b"xmlns=''", b"xmlns:a=''", b"xmlns:a='b'", b"xmlns:a='b c'", b"xmlns:a='b}c'", b"xmlns:%b='b'" % FIFTH),
    *(b"xmlns:xml='b'", b"xmlns:xmlns='b'", b"xmlns:a='http://www.w3.org/2000/xmlns/'"),
]
PLACES = range(len(DOCUMENT))
TAGS = [match.end() - 1 for match in re.finditer(rb"<\w[^<>/]*>", DOCUMENT)]


def damaged(document: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    for place, piece in sorted(changes, reverse=True):
        document = document[:place] + piece + document[place:]
    return document


def said(document: bytes) -> list[tuple]:
    problems = cd.validate(document, rules=False).problems
    return [(p.message, p.line, p.column) for p in problems if p.code == "xml-not-well-formed"]


def refusal(document: bytes) -> list[tuple]:
    try:
        if root_of(document).schema in cd.SCHEMA_VERSIONS:  # nothing is looked at behind the root of another document
            assert_harmless(document)
    except SchemaError as error:
        return [(error.message, error.line, error.column)]
    return []


CHANGES = strategies.one_of(
    strategies.tuples(strategies.sampled_from(PLACES), strategies.sampled_from(PIECES)),
    strategies.tuples(strategies.sampled_from(TAGS), strategies.sampled_from([b" " + text for text in ATTRIBUTES])),
)


@hypothesis.settings(max_examples=300)
@hypothesis.given(changes=strategies.lists(CHANGES, min_size=1, max_size=3))
def test_what_expat_refuses_is_refused_in_its_words(changes):
    document = damaged(DOCUMENT, changes).removeprefix(b"\xef\xbb\xbf")
    expected = refusal(document)
    if expected or not (found := said(document)):
        assert said(document) == expected
    else:
        assert all(message.startswith("the XML cannot be read: ") for message, _, _ in found)  # libxml2's own bounds


@pytest.mark.parametrize(
    ("before", "hidden"),
    [
        (b"<titles>", b"<?%b?>" % FIFTH),
        (b"<titles>", b"<titles xmlns:%b='urn:b'>" % FIFTH),
        (b"</title>", b"<m:math xmlns:m='%b'><m:%b/></m:math>" % (MATHML, FIFTH)),
    ],
    ids=["processing instruction", "prefix", "formula"],
)
def test_names_that_no_schema_sees_are_those_of_the_fourth_edition(before, hidden):
    document = DOCUMENT.replace(before, hidden if hidden.startswith(before[:-1]) else hidden + before, 1)
    assert said(document) == refusal(document) != []
    assert cd.validate(document.replace(FIFTH, b"ascii")).ok


def test_names_in_unchecked_markup_too():
    formula = b"<inline-formula><tex-math>x</tex-math></inline-formula>"
    abstract = b"<abstract xmlns='http://www.ncbi.nlm.nih.gov/JATS1'><p>" + formula + b"</p></abstract>"
    document = DOCUMENT.replace(b"<publication_date>", abstract + b"<publication_date>")
    assert cd.validate(document).ok
    foreign = document.replace(b"<tex-math>", b"<%b/><tex-math>" % FIFTH)
    assert said(foreign) == refusal(foreign) != []
