from __future__ import annotations

import re
from typing import NamedTuple

import pytest

import crossref_deposit as cd
from crossref_deposit.problems import CATALOGUE
from crossref_deposit.validation import schema_errors
from crossref_deposit.validation.schema import bundled_schema, parse_tree
from damages import DOCUMENT, FAULTS, damaged


@pytest.mark.parametrize("fault", FAULTS)
def test_what_libxml2_finds_in_the_words_of_the_catalogue(fault):
    _, _, code, xpath, value, message = FAULTS[fault]
    report = cd.validate(damaged(fault), rules=False)
    problem = report.problems[0]
    assert (problem.code, problem.xpath, problem.value) == (code, xpath, value)
    assert message in problem.message
    assert problem.remedy == CATALOGUE[code].remedy
    assert "http://www.crossref.org/schema/5.5.0" not in problem.message
    assert len(report.problems) <= 2
    own = None if xpath == "/doi_batch" else "10.5555/two" if "[2]/citation_list" in xpath else "10.5555/one"
    assert problem.doi == own


def test_every_code_is_in_the_catalogue():
    assert set(schema_errors._CODES.values()) <= set(CATALOGUE)


def errors_of(document: str):
    schema = bundled_schema()
    root = parse_tree(document.encode())
    assert not schema.validate(root)
    return root, list(schema.error_log)


class Entry(NamedTuple):
    """What is used of an entry of libxml2's log."""

    type_name: str
    path: str
    message: str = ""


def test_what_only_repeats_is_left_out():
    """Some releases of libxml2 say of every facet that the value is not of its type, too."""
    facet = Entry("SCHEMAV_CVC_PATTERN_VALID", "/*/*[1]")
    repeated = Entry("SCHEMAV_CVC_DATATYPE_VALID_1_2_1", "/*/*[1]")
    elsewhere = Entry("SCHEMAV_CVC_DATATYPE_VALID_1_2_1", "/*/*[2]")
    content = Entry("SCHEMAV_ELEMENT_CONTENT", "/*/*[2]")
    assert schema_errors.telling([facet, repeated, elsewhere, content]) == [facet, elsewhere, content]


def test_messages_have_a_bearable_length():
    document = DOCUMENT.replace("<journal_article>", "<journal_article language='english'>", 1)
    root, errors = errors_of(document)
    assert len(errors[0].message) > 10_000
    assert len(schema_errors.wording(errors[0].message)) < 500
    assert schema_errors.value_of(errors[0], root[1][0][1]) == "english"


PREFIXED = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1c:", DOCUMENT).replace("xmlns=", "xmlns:c=")


@pytest.mark.parametrize(
    "document",
    [
        DOCUMENT,
        PREFIXED,
        DOCUMENT.replace("<journal_article>", "<!-- a --><?b c?><journal_article>"),
    ],
    ids=["default namespace", "prefix", "comments"],
)
def test_the_element_of_a_path(document):
    """libxml2 writes ``/*/*[2]`` without a prefix, ``/c:doi_batch/c:body`` with one."""
    broken = document.replace(">10.5555/two<", ">5555/two<")
    root, errors = errors_of(broken)
    node, ordinals = schema_errors.PathFinder(root).find(errors[0].path)
    assert node.text == "5555/two"
    assert ordinals[:4] == (1, 2, 1, 3)
    assert schema_errors.ordinals_of(node) == ordinals


def test_paths_that_lead_nowhere_end_at_the_last_known_element():
    root = parse_tree(DOCUMENT.encode())
    finder = schema_errors.PathFinder(root)
    assert finder.find("") == (None, ())
    assert finder.find("/*/*[9]") == (root, (1,))
    assert finder.find("/*/@version") == (root, (1,))
    assert finder.find("/*/*[2]/other") == (root[1], (1, 2))
    assert schema_errors.value_of(errors_of(damaged("pattern"))[1][0], None) is None
