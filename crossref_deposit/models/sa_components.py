"""Components on their own, of a work that was registered before."""

from __future__ import annotations

from typing import Final

from crossref_deposit.binding.declaration import (
    attribute,
    children,
    element,
)
from crossref_deposit.binding.field_types import Many, One
from crossref_deposit.models.components import COMPONENTS, Component
from crossref_deposit.models.simple_types import bare_doi, text

_PARENT_DOI: Final = text(6, 2048, prepare=bare_doi)


@element("sa_component")
class SaComponent:
    """Components of a work that was registered before. Crossref element ``sa_component``.

    Example:
        >>> from crossref_deposit import Component, DoiData, SaComponent
        >>> figures = SaComponent(
        ...     parent_doi="10.5555/12345678",
        ...     components=Component(
        ...         parent_relation="isPartOf",
        ...         doi_data=DoiData(doi="10.5555/12345678.f1", resource="https://example.org/1#f1"),
        ...     ),
        ... )
        >>> figures.components[0].doi_data.doi
        '10.5555/12345678.f1'

    See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/components/
    """

    components: Many[Component] = children(Component, within=COMPONENTS, at_least=0)
    parent_doi: One[str] = attribute(_PARENT_DOI)
