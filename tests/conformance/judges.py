"""Those who say whether a document is valid: Crossref's own schema, our reader, and our schema."""

from __future__ import annotations

import dataclasses
import functools
import pathlib
import tempfile

import xmlschema
from lxml import etree

import crossref_deposit as cd
import official
import stripped
from crossref_deposit.binding.versions import RESOURCE_VERSIONS, VERSIONS
from crossref_deposit.validation.rules import check_assertions

SCHEMAS = (*VERSIONS, *RESOURCE_VERSIONS)
"""Those of deposits, and that of parts of records."""


@dataclasses.dataclass(frozen=True)
class Verdicts:
    """What each judge has against a document; nothing where it is valid."""

    official: tuple[str, ...]
    reader: tuple[str, ...]
    bundled: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        return tuple("refuses" if faults else "accepts" for faults in dataclasses.astuple(self))

    @property
    def agree(self) -> bool:
        return len(set(self.words)) == 1

    @property
    def told(self) -> str:
        return "\n".join(
            f"{judge} {word}: {'; '.join(faults[:3])}"
            for (judge, faults), word in zip(dataclasses.asdict(self).items(), self.words, strict=True)
        )


def verdicts(document: bytes, schema: str) -> Verdicts:
    return Verdicts(official_faults(document, schema), reader_faults(document, schema), bundled_faults(document))


def official_faults(document: bytes, schema: str) -> tuple[str, ...]:
    """What Crossref's schema says, by libxml2: quick enough for thousands of documents.

    The assertions, which libxml2 has not, are those of our rules. Any text is a URI here.
    """
    quick = quick_schema(schema)
    quick.validate(etree.fromstring(document))
    return (
        *(f"{error.path}: {error.message}" for error in quick.error_log),
        *(problem.message for problem in check_assertions(document)),
    )


def authority_faults(document: bytes, schema: str) -> tuple[str, ...]:
    """What Crossref's schema says, whole and untouched."""
    try:
        return tuple(f"{error.path}: {error.reason}" for error in authority_schema(schema).iter_errors(document))
    except (xmlschema.XMLSchemaException, OverflowError) as error:  # of a type that is not, of a year too long
        return (str(error),)


def reader_faults(document: bytes, schema: str) -> tuple[str, ...]:
    try:
        model_of(schema).from_xml(document)
    except (cd.errors.SchemaError, cd.errors.VersionError) as error:
        return (str(error),)
    return ()


def bundled_faults(document: bytes) -> tuple[str, ...]:
    return tuple(f"{fault.xpath}: {fault.message}" for fault in cd.validate(document, rules=False).problems)


def model_of(schema: str) -> type[cd.DoiBatch | cd.ResourceBatch]:
    """The class of the documents of a schema."""
    return cd.ResourceBatch if schema in RESOURCE_VERSIONS else cd.DoiBatch


@functools.cache
def authority_schema(schema: str) -> xmlschema.XMLSchema11:
    """Crossref's schema, assertions included; takes seconds."""
    with tempfile.TemporaryDirectory() as folder:
        return xmlschema.XMLSchema11(official.unpack(schema, pathlib.Path(folder)), allow="local")


@functools.cache
def quick_schema(schema: str) -> etree.XMLSchema:
    with tempfile.TemporaryDirectory() as folder:
        return etree.XMLSchema(
            etree.parse(stripped.strip(official.unpack(schema, pathlib.Path(folder)), lenient_uri=True))
        )
