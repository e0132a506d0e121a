"""Titles of articles, issues, components and more."""

from __future__ import annotations

from crossref_deposit.binding.declaration import attribute, child, content, element, leaf, optional, required, sequence
from crossref_deposit.binding.field_types import Maybe, One
from crossref_deposit.binding.markup import Markup
from crossref_deposit.models.face_markup import FACE
from crossref_deposit.models.simple_types import LANGUAGE


@element("original_language_title")
class OriginalLanguageTitle:
    """The title in the language of the work, beside a translated one. Crossref element ``original_language_title``."""

    value: One[Markup, Markup | str] = content(FACE, kw_only=False)
    language: Maybe[str] = attribute(LANGUAGE, default=None)

    def __str__(self) -> str:
        return str(self.value)


@element(
    "titles",
    sequence("title", "subtitle", optional(required("original_language_title"), "original_language_subtitle")),
    plain="title",
)
class Titles:
    """A title with its subtitle, and both in the original language. Crossref element ``titles``.

    Example:
        >>> from crossref_deposit import Markup, Titles
        >>> Titles(title="On bees", subtitle=Markup("The case of <i>Apis</i>"))
        Titles(title=Markup('On bees'), subtitle=Markup('The case of <i>Apis</i>'))

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/titles/
    """

    title: One[Markup, Markup | str] = child(leaf("title", FACE))
    """The title; a plain string is text, every character stands for itself."""
    subtitle: Maybe[Markup, Markup | str] = child(leaf("subtitle", FACE), default=None)
    original_language_title: Maybe[OriginalLanguageTitle, OriginalLanguageTitle | Markup | str] = child(
        OriginalLanguageTitle, default=None
    )
    original_language_subtitle: Maybe[Markup, Markup | str] = child(leaf("subtitle", FACE), default=None)

    def __str__(self) -> str:
        return str(self.title)
