from __future__ import annotations

import attrs
import pytest

import crossref_deposit as cd
from crossref_deposit.binding import versions
from crossref_deposit.binding.declaration import declared
from crossref_deposit.binding.values import SimpleType
from crossref_deposit.binding.versions import Absent, Differences, declaration
from crossref_deposit.errors import SchemaError, VersionError
from samples import article, batch, written
from toys import declared_for_now

OLD = "1.2.3"


@pytest.fixture(autouse=True)
def _old():
    with declared_for_now():
        versions.VERSIONS[OLD] = Differences(
            fields={
                "DoiBatch.schema_version": lambda field: attrs.evolve(field, default=OLD),
                "Pages.other_pages": Absent(),
                "Issn.media_type": Absent("5.4.0"),
                "PublicationDate.year": lambda field: field,
                "Archive.name": lambda field: attrs.evolve(
                    field, type=SimpleType(values=("CLOCKSS", "KB"), expected="CLOCKSS or KB")
                ),
                "Titles.subtitle": lambda field: attrs.evolve(field, default=attrs.NOTHING, at_least=1),
                "JournalMetadata.full_titles": lambda field: attrs.evolve(field, at_most=1),
            }
        )
        yield


def old(**fields) -> cd.DoiBatch:
    return batch(article(**{"titles": cd.Titles(title="T", subtitle="S"), **fields}), schema_version=OLD)


def test_what_the_version_can_say_is_written_and_read():
    made = old(pages="1-2", archive_locations="KB")
    data = made.to_xml()
    assert b'xmlns="http://www.crossref.org/schema/1.2.3"' in data
    assert b'version="1.2.3"' in data
    assert cd.DoiBatch.from_xml(data) == made
    assert cd.validate(data, rules=False).ok


@pytest.mark.parametrize(
    ("fields", "field", "first", "message"),
    [
        (
            {"pages": cd.Pages(first_page=1, other_pages="5")},
            "Pages.other_pages",
            "5.5.0",
            "Pages.other_pages cannot be said in schema 1.2.3, it came with 5.5.0: write 5.5.0 or leave it out",
        ),
        (
            {"citations": cd.Citation(key="1", issn=cd.Issn("2050-084X", media_type="print"))},
            "Issn.media_type",
            "5.4.0",
            "Issn.media_type cannot be said in schema 1.2.3, it came with 5.4.0",
        ),
        ({"archive_locations": "CINES"}, "Archive.name", "5.5.0", "Archive.name: found 'CINES' cannot be said in"),
        ({"titles": "T"}, "Titles.subtitle", "5.5.0", "Titles.subtitle is required in schema 1.2.3: give it, or"),
    ],
)
def test_what_it_cannot_say_is_an_error_and_not_dropped(fields, field, first, message):
    made = old(**fields)
    with pytest.raises(VersionError) as error:
        made.to_xml()
    assert (error.value.version, error.value.field, error.value.first_version) == (OLD, field, first)
    assert message.replace("found 'CINES'", "'CINES'") in str(error.value)
    assert cd.evolve(made, schema_version="5.5.0").to_xml()


def test_bounds_of_a_version():
    made = old()
    journal = cd.evolve(made.body[0], metadata=cd.JournalMetadata(full_titles=["A", "B"], issns="0264-3561"))
    with pytest.raises(VersionError, match=r"JournalMetadata.full_titles holds more than 1 values, the most in schema"):
        cd.evolve(made, body=journal).to_xml()


def test_the_reader_is_as_strict_as_the_version():
    data = old(pages="1").to_xml().replace(b"</first_page>", b"</first_page><other_pages>5</other_pages>")
    with pytest.raises(SchemaError, match="found <other_pages> in <pages>, expected <last_page> or the end of <pages>"):
        cd.DoiBatch.from_xml(data)
    assert [problem.code for problem in cd.validate(data, rules=False).problems] == ["cvc-element-unexpected"]
    assert cd.DoiBatch.from_xml(data.replace(OLD.encode(), b"5.5.0"))


def test_declarations_without_a_difference_are_the_same():
    assert declaration(cd.DoiData, OLD) is declared(cd.DoiData)
    assert declaration(cd.PublicationDate, OLD) is declared(cd.PublicationDate)
    assert "other_pages" not in [field.name for field in declaration(cd.Pages, OLD).fields]
    assert written(cd.Pages(first_page=1), version=OLD) == written(cd.Pages(first_page=1))


@pytest.mark.parametrize("version", ["4.4.2", "", "5.5", None])
def test_unknown_versions(version):
    with pytest.raises(VersionError, match="use one of 5.5.0, ") as error:
        batch(article(), schema_version=version or "x")
    assert error.value.version == (version or "x")


def test_the_toy_version_is_known_here_alone():
    assert OLD in versions.VERSIONS
    assert OLD not in cd.SCHEMA_VERSIONS
