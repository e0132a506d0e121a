"""Reading a deposit of any version: the current model, and what was changed for it."""

from __future__ import annotations

from typing import Any, NoReturn

import attrs

from crossref_deposit.binding import document
from crossref_deposit.binding.positions import Position, locate_all
from crossref_deposit.binding.reader import read
from crossref_deposit.errors import SchemaError
from crossref_deposit.models.batch import DoiBatch
from crossref_deposit.models.resources import ResourceBatch
from crossref_deposit.models.root import root_of
from crossref_deposit.upgrade.all_steps import rewrite
from crossref_deposit.upgrade.schemas import CURRENT_SCHEMAS, MODELS
from crossref_deposit.upgrade.steps import NoEqualError, Rewriting, Step
from crossref_deposit.upgrade.tree import Node, parse_tree, write_tree


@attrs.frozen(kw_only=True)
class Change:
    """What a deposit of an older version says otherwise in the current one.

    Example:
        >>> from crossref_deposit import Change
        >>> Change(code="language", message="...", before='language="en"', after='language="eng"').lossless
        True
    """

    code: str
    """The kind of change: ``affiliation``, ``language`` (see :doc:`upgrading`)."""
    message: str
    """What is otherwise now."""
    before: str
    """As the original has it: an element, an attribute, a text; empty for what was not there."""
    after: str | None
    """As it is now; `None` if it is gone."""
    lossless: bool = True
    """Whether all of it is still said. If not, the current schema has no equal for it."""
    doi: str | None = None
    """The record that it belongs to."""
    line: int | None = None
    """Line in the original, from 1."""
    column: int | None = None
    """Column in that line, from 1, in characters."""
    xpath: str | None = None
    """The element of the original, as a path from its root."""

    def __str__(self) -> str:
        return f"{self.message}: {self.before or 'nothing'} -> {self.after or 'nothing'}"


@attrs.frozen(kw_only=True)
class Deposit:
    """A deposit that was read, in the current model.

    Example:
        >>> from crossref_deposit import Depositor, DoiBatch, Journal, JournalMetadata, evolve, read_deposit
        >>> journal = Journal(metadata=JournalMetadata(full_titles="Bees", issns="0264-3561", language="fra"))
        >>> old = DoiBatch(
        ...     depositor=Depositor(name="Us", email="us@example.org"),
        ...     registrant="Us",
        ...     body=journal,
        ...     schema_version="5.3.1",
        ... )
        >>> deposit = read_deposit(old.to_xml())
        >>> deposit.batch == evolve(old, schema_version="5.5.0")
        True
        >>> [change.after for change in deposit.changes]
        ['version="5.5.0"', 'language="fra"']
    """

    batch: DoiBatch | ResourceBatch
    """In the current schema version, of the class for such documents; id and timestamp are the document's."""
    changes: tuple[Change, ...] = ()
    """What the document says otherwise, in its order."""

    @property
    def lossless(self) -> bool:
        """Whether the batch says everything that the document said."""
        return all(change.lossless for change in self.changes)


def read_deposit(source: document.Source) -> Deposit:
    """Read a deposit of any schema version from 4.3.0 on, brought up to the current one.

    What the current schema says otherwise is rewritten, and what it cannot say is left out; both
    is told in ``changes``. A document of the current version has none. Whole records become 5.5.0,
    parts of records (``doi_resources``) become 5.4.0, the current version of that schema.

    Args:
        source: The document (``bytes`` or ``str``), or where it is (a path, a binary file).

    Raises:
        SchemaError: It is not a readable deposit, or says what the current schema cannot take; says
            why, and the line, column, path and record in the document as it was given.
        VersionError: It is a deposit of a schema version that is not read here.

    Example:
        >>> from crossref_deposit import read_deposit
        >>> read_deposit("<doi_batch xmlns='http://www.crossref.org/schema/4.1.0'/>")
        Traceback (most recent call last):
        crossref_deposit.errors.VersionError: this is a deposit of schema 4.1.0; what is read here is 4.3.0, ...

    See https://www.crossref.org/documentation/schema-library/schema-versions/
    """
    data, encoding = document.unmarked(document.read_source(source, SchemaError), document.encoding_of(source))
    found = root_of(data, encoding=encoding)
    schema = found.schema_among(CURRENT_SCHEMAS)
    current = CURRENT_SCHEMAS[schema]
    model = MODELS[current]
    if schema == current:
        return Deposit(batch=read(model, data, current, encoding=encoding))
    original = _Original(data, encoding)
    root = parse_tree(data, found.namespace, encoding=encoding)
    try:
        rewritings = list(rewrite(root))
    except NoEqualError as error:
        original.refuse(error.node, f"schema {current} has no equal for {error.why}")
    try:
        batch = read(model, write_tree(root), current)
    except SchemaError as error:
        original.refuse(root.at(error.xpath or ""), f"schema {current} cannot take this: {error.message}")
    return Deposit(batch=batch, changes=original.changes(rewritings))


@attrs.frozen
class _Original:
    """The document as it was given."""

    data: bytes
    encoding: str | None

    def places(self, *nodes: Node) -> dict[tuple[int, ...], Position]:
        return locate_all(self.data, {node.origin for node in nodes}, encoding=self.encoding)

    def refuse(self, node: Node, message: str) -> NoReturn:
        place = self.places(node)[node.origin]
        raise SchemaError(message, line=place.line, column=place.column, xpath=place.xpath, doi=place.doi) from None

    def changes(self, rewritings: list[tuple[Step, Rewriting]]) -> tuple[Change, ...]:
        places = self.places(*(rewriting.node for _, rewriting in rewritings))
        changes = [_change(step, rewriting, places[rewriting.node.origin]) for step, rewriting in rewritings]
        return tuple(changes)


def _change(step: Step, rewriting: Rewriting, place: Position) -> Change:
    told: dict[str, Any] = attrs.asdict(place)
    return Change(
        code=step.code,
        message=step.said,
        before=rewriting.before,
        after=rewriting.after,
        lossless=rewriting.lossless,
        **told,
    )
