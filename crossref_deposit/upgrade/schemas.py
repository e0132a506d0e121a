"""The schemas that are read, and the one of each kind that everything is brought up to."""

from __future__ import annotations

from typing import Any, Final

from crossref_deposit.binding.namespaces import CROSSREF
from crossref_deposit.models.batch import DoiBatch
from crossref_deposit.models.resources import ResourceBatch

_DEPOSITS: Final = """
    4.3.0 4.3.1 4.3.2 4.3.3 4.3.4 4.3.5 4.3.6 4.3.7 4.3.8 4.4.0 4.4.1 4.4.2 4.5.0 4.6.0 4.7.0 4.8.0 4.8.1
    5.0.0 5.1.0 5.2.0 5.3.0 5.3.1 5.4.0 5.5.0
""".split()
_RESOURCES: Final = [
    f"doi_resources-{version}" for version in "4.3.0 4.3.2 4.3.4 4.3.5 4.3.6 4.4.2 4.5.0 5.4.0".split()
]
MODELS: Final[dict[str, type[Any]]] = {_DEPOSITS[-1]: DoiBatch, _RESOURCES[-1]: ResourceBatch}
"""The class of the documents of each current schema."""
CURRENT_SCHEMAS: Final = {schema: kind[-1] for kind in (_DEPOSITS, _RESOURCES) for schema in kind}
"""Every schema that is read, oldest first, and the current one of its kind."""


def schema_of(namespace: str) -> str:
    """The schema whose namespace it is, one of those that are read."""
    return next(schema for schema in CURRENT_SCHEMAS if CROSSREF.at(schema) == namespace)
