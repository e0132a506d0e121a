"""One kind of problem: its meaning, what to do, and how Crossref words it."""

from __future__ import annotations

import enum
import re
import string
from collections.abc import Iterator
from functools import cached_property
from typing import Final

import attrs

from crossref_deposit.problems.problem import Problem, Severity

GROUP_PATTERNS = {
    "attribute": r"[^'\"\n]{0,500}?",
    "byte": r"[^)\n]{0,40}",
    "column": r"\d{1,9}",
    "constraint": r"[^)\n]{0,200}",
    "doi": r"(?:[A-Za-z]\S{0,60}?)?10\.\S{1,2100}",
    "element": r"[^'\n]{0,500}?",
    "end_tag": r"[^'\"\n]{0,500}",
    "entity": r"[^'\"\n]{0,500}",
    "isbn": r'[^"\n]{0,500}',
    "isbns": r"[\dXx,;\- ]{0,500}[\dXx]",
    "issn": r'[^"\n]{0,500}',
    "item_type": r"[^()\n]{0,100}",
    "line": r"\d{1,9}",
    "number": r"\d{1,20}",
    "other": r"[^'\"\n]{0,500}?",
    "orcid": r'[^"\n]{0,500}',
    "owned_issn": r"[^\s/()]{0,50}",
    "package": r"[\w.]{0,200}",
    "prefix": r"10\.[\d.]{0,20}\d|[^\s()]{0,200}[^\s().]",
    "reason": r"[^\n]+",
    "rest": r"\w{0,100}",
    "role": r"[^()\n]{0,100}",
    "rule": r"[A-Za-z]{1,40}(?:[-.][A-Za-z0-9]{1,40}){0,9}",
    "stored_version": r"\d{1,40}",
    "trial_format": r"[^\n]+",
    "version": r"[\w.…]{0,40}\w",
}
"""What the named parts of Crossref's sentences look like; a part not listed is any text within a line (``any_doi`` is
the part ``doi``, whatever it looks like).

All are bounded: whatever a log has in it, looking for sentences takes time in proportion to its length.
"""

VALIDATE: Final = (
    "Whoever makes the file finds every such place with crossref-deposit validate, or validate() in Python."
)

_WORD = re.compile(r"[a-z]+")
_PART = re.compile(r"[A-Za-z]*\{\w+\}[A-Za-z]*")
_BREAK = r"(?=[.,;:!?\s]*(?:\n|$)|[.,;:!?]\s|(?<=\.)\s)"
_ANY = r"[^\n]{0,10000}?"
_TELLING = 6
"""So many characters between two parts cannot well be in the first: once they are found, it has its end."""
_CURLY_QUOTES = str.maketrans("“”„‟«»‘’‚‛", '""""""\'\'\'\'')  # noqa: RUF001 - what copying from web pages makes of quotes


class Scope(enum.StrEnum):
    """What a problem of some kind takes down with it.

    ``ITEM``: one record. ``CONTAINER``: a whole journal, book or conference. ``DOCUMENT``: the whole file.
    """

    ITEM = "item"
    CONTAINER = "container"
    DOCUMENT = "document"


class ReportedDoi(enum.StrEnum):
    """What the log has in ``doi`` for a problem of some kind, as far as logs have shown.

    ``DOI``: the DOI of the record. ``NOT_FOUND``: "DOI not found". ``NONE``: the word "none". ``JOURNAL``: "all doi's
    under the current journal element". ``EMPTY``: nothing. ``VARIES``: now this, now that, or nobody knows.
    """

    DOI = "doi"
    NOT_FOUND = "not found"
    NONE = "none"
    JOURNAL = "journal"
    EMPTY = "empty"
    VARIES = "varies"


@attrs.frozen(kw_only=True, eq=False)
class Reading:
    """One sentence of Crossref's, understood."""

    kind: ProblemKind
    """What it says."""
    text: str
    """The sentence as it stands in the message."""
    groups: dict[str, str]
    """The named parts: the iD, the ISSN, the version and so on."""
    start: int = 0
    """Where it begins in the (normalised) message."""
    end: int = 0
    """Where it ends."""
    passage: str = ""
    """The sentence with what stands before and behind it in the message, if anything does."""

    @property
    def value(self) -> str | None:
        """The value from the deposit that the sentence quotes, if it quotes one."""
        return self.groups.get(self.kind.quotes)

    def problem(self) -> Problem:
        """The same as a `Problem`, with the line and column that the sentence gives, if any."""
        line, column = self.groups.get("line"), self.groups.get("column")
        return self.kind.problem(
            self.passage or self.text,
            value=self.value,
            line=int(line) if line else None,
            column=int(column) if column else None,
        )


