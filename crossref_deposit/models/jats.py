"""Abstracts: JATS, as a strict profile of the elements that abstracts use.

Elements of the profile are checked; other JATS elements pass where JATS has them, with
everything in them; what JATS does not know is refused.
"""

from __future__ import annotations

import re
from typing import Final

from crossref_deposit.binding.declaration import attribute, content, element
from crossref_deposit.binding.field_types import Maybe, One
from crossref_deposit.binding.markup import Markup, Profile, Rule, made
from crossref_deposit.binding.namespaces import JATS, XML
from crossref_deposit.binding.slots import Slot
from crossref_deposit.binding.values import Refused, SimpleType
from crossref_deposit.models.simple_types import URI, XML_LANG


def _names(words: str) -> frozenset[str]:
    return frozenset(word if ":" in word else f"jats:{word}" for word in words.split())


_STRING: Final = SimpleType()
_ID: Final = SimpleType(base="ID")
_YES_NO: Final = SimpleType(base="NMTOKEN", values=("no", "yes"))
_ARRANGE: Final = SimpleType(base="NMTOKEN", values=("stack", "stagger"))
_BASE: Final = {"id": _ID, "specific-use": _STRING, "xml:base": URI}
_LANG: Final = {"xml:lang": XML_LANG}
_CONTENT_TYPE: Final = {"content-type": _STRING}
_LINK: Final = {
    "xlink:href": URI,
    "xlink:role": _STRING,
    "xlink:title": _STRING,
    "xlink:type": SimpleType(values=("simple",)),
    "xlink:show": SimpleType(values=("new", "replace", "embed", "other", "none")),
    "xlink:actuate": SimpleType(values=("onLoad", "onRequest", "other", "none")),
}

_TOGGLED: Final = "bold italic monospace overline roman sans-serif sc strike underline"
_EMPHASIS: Final = _names(f"{_TOGGLED} sub sup")
_UNCHECKED_PHRASE: Final = _names("fixed-case named-content ruby styled-content")
_UNCHECKED_INLINE: Final = _UNCHECKED_PHRASE | _names(
    "abbrev alternatives chem-struct fn index-term index-term-range-end inline-formula inline-graphic inline-media "
    "inline-supplementary-material milestone-end milestone-start private-char related-article related-object target "
    "tex-math xref"
)
_UNCHECKED_CITATIONS: Final = _names("citation-alternatives element-citation mixed-citation nlm-citation")
_UNCHECKED_BLOCK: Final = _names(
    "address answer answer-set array block-alternatives boxed-text chem-struct-wrap code def-list disp-formula "
    "disp-formula-group disp-quote explanation fig fig-group graphic media preformat question question-wrap "
    "question-wrap-group speech statement supplementary-material table-wrap table-wrap-group verse-group"
)
_UNCHECKED_IN_P: Final = _UNCHECKED_CITATIONS | _UNCHECKED_BLOCK | _names("award-id funding-source open-access")
_UNCHECKED_OTHER: Final = _names("fn-group glossary label object-id ref-list sec-meta")
_INLINE: Final = _EMPHASIS | _UNCHECKED_INLINE | _names("email ext-link uri mml:math")

_emphasis: Final = Rule(mixed=True, children=_INLINE, attributes=_BASE | {"toggle": _YES_NO})
_script: Final = Rule(mixed=True, children=_INLINE, attributes=_BASE | {"arrange": _ARRANGE})
_address: Final = Rule(
    mixed=True, attributes=_BASE | _LANG | _LINK | _CONTENT_TYPE | {"hreflang": SimpleType(base="NMTOKEN")}
)
_ANYWHERE_IN_SEC: Final = _UNCHECKED_BLOCK | _names(
    "p list mml:math tex-math alternatives related-article related-object"
)
_ELEMENTS: Final[dict[str, Rule]] = {
    **{f"jats:{name}": _emphasis for name in _TOGGLED.split() if name != "underline"},
    "jats:underline": Rule(
        mixed=True, children=_INLINE, attributes=_BASE | {"toggle": _YES_NO, "underline-style": _STRING}
    ),
    "jats:sub": _script,
    "jats:sup": _script,
    "jats:email": _address,
    "jats:uri": Rule(mixed=True, attributes={**_address.attributes, "assigning-authority": _STRING}),
    "jats:ext-link": Rule(
        mixed=True,
        children=_EMPHASIS | _UNCHECKED_PHRASE,
        attributes=_BASE
        | _LANG
        | _LINK
        | {"ext-link-type": _STRING, "assigning-authority": _STRING, "hreflang": SimpleType(base="NMTOKEN")},
    ),
    "jats:break": Rule(attributes={"id": _ID, "xml:base": URI}),
    "jats:p": Rule(
        mixed=True,
        children=_INLINE | _UNCHECKED_IN_P | _names("list"),
        attributes=_BASE | _LANG | _CONTENT_TYPE,
    ),
    "jats:title": Rule(
        mixed=True,
        children=_INLINE | _UNCHECKED_CITATIONS | _names("break"),
        attributes=_BASE | _CONTENT_TYPE,
    ),
    "jats:sec": Rule(
        slots=(
            Slot(_names("sec-meta"), 0, 1),
            Slot(_names("label"), 0, 1),
            Slot(_names("title"), 1, 1, or_before=True),
            Slot(_ANYWHERE_IN_SEC),
            Slot(_names("sec")),
            Slot(_names("fn-group glossary ref-list")),
        ),
        attributes=_BASE | _LANG | {"sec-type": _STRING},
    ),
    "jats:list": Rule(
        slots=(
            Slot(_names("object-id")),
            Slot(_names("label"), 0, 1),
            Slot(_names("title"), 0, 1),
            Slot(_names("list-item"), 1, None),
        ),
        attributes=_BASE
        | _LANG
        | {
            "list-type": _STRING,
            "list-content": _STRING,
            "prefix-word": _STRING,
            "continued-from": SimpleType(base="IDREF"),
        },
    ),
    "jats:list-item": Rule(
        slots=(
            Slot(_names("label"), 0, 1),
            Slot(_names("title"), 0, 1),
            Slot(_names("p list def-list"), 1, None),
        ),
        attributes=_BASE | _LANG,
    ),
}


