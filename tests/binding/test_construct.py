from __future__ import annotations

import copy
import datetime
import inspect
import pickle

import attrs
import pytest
from rich.pretty import pretty_repr

import crossref_deposit as cd
from crossref_deposit.binding.declaration import children, content, element, leaf
from crossref_deposit.binding.values import SimpleType
from crossref_deposit.errors import ModelError
from samples import article, batch, journal
from toys import declared_for_now

DOI_DATA = cd.DoiData(doi="10.5555/1", resource="https://example.org/1")
METADATA = {"full_titles": "J", "issns": "0264-3561"}


def refused(make) -> tuple[str, str, str]:
    with pytest.raises(ModelError) as error:
        make()
    assert str(error.value).startswith(
        f"{error.value.path}: found {error.value.found}, expected {error.value.expected}"
    )
    return error.value.path, error.value.found, error.value.expected


@pytest.mark.parametrize(
    "given", ["0264-3561", cd.Issn("0264-3561"), ["0264-3561"], (issn for issn in ["0264-3561"]), ("0264-3561",)]
)
def test_lists_take_one_or_several_plain_or_not(given):
    assert cd.JournalMetadata(full_titles="J", issns=given).issns == (cd.Issn("0264-3561"),)


def test_values_of_numpy_and_pandas_are_those_of_python():
    pd = pytest.importorskip("pandas", reason="pandas, an optional dependency, is not installed")
    np = pytest.importorskip("numpy")
    issue = cd.JournalIssue(publication_dates=pd.Timestamp("2024-05-31"), volume=np.int64(12), issue=np.str_("3"))
    assert issue == cd.JournalIssue(publication_dates=datetime.date(2024, 5, 31), volume="12", issue="3")
    assert type(issue.issue) is str
    assert cd.JournalIssue(publication_dates=np.int64(2024)) == cd.JournalIssue(publication_dates=2024)
    assert cd.PublicationDate(year=np.int32(2024)).year == 2024
    assert cd.Crossmark(policy="10.5555/p", domain_exclusive=np.bool_(True)).domain_exclusive is True
    assert cd.JournalMetadata(full_titles=np.array(["A", "B"]), issns=pd.Series(["0264-3561"])) == cd.JournalMetadata(
        full_titles=["A", "B"], issns=["0264-3561"]
    )
    with pytest.raises(ModelError, match="JournalIssue.issue: found nan"):
        cd.JournalIssue(publication_dates=2024, issue=np.float64("nan"))


def test_blanks_that_mean_nothing_are_not_stored():
    assert cd.PersonName(surname=" van  Dyk\n", contributor_role=" author ", language="EN").surname == "van Dyk"
    assert cd.Citation(key=" a \n b ").key == "a b"


@pytest.mark.parametrize("given", [None, (), [], iter([])])
def test_nothing_is_an_empty_list(given):
    assert cd.JournalMetadata(full_titles="J", issns=given).issns == ()


def test_a_dictionary_view_or_set_is_a_list_too():
    assert cd.JournalMetadata(full_titles={"A": 1, "B": 2}.keys()).full_titles == ("A", "B")


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (
            lambda: cd.JournalMetadata(full_titles="J", issns=["0264-3561", "12"]),
            ("JournalMetadata.issns[1]", "'12' (2 characters)", "an ISSN such as 2050-084X"),
        ),
        (
            lambda: cd.JournalMetadata(full_titles="J", issns=[None]),
            ("JournalMetadata.issns[0]", "None (NoneType)", "an Issn object"),
        ),
        (
            lambda: cd.JournalMetadata(full_titles="J", issns={"a": 1}),
            ("JournalMetadata.issns", "{'a': 1} (dict)", "a list of Issn"),
        ),
        (
            lambda: cd.JournalMetadata(full_titles="J", issns=object),
            ("JournalMetadata.issns", "<class 'object'> (type)", "a list of Issn"),
        ),
        (lambda: cd.JournalMetadata(full_titles=()), ("JournalMetadata.full_titles", "0 values", "at least 1")),
        (
            lambda: cd.JournalMetadata(full_titles=None),
            ("JournalMetadata.full_titles", "None (NoneType)", "a list of full_title"),
        ),
        (
            lambda: cd.JournalMetadata(full_titles=["J"] * 11),
            ("JournalMetadata.full_titles", "11 values", "at most 10"),
        ),
        (
            lambda: cd.Journal(metadata="J"),
            ("Journal.metadata", "'J' (str)", "a JournalMetadata object"),
        ),
        (
            lambda: cd.Journal(metadata=DOI_DATA),
            (
                "Journal.metadata",
                "DoiData(doi='10.5555/1', resource=Resource('https://example… (DoiData)",
                "a JournalMetadata object",
            ),
        ),
        (
            lambda: article(contributors=["Josiah Carberry"]),
            ("JournalArticle.contributors[0]", "'Josiah Carberry' (str)", "PersonName or Organization or Anonymous"),
        ),
        (
            lambda: article(publication_dates="soon"),
            (
                "JournalArticle.publication_dates[0]",
                "'soon'",
                "a datetime.date, a year, or a text such as '2024-05-31' or '2024-05'",
            ),
        ),
        (
            lambda: article(publication_dates=[2026, datetime.date(1300, 1, 1)]),
            ("JournalArticle.publication_dates[1]", "'1300'", "a year from 1400 to 2200"),
        ),
        (
            lambda: cd.DoiData(doi=None, resource="https://example.org"),
            ("DoiData.doi", "None (NoneType)", "a DOI such as 10.5555/12345678"),
        ),
        (
            lambda: cd.Issn("2050-084X", media_type="printed"),
            ("Issn.media_type", "'printed'", "one of print, electronic"),
        ),
        (
            lambda: cd.evolve(cd.Issn("2050-084X"), value="1"),
            ("Issn.value", "'1' (1 characters)", "an ISSN such as 2050-084X"),
        ),
    ],
)
def test_errors_say_where_what_and_what_else(make, expected):
    assert refused(make) == expected


