from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

import crossref_deposit as cd
import strategies
from crossref_deposit.binding.declaration import declared
from crossref_deposit.problems import CATALOGUE, Severity
from crossref_deposit.validation.check_digits import isbn_check_digit, issn_check_digit, orcid_check_digit
from crossref_deposit.validation.rules import RULES, check

RECORD_TYPES = sorted(item.__name__ for item in declared(cd.DoiBatch).content.parts[1].content.parts[0].field.items)
SETTINGS = settings(
    deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.reuse, Phase.generate]
)


def batches(record_type):
    """Batches of one record type, with anything in them that the models allow."""
    body = st.lists(strategies.models(getattr(cd, record_type), depth=4), min_size=1, max_size=2)
    return strategies.models(cd.DoiBatch, depth=2, body=body)


def mended(document):
    """The document with right check digits, a DOI for each record, and a word in each title."""
    root = etree.fromstring(document)
    numbers = itertools.count(1)
    for element in root.iter("{*}ORCID", "{*}issn", "{*}isbn", "{*}doi"):
        name, parent = etree.QName(element).localname, etree.QName(element.getparent()).localname
        if name != "doi" or parent not in {"citation", "item", "publication"}:
            element.text = MADE[name](next(numbers))
    for title in root.iter("{*}title", "{*}full_title", "{*}proceedings_title"):
        if etree.QName(title).namespace == etree.QName(root).namespace:
            title.text = f"T{title.text or ''}"
    for metadata in root.iter("{*}journal_metadata"):
        if metadata.find("{*}issn") is None and metadata.find("{*}doi_data") is None:
            title = metadata.findall("{*}abbrev_title") or metadata.findall("{*}full_title")
            issn = etree.Element(f"{{{etree.QName(root).namespace}}}issn")
            issn.text = MADE["issn"](next(numbers))
            title[-1].addnext(issn)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _orcid(number):
    digits = f"{number:015d}"
    whole = digits + orcid_check_digit(digits)
    return "https://orcid.org/" + "-".join(whole[start : start + 4] for start in range(0, 16, 4))


def _issn(number):
    digits = f"{number:07d}"
    return f"{digits[:4]}-{digits[4:]}{issn_check_digit(digits)}"


def _isbn(number):
    digits = f"978{number:09d}"
    return f"978-{digits[3:]}{isbn_check_digit(digits)}"


MADE = {"ORCID": _orcid, "issn": _issn, "isbn": _isbn, "doi": lambda number: f"10.5555/a{number}"}


@pytest.mark.parametrize("record_type", RECORD_TYPES)
def test_rules_break_on_no_document_and_find_no_errors_where_there_are_none(record_type):
    @settings(SETTINGS, max_examples=5)
    @given(batches(record_type))
    def law(batch):
        document = batch.to_xml()
        for problem in check(document, known_timestamps=lambda _: 1):
            assert_there(problem, document)
        good = mended(document)
        assert cd.validate(good, rules=False).ok
        assert [problem for problem in check(good) if problem.severity is Severity.ERROR] == []

    law()


def assert_there(problem, document):
    """The place is that of an element, by line and column and by path."""
    assert re.split(r"\r\n?|\n", document.decode())[problem.line - 1][problem.column - 1] == "<"
    path = re.sub(r"/([^/\[]+)", r"/*[local-name()='\1']", problem.xpath)
    [element] = etree.fromstring(document).xpath(path)
    assert etree.QName(element).localname == problem.xpath.rpartition("/")[2].partition("[")[0]
    assert problem.code in {rule.code for rule in RULES}
    assert problem.remedy == CATALOGUE[problem.code].remedy
