"""Steps for attributes and for values that are no longer among those allowed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crossref_deposit.models import lists
from crossref_deposit.models.simple_types import LANGUAGE
from crossref_deposit.upgrade.steps import (
    Rewriting,
    Step,
    step,
    with_attribute,
    without,
    without_attribute,
)
from crossref_deposit.upgrade.tree import Node

_FORMER_CODES: Final = {"jw": "jav", "mo": "ron"}


@step("language", "@language", until="5.3.1", said="Languages have three letters (ISO 639-3)")
def _language(node: Node) -> Iterator[Rewriting]:
    code = node.attributes["language"].strip()
    main, _, region = code.lower().replace("_", "-").partition("-")
    new = {**lists.three_letter_codes(), **_FORMER_CODES}.get(main, main)
    if ":" in node.tag:
        return
    if code != new and new in (LANGUAGE.enumeration or ()):
        yield from with_attribute(node, "language", new, lossless=not region)
    elif new in lists.two_letter_languages():
        yield from without_attribute(node, "language")


@step(
    "reference-distribution",
    "@reference_distribution_opts",
    since="4.3.2",
    until="5.3.1",
    said="References are open to all; nothing is said of their distribution",
)
def _reference_distribution(node: Node) -> Iterator[Rewriting]:
    yield from without_attribute(node, "reference_distribution_opts")


@step(
    "metadata-distribution",
    "@metadata_distribution_opts",
    since="4.3.2",
    until="4.4.1",
    said="Metadata are open to all; nothing is said of their distribution",
)
def _metadata_distribution(node: Node) -> Iterator[Rewriting]:
    yield from without_attribute(node, "metadata_distribution_opts")


@step(
    "posted-content-type",
    "posted_content",
    since="4.4.0",
    until="5.4.0",
    said="Working papers, dissertations and reports are posted content of the type other, or records of their own type",
)
def _posted_content_type(node: Node) -> Iterator[Rewriting]:
    if node.attributes.get("type") in {"working_paper", "dissertation", "report"}:
        yield from with_attribute(node, "type", "other", lossless=False)


@step("archive", "archive", since="4.3.4", until="4.3.6", said="WebCite takes no new archives")
def _archive(node: Node) -> Iterator[Rewriting]:
    if node.attributes.get("name") == "WebCite":
        yield from without(node)


VALUE_STEPS: Final[tuple[Step, ...]] = (
    _language,
    _metadata_distribution,
    _reference_distribution,
    _posted_content_type,
    _archive,
)
