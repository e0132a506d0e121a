"""What documents have that no schema asked for."""

from __future__ import annotations

import io

import pytest

import crossref_deposit as cd
from old_documents import DOCUMENTS, YEAR, Old, doi_data, journal

OLD = DOCUMENTS["article 4.4.1"]
PLAIN = Old("4.4.2", journal(YEAR + doi_data("a")))


def changed(document) -> list[tuple[str, str, str | None, bool]]:
    """The changes but that of the version."""
    return [(each.code, each.before, each.after, each.lossless) for each in cd.read_deposit(document).changes[1:]]


def without_places(document):
    deposit = cd.read_deposit(document)
    places = dict.fromkeys(("line", "column"))
    return deposit.batch, [cd.Change(**{**cd_change(each), **places}) for each in deposit.changes]


def cd_change(change):
    names = ("code", "message", "before", "after", "lossless", "doi", "xpath")
    return {name: getattr(change, name) for name in names}


@pytest.mark.parametrize(
    "document",
    [
        OLD.xml.encode(),
        b"\xef\xbb\xbf" + OLD.xml.encode(),
        OLD.xml.replace(' encoding="UTF-8"', ' encoding="UTF-16"').encode("utf-16"),
        OLD.xml.replace('"UTF-8"', '"ISO-8859-1"').encode("iso-8859-1"),
        OLD.xml.replace("<titles>", "<!-- titles --><titles><?pi?>"),
        OLD.xml.replace("\n", "\r\n"),
        io.BytesIO(OLD.xml.encode()),
    ],
    ids=["bytes", "mark", "UTF-16", "Latin-1", "comments", "line ends", "file"],
)
def test_however_it_is_written(document):
    assert without_places(document) == without_places(OLD.xml)


def test_other_prefixes():
    prefixed = OLD.xml.replace("<", "<cr:").replace("<cr:/", "</cr:").replace("<cr:?", "<?")
    prefixed = prefixed.replace('xmlns="', 'xmlns:cr="')
    assert cd.read_deposit(prefixed).batch == cd.read_deposit(OLD.xml).batch


def test_from_a_path(tmp_path):
    (tmp_path / "a.xml").write_text(OLD.xml, encoding="utf-8")
    assert cd.read_deposit(tmp_path / "a.xml") == cd.read_deposit(OLD.xml)


def test_a_document_that_does_not_name_its_version():
    [version] = cd.read_deposit(PLAIN.xml.replace(' version="4.4.2"', "")).changes
    assert (version.before, version.after) == ('xmlns="http://www.crossref.org/schema/4.4.2"', 'version="5.5.0"')


def test_a_version_that_is_not_that_of_the_namespace():
    [version] = cd.read_deposit(PLAIN.xml.replace(' version="4.4.2"', ' version="4.3.7"')).changes
    assert version.before == 'version="4.3.7"'


@pytest.mark.parametrize(
    ("old", "new", "lossless"), [("EN", "eng", True), ("en-US", "eng", False), ("pt_BR", "por", False)]
)
def test_other_spellings_of_languages(old, new, lossless):
    document = PLAIN.xml.replace("<journal_article ", f'<journal_article language="{old}" ')
    assert changed(document) == [("language", f'language="{old}"', f'language="{new}"', lossless)]


def test_languages_that_are_none():
    document = PLAIN.xml.replace("<journal_article ", '<journal_article language="mu" ')
    assert changed(document) == [("language", 'language="mu"', None, False)]


def test_blanks_around_a_doi():
    document = PLAIN.xml.replace("<doi>10.5555/a</doi>", "<doi>\n 10.5555/a  b </doi>")
    assert changed(document) == [("doi-as-url", "\n 10.5555/a  b ", "10.5555/a  b", True)]


def test_id_and_timestamp_stay():
    batch = cd.read_deposit(PLAIN.xml).batch
    assert (batch.batch_id, batch.timestamp) == ("batch-1", 20150401120000)


def test_a_batch_without_id_and_timestamp():
    bare = PLAIN.xml.replace("<doi_batch_id>batch-1</doi_batch_id>\n<timestamp>20150401120000</timestamp>", "")
    (identifier, _, _, _), (timestamp, _, _, _) = changed(bare)
    assert (identifier, timestamp) == ("batch-id", "timestamp")
    batch = cd.read_deposit(bare).batch
    assert batch.batch_id
    assert batch.timestamp > 20260101000000


def test_an_id_and_a_timestamp_that_cannot_be():
    bad = PLAIN.xml.replace("batch-1", "7").replace("20150401120000", "2015-04-01")
    identifier, timestamp = changed(bad)
    assert (identifier[1], identifier[3]) == ("<doi_batch_id>7</doi_batch_id>", False)
    assert (timestamp[1], timestamp[3]) == ("<timestamp>2015-04-01</timestamp>", False)


def test_a_timestamp_of_a_record_that_cannot_be():
    document = PLAIN.xml.replace("</doi>", "</doi><timestamp>now</timestamp>")
    assert changed(document) == [("doi-timestamp", "<timestamp>now</timestamp>", None, False)]
    assert changed(document.replace("now", "20150401120001")) == []


def test_affiliations_without_a_word():
    document = OLD.xml.replace("Unseen University", " ")
    assert ("affiliation", "<affiliation> </affiliation>", None, False) in changed(document)
    assert cd.read_deposit(document).batch.body[0].articles[0].contributors[0].affiliations == ()


def test_an_affiliation_beside_the_new_form():
    both = OLD.xml.replace(
        "<affiliation>", "<affiliation>Brown</affiliation><affiliation>Yale</affiliation>\n<affiliation>"
    )
    names = [one.name for one in cd.read_deposit(both).batch.body[0].articles[0].contributors[0].affiliations]
    assert names == ["Brown", "Yale", "Unseen University"]


def test_other_names_beside_those_that_are_there():
    person = (
        "<contributors><person_name sequence='first' contributor_role='author'><surname>Zhang</surname>"
        "<name>张三</name><alt-name><string-name>Zhang San</string-name></alt-name></person_name></contributors>"
    )
    document = Old("5.4.0", journal(person + YEAR + doi_data("a"))).xml
    [contributor] = cd.read_deposit(document).batch.body[0].articles[0].contributors
    assert [str(name.value) for name in contributor.alt_names] == ["Zhang San", "张三"]


def test_a_change_reads_as_a_sentence():
    change = cd.read_deposit(OLD.xml).changes[-1]
    assert str(change).startswith("An affiliation is an institution: ")
    assert str(change).endswith("<institution><institution_name>Unseen University</institution_name></institution>")


def test_what_is_strange_in_mixed_content_stays():
    document = PLAIN.xml.replace("<i>Pots</i>", "<mml:math xmlns:mml='http://www.w3.org/1998/Math/MathML'><mml:mi>x"
                                 "</mml:mi></mml:math>")  # fmt: skip
    [article] = cd.read_deposit(document).batch.body[0].articles
    assert article.titles[0].title.xml == "On <mml:math><mml:mi>x</mml:mi></mml:math> &amp; pans"


def test_many_records_without_a_doi():
    titles = "<journal><journal_metadata language='en'><full_title>J</full_title></journal_metadata></journal>\n" * 2000
    deposit = cd.read_deposit(Old("4.4.2", titles).xml)
    assert len(deposit.changes) == 2001
    assert deposit.changes[-1].xpath == "/doi_batch/body/journal[2000]/journal_metadata"
