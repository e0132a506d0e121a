"""Documents with all that Crossref's schema can say, sound and damaged in one place: all judges say the same of them.

``nox -s agreement -- 20000`` does the same with more documents, and prints a table.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest
from lxml import etree

from canonical import canonical
from conformance import authored, judges
from conformance.agreement import EXCUSES, Table, Trial, sound_documents, trials
from journals import article, deposit, journal, person
from mutations import MUTATIONS

DAMAGED, BY_AUTHORITY = 1000, 100
"""How many documents of each schema are damaged, and of how many the authority is asked."""

XMLSCHEMA_DIFFERS = re.compile(r"[^\S \t\r\n]|(?![0-9])\d|\d_\d")
"""Blanks, digits and numbers as Python has them, and with it xmlschema."""


@pytest.fixture(scope="module", params=judges.SCHEMAS)
def schema(request):
    return request.param


@pytest.fixture(scope="module")
def documents(schema):
    return sound_documents(schema, of_models=2)


@pytest.fixture(scope="module")
def damaged(schema, documents):
    return list(trials(schema, documents, DAMAGED))


def test_sound_documents_are_valid_by_every_judge(schema, documents):
    for document in documents:
        assert judges.verdicts(document, schema).words == ("accepts",) * 3, document.decode()
        assert judges.authority_faults(document, schema) == ()


def test_sound_documents_have_every_element_and_attribute(schema, documents):
    nodes = [node for document in documents for node in etree.fromstring(document).iter(etree.Element)]
    said = {(node.tag, child.tag) for node in nodes for child in node.iterchildren(etree.Element)}
    said |= {(node.tag, f"@{name}") for node in nodes for name in node.attrib}
    sayable = authored.sayable(judges.authority_schema(schema).elements["doi_batch"])
    assert len(sayable) > 200
    assert sayable - said == set()


def test_sound_documents_are_read_and_written_again_as_they_were(schema, documents):
    model = judges.model_of(schema)
    for document in documents:
        batch = model.from_xml(document)
        said = canonical(document, schema)
        assert canonical(batch.to_xml(), schema) == said
        assert canonical(batch.to_xml(pretty=True), schema) == said
        assert model.from_xml(batch.to_xml()) == batch


def test_all_agree_on_damaged_documents(damaged):
    table = Table()
    for trial in damaged:
        table.add(trial)
    assert [f"{trial.kind}\n{trial.verdicts.told}" for trial in table.disagreements] == []


def test_every_kind_of_damage_is_done_and_both_verdicts_are_met(damaged):
    assert {trial.kind for trial in damaged} == set(MUTATIONS)
    assert min(Counter(trial.verdicts.words[0] for trial in damaged).values()) > DAMAGED // 10


def test_the_quick_judge_says_what_the_authority_says(schema, damaged):
    asked = [trial for trial in damaged if not XMLSCHEMA_DIFFERS.search(trial.document.decode())][:BY_AUTHORITY]
    assert len(asked) == BY_AUTHORITY
    for trial in asked:
        quick, authority = trial.verdicts.official, judges.authority_faults(trial.document, schema)
        assert bool(quick) == bool(authority), (quick, authority, trial.document.decode())


def of_standard(name: str) -> str:
    return (
        "<standard><standard_metadata><titles><title>Pots</title></titles><designators><std_as_published>"
        "<std_designator>ISO 1</std_designator></std_as_published></designators><standards_body>"
        f"<standards_body_name>{name}</standards_body_name><standards_body_acronym>ISO</standards_body_acronym>"
        "</standards_body><doi_data><doi>10.5555/1</doi><resource>https://example.org</resource></doi_data>"
        "</standard_metadata></standard>"
    )


def by(names: str) -> str:
    return journal(
        article("10.5555/1", person()).replace("<given_name>Josiah</given_name>", "").replace(SURNAME, names)
    )


SURNAME = "<surname>Carberry</surname>"
ALTERNATIVE = f"{SURNAME}<alt-name><string-name>C.</string-name></alt-name>"
LICENSED = article("10.5555/1").replace(
    "<doi_data>",
    '<program xmlns="http://www.crossref.org/AccessIndicators.xsd"><license_ref start_date="-2024-01-01">'
    "https://example.org</license_ref></program><doi_data>",
)
WITNESSES = {
    "the names of bodies of standards hold text only": ("5.5.0", of_standard("<b/>")),
    "5.4.0: a name without a surname": ("5.4.0", by("<name>Carberry</name>")),
    "5.4.0: other forms of a name as in other versions": ("5.4.0", by(ALTERNATIVE)),
    "digits of other alphabets": ("5.5.0", journal(issn="٠٢٦٤-٣٥٦١")),
    "dates that Python has not": ("5.5.0", journal(LICENSED)),
}
"""For each known disagreement a record of a version that shows it."""


@pytest.mark.parametrize("excuse", EXCUSES)
def test_each_excuse_is_needed(excuse):
    schema, record = WITNESSES[excuse]
    document = deposit(record).decode().replace("5.5.0", schema).encode()
    trial = Trial(schema, "written by hand", document, judges.verdicts(document, schema))
    assert trial.excuse == excuse, trial.verdicts.told
    assert bool(trial.verdicts.official) == bool(judges.authority_faults(document, schema))