def test_errors_are_value_errors_with_a_remedy():
    with pytest.raises(
        ValueError, match=r"Issn.media_type: found 'prnt', expected one of print, electronic. Did you mean"
    ):
        cd.Issn("2050-084X", media_type="prnt")


def test_no_other_code_is_suggested_for_one():
    for given in ("en-US", "ger", "xx"):
        with pytest.raises(ModelError) as error:
            cd.JournalMetadata(full_titles="J", issns="0264-3561", language=given)
        assert error.value.remedy == ""
    with pytest.raises(ModelError, match="Did you mean 'DE'"):
        cd.Item(country="de")


def test_unknown_and_missing_arguments_are_type_errors():
    with pytest.raises(TypeError, match="unexpected keyword argument 'isbn'"):
        cd.Issn("2050-084X", isbn="x")
    with pytest.raises(TypeError, match="missing 1 required keyword-only argument: 'resource'"):
        cd.DoiData(doi="10.5555/1")


def test_the_signature_says_what_a_class_takes():
    assert str(inspect.signature(cd.Issn)) == "(value, *, media_type=None)"
    assert str(inspect.signature(cd.Pages.__init__)) == "(self, *, first_page, last_page=None, other_pages=None)"
    assert cd.Pages.__init__.__qualname__ == "Pages.__init__"


def test_a_subclass_is_made_as_its_base_is():
    class Serial(cd.Issn):
        pass

    assert Serial(" 2050-084x ").value == "2050-084X"
    assert cd.Issn(" 2050-084x ").value == "2050-084X"


def test_models_are_frozen_slotted_and_hashable():
    issn = cd.Issn("2050-084X")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        issn.value = "0264-3561"
    with pytest.raises(AttributeError):
        issn.colour = "red"
    assert {issn, cd.Issn("2050-084X")} == {issn}


def test_equal_means_the_same_class_and_content():
    assert cd.Issn("2050-084X") != cd.Issn("2050-084X", media_type="print")
    assert cd.Isbn("978-3-16-148410-0") != "978-3-16-148410-0"
    dates = {"month": 5, "year": 2024}
    assert cd.PublicationDate(**dates) != cd.AcceptanceDate(**dates)
    assert cd.PublicationDate(**dates) == cd.PublicationDate(**dates, day=None)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))])  # noqa: S301 - our own
def test_models_can_be_copied_and_pickled(copied):
    original = batch(article(abstracts="We measured it.", citations=cd.Citation(key="a")))
    made = copied(original)
    assert made == original
    assert made.to_xml() == original.to_xml()


def test_evolve_converts_and_checks_as_the_constructor():
    evolved = cd.evolve(article(), titles=["A", "B"])
    assert evolved.titles == (cd.Titles(title="A"), cd.Titles(title="B"))
    assert evolved.doi_data == article().doi_data
    with pytest.raises(ModelError, match="crossmark, licenses together"):
        cd.evolve(article(licenses="https://creativecommons.org/licenses/by/4.0/"), crossmark=cd.Crossmark())


def test_repr_leaves_out_what_was_not_given():
    assert repr(cd.Issn("2050-084X")) == "Issn('2050-084X')"
    assert repr(cd.DoiData(doi="10.5555/1", resource="https://x.org", collections=())) == (
        "DoiData(doi='10.5555/1', resource=Resource('https://x.org'))"
    )
    assert pretty_repr(cd.Pages(first_page=1, last_page=9), max_width=20).splitlines()[1].strip() == "first_page='1',"


def test_records_of_several_types_do_not_go_together():
    with declared_for_now():

        @element("a")
        class Apple:
            value = content(SimpleType())

        @element("b")
        class Pear:
            value = content(SimpleType())

        @element("c")
        class Basket:
            fruit = children(Apple, Pear, leaf("stone", SimpleType()), uniform=True)

        assert len(Basket(fruit=[Apple("1"), Apple("2")]).fruit) == 2
        with pytest.raises(ModelError) as error:
            Basket(fruit=[Apple("1"), Pear("2")])
    assert (error.value.path, error.value.found) == ("Basket.fruit", "Apple, Pear together")
    assert error.value.remedy == "Make a batch for each record type."


def test_a_batch_holds_records_of_one_type():
    dissertation = cd.Database(metadata=cd.DatabaseMetadata(titles="D"))
    with pytest.raises(ModelError, match="Database, Journal together"):
        batch(body=[journal(), dissertation])
