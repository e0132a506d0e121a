"""May this tree be published? ``nox -s publishable -- v1.2.3`` asks, with the tag that is meant."""

from __future__ import annotations

import os
import pathlib
import re
import tomllib

import pytest

ROOT = pathlib.Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
VERSION = PROJECT["version"]


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_tag_is_the_version():
    assert os.environ["TAG"] == f"v{VERSION}"


def test_the_changelog_has_the_version_with_its_day():
    assert re.search(rf"^## \[{re.escape(VERSION)}\] - \d{{4}}-\d\d-\d\d$", text("CHANGELOG.md"), re.MULTILINE)


def test_nothing_is_left_unreleased():
    assert re.search(r"^## \[Unreleased\]\s+## \[", text("CHANGELOG.md"), re.MULTILINE)


def test_the_citation_has_the_version():
    assert f"\nversion: {VERSION}\n" in text("CITATION.cff")


@pytest.mark.parametrize("name", ["Changelog", "Documentation", "Issues", "Source"])
def test_the_metadata_say_where_to_find(name):
    assert PROJECT.get("urls", {}).get(name, "").startswith("https://")


def test_the_readme_has_links_that_work_on_the_package_index():
    assert re.findall(r"\]\((?!https://|#)[^)]*\)", text("README.md")) == []
