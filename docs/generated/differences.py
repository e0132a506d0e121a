"""How a schema version differs from the models."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from crossref_deposit.binding.declaration import MODELS, Field, declared
from crossref_deposit.binding.markup import Profile
from crossref_deposit.binding.values import SimpleType
from crossref_deposit.binding.versions import absent, declaration
from generated.tables import table

_FEW = 12  # values that are worth naming


def differences(version: str) -> str:
    """The fields that a schema version says otherwise than the models, as a table."""
    fields = defaultdict(list)
    for name in sorted(MODELS):
        for field, words in _differences(name, version):
            fields[words, field].append(f"{{py:class}}`~crossref_deposit.{name}`")
    rows = [(f"`{field}`", ", ".join(owners), words) for (words, field), owners in sorted(fields.items())]
    return table(("Field", "Of", f"In {version}"), rows)


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
