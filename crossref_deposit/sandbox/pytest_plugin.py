"""A fixture for the tests of who uses this package: a sandbox for each test that asks for one.

pytest finds it by the entry point in the group ``pytest11``; nothing is to be imported or configured.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from crossref_deposit.sandbox.sandbox import Sandbox

_AT_ONCE = {"unknown_for": 0.0, "queued_for": 0.0, "processing_for": 0.0}


@pytest.fixture
def crossref_sandbox_options() -> dict[str, Any]:
    """Arguments for the sandbox; override it in a module, a class or a ``conftest.py`` for others."""
    return {}


@pytest.fixture
def crossref_sandbox(crossref_sandbox_options: dict[str, Any]) -> Iterator[Sandbox]:
    """A running sandbox of Crossref that answers without delay, new for each test."""
    from crossref_deposit.sandbox.sandbox import Sandbox

    with Sandbox(**{**_AT_ONCE, **crossref_sandbox_options}) as sandbox:
        yield sandbox
