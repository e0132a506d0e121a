"""What an upgrade changes."""

from __future__ import annotations

from crossref_deposit.upgrade.steps import Step
from generated.tables import declared_in, prose, table


def changes(module: str) -> str:
    """The changes that steps of a module of ``crossref_deposit.upgrade`` make, as a table."""
    steps = declared_in(f"upgrade.{module}", "_STEPS")
    return table(("Change", "Of schemas", "Now"), [(f"`{step.code}`", _span(step), prose(step.said)) for step in steps])


def _span(step: Step) -> str:
    return step.since if step.since == step.until else f"{step.since} to {step.until}"
