"""Resource-only deposits: parts of the metadata of DOIs that are registered already."""

from __future__ import annotations

from collections.abc import Collection as AnyCollection
from collections.abc import Iterable, Iterator
from typing import Any, Final, Literal, TypeAlias, get_args

from crossref_deposit.binding.construct import evolve
from crossref_deposit.binding.declaration import child, children, element, fixed, leaf, required
from crossref_deposit.binding.field_types import Many, Maybe, One
from crossref_deposit.binding.values import SimpleType
from crossref_deposit.binding.versions import RESOURCE_VERSIONS
from crossref_deposit.errors import ModelError
from crossref_deposit.models.access_indicators import LICENSES, FreeToRead, License
from crossref_deposit.models.batch import BODY, HEAD, Depositor, DoiBatch
from crossref_deposit.models.citations import CITATIONS, Citation
from crossref_deposit.models.clinical_trials import TRIALS, ClinicalTrial
from crossref_deposit.models.crossmark import Crossmark
from crossref_deposit.models.documents import Document
from crossref_deposit.models.doi_data import Collection
from crossref_deposit.models.funding import FUNDING, FundingAssertion
from crossref_deposit.models.packing import MAX_BYTES
from crossref_deposit.models.records import Record, records_of, selected
from crossref_deposit.models.relations import RELATED, RelatedItem
from crossref_deposit.models.simple_types import DOI, text
from crossref_deposit.models.split import split
from crossref_deposit.models.timestamps import new_batch_id

Part: TypeAlias = Literal[
    "citations", "collections", "crossmark", "funding", "licenses", "relations", "clinical_trials"
]
"""What can be deposited by itself, by the name of the field that holds it in a record."""


@element("doi_citations", doi="doi")
class DoiCitations:
    """The references of a work, in place of those it has. Crossref element ``doi_citations``.

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/references/
    """

    doi: One[str] = child(leaf("doi", DOI))
    citations: Many[Citation] = children(Citation, within=CITATIONS, at_least=0)
    """All of them; none takes away those it has."""


@element("doi_resources", doi="doi")
class DoiResources:
    """Further URLs of a work: for Similarity Check, for text mining, ... Crossref element ``doi_resources``.

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/full-text-urls/
    """

    doi: One[str] = child(leaf("doi", DOI))
    collection: One[Collection] = child(Collection)


@element("crossmark_data", doi="doi")
class CrossmarkData:
    """The Crossmark metadata of a work. Crossref element ``crossmark_data``.

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/crossmark/
    """

    doi: One[str] = child(leaf("doi", DOI))
    crossmark: One[Crossmark] = child(Crossmark)


@element("fundref_data", doi="doi")
class FundrefData:
    """Who paid for a work. Crossref element ``fundref_data``.

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/funding-information/
    """

    doi: One[str] = child(leaf("doi", DOI))
    funding: Many[FundingAssertion] = children(FundingAssertion, within=FUNDING, at_least=0)


@element("lic_ref_data", doi="doi")
class LicRefData:
    """The licences of a work. Crossref element ``lic_ref_data``.

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/license-information/
    """

    doi: One[str] = child(leaf("doi", DOI))
    free_to_read: Maybe[FreeToRead] = child(FreeToRead, within=LICENSES, default=None)
    licenses: Many[License, License | str] = children(License, within=LICENSES, at_least=0)


@element("doi_relations", doi="doi")
class DoiRelations:
    """How a work belongs to others. Crossref element ``doi_relations``.

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/relationships/
    """

    doi: One[str] = child(leaf("doi", DOI))
    relations: Many[RelatedItem] = children(RelatedItem, within=RELATED, at_least=0)


@element("clinicaltrial_data", doi="doi")
class ClinicaltrialData:
    """The clinical trials that a work reports on. Crossref element ``clinicaltrial_data``.

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/clinical-trials/
    """

    doi: One[str] = child(leaf("doi", DOI))
    clinical_trials: Many[ClinicalTrial] = children(ClinicalTrial, within=TRIALS, at_least=0)


