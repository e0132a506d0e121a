"""The three assertions of schema 5.5.0, looked for in the tree first and located only where something is amiss."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple, get_args

from lxml import etree

from crossref_deposit.binding import document
from crossref_deposit.errors import SchemaError
from crossref_deposit.models.simple_types import ContributorRole, CreditRole
from crossref_deposit.validation.text_positions import as_utf8

CROSSREF_ROLES: Final = frozenset(get_args(ContributorRole))
CREDIT_ROLES: Final = frozenset(get_args(CreditRole))

_NAMESPACE: Final = "http://www.crossref.org/schema/5.5.0"
_VOCABULARIES: Final = {"crossref": CROSSREF_ROLES, "credit": CREDIT_ROLES}
_PERSON: Final = f"{{{_NAMESPACE}}}person_name"
_ROLE: Final = f"{{{_NAMESPACE}}}role"


class Broken(NamedTuple):
    """A place where an assertion does not hold."""

    code: str
    name: str
    """The element."""
    offset: int
    """Of its start tag, in bytes of the document in UTF-8."""
    message: str
    value: str | None


def may_be_broken(root: etree._Element) -> bool:
    """Whether some person has no role at first sight, or some role looks unusual, so that it is worth a closer look.

    Args:
        root: A document, or a part of one.
    """
    without_role: etree._Element | None = None
    for node in root.iter(_PERSON, _ROLE):
        if node.tag == _ROLE:
            if node.get("type") not in _VOCABULARIES.get(node.get("vocab", ""), ()):
                return True
            if node.getparent() is without_role:
                without_role = None
        elif without_role is not None:
            return True
        elif node.get("contributor_role") is None:
            without_role = node
    return without_role is not None


def broken_assertions(xml: bytes) -> Iterator[Broken]:
    """Every place in a document where an assertion of schema 5.5.0 does not hold, in the order of end tags.

    Raises:
        SchemaError: The document is not well-formed XML, or has a DTD.
    """
    text = as_utf8(xml)
    if _NAMESPACE.encode() in text:
        yield from _Assertions(text).broken


class _Assertions:
    def __init__(self, text: bytes) -> None:
        self.broken: list[Broken] = []
        self._people: list[tuple[int, list[bool]]] = []
        self._parser = document.guarded_parser(SchemaError, encoding="utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        document.parse(self._parser, text, SchemaError)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{_NAMESPACE}}}person_name":
            self._people.append((self._parser.CurrentByteIndex, ["contributor_role" in attributes]))
        elif name == f"{_NAMESPACE}}}role":
            if self._people:
                self._people[-1][1].append(True)
            self._check_role(attributes)

    def _end(self, name: str) -> None:
        if name == f"{_NAMESPACE}}}person_name":
            offset, roles = self._people.pop()
            if not any(roles):
                message = "person_name has neither the attribute contributor_role nor a role in it."
                self.broken.append(Broken("contributor-role-missing", "person_name", offset, message, None))

    def _check_role(self, attributes: dict[str, str]) -> None:
        vocabulary, role = attributes.get("vocab", ""), attributes.get("type")
        allowed = _VOCABULARIES.get(vocabulary)
        if allowed is not None and role not in allowed:
            found = f"The type {role!r} is" if role is not None else "No type is given, which is"
            message = f"{found} not one of the roles of the vocabulary {vocabulary!r}."
            self.broken.append(Broken("role-vocabulary", "role", self._parser.CurrentByteIndex, message, role))
