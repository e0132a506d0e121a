"""The catalogue of problems, on its page and by message."""

from __future__ import annotations

from collections.abc import Iterator

from crossref_deposit.problems import CATALOGUE, ProblemKind, ReportedDoi, Scope, Severity
from crossref_deposit.problems.of_schema import SCHEMA_KINDS
from crossref_deposit.problems.of_xml import XML_KINDS
from crossref_deposit.validation.rules import RULES
from generated.tables import declared_in, prose, table

_FORETOLD = {rule.code for rule in RULES}
_INVALID = {kind.code for kind in (*SCHEMA_KINDS, *XML_KINDS)}
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


def problems(source: str) -> str:
    """What is known of one kind of problem, or of those that a module of ``crossref_deposit.problems`` describes."""
    kinds = [CATALOGUE[source]] if source in CATALOGUE else declared_in(f"problems.{source}", "_KINDS")
    return "\n\n".join(_problem(kind) for kind in kinds)


def overview(_: str) -> str:
    """All kinds of problem in one table."""
    head = ("Problem", "Code", "Severity", "Found before sending by", "Worth sending again")
    return table(head, map(_row, CATALOGUE.values()))


def messages(module: str) -> str:
    """Crossref's words for the problems that a module describes, each with what to do, as a table."""
    kinds = [kind for kind in declared_in(f"problems.{module}", "_KINDS") if kind.wording]
    return table(("Crossref says", "That is"), [(_words(kind), _link(kind)) for kind in kinds])


def _words(kind: ProblemKind) -> str:
    return " ".join(f"`{text}`" for text in (kind.wording, *kind.also))


def _link(kind: ProblemKind) -> str:
    return f"[{prose(kind.title)}](problems.md#{kind.code})"


def _row(kind: ProblemKind) -> tuple[str, ...]:
    title = f"[{prose(kind.title)}](#{kind.code})"
    return title, f"`{kind.code}`", kind.severity, _before(kind), "yes" if kind.retriable else ""


def _problem(kind: ProblemKind) -> str:
    paragraphs = [
        f"({kind.code})=\n### {prose(kind.title)}",
        prose(kind.cause),
        f"**What to do:** {prose(kind.remedy)}",
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
