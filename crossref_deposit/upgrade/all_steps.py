"""Every step, and what the steps do to a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from crossref_deposit.upgrade.of_contributors import CONTRIBUTOR_STEPS
from crossref_deposit.upgrade.of_crossmark import CROSSMARK_STEPS
from crossref_deposit.upgrade.of_heads import HEAD_STEPS
from crossref_deposit.upgrade.of_resources import RESOURCE_STEPS
from crossref_deposit.upgrade.of_standards import STANDARD_STEPS
from crossref_deposit.upgrade.of_values import VALUE_STEPS
from crossref_deposit.upgrade.steps import Rewriting, Step
from crossref_deposit.upgrade.tree import Node

STEPS: Final[tuple[Step, ...]] = (
    *HEAD_STEPS,
    *CONTRIBUTOR_STEPS,
    *CROSSMARK_STEPS,
    *STANDARD_STEPS,
    *RESOURCE_STEPS,
    *VALUE_STEPS,
)
"""In the order in which they are taken at an element."""


def _by_name() -> dict[str, list[Step]]:
    steps: dict[str, list[Step]] = defaultdict(list)
    for step in STEPS:
        for name in step.on:
            steps[name].append(step)
    return dict(steps)


_STEPS: Final = _by_name()


def rewrite(root: Node) -> Iterator[tuple[Step, Rewriting]]:
    """Take every step at every element, in document order.

    What is said in an old way is brought over whichever version the document names: many say
    what a version before or after it had.

    Raises:
        NoEqualError: The current version cannot say it.
    """
    for node in root.walk():
        steps = _STEPS.get(node.tag, [])
        for attribute in node.attributes:
            steps = steps + _STEPS.get(f"@{attribute}", [])
        for step in steps:
            for rewriting in step.rewrite(node):
                yield step, rewriting
