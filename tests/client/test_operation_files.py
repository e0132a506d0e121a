"""Lists and queries: written in Crossref's formats, and never so that they would be read as something else."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

import crossref_deposit as cd
from crossref_deposit.client import Operation, Term, Uploadable
from crossref_deposit.errors import ModelError

EMAIL = "doi@example.org"
PAIR = cd.AliasPair(primary="10.5555/new", alias="10.5555/old")
FORCED = cd.ForcedAliases(email=EMAIL, pairs=PAIR)
MOVED = cd.UrlUpdate(email=EMAIL, urls={"10.5555/a": "http://a.org"})
QUERY = cd.Query(key="1", doi="10.5555/one")
QSCHEMA = "{http://www.crossref.org/qschema/2.0}"
XML_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1)
SUFFIX = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"], exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=50,
)
DOIS = st.builds("10.{}/{}".format, st.integers(1000, 999999999), SUFFIX)


def content(upload):
    return upload.to_bytes().decode()


def test_a_pair_stands_for_itself():
    given = cd.ForcedAliases(email=EMAIL, pairs=[("10.5555/a", "10.5555/b")])
    assert given == cd.ForcedAliases(email=EMAIL, pairs=cd.AliasPair(primary="10.5555/a", alias="10.5555/b"))


@pytest.mark.parametrize("op", ["primary", "alias", "resolve", "unresolve", "unalias"])
def test_conflicts(op):
    resolution = cd.ConflictResolution(email=EMAIL, op=op, dois=["10.5555/b", "https://doi.org/10.5555/A"])
    assert content(resolution) == f"H:email=doi@example.org;op={op}\n10.5555/b\n10.5555/A\n"
    assert resolution.op is cd.ConflictOperation(op)


def test_a_single_doi_stands_for_a_list():
    assert cd.ConflictResolution(email=EMAIL, op="resolve", dois="10.5555/a").dois == ("10.5555/a",)


def test_forced_aliases():
    aliases = cd.ForcedAliases(email=EMAIL, pairs=[PAIR, cd.AliasPair(primary="10.5555/new", alias="10.5555/older")])
    assert content(aliases) == (
        "H:email=doi@example.org;op=force_alias\n10.5555/new 10.5555/old\n10.5555/new 10.5555/older\n"
    )


def test_new_urls():
    update = cd.UrlUpdate(email=EMAIL, urls={"10.5555/a": "https://example.org/a;b=c", "doi:10.5555/b": "http://b.org"})
    assert content(update) == (
        "H:email=doi@example.org;fromPrefix=10.5555;toPrefix=10.5555\n"
        "10.5555/a\thttps://example.org/a;b=c\n10.5555/b\thttp://b.org\n"
    )


def test_new_urls_of_dois_that_another_prefix_owns():
    urls = [("10.5555/a", "https://example.org/a"), ("10.5556/b", "https://example.org/b")]
    assert content(cd.UrlUpdate(email=EMAIL, urls=urls, prefix="10.9999")).startswith(
        "H:email=doi@example.org;fromPrefix=10.9999;toPrefix=10.9999\n"
    )


def test_a_new_owner():
    transfer = cd.OwnershipTransfer(email=EMAIL, from_prefix="10.9786", to_prefix="10.5555", dois=["10.9786/a"])
    assert content(transfer) == "H:email=doi@example.org;fromPrefix=10.9786;toPrefix=10.5555\n10.9786/a\n"


def resolution_of(**changes):
    return cd.ConflictResolution(**{"email": EMAIL, "op": "primary", "dois": ["10.5555/a"], **changes})


def transfer_of(**changes):
    arguments = {"email": EMAIL, "from_prefix": "10.9786", "to_prefix": "10.5555", "dois": ["10.9786/a"]}
    return cd.OwnershipTransfer(**{**arguments, **changes})


def batch_of(*queries, **changes):
    return cd.QueryBatch(**{"email": EMAIL, "queries": queries, **changes})


@pytest.mark.parametrize(
    ("make", "path", "said"),
    [
        (lambda: resolution_of(email="a@b.org;op=alias"), "ConflictResolution.email", "a@b.org;op=alias"),
        (lambda: resolution_of(email="a@b.org\nH:"), "ConflictResolution.email", "e-mail address"),
        (lambda: resolution_of(email=""), "ConflictResolution.email", "e-mail address"),
        (lambda: resolution_of(dois=None), "dois", "a list"),
        (lambda: cd.UrlUpdate(email=EMAIL, urls=["10.5555/one"]), "urls[0]", "a pair"),
        (lambda: cd.UrlUpdate(email=EMAIL, urls=5), "urls", "a list"),
        (lambda: cd.ForcedAliases(email=EMAIL, pairs=["10.5555/one"]), "pairs[0]", "a pair"),
        (lambda: cd.QueryBatch(email=EMAIL, queries=None), "queries", "a list"),
        (lambda: resolution_of(op="delete"), "op", "one of primary, alias, resolve, unresolve, unalias"),
        (lambda: resolution_of(op="force_alias"), "op", "Use ForcedAliases"),
        (lambda: resolution_of(dois=[]), "dois", "at least one"),
        (lambda: resolution_of(dois=["10.5555/a", "11.5555/b"]), "dois[1]", "a DOI such as"),
        (lambda: resolution_of(dois=["10.5555/a", "10.5555/b c"]), "dois[1]", "without white space"),
        (lambda: resolution_of(dois=["10.5555/a", "10.5555/b\u2028c"]), "dois[1]", "without white space"),
        (lambda: resolution_of(dois=["10.5555/a", "10.5555/b\x01c"]), "dois[1]", "characters"),
        (lambda: resolution_of(dois=["10.5555/a", "10.5555/b", "10.5555/A"]), "dois[2]", "dois[0]"),
        (lambda: resolution_of(dois=[7]), "dois[0]", "7 (int)"),
        (lambda: cd.AliasPair(primary="10.5555/a", alias="10.5555/A"), "AliasPair.alias", "another DOI"),
        (lambda: cd.AliasPair(primary="a", alias="10.5555/A"), "AliasPair.primary", "a DOI"),
        (lambda: cd.AliasPair(primary="10.5555/a", alias="a"), "AliasPair.alias", "a DOI"),
        (lambda: cd.ForcedAliases(email=EMAIL, pairs=()), "pairs", "at least one"),
        (lambda: cd.ForcedAliases(email=EMAIL, pairs=(PAIR, PAIR)), "pairs[1]", "each once"),
        (
            lambda: cd.ForcedAliases(
                email=EMAIL, pairs=(PAIR, cd.AliasPair(primary="10.5555/OLD", alias="10.5555/older"))
            ),
            "pairs[1].primary",
            "becomes an alias itself",
        ),
        (lambda: cd.UrlUpdate(email=EMAIL, urls={}), "urls", "at least one"),
        (lambda: cd.UrlUpdate(email=EMAIL, urls={"10.5555/a": "example.org"}), "urls[0]", "a URL that begins with"),
        (lambda: cd.UrlUpdate(email=EMAIL, urls={"10.5555/a": "https://a.org/\tb"}), "urls[0]", "white space"),
        (lambda: cd.UrlUpdate(email=EMAIL, urls={"10.5555/a": "https://a.org/b c"}), "urls[0]", "%20"),
        (lambda: cd.UrlUpdate(email=EMAIL, urls={"a": "https://a.org/"}), "urls[0]", "a DOI"),
        (
            lambda: cd.UrlUpdate(email=EMAIL, urls=[("10.5555/a", "http://a.org"), ("10.5555/A", "http://b.org")]),
            "urls[1]",
            "each once",
        ),
        (
            lambda: cd.UrlUpdate(email=EMAIL, urls={"10.5555/a": "http://a.org", "10.5556/b": "http://b.org"}),
            "UrlUpdate.prefix",
            "nothing, and DOIs of 10.5555, 10.5556",
        ),
        (
            lambda: cd.UrlUpdate(email=EMAIL, urls={"10.5555/a": "http://a.org"}, prefix="10.5555/"),
            "UrlUpdate.prefix",
            "without the slash",
        ),
        (lambda: transfer_of(from_prefix="10.5;x"), "OwnershipTransfer.from_prefix", "a prefix such as"),
        (lambda: transfer_of(to_prefix=""), "OwnershipTransfer.to_prefix", "a prefix such as"),
        (lambda: transfer_of(to_prefix="10.9786"), "OwnershipTransfer.to_prefix", "use UrlUpdate"),
        (lambda: transfer_of(dois=[]), "dois", "at least one"),
        (lambda: Term("  "), "Term.value", "something to look for"),
        (lambda: Term("a\x00"), "Term.value", "XML can hold"),
        (lambda: Term("a", match="null"), "Term.value", "nothing"),
        (lambda: Term("a", match="roughly"), "Term.match", "fuzzy, exact, optional, null"),
        (lambda: cd.Query(key="", doi="10.5555/a"), "Query.key", "a name of its own"),
        (lambda: cd.Query(key="1", doi="a"), "Query.doi", "a DOI"),
        (lambda: cd.Query(key="1"), "Query '1'", "nothing to look for"),
        (lambda: cd.Query(key="1", author="Carberry", year=2008), "Query '1'", "author, year to look for"),
        (lambda: cd.Query(key="1", doi="10.5555/a", enable_multiple_hits="yes"), "Query.enable_multiple_hits", "exact"),
        (lambda: cd.Query(key="1", doi="10.5555/a", secondary_query="no"), "Query.secondary_query", "author-title"),
        (batch_of, "queries", "at least one"),
        (lambda: batch_of(QUERY, QUERY), "queries[1].key", "'1' again"),
        (lambda: batch_of(QUERY, email="x"), "QueryBatch.email", "e-mail address"),
        (lambda: batch_of(QUERY, batch_id=" "), "QueryBatch.batch_id", "text"),
    ],
)
def test_what_would_be_read_as_something_else_is_refused(make, path, said):
    with pytest.raises(ModelError) as caught:
        make()
    assert caught.value.path == path
    assert said in str(caught.value)
    assert caught.value.found
    assert caught.value.expected


def test_a_query_batch():
    query = cd.Query(
        key="ref1",
        issn=Term("15360075", match="optional"),
        journal_title=Term("American Journal of Bioethics", match="exact"),
        author="Agich",
        volume=1,
        issue=Term(match="null"),
        search_all_authors=True,
        enable_multiple_hits="multi_hit_per_rule",
        secondary_query="author-title",
        expanded_results=True,
    )
    root = ET.fromstring(batch_of(query, batch_id="q-1").to_bytes())  # noqa: S314 - our own
    assert (root.tag, root.get("version")) == (f"{QSCHEMA}query_batch", "2.0")
    assert root.findtext(f"{QSCHEMA}head/{QSCHEMA}email_address") == EMAIL
    assert root.findtext(f"{QSCHEMA}head/{QSCHEMA}doi_batch_id") == "q-1"
    (found,) = root.iter(f"{QSCHEMA}query")
    assert found.attrib == {
        "key": "ref1",
        "enable-multiple-hits": "multi_hit_per_rule",
        "expanded-results": "true",
        "secondary-query": "author-title",
    }
    assert [(term.tag.removeprefix(QSCHEMA), term.attrib, term.text) for term in found] == [
        ("issn", {"match": "optional"}, "15360075"),
        ("journal_title", {"match": "exact"}, "American Journal of Bioethics"),
        ("author", {"search-all-authors": "true"}, "Agich"),
        ("volume", {}, "1"),
        ("issue", {"match": "null"}, None),
    ]


def test_the_parts_of_an_author_and_title_query_are_enough():
    query = cd.Query(key="1", article_title="Concluding remarks", author="Somiari", secondary_query="author-title")
    assert b"<article_title>Concluding remarks</article_title>" in batch_of(query).to_bytes()


def test_batches_have_ids_of_their_own():
    assert batch_of(QUERY).batch_id != batch_of(QUERY).batch_id


@pytest.mark.parametrize(
    ("upload", "operation", "extension", "form"),
    [
        (resolution_of(), Operation.CONFLICTS, ".txt", {"operation": "doMDUpload", "subType": "cm"}),
        (FORCED, Operation.CONFLICTS, ".txt", {"operation": "doMDUpload", "subType": "cm"}),
        (transfer_of(), Operation.TRANSFER, ".txt", {"operation": "doTransferDOIsUpload"}),
        (MOVED, Operation.TRANSFER, ".txt", {"operation": "doTransferDOIsUpload"}),
        (batch_of(QUERY), Operation.QUERY, ".xml", {"operation": "doQueryUpload"}),
    ],
)
def test_uploads_say_what_they_are_for(upload, operation, extension, form):
    assert isinstance(upload, Uploadable)
    assert (upload.operation, upload.file_extension) == (operation, extension)
    assert upload.operation.fields == form


@given(st.lists(DOIS, min_size=1, unique_by=str.lower))
def test_every_doi_has_a_line_of_its_own(dois):
    header, *lines = content(resolution_of(dois=dois)).removesuffix("\n").splitlines()
    assert header == "H:email=doi@example.org;op=primary"
    assert lines == dois


@given(XML_TEXT.filter(str.strip), XML_TEXT.filter(str.strip))
def test_any_text_arrives_in_a_query(key, title):
    root = ET.fromstring(batch_of(cd.Query(key=key, journal_title=title)).to_bytes())  # noqa: S314 - our own
    (found,) = root.iter(f"{QSCHEMA}query")
    assert (found.get("key"), found[0].text) == (key, title)
