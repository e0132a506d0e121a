from __future__ import annotations

import datetime

import pytest

import crossref_deposit as cd
from crossref_deposit.binding.construct import from_plain
from crossref_deposit.errors import ModelError
from samples import article, read_back, written

DATED = [
    cd.AcceptanceDate,
    cd.ApprovalDate,
    cd.CreationDate,
    cd.PostedDate,
    cd.PublicationDate,
    cd.UpdateDate,
]


@pytest.mark.parametrize(
    ("given", "year", "month", "day"),
    [
        (2024, 2024, None, None),
        ("2024", 2024, None, None),
        ("2024-05", 2024, 5, None),
        ("2024-5-1", 2024, 5, 1),
        (" 2024-05-31 ", 2024, 5, 31),
        (datetime.date(2024, 5, 31), 2024, 5, 31),
        (datetime.datetime(2024, 5, 31, 23, 59, tzinfo=datetime.UTC), 2024, 5, 31),
    ],
)
def test_plain_dates(given, year, month, day):
    made = article(publication_dates=given, acceptance_date=given)
    assert made.publication_dates == (cd.PublicationDate(year=year, month=month, day=day),)
    assert made.acceptance_date == cd.AcceptanceDate(year=year, month=month, day=day)


@pytest.mark.parametrize("given", ["May 2024", "2024/05/31", "24-05-31", "2024-05-31T00:00", "", "2024-", 2024.0])
def test_what_is_no_date(given):
    with pytest.raises(ModelError) as error:
        article(acceptance_date=given)
    assert error.value.path == "JournalArticle.acceptance_date"
    assert error.value.expected == "a datetime.date, a year, or a text such as '2024-05-31' or '2024-05'"


@pytest.mark.parametrize("kind", DATED)
def test_every_date_can_be_a_plain_value(kind):
    assert from_plain(kind, "2024-05-31") == kind(year=2024, month=5, day=31)
    assert from_plain(kind, 2024) == kind(year=2024)


@pytest.mark.parametrize("kind", DATED)
@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"year": 1399}, "year"),
        ({"year": 2201}, "year"),
        ({"year": 24}, "year"),
        ({"year": 2024, "month": 0}, "month"),
        ({"year": 2024, "month": 35}, "month"),
        ({"year": 2024, "month": "May"}, "month"),
        ({"year": 2024, "month": 5, "day": 32}, "day"),
    ],
)
def test_bounds(kind, fields, path):
    with pytest.raises(ModelError) as error:
        kind(**fields)
    assert error.value.path == f"{kind.__name__}.{path}"


def test_parts_stand_in_the_order_of_the_schema():
    made = cd.PublicationDate(year=2024, month=21, day="07", media_type="online")
    assert written(made).splitlines() == [
        '<publication_date media_type="online">',
        "<month>21</month>",
        "<day>07</day>",
        "<year>2024</year>",
        "</publication_date>",
    ]
    assert read_back(article(publication_dates=made)).publication_dates == (made,)


def test_dates_with_a_time_zone_and_moments_are_days():
    moment = datetime.datetime(2024, 5, 1, 12, 30, tzinfo=datetime.UTC)
    license_ = cd.License("https://creativecommons.org/licenses/by/4.0/", start_date=moment)
    assert written(license_).startswith('<ai:license_ref start_date="2024-05-01">')
    spelled = cd.License("https://creativecommons.org/licenses/by/4.0/", start_date="2024-05-01Z")
    assert written(spelled).startswith('<ai:license_ref start_date="2024-05-01Z">')
    assert spelled == license_


def test_a_review_has_a_day():
    review = cd.ReviewDate(year=2024, month=5, day=1)
    with pytest.raises(ModelError, match="a date to the day"):
        cd.evolve(peer_review(review), review_date="2024-05")
    assert cd.evolve(peer_review(review), review_date="2024-05-01").review_date == review


def peer_review(date):
    return cd.PeerReview(
        titles="T",
        review_date=date,
        relations=cd.RelatedItem.of("10.5555/x", relationship_type="isReviewOf"),
        doi_data=cd.DoiData(doi="10.5555/1", resource="https://example.org"),
    )