_blank_lines: Final = re.compile(r"\n[ \t]*\n").split


class _AbstractProfile(Profile):
    """An abstract given as text becomes paragraphs: blank lines separate them."""

    def from_text(self, text: str) -> Markup:
        paragraphs = [part.strip() for part in _blank_lines(text.replace("\r\n", "\n"))]
        if not any(paragraphs):
            raise Refused(repr(text), "the text of an abstract")
        whole = "".join(
            f"<jats:p>{super(_AbstractProfile, self).from_text(part).xml}</jats:p>" for part in paragraphs if part
        )
        return made(whole)

    def check(self, markup: Markup) -> Markup:
        if not markup.xml:
            raise Refused("empty markup", "the text of an abstract")
        if "<" not in markup.xml:
            return made(f"<jats:p>{markup.xml}</jats:p>")
        return super().check(markup)


ABSTRACT: Final = _AbstractProfile(
    name="JATS",
    namespace=JATS,
    root=Rule(
        slots=(
            Slot(_names("object-id")),
            Slot(_names("label"), 0, 1),
            Slot(_names("title"), 0, 1),
            Slot(_names("p")),
            Slot(_names("sec")),
        )
    ),
    elements=_ELEMENTS,
    unchecked=_UNCHECKED_INLINE | _UNCHECKED_IN_P | _UNCHECKED_OTHER | _names("mml:math"),
)


@element("abstract", namespace=JATS)
class Abstract:
    """An abstract, in JATS. Crossref element ``jats:abstract``.

    Example:
        >>> from crossref_deposit import Abstract, Markup
        >>> Abstract("We measured it. It is small.").value
        Markup('<jats:p>We measured it. It is small.</jats:p>')
        >>> Abstract(Markup("<p>In <italic>E. coli</italic>.</p>"), lang="en").value
        Markup('<jats:p>In <jats:italic>E. coli</jats:italic>.</jats:p>')

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/abstracts/
    """

    value: One[Markup, Markup | str] = content(ABSTRACT, kw_only=False)
    """Text (blank lines separate paragraphs) or JATS markup, with or without the prefix ``jats:``."""
    abstract_type: Maybe[str] = attribute(_STRING, "abstract-type", default=None)
    """What kind of abstract it is: ``executive-summary``, ``plain-language-summary``, ..."""
    lang: Maybe[str] = attribute(XML_LANG, "lang", namespace=XML, default=None)
    """Its language, as a tag such as ``en``."""
    id: Maybe[str] = attribute(_ID, default=None)
    specific_use: Maybe[str] = attribute(_STRING, "specific-use", default=None)
    base: Maybe[str] = attribute(URI, "base", namespace=XML, default=None)

    @classmethod
    def from_html(
        cls, html: str, *, lossy: bool = False, lang: str | None = None, abstract_type: str | None = None
    ) -> Abstract:
        """An abstract that is HTML.

        Paragraphs, lists, links and what stands in a line are said in JATS, a heading with what follows it is a
        section. Other blocks become paragraphs. Comments, scripts and styles vanish.

        Args:
            html: A fragment, or a page. Tags may be missing or crossed, as browsers allow.
            lossy: Keep nothing but the text of elements that have no equal (tables, what is not HTML, ...), and
                drop images.
            lang: Its language, as a tag such as ``en``.
            abstract_type: What kind of abstract it is.

        Raises:
            ModelError: Something has no equal, and ``lossy`` is not given; or it is not HTML; or there is no text.

        Example:
            >>> from crossref_deposit import Abstract
            >>> Abstract.from_html("<h4>Aim</h4>To see <i>E. coli</i>.", lang="en")
            Abstract(Markup('<jats:sec><jats:title>Aim</jats:title><jats:p>To see
            <jats:italic>E. coli</jats:italic>.</jats:p></jats:sec>'), lang='en')
        """
        from crossref_deposit.binding.html import convert
        from crossref_deposit.models.jats_html import Paragraphs

        try:
            value = made(convert(html, Paragraphs(), lossy=lossy))
        except Refused as refused:
            raise refused.at("Abstract") from None
        return cls(value, lang=lang, abstract_type=abstract_type)

    def __str__(self) -> str:
        return str(self.value)
