"""Face markup: what titles, descriptions and statements may hold beside text."""

from __future__ import annotations

from typing import Final

from crossref_deposit.binding.markup import Profile, Rule
from crossref_deposit.binding.namespaces import CROSSREF, RELATIONS

_FACES: Final = frozenset({"b", "i", "em", "strong", "u", "ovl", "sup", "sub", "scp", "tt", "font"})

_face: Final = Rule(mixed=True, children=_FACES | {"mml:math"})
FACE: Final = Profile(name="face markup", namespace=CROSSREF, root=_face, elements=dict.fromkeys(_FACES, _face))
"""Bold, italics and so on, each within each other, and MathML."""

_plain_face: Final = Rule(mixed=True, children=_FACES)
RELATION_FACE: Final = Profile(
    name="face markup of relations", namespace=RELATIONS, root=_plain_face, elements=dict.fromkeys(_FACES, _plain_face)
)
"""The same without MathML, in the namespace of relations."""
