"""The parts of the pages that are made from the package: ``<!-- generated: what of -->`` in a page.

What the package has in one place is not told a second time here, so it cannot be told otherwise.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any

from crossref_deposit.binding import html_elements
from crossref_deposit.binding.declaration import MODELS, Field, declared
from crossref_deposit.binding.markup import Profile
from crossref_deposit.binding.values import SimpleType
from crossref_deposit.binding.versions import absent, declaration
from crossref_deposit.models.jats import ABSTRACT
from crossref_deposit.models.jats_html import JATS_PHRASES, LIST_TYPES, NUMBERINGS
from crossref_deposit.problems import CATALOGUE, ProblemKind, ReportedDoi, Scope, Severity
from crossref_deposit.problems.of_schema import SCHEMA_KINDS
from crossref_deposit.problems.of_xml import XML_KINDS
from crossref_deposit.upgrade.steps import Step
from crossref_deposit.validation.rules import RULES

PLACE = re.compile(r"^<!-- generated: (\w+) (\S+) -->$", re.MULTILINE)
"""Where something is to be put: what is made, and of what."""

_URL = re.compile(r"https?://\S*[\w/=:]")
_MARKUP = re.compile(r"[<*\[&]")
_FORETOLD = {rule.code for rule in RULES}
_INVALID = {kind.code for kind in (*SCHEMA_KINDS, *XML_KINDS)}
_FEW = 12  # values that are worth naming
_REACH = {
    Scope.ITEM: "one record fails",
    Scope.CONTAINER: "a whole journal, book or conference fails",
    Scope.DOCUMENT: "the whole file fails",
}
_REPORTED = {
    ReportedDoi.DOI: "the DOI",
    ReportedDoi.NOT_FOUND: "`DOI not found` in place of the DOI",
    ReportedDoi.NONE: "`none` in place of the DOI",
    ReportedDoi.JOURNAL: "`all doi's under the current journal element` in place of the DOIs",
    ReportedDoi.EMPTY: "an empty `<doi />`",
}


def filled(page: str) -> str:
    """A page with everything in its place."""
    return PLACE.sub(lambda place: _MADE[place[1]](place[2]), page)


def problems(source: str) -> str:
    """What is known of one kind of problem, or of those that a module of ``crossref_deposit.problems`` describes."""
    kinds = [CATALOGUE[source]] if source in CATALOGUE else _declared_in(f"problems.{source}", "_KINDS")
    return "\n\n".join(_problem(kind) for kind in kinds)


def overview(_: str) -> str:
    """All kinds of problem in one table."""
    rows = [
        f"| [{_prose(kind.title)}](#{kind.code}) | `{kind.code}` | {kind.severity} | {_before(kind) or ''} | "
        f"{'yes' if kind.retriable else ''} |"
        for kind in CATALOGUE.values()
    ]
    head = ["| Problem | Code | Severity | Found before sending by | Worth sending again |", "|---|---|---|---|---|"]
    return "\n".join(head + rows)


def differences(version: str) -> str:
    """The fields that a schema version says otherwise than the models, as a table."""
    fields = defaultdict(list)
    for name in sorted(MODELS):
        for field, words in _differences(name, version):
            fields[words, field].append(f"{{py:class}}`~crossref_deposit.{name}`")
    rows = [f"| `{field}` | {', '.join(owners)} | {words} |" for (words, field), owners in sorted(fields.items())]
    return "\n".join([f"| Field | Of | In {version} |", "|---|---|---|", *rows])


def html(what: str) -> str:
    """What becomes of HTML: ``phrases``, ``styles`` and ``lists`` as tables, sets of elements as a list of names."""
    if what in _HTML_TABLES:
        head, rows = _HTML_TABLES[what]
        return _table(head, rows())
    return _listed(getattr(html_elements, what))


def jats(what: str) -> str:
    """The elements of JATS that are checked in abstracts, or those that pass unseen."""
    return _listed({"checked": ABSTRACT.elements, "unchecked": ABSTRACT.unchecked}[what])


def _phrases() -> Iterator[tuple[str, ...]]:
    for name, tag in JATS_PHRASES.items():
        face = html_elements.FACES.get(name)
        plain = "its text" if name in html_elements.PLAIN else "refused"
        yield _as_html(name), f"`<{face}>`" if face else plain, f"`<jats:{tag}>`"


def _as_html(name: str) -> str:
    return f"`<{name}>`" if "-" not in name and name != "overline" else f"{name} (a style)"


def _styles() -> Iterator[tuple[str, ...]]:
    yield from ((f"`{name}: {value}`", _as_html(same)) for (name, value), same in html_elements.STYLES.items())


def _lists() -> Iterator[tuple[str, ...]]:
    yield from ((f"`<{name}>`", f"`{kind}`") for name, kind in LIST_TYPES.items())
    yield from ((f'`type="{value}"`', f"`{kind}`") for value, kind in NUMBERINGS.items())


_HTML_TABLES: dict[str, tuple[tuple[str, ...], Callable[[], Iterator[tuple[str, ...]]]]] = {
    "phrases": (("HTML", "In titles", "In abstracts"), _phrases),
    "styles": (("Style", "The same as"), _styles),
    "lists": (("HTML", "`list-type` in JATS"), _lists),
}


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`<{name}>`" for name in sorted(names))


def changes(module: str) -> str:
    """The changes that steps of a module of ``crossref_deposit.upgrade`` make, as a table."""
    rows = [
        f"| `{step.code}` | {_span(step)} | {_prose(step.said)} |"
        for step in _declared_in(f"upgrade.{module}", "_STEPS")
    ]
    return "\n".join(["| Change | Of schemas | Now |", "|---|---|---|", *rows])


_MADE: dict[str, Callable[[str], str]] = {
    "problems": problems,
    "overview": overview,
    "differences": differences,
    "changes": changes,
    "html": html,
    "jats": jats,
}


def _span(step: Step) -> str:
    return step.since if step.since == step.until else f"{step.since} to {step.until}"


def _declared_in(module: str, ending: str) -> list[Any]:
    names = vars(import_module(f"crossref_deposit.{module}"))
    return [item for name, items in names.items() if name.endswith(ending) for item in items]


def _problem(kind: ProblemKind) -> str:
    paragraphs = [
        f"({kind.code})=\n### {_prose(kind.title)}",
        _prose(kind.cause),
        f"**What to do:** {_prose(kind.remedy)}",
        "\n".join(f"- {fact}" for fact in _facts(kind)),
    ]
    if kind.wording:
        paragraphs.append("\n".join(["Crossref's words:\n", "```text", kind.wording, *kind.also, "```"]))
    return "\n\n".join(paragraphs)


def _facts(kind: ProblemKind) -> Iterator[str]:
    reach = _REACH[kind.scope] if kind.severity is Severity.ERROR else "nothing fails"
    yield f"`{kind.code}`, {kind.severity}: {reach}."
    if kind.wording:
        before = _before(kind)
        yield f"Before sending: {f'{before} finds it' if before else 'cannot be known'}."
    if kind.reported in _REPORTED:
        numbers = "".join(f", and `msg_id` {number}" for number in kind.message_ids)
        yield f"The log has {_REPORTED[kind.reported]}{numbers}."
    if kind.severity is Severity.ERROR and kind.wording:
        yield f"Sending the same again {'can help' if kind.retriable else 'does not help'}."


def _before(kind: ProblemKind) -> str:
    """What finds it before it is sent; empty if only Crossref can know."""
    if kind.code in _FORETOLD:
        return "`check`"
    return "`validate`" if kind.code in _INVALID else ""


def _prose(text: str) -> str:
    return _URL.sub(r"<\g<0>>", _MARKUP.sub(r"\\\g<0>", text))


def _differences(model: str, version: str) -> Iterator[tuple[str, str]]:
    current, then = declared(model), declaration(MODELS[model], version)
    missing = absent(MODELS[model], version)
    fields = {field.name: field for field in then.fields}
    for field in current.fields:
        if change := missing.get(field.name):
            way = "written, but is read" if change.readable else "said"
            yield field.name, f"cannot be {way}; {change.why.removeprefix('it ')}"
        elif not field.fixed and (changes := list(_changes(field, fields[field.name]))):
            yield field.name, "; ".join(changes)
    for field in then.extra:
        yield field.name, "an attribute that documents may have; written again in this version only"


def _changes(now: Field, then: Field) -> Iterator[str]:
    if then.required and not now.required:
        yield "required"
    if now.at_most != then.at_most:
        yield f"at most {then.at_most}"
    for new, old in zip(now.types, then.types, strict=True):
        if new is not old:
            yield from _values(new, old)


def _values(now: SimpleType | Profile, then: SimpleType | Profile) -> Iterator[str]:
    """What differs in values; nothing if they are only declared otherwise."""
    if isinstance(now, Profile) or isinstance(then, Profile):
        yield "names in it as in `given_name`"
        return
    gone = [value for value in now.listed if value not in then.listed]
    if len(gone) <= _FEW:
        yield from _named("without", gone)
        yield from _named("in documents also", [value for value in then.listed if value not in now.listed])
    elif len(then.listed) <= _FEW:
        yield from _named("only", then.listed)
    else:
        yield f"{len(then.listed)} of {len(now.listed)} values"
    if then.expected != now.expected:
        yield then.expected


def _named(word: str, values: Sequence[str]) -> Iterator[str]:
    if values:
        yield f"{word} {', '.join(f'`{value}`' for value in values)}"
