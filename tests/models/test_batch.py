from __future__ import annotations

import io
import pathlib
import re
import threading

import pytest
from lxml import etree

import crossref_deposit as cd
from crossref_deposit.errors import ModelError, SchemaError
from samples import article, batch, component, journal


def rich_batch(**fields) -> cd.DoiBatch:
    """Records of every kind that a journal has, an article without components among them."""
    first = journal(
        article("10.5555/one", components=[component("10.5555/one.1"), component("10.5555/one.2")]),
        article("10.5555/two"),
        metadata=cd.JournalMetadata(full_titles="A", doi_data=data("10.5555/journal")),
        issue=cd.JournalIssue(
            publication_dates=2026,
            volume=cd.JournalVolume(volume=1, doi_data=data("10.5555/volume")),
            issue=2,
            doi_data=data("10.5555/issue"),
        ),
    )
    second = journal(
        article("10.5555/Three", components=cd.Component(parent_relation="isPartOf", doi="10.5555/three.1")),
        metadata=cd.JournalMetadata(full_titles="B", issns="0264-3561", doi_data=data("10.5555/second")),
    )
    return batch(first, second, **fields)


def data(doi: str, **fields) -> cd.DoiData:
    return cd.DoiData(doi=doi, resource="https://example.org/", **fields)


def kinds(made: cd.DoiBatch) -> list[tuple[str, str]]:
    return [(record.kind, record.doi.removeprefix("10.5555/")) for record in made.records()]


def test_ids_and_timestamps_are_made():
    made = batch(article())
    assert re.fullmatch(r"batch-[0-9a-f]{32}", made.batch_id)
    assert re.fullmatch(r"20\d{15}", str(made.timestamp))
    assert batch(article(), batch_id=None, timestamp=None).batch_id != made.batch_id


def test_given_ids_and_timestamps_are_kept():
    made = batch(article(), batch_id="my-batch", timestamp="20260101")
    assert (made.batch_id, made.timestamp) == ("my-batch", 20260101)
    with pytest.raises(ModelError, match=r"DoiBatch.batch_id: found 'abc' \(3 characters\)"):
        batch(article(), batch_id="abc")
    with pytest.raises(ModelError, match=r"DoiBatch.timestamp: found '-1', expected a whole number from 0 on"):
        batch(article(), timestamp=-1)