@attrs.frozen(kw_only=True)
class ProblemKind:
    """One way in which a deposit can go wrong.

    Example:
        >>> from crossref_deposit.problems import CATALOGUE
        >>> kind = CATALOGUE["issn-invalid"]
        >>> kind.say(issn="24320000")
        'ISSN "24320000" is invalid'
        >>> kind.read('ISSN "24320000" is invalid ')[0].groups
        {'issn': '24320000'}
    """

    code: str
    """Stable public name in kebab-case."""
    title: str
    """What it is, in a few words."""
    cause: str
    """Why Crossref refuses or remarks on it."""
    remedy: str
    """What to do about it."""
    severity: Severity = Severity.ERROR
    retriable: bool = False
    """Whether sending the same document again, unchanged, can help."""
    scope: Scope = Scope.ITEM
    reported: ReportedDoi = ReportedDoi.VARIES
    """What the log has for a DOI then."""
    wording: str = ""
    """Crossref's sentence, its variable parts in braces. Empty: Crossref has no words for it."""
    also: tuple[str, ...] = ()
    """Other wordings seen."""
    elements: tuple[str, ...] = ()
    """The elements (Crossref's names) in which the fault lies."""
    quotes: str = ""
    """The part of the wording that repeats the content of such an element."""
    message_ids: tuple[int, ...] = ()
    """The ``msg_id`` values it was seen with."""
    wrapper: bool = False
    """Whether it mostly comes around another sentence, and counts only where its line says nothing else."""
    sentences: tuple[Sentence, ...] = attrs.field(
        init=False,
        repr=False,
        eq=False,
        default=attrs.Factory(
            lambda self: tuple(Sentence(text) for text in (self.wording, *self.also) if text), takes_self=True
        ),
    )
    """All wordings, ready to be looked for."""

    @property
    def anchor(self) -> str:
        """The place in the documentation that explains it."""
        return f"problems.html#{self.code}"

    @property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """How Crossref words it, as patterns with named groups; the usual wording first."""
        return tuple(sentence.pattern for sentence in self.sentences)

    @property
    def parts(self) -> tuple[str, ...]:
        """The names that `say` needs."""
        return self.sentences[0].names if self.wording else ()

    def say(self, **groups: object) -> str:
        """Crossref's own sentence for this problem.

        Args:
            **groups: A value for each variable part of the wording (`parts`).

        Raises:
            TypeError: A part is missing, or Crossref has no words for this kind.
        """
        if missing := [name for name in self.parts if name not in groups]:
            message = f"{self.code}: say() needs {', '.join(missing)}"
            raise TypeError(message)
        if not self.wording:
            message = f"{self.code}: Crossref has no sentence for it"
            raise TypeError(message)
        return self.wording.format_map(groups)

    def read(self, message: str) -> list[Reading]:
        """Every place in a message where Crossref says this, in order.

        Args:
            message: Crossref's text, with single spaces (`crossref_deposit.problems.readings` sees to that).
        """
        text = Text(message)
        found: list[Reading] = []
        for sentence in self.sentences:
            for match in sentence.matches(text):
                if not any(match.start() < other.end and other.start < match.end() for other in found):
                    found.append(text.reading(self, match))
        return sorted(found, key=lambda reading: reading.start)

    def problem(
        self,
        message: str,
        *,
        doi: str | None = None,
        line: int | None = None,
        column: int | None = None,
        xpath: str | None = None,
        value: str | None = None,
    ) -> Problem:
        """A problem of this kind, at a place."""
        return Problem(
            code=self.code,
            message=message,
            severity=self.severity,
            remedy=self.remedy,
            doi=doi,
            line=line,
            column=column,
            xpath=xpath,
            value=value,
        )


def document_kind(
    code: str,
    title: str,
    cause: str,
    remedy: str,
    *wordings: str,
    quotes: str = "",
    message_ids: tuple[int, ...] = (),
    wrapper: bool = False,
) -> ProblemKind:
    """A kind of problem for which a whole file is refused, by an empty ``doi`` in the log."""
    return ProblemKind(
        code=code,
        title=title,
        cause=cause,
        remedy=remedy,
        scope=Scope.DOCUMENT,
        reported=ReportedDoi.EMPTY,
        wording=wordings[0],
        also=wordings[1:],
        quotes=quotes,
        message_ids=message_ids,
        wrapper=wrapper,
    )


class Text:
    """A message in the forms that sentences are looked for in, each text as long as the message."""

    __slots__ = ("message", "plain", "words")

    def __init__(self, message: str) -> None:
        self.message = message
        self.plain = message.translate(_CURLY_QUOTES)
        self.words = frozenset(_WORD.findall(self.plain.lower()))

    def reading(self, kind: ProblemKind, match: re.Match[str]) -> Reading:
        """A sentence that was found in it."""
        start, end = match.span()
        spans = ((name.removeprefix("any_"), match.span(name)) for name in match.re.groupindex)
        groups = {name: self.message[first:last] for name, (first, last) in spans if first >= 0}
        return Reading(kind=kind, text=self.message[start:end], groups=groups, start=start, end=end)


class Sentence:
    """One wording: a template, the pattern that finds it, and a word that must be there."""

    def __init__(self, template: str) -> None:
        pieces = [(literal, name) for literal, name, _, _ in string.Formatter().parse(template)]
        self.template = template
        self.names = tuple(name for _, name in pieces if name)
        words = _WORD.findall(_PART.sub("0", template).lower())
        self.length = sum(len(literal) for literal, _ in pieces)
        self.landmark = max(words, key=len)
        self._pieces = pieces

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the wording; compiled when first looked for."""
        (literal, name), *rest = self._pieces
        parts = [_literal(literal)]
        for literal, following in rest:
            part = _group(name) + _literal(literal)
            parts.append(f"(?>{part})" if following and len(literal) >= _TELLING else part)
            name = following
        return re.compile("".join(parts) + _group(name) + self._end, re.IGNORECASE)

    @property
    def _end(self) -> str:
        """Where the last part is only closed by a quote or a bracket, the next of them may still be part of it."""
        closing = self._pieces[-1][0]
        return _BREAK if closing and self.names and not _WORD.search(closing.lower()) else ""

    def matches(self, text: Text) -> Iterator[re.Match[str]]:
        """Every place where a text has this sentence."""
        return self.pattern.finditer(text.plain) if self.landmark in text.words else iter(())


def _literal(text: str) -> str:
    return re.escape(text).replace(r"\ ", r"\s+")


def _group(name: str | None) -> str:
    return f"(?P<{name}>{GROUP_PATTERNS.get(name, _ANY)})" if name else ""
