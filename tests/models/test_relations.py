from __future__ import annotations

from typing import get_args

import pytest

import crossref_deposit as cd
from crossref_deposit.errors import ModelError
from crossref_deposit.models.relations import InterWorkType, IntraWorkType
from samples import article, read_back


@pytest.mark.parametrize("kind", get_args(InterWorkType))
def test_relations_to_another_work(kind):
    made = cd.RelatedItem.of("10.5555/x", relationship_type=kind)
    assert made.inter_work_relation == cd.InterWorkRelation("10.5555/x", relationship_type=kind, identifier_type="doi")
    assert made.intra_work_relation is None


@pytest.mark.parametrize("kind", get_args(IntraWorkType))
def test_relations_to_a_form_of_the_same_work(kind):
    made = cd.RelatedItem.of("2103.1", relationship_type=kind, identifier_type="arxiv", namespace="arxiv")
    assert made.intra_work_relation.identifier_type == "arxiv"
    assert made.intra_work_relation.namespace == "arxiv"
    assert made.inter_work_relation is None


def test_no_type_is_of_both_kinds():
    assert not set(get_args(InterWorkType)) & set(get_args(IntraWorkType))


def test_a_doi_may_be_a_url():
    made = cd.RelatedItem.of("https://doi.org/10.5555/x", relationship_type="isPartOf")
    assert made == cd.RelatedItem.of("10.5555/x", relationship_type="isPartOf")
    url = cd.RelatedItem.of("https://doi.org/10.5555/x", relationship_type="isPartOf", identifier_type="uri")
    assert url.inter_work_relation.value == "https://doi.org/10.5555/x"


def test_other_types_are_refused():
    with pytest.raises(
        ModelError, match=r"RelatedItem.relationship_type: found 'isLike', expected one of isDerivedFrom"
    ):
        cd.RelatedItem.of("x", relationship_type="isLike")
    with pytest.raises(ModelError, match=r"InterWorkRelation.identifier_type: found 'DOI', .*Did you mean 'doi'"):
        cd.RelatedItem.of("x", relationship_type="hasReview", identifier_type="DOI")
    with pytest.raises(ModelError, match=r"InterWorkRelation.relationship_type: found 'hasPreprint'"):
        cd.InterWorkRelation("x", relationship_type="hasPreprint", identifier_type="doi")


def test_descriptions():
    made = cd.RelatedItem.of("10.5555/x", relationship_type="hasPreprint", description="A & B")
    assert made.description == cd.RelationDescription("A & B")
    marked = cd.evolve(made, description=cd.Markup("<i>A</i>"))
    assert read_back(article(relations=[made, marked])).relations == (made, marked)
    with pytest.raises(ModelError, match="a two-letter language code"):
        cd.RelationDescription("x", language="frr")
    assert cd.RelationDescription("x", language="en") == cd.RelationDescription("x", language="eng")
