"""Steps for contributors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crossref_deposit.upgrade.steps import Rewriting, Step, kept, lost, renamed, step
from crossref_deposit.upgrade.tree import Node


@step(
    "affiliation",
    "person_name",
    "anonymous",
    until="5.2.0",
    said="An affiliation is an institution: its text is the institution_name in affiliations",
)
def _affiliation(node: Node) -> Iterator[Rewriting]:
    found = node.all("affiliation")
    if not found:
        return
    affiliations = found[0].made("affiliations")
    node.insert_after(("given_name", "surname", "suffix", "role", "affiliation"), affiliations)
    for affiliation in found:
        before = affiliation.xml
        affiliation.remove()
        name = affiliation.renamed("institution_name")
        if not name.text:
            yield lost(affiliation, before)
            continue
        institution = affiliation.made("institution", name)
        affiliations.append(institution)
        yield kept(affiliation, before, institution.xml)
    if not affiliations.content:
        affiliations.remove()


@step(
    "other-names",
    "person_name",
    since="5.4.0",
    until="5.4.0",
    said="Other forms of a name are in alt-name; a person without a family name has the whole name as surname",
)
def _other_names(node: Node) -> Iterator[Rewriting]:
    found = node.all("name")
    if found and node.first("surname") is None:
        yield from renamed(found.pop(0), "surname")
    for name in found:
        before = name.xml
        other = name.renamed("string-name")
        name.remove()
        _alt_name(node, name).append(other)
        yield kept(name, before, other.xml)


def _alt_name(person: Node, name: Node) -> Node:
    existing = person.first("alt-name")
    if existing is None:
        existing = name.made("alt-name")
        person.append(existing)
    return existing


CONTRIBUTOR_STEPS: Final[tuple[Step, ...]] = (_affiliation, _other_names)