def test_timestamps_only_grow_also_in_threads():
    made: list[list[int]] = [[] for _ in range(4)]
    only = journal(article())

    def build(mine: list[int]) -> None:
        mine += [batch(only).timestamp for _ in range(200)]

    threads = [threading.Thread(target=build, args=(mine,)) for mine in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(mine == sorted(mine) for mine in made)
    assert len({timestamp for mine in made for timestamp in mine}) == 800


def test_records_in_document_order():
    assert kinds(rich_batch()) == [
        ("journal_metadata", "journal"),
        ("journal_issue", "issue"),
        ("journal_volume", "volume"),
        ("journal_article", "one"),
        ("component", "one.1"),
        ("component", "one.2"),
        ("journal_article", "two"),
        ("journal_metadata", "second"),
        ("journal_article", "Three"),
        ("component", "three.1"),
    ]


def test_paths_of_records_are_those_of_the_document():
    made = rich_batch()
    tree = etree.fromstring(made.to_xml())
    for record in made.records():
        steps = re.sub(r"/([a-z_]+)", r"/*[local-name()='\1']", record.path)
        [node] = tree.xpath(steps)
        assert etree.QName(node).localname == record.kind
        doi = node.xpath("*[local-name()='doi'] | *[local-name()='doi_data']/*[local-name()='doi']")
        assert [found.text for found in doi] == [record.doi]
        assert cd.SubmissionIndex(made.to_xml()).with_doi(record.doi)[0].xpath == record.path


def test_selecting_articles_leaves_the_others_out():
    made = rich_batch()
    chosen = made.select(["10.5555/two"])
    assert kinds(chosen) == [("journal_metadata", "journal"), ("journal_article", "two")]
    [kept] = chosen.body
    assert kept.articles == (made.body[0].articles[1],)
    assert kept.issue.volume.volume == "1"
    assert kept.issue.doi_data is None
    assert kept.issue.volume.doi_data is None
    assert chosen.batch_id != made.batch_id
    assert chosen.timestamp > made.timestamp
    assert cd.validate(chosen).ok


def test_a_journal_keeps_its_doi_only_where_it_needs_it():
    assert rich_batch().select(["10.5555/three"]).body[0].metadata.doi_data is None
    assert rich_batch().select(["10.5555/one"]).body[0].metadata.doi_data.doi == "10.5555/journal"
    assert kinds(rich_batch().select(["10.5555/second"])) == [("journal_metadata", "second")]


def test_an_article_takes_its_components_along():
    assert kinds(rich_batch().select(["10.5555/one"]))[1:] == [
        ("journal_article", "one"),
        ("component", "one.1"),
        ("component", "one.2"),
    ]


def test_a_component_takes_its_article_along():
    """A component stands in its article, which cannot be without its own DOI."""
    chosen = rich_batch().select(["10.5555/one.2"])
    assert kinds(chosen)[1:] == [("journal_article", "one"), ("component", "one.2")]


def test_all_records_are_the_whole_batch():
    made = rich_batch()
    chosen = made.select(record.doi for record in made.records())
    assert chosen.body == made.body
    assert kinds(made.select(["10.5555/one", "10.5555/three"]))[0] == ("journal_metadata", "journal")


@pytest.mark.parametrize("doi", ["10.5555/THREE", "https://doi.org/10.5555/three", "doi:10.5555/Three"])
def test_dois_to_select_in_any_spelling(doi):
    chosen = rich_batch().select([doi])
    assert [record.doi for record in chosen.records()] == ["10.5555/Three", "10.5555/three.1"]
    assert rich_batch().select(doi).body == chosen.body


def test_only_records_can_be_selected():
    with pytest.raises(ModelError) as error:
        rich_batch().select(["10.5555/one", "10.5555/nine", "10.5555/Eight"])
    assert error.value.found == "10.5555/eight, 10.5555/nine"
    with pytest.raises(ModelError, match="body"):
        rich_batch().select([])


def test_selected_records_have_no_older_timestamps_of_their_own():
    parts = [component("10.5555/one.1", doi_data=data("10.5555/one.1", timestamp=7))]
    made = batch(article(doi_data=data("10.5555/one", timestamp=5), components=parts), timestamp=9)
    [chosen] = made.select(["10.5555/one"]).body[0].articles
    assert chosen.doi_data.timestamp is None
    assert chosen.components[0].doi_data.timestamp is None
    assert made.body[0].articles[0].doi_data.timestamp == 5


def test_a_timestamp_far_ahead_is_passed_and_moves_no_other():
    ahead = batch(article(), timestamp=10**25)
    assert ahead.select(["10.5555/one"]).timestamp == 10**25 + 1
    assert batch(article()).timestamp < 10**17


@pytest.mark.parametrize("pretty", [False, True])
def test_written_files_are_the_document(tmp_path, pretty):
    made = rich_batch()
    path = tmp_path / "a.xml"
    expected = made.to_xml(pretty=pretty)
    made.write(path, pretty=pretty)
    assert path.read_bytes() == expected
    made.write(str(path), pretty=pretty)
    assert path.read_bytes() == expected
    with path.open("wb") as file:
        made.write(file, pretty=pretty)
    assert path.read_bytes() == expected
    memory = io.BytesIO()
    made.write(memory, pretty=pretty)
    assert memory.getvalue() == expected


def test_a_file_is_not_touched_by_what_cannot_be_written(tmp_path):
    path, link = tmp_path / "a.xml", tmp_path / "link.xml"
    link.symlink_to(path)
    made = rich_batch()
    made.write(link)
    assert link.is_symlink()
    assert path.read_bytes() == made.to_xml()
    unsayable = cd.evolve(batch(*[article()] * 9000, article(version_info="2")), schema_version="5.3.1")
    with pytest.raises(cd.errors.VersionError):
        unsayable.write(path)
    assert path.read_bytes() == made.to_xml()
    assert {each.name for each in tmp_path.iterdir()} == {"a.xml", "link.xml"}


class Pieces(io.RawIOBase):
    """Counts the bytes of every write."""

    def __init__(self):
        super().__init__()
        self.sizes: list[int] = []

    def write(self, data):
        self.sizes.append(len(data))
        return len(data)


def test_large_batches_are_written_in_pieces():
    made = batch(journal(*(article(f"10.5555/{number}") for number in range(3000))))
    file = Pieces()
    made.write(file)
    assert sum(file.sizes) == len(made.to_xml())
    assert len(file.sizes) > 3
    assert max(file.sizes) < sum(file.sizes) / 3


def test_documents_come_from_anywhere(tmp_path):
    made = rich_batch()
    path = tmp_path / "é.xml"
    made.write(path)
    xml = made.to_xml()
    with path.open("rb") as file:
        sources = [xml, xml.decode(), path, pathlib.PurePath(path), file, io.BytesIO(xml)]
        assert all(cd.DoiBatch.from_xml(source) == made for source in sources)


def test_the_depositor():
    with pytest.raises(ModelError, match=r"Depositor.email: found 'a@b.c' \(5 characters\), expected text of 6 to 200"):
        cd.Depositor(name="Us", email="a@b.c")
    with pytest.raises(ModelError, match=r"DoiBatch.depositor: found 'Us' \(str\), expected a Depositor object"):
        batch(article(), depositor="Us")


def test_an_empty_body_is_no_deposit():
    with pytest.raises(ModelError, match=r"DoiBatch.body: found 0 values, expected at least 1"):
        batch(body=[])
    text = batch(article()).to_xml().decode()
    empty = text[: text.index("<body>")] + "<body></body>\n</doi_batch>"
    with pytest.raises(SchemaError, match="<body> ends too early, expected <"):
        cd.DoiBatch.from_xml(empty)
