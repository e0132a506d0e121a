"""How far the judges agree on damaged documents. ``nox -s agreement -- 20000`` prints the table."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import functools
import itertools
import pathlib
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from hypothesis import Phase, given, settings

import crossref_deposit as cd
import strategies
from conformance import judges
from conformance.authored import Author
from mutations import MUTATIONS, Damage, Nothing

AUTHORED, OF_MODELS = 6, 6
"""How many documents of each record type at least are written after Crossref's schema, and how many made of models."""


@dataclasses.dataclass(frozen=True)
class Trial:
    """What the judges said of a document after one step."""

    schema: str
    kind: str
    document: bytes
    verdicts: judges.Verdicts

    @property
    def excuse(self) -> str | None:
        """Why they may disagree, if that is known."""
        return next((name for name, excuse in EXCUSES.items() if excuse.fits(self)), None)


@functools.cache
def sound_documents(schema: str, *, of_models: int = OF_MODELS) -> tuple[bytes, ...]:
    """Valid documents of every record type, which together have every element."""
    return (*Author(schema).documents(AUTHORED), *built(schema, of_models))


def built(schema: str, number: int) -> Iterator[bytes]:
    """So many documents of each record type made of models, the same ones every time."""
    if judges.model_of(schema) is cd.ResourceBatch:
        yield from (batch.to_xml() for batch in _drawn("ResourceBatch", number))
        return
    for record_type in strategies.RECORD_TYPES:
        for batch in _drawn(record_type, number):
            with contextlib.suppress(cd.errors.VersionError):
                yield cd.evolve(batch, schema_version=schema).to_xml()


@functools.cache
def _drawn(record_type: str, number: int) -> list[Any]:
    drawn: list[Any] = []

    @settings(strategies.ANY_SIZE, derandomize=True, database=None, max_examples=number, phases=[Phase.generate])
    @given(strategies.batches(record_type))
    def collect(batch: Any) -> None:
        drawn.append(batch)

    collect()
    return drawn


def trials(schema: str, documents: Sequence[bytes], number: int, *, seed: int = 0) -> Iterator[Trial]:
    """So many documents, each changed in one place: every kind of change equally often."""
    chance = random.Random(seed)  # noqa: S311 - the same changes every time
    kinds = itertools.chain.from_iterable(itertools.repeat(tuple(MUTATIONS)))
    for _ in range(number):
        kind, document = next(kinds), None
        while document is None:
            with contextlib.suppress(Nothing):
                document = Damage(chance.choice(documents), chance.choice).apply(kind)
        yield Trial(schema, kind, document, judges.verdicts(document, schema))


# --- where the judges are known to differ -------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Excuse:
    """A documented disagreement: who says what, and words that show what it is about."""

    official: str
    reader: str
    bundled: str
    about: re.Pattern[str]
    schema: str | None = None

    def fits(self, trial: Trial) -> bool:
        if self.schema not in {None, trial.schema}:
            return False
        if trial.verdicts.words != (self.official, self.reader, self.bundled):
            return False
        return all(self.about.search(words) for words in itertools.chain(*dataclasses.astuple(trial.verdicts)))


EXCUSES = {
    "the names of bodies of standards hold text only": Excuse(
        "accepts", "refuses", "accepts", re.compile("<standards_body_(name|acronym)>")
    ),
    "5.4.0: a name without a surname": Excuse(
        "accepts", "refuses", "refuses", re.compile("<name> in <person_name>|'name': This element"), "5.4.0"
    ),
    "5.4.0: other forms of a name as in other versions": Excuse(
        "refuses", "accepts", "accepts", re.compile("alt-name"), "5.4.0"
    ),
    "digits of other alphabets": Excuse("accepts", "refuses", "accepts", re.compile(r"found '.*(?![0-9])\d")),
    "dates that Python has not": Excuse("accepts", "refuses", "accepts", re.compile("expected a date")),
}
"""All that they may disagree about."""


# --- the table ----------------------------------------------------------------------------------


class Table:
    """Verdicts counted by kind of change."""

    def __init__(self) -> None:
        self._rows: dict[str, Counter[str]] = defaultdict(Counter)
        self.excused: Counter[str] = Counter()
        self.disagreements: list[Trial] = []

    def add(self, trial: Trial) -> None:
        official, reader, bundled = trial.verdicts.words
        self._rows[trial.kind].update([official, f"reader {reader == official}", f"bundled {bundled == official}"])
        if not trial.verdicts.agree:
            self.excused.update([trial.excuse or "unexplained"])
            if trial.excuse is None:
                self.disagreements.append(trial)

    def __str__(self) -> str:
        head = f"{'one step':<24}{'documents':>10}{'accepted':>10}{'refused':>10}{'reader':>10}{'bundled':>10}"
        total = sum(self._rows.values(), Counter())
        lines = [self._line(kind, row) for kind, row in [*self._rows.items(), ("all", total)]]
        return "\n".join([head, *lines, "", *(f"{number:>6} {name}" for name, number in self.excused.most_common())])

    def _line(self, kind: str, row: Counter[str]) -> str:
        number = row["accepts"] + row["refuses"]
        shares = (f"{row[f'{judge} True'] / number:>10.2%}" for judge in ("reader", "bundled"))
        return f"{kind:<24}{number:>10,}{row['accepts']:>10,}{row['refuses']:>10,}{''.join(shares)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int, nargs="?", default=3000, help="of damaged documents (default: 3000)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=pathlib.Path, help="a folder for the documents that are judged differently")
    asked = parser.parse_args()
    table = Table()
    for schema in judges.SCHEMAS:
        share = asked.number // len(judges.SCHEMAS)
        for trial in trials(schema, sound_documents(schema), share, seed=asked.seed):
            table.add(trial)
    print(table)  # noqa: T201 - a command
    for number, trial in enumerate(table.disagreements):
        print(f"\n{number}. {trial.schema}, {trial.kind}\n{trial.verdicts.told}")  # noqa: T201 - a command
        if asked.keep is not None:
            asked.keep.mkdir(parents=True, exist_ok=True)
            (asked.keep / f"{number}.xml").write_bytes(trial.document)
    raise SystemExit(len(table.disagreements) > 0)


if __name__ == "__main__":
    main()
