"""Queries by metadata or DOI, many in one file: a ``query_batch`` of Crossref's query schema 2.0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, Final, Literal, TypeAlias, get_args

import attrs

from crossref_deposit.binding.escape import escape, not_xml, quote
from crossref_deposit.binding.values import show
from crossref_deposit.client.operation import Operation
from crossref_deposit.client.operations import fields
from crossref_deposit.errors import ModelError
from crossref_deposit.models.timestamps import new_batch_id

Match: TypeAlias = Literal["fuzzy", "exact", "optional", "null"]
"""How a value is looked for: similar, as it is, not needed for a match; or that a record has no such value."""
MultipleHits: TypeAlias = Literal["false", "true", "multi_hit_per_rule", "exact"]
"""How many DOIs may come back: one; one for each of Crossref's rules; all of each rule; all that match exactly."""
SecondaryQuery: TypeAlias = Literal["author-title", "multiple-hits", "author-title-multiple-hits"]
"""What is tried when nothing was found."""

_NAMESPACE: Final = "http://www.crossref.org/qschema/2.0"
_SCHEMA: Final = "http://www.crossref.org/qschema/crossref_query_input2.0.xsd"
_TERMS: Final = (
    "doi",
    "issn",
    "isbn",
    "journal_title",
    "series_title",
    "volume_title",
    "proceedings_title",
    "author",
    "volume",
    "issue",
    "first_page",
    "edition_number",
    "component_number",
    "year",
    "article_title",
    "unstructured_citation",
)
_CONTAINERS: Final = ("issn", "isbn", "journal_title", "series_title", "volume_title", "proceedings_title")
_SWITCHES: Final = ("forward_match", "list_components", "expanded_results")


@attrs.frozen
class Term:
    """A value to look for, and how closely it has to match; a plain value stands for it.

    Example:
        >>> from crossref_deposit.client import Term
        >>> Term("American Journal of Bioethics", match="exact")
        Term(value='American Journal of Bioethics', match='exact')
    """

    value: str = ""
    match: Match | None = attrs.field(default=None, kw_only=True)
    """Crossref's default for the field when not given: ``fuzzy`` for titles and authors."""

    def __attrs_post_init__(self) -> None:
        _check_choice("Term.match", self.match, Match)
        if self.match == "null" and self.value:
            raise ModelError("Term.value", found=show(self.value), expected="nothing, as match='null' says")
        if self.match != "null" and not self.value.strip():
            raise ModelError("Term.value", found=show(self.value), expected="something to look for")
        if bad := not_xml(self.value):
            found = f"the character {bad.group()!r} in {show(self.value)}"
            raise ModelError("Term.value", found=found, expected="characters that XML can hold")


def _term(value: Term | str | int | None) -> Term | None:
    if value is None or isinstance(value, Term):
        return value
    return Term(str(value))


def _doi(value: str | None) -> str | None:
    return None if value is None else fields.doi("Query.doi", value)


