"""A running sandbox, and a way to talk to it."""

from __future__ import annotations

import pytest

from crossref_deposit.sandbox import Sandbox
from talk import Talk


@pytest.fixture
def wiretapped_loggers():
    """Ours alone: these tests put passwords into addresses themselves, as Crossref's servers allow."""
    return ["crossref_deposit"]


@pytest.fixture
def sandbox():
    with Sandbox(unknown_for=0, queued_for=0, processing_for=0) as sandbox:
        yield sandbox


@pytest.fixture
def talk(sandbox):
    return Talk(sandbox)
