from __future__ import annotations

import pytest

from crossref_deposit.binding.positions import Event, Position, locate, locate_all
from journals import article, deposit, journal
from samples import place

COMPONENT = (
    "<component_list><component parent_relation='isPartOf'><description>d</description><doi>10.5555/part</doi>"
    "</component></component_list>"
)
DOCUMENT = deposit(
    journal(article("10.5555/one"), article("10.5555/two").replace("</doi_data>", f"</doi_data>{COMPONENT}"))
).decode()
ARTICLES = "/doi_batch/body/journal/journal_article"


def start(offset, xpath):
    """The event of a start tag at an offset."""
    return Event(offset=offset, start=True, depth=xpath.count("/"))


@pytest.mark.parametrize(
    ("anchor", "xpath", "doi"),
    [
        ("<doi_batch ", "/doi_batch", None),
        ("<head>", "/doi_batch/head", None),
        ("<journal>", "/doi_batch/body/journal", None),
        ("<full_title>", "/doi_batch/body/journal/journal_metadata/full_title", None),
        ("<title>On 10.5555/one", f"{ARTICLES}[1]/titles/title", "10.5555/one"),
        ("<doi>10.5555/one", f"{ARTICLES}[1]/doi_data/doi", "10.5555/one"),
        ("<title>On 10.5555/two", f"{ARTICLES}[2]/titles/title", "10.5555/two"),
        ("<description>", f"{ARTICLES}[2]/component_list/component/description", "10.5555/part"),
        ("<component_list>", f"{ARTICLES}[2]/component_list", "10.5555/two"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
def test_an_offset_is_an_element(anchor, xpath, doi, encoding):
    document = DOCUMENT.replace("UTF-8", encoding).replace("Brown", "Bröwn", 1)
    data = document.encode(encoding)
    offset = len(document[: document.index(anchor)].encode(encoding))
    found = locate(data, start(offset, xpath))
    line, column = place(document, anchor)
    assert found == Position(line=line, column=column, xpath=xpath, doi=doi)


def test_an_end_tag_is_its_element():
    depth = "/doi_batch/body/journal/journal_metadata/full_title".count("/")
    end = Event(offset=DOCUMENT.index("</full_title>"), start=False, depth=depth)
    begin = Event(offset=DOCUMENT.index("<full_title>"), start=True, depth=depth)
    assert locate(DOCUMENT.encode(), end) == locate(DOCUMENT.encode(), begin) is not None


def test_text_encoded_anew_keeps_its_places():
    document = DOCUMENT.replace("UTF-8", "ISO-8859-1").replace("Psycho", "Psychö")
    offset = len(document[: document.index("<issn>")].encode())
    event = start(offset, "/doi_batch/body/journal/journal_metadata/issn")
    assert locate(document.encode(), event, encoding="utf-8").xpath.endswith("/issn")


def test_nothing_starts_in_the_middle_of_a_tag():
    assert locate(DOCUMENT.encode(), Event(offset=DOCUMENT.index("<issn>") + 2, start=True, depth=5)) is None


def test_many_places_at_once():
    data = DOCUMENT.encode()
    found = locate_all(data, {(1,), (1, 2, 1, 3), (1, 2, 1, 3, 1, 1), (1, 9)})
    assert {key: position.xpath for key, position in found.items()} == {
        (1,): "/doi_batch",
        (1, 2, 1, 3): f"{ARTICLES}[2]",
        (1, 2, 1, 3, 1, 1): f"{ARTICLES}[2]/titles/title",
    }
    assert found[1, 2, 1, 3].doi == "10.5555/two"
    assert (found[1, 2, 1, 3].line, found[1, 2, 1, 3].column) == (
        DOCUMENT[: DOCUMENT.rindex("<journal_article>")].count("\n") + 1,
        1,
    )


def test_a_broken_document_has_places_up_to_the_break():
    data = DOCUMENT.encode()[: DOCUMENT.index("<title>On 10.5555/two")]
    issn = "/doi_batch/body/journal/journal_metadata/issn"
    assert locate(data, start(DOCUMENT.index("<issn>"), issn)).xpath == issn
    assert locate(data, start(DOCUMENT.index("<titles>"), f"{ARTICLES}/titles")).line > 1
    assert locate(data, start(len(data) + 5, "/doi_batch")) is None


def test_siblings_on_one_line():
    data = b"<a><b/><c/><b/></a>"
    found = [locate(data, start(offset, "/a/x")).xpath for offset in (3, 7, 11)]
    assert found == ["/a/b[1]", "/a/c", "/a/b[2]"]


def test_the_end_of_an_empty_element_is_not_the_start_of_the_next():
    data = b"<a><b/><c/></a>"  # expat gives the end of b the offset of c
    assert locate(data, Event(offset=7, start=False, depth=2)).xpath == "/a/b"
    assert locate(data, Event(offset=7, start=True, depth=2)).xpath == "/a/c"