@attrs.frozen(kw_only=True)
class Query:
    """One query: metadata whose DOI is wanted, or a DOI whose metadata is.

    Example:
        >>> from crossref_deposit import Query
        >>> query = Query(key="ref1", journal_title="Journal of Psychoceramics", author="Carberry", volume=1, year=2001)
        >>> query.author
        Term(value='Carberry', match=None)

    See https://www.crossref.org/documentation/retrieve-metadata/xml-api/query-schema/
    """

    key: str
    """Names the query in the results."""
    doi: str | None = attrs.field(default=None, converter=_doi)
    """The DOI whose metadata is wanted."""
    issn: Term | None = attrs.field(default=None, converter=_term)
    isbn: Term | None = attrs.field(default=None, converter=_term)
    journal_title: Term | None = attrs.field(default=None, converter=_term)
    series_title: Term | None = attrs.field(default=None, converter=_term)
    volume_title: Term | None = attrs.field(default=None, converter=_term)
    """The title of a book."""
    proceedings_title: Term | None = attrs.field(default=None, converter=_term)
    author: Term | None = attrs.field(default=None, converter=_term)
    """A surname; of the first author, if not ``search_all_authors``."""
    volume: Term | None = attrs.field(default=None, converter=_term)
    issue: Term | None = attrs.field(default=None, converter=_term)
    first_page: Term | None = attrs.field(default=None, converter=_term)
    edition_number: Term | None = attrs.field(default=None, converter=_term)
    component_number: Term | None = attrs.field(default=None, converter=_term)
    year: Term | None = attrs.field(default=None, converter=_term)
    article_title: Term | None = attrs.field(default=None, converter=_term)
    unstructured_citation: Term | None = attrs.field(default=None, converter=_term)
    """A reference as it is printed, in place of its parts."""
    search_all_authors: bool = False
    """Whether ``author`` may be any of the authors."""
    enable_multiple_hits: MultipleHits = "false"
    secondary_query: SecondaryQuery | None = None
    forward_match: bool = False
    """Whether Crossref keeps the query and mails what it finds later."""
    list_components: bool = False
    expanded_results: bool = False
    """Whether the result has authors, article title and dates."""

    def __attrs_post_init__(self) -> None:
        if not self.key.strip() or not_xml(self.key):
            raise ModelError("Query.key", found=show(self.key), expected="a name of its own, for finding its result")
        _check_choice("Query.enable_multiple_hits", self.enable_multiple_hits, MultipleHits)
        _check_choice("Query.secondary_query", self.secondary_query, SecondaryQuery)
        self._check_terms()

    def _check_terms(self) -> None:
        given = [name for name in _TERMS if getattr(self, name) is not None]
        if not {"doi", "unstructured_citation", *_CONTAINERS} & {*given} and not {"article_title", "author"} <= {
            *given
        }:
            raise ModelError(
                f"Query {show(self.key)}",
                found=f"{', '.join(given) or 'nothing'} to look for",
                expected=f"doi, unstructured_citation, one of {', '.join(_CONTAINERS)}, or article_title and author",
                remedy="Crossref answers such a query with no result at all.",
            )

    def _write(self) -> Iterator[str]:
        attributes = {"key": self.key, "enable-multiple-hits": self.enable_multiple_hits}
        attributes |= {name.replace("_", "-"): "true" for name in _SWITCHES if getattr(self, name)}
        if self.secondary_query is not None:
            attributes["secondary-query"] = self.secondary_query
        yield f"<query{_attributes(attributes)}>"
        yield from (self._write_term(name) for name in _TERMS if getattr(self, name) is not None)
        yield "</query>"

    def _write_term(self, name: str) -> str:
        found = getattr(self, name)
        term = found if isinstance(found, Term) else Term(found)
        attributes: dict[str, str] = {"match": term.match} if term.match else {}
        if name == "author" and self.search_all_authors:
            attributes["search-all-authors"] = "true"
        return f"<{name}{_attributes(attributes)}>{escape(term.value)}</{name}>"


def _queries(values: Query | Iterable[Query]) -> tuple[Query, ...]:
    queries = fields.listed("queries", (values,) if isinstance(values, Query) else values)
    fields.check_any("queries", queries)
    keys: set[str] = set()
    for number, query in enumerate(queries):
        if query.key in keys:
            found = f"{show(query.key)} again"
            raise ModelError(f"queries[{number}].key", found=found, expected="a key of its own for each query")
        keys.add(query.key)
    return queries


@attrs.frozen(kw_only=True)
class QueryBatch:
    """Queries to be answered together. `QueryResults` reads the answer.

    Example:
        >>> from crossref_deposit import Query, QueryBatch
        >>> batch = QueryBatch(
        ...     email="doi@psychoceramics.example", batch_id="q-1", queries=[Query(key="ref1", doi="10.5555/12345678")]
        ... )
        >>> print(batch.to_bytes().decode().splitlines()[7])
        <query key="ref1" enable-multiple-hits="false">

    See https://www.crossref.org/documentation/retrieve-metadata/xml-api/
    """

    operation: ClassVar[Operation] = Operation.QUERY
    file_extension: ClassVar[str] = ".xml"

    email: str = attrs.field(validator=fields.valid(fields.EMAIL))
    """Where Crossref mails the results."""
    queries: tuple[Query, ...] = attrs.field(converter=_queries)
    batch_id: str = attrs.field(factory=new_batch_id)
    """Told in the results; made when not given."""

    def __attrs_post_init__(self) -> None:
        if not self.batch_id.strip() or not_xml(self.batch_id):
            raise ModelError("QueryBatch.batch_id", found=show(self.batch_id), expected="text")

    def to_bytes(self) -> bytes:
        """The file that is sent."""
        return "".join(f"{line}\n" for line in self._lines()).encode()

    def _lines(self) -> Iterator[str]:
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield f'<query_batch version="2.0" xmlns="{_NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        yield f' xsi:schemaLocation="{_NAMESPACE} {_SCHEMA}">'
        yield "<head>"
        yield f"<email_address>{escape(self.email)}</email_address>"
        yield f"<doi_batch_id>{escape(self.batch_id)}</doi_batch_id>"
        yield "</head><body>"
        for query in self.queries:
            yield from query._write()  # noqa: SLF001 - a batch and its queries are one document
        yield "</body></query_batch>"


def _attributes(values: dict[str, str]) -> str:
    return "".join(f' {name}="{quote(value)}"' for name, value in values.items())


def _check_choice(path: str, value: str | None, choices: object) -> None:
    known = get_args(choices)
    if value is not None and value not in known:
        raise ModelError(path, found=show(value), expected=f"one of {', '.join(known)}")
