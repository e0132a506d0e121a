"""A Crossref on this machine, to try things on and to test with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossref_deposit.sandbox.faults import Endpoint, FaultKind
    from crossref_deposit.sandbox.register import Work
    from crossref_deposit.sandbox.sandbox import Sandbox
    from crossref_deposit.sandbox.submission import State, SubmissionView

__all__ = ["Endpoint", "FaultKind", "Sandbox", "State", "SubmissionView", "Work"]

_MODULES = {
    "Endpoint": "faults",
    "FaultKind": "faults",
    "Sandbox": "sandbox",
    "State": "submission",
    "SubmissionView": "submission",
    "Work": "register",
}
"""Where the names are; pytest imports this package in every project, so nothing is imported before it is used."""


if not TYPE_CHECKING:  # type checkers would take any name for one of ours

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = found = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
        return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