@element(
    "doi_batch",
    required(
        "doi_citations",
        "doi_resources",
        "crossmark_data",
        "fundref_data",
        "lic_ref_data",
        "doi_relations",
        "clinicaltrial_data",
    ),
    root=True,
)
class ResourceBatch(Document):
    """A deposit of parts of records: each for a DOI that is registered. Crossref element ``doi_batch``.

    It has no timestamp; what it brings takes the place of what the record has of that kind.

    Example:
        >>> from crossref_deposit import Citation, Depositor, DoiCitations, ResourceBatch
        >>> references = DoiCitations(doi="10.5555/12345678", citations=[Citation(key="1", doi="10.1038/181424b0")])
        >>> batch = ResourceBatch(
        ...     depositor=Depositor(name="Psychoceramics Press", email="doi@psychoceramics.example"),
        ...     doi_citations=[references],
        ... )
        >>> ResourceBatch.from_xml(batch.to_xml()) == batch
        True

    See https://www.crossref.org/documentation/register-maintain-records/maintaining-your-metadata/
    """

    batch_id: One[str, str | None] = child(leaf("doi_batch_id", text(4, 100)), within=HEAD, factory=new_batch_id)
    """Told in the log; made when not given."""
    depositor: One[Depositor] = child(Depositor, within=HEAD)
    doi_citations: Many[DoiCitations] = children(DoiCitations, within=BODY, at_least=0, default=())
    doi_resources: Many[DoiResources] = children(DoiResources, within=BODY, at_least=0, default=())
    crossmark_data: Many[CrossmarkData] = children(CrossmarkData, within=BODY, at_least=0, default=())
    fundref_data: Many[FundrefData] = children(FundrefData, within=BODY, at_least=0, default=())
    lic_ref_data: Many[LicRefData] = children(LicRefData, within=BODY, at_least=0, default=())
    doi_relations: Many[DoiRelations] = children(DoiRelations, within=BODY, at_least=0, default=())
    clinicaltrial_data: Many[ClinicaltrialData] = children(ClinicaltrialData, within=BODY, at_least=0, default=())
    schema_version: One[str] = fixed(SimpleType(), "version", default="5.4.0")
    """The version of the schema for parts of records."""

    def _check(self) -> None:
        if self.schema not in RESOURCE_VERSIONS:
            known = ", ".join(name.rpartition("-")[2] for name in RESOURCE_VERSIONS)
            raise ModelError("ResourceBatch.schema_version", found=repr(self.schema_version), expected=known)

    @property
    def schema(self) -> str:
        """The schema that the document is written in."""
        return f"doi_resources-{self.schema_version}"

    @classmethod
    def schemas(cls) -> AnyCollection[str]:
        """The schemas of parts of records."""
        return RESOURCE_VERSIONS

    @classmethod
    def of(cls, batch: DoiBatch, *parts: Part) -> ResourceBatch:
        """Some parts of the records of a full deposit: only the references, only the licences.

        Args:
            batch: The deposit; take `DoiBatch.select` for some of its records.
            parts: ``citations``, ``collections``, ``crossmark``, ``funding``, ``licenses``, ``relations``,
                ``clinical_trials``. Funding, licences and trials are also found in a record's Crossmark.

        Raises:
            ModelError: A part is none of these, or no record has any of them.

        Example:
            >>> import crossref_deposit as cd
            >>> article = cd.JournalArticle(
            ...     titles="On Bees",
            ...     publication_dates=2024,
            ...     doi_data=cd.DoiData(doi="10.5555/bees", resource="https://example.org/bees"),
            ...     citations=[cd.Citation(key="1", doi="10.1038/181424b0")],
            ... )
            >>> bees = cd.JournalMetadata(full_titles="Bees", issns="0264-3561")
            >>> us = cd.Depositor(name="Us", email="us@example.org")
            >>> batch = cd.DoiBatch(depositor=us, registrant="Us", body=cd.Journal(metadata=bees, articles=article))
            >>> cd.ResourceBatch.of(batch, "citations").doi_citations[0].doi
            '10.5555/bees'
        """
        if not parts or not set(parts) <= _MADE.keys():
            raise ModelError("ResourceBatch.of", found=repr(parts), expected=f"some of {', '.join(get_args(Part))}")
        made: dict[str, Any] = {
            _MADE[part][0]: [one for record in batch.records() for one in _made(part, record)]
            for part in dict.fromkeys(parts)
        }
        if not any(made.values()):
            raise ModelError("ResourceBatch.of", found=f"no record with {' or '.join(parts)}", expected="one at least")
        return cls(depositor=batch.depositor, **made)

    def records(self) -> Iterator[Record]:
        """Every part of the batch with its DOI, in document order."""
        return records_of(self)

    def select(self, dois: str | Iterable[str]) -> ResourceBatch:
        """A batch of the parts for those DOIs only, with a new id.

        Args:
            dois: DOIs of this batch, in any case, also as URLs.

        Raises:
            ModelError: A DOI is not in the batch.
        """
        chosen: ResourceBatch = selected(self, (dois,) if isinstance(dois, str) else dois)
        return evolve(chosen, batch_id=new_batch_id())

    def split(self, *, max_bytes: int = MAX_BYTES) -> list[ResourceBatch]:
        """The batch in parts: see `DoiBatch.split`.

        Args:
            max_bytes: The size of a part's XML at most.

        Raises:
            ModelError: What there is for one DOI is larger.
        """
        return split(self, max_bytes)


def _made(part: Part, record: Record) -> Iterator[Any]:
    """The models that say a part of a record by itself."""
    if part == "collections":
        for collection in getattr(getattr(record.model, "doi_data", None), "collections", ()):
            yield DoiResources(doi=record.doi, collection=collection)
        return
    _, model = _MADE[part]
    names = ("licenses", "free_to_read") if part == "licenses" else (part,)
    for holder in (record.model, _custom_metadata(record.model)):
        values = {name: getattr(holder, name, None) for name in names}
        if any(values.values()):
            yield model(doi=record.doi, **values)
            return


def _custom_metadata(model: Any) -> Any:
    return getattr(getattr(model, "crossmark", None), "custom_metadata", None)


_MADE: Final[dict[str, tuple[str, type[Any]]]] = {
    "citations": ("doi_citations", DoiCitations),
    "collections": ("doi_resources", DoiResources),
    "crossmark": ("crossmark_data", CrossmarkData),
    "funding": ("fundref_data", FundrefData),
    "licenses": ("lic_ref_data", LicRefData),
    "relations": ("doi_relations", DoiRelations),
    "clinical_trials": ("clinicaltrial_data", ClinicaltrialData),
}
"""The field of a batch that holds a part of records, and the model; its fields are named as those of a record."""
