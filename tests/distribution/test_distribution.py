"""What is published: the sdist and the wheel in dist/. ``nox -s distribution`` builds them and runs this."""

from __future__ import annotations

import email
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile

import pytest

ROOT = pathlib.Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
STEM = f"{PROJECT['name']}-{PROJECT['version']}"
SDIST = ROOT / "dist" / f"{STEM}.tar.gz"
WHEEL = ROOT / "dist" / f"{STEM}-py3-none-any.whl"
MAX_WHEEL_SIZE = 600_000
LEFT_BY_TOOLS = {"__pycache__", "_build", ".hypothesis", ".ruff_cache"}


def files(folder):
    """The files of this source tree below a folder, without what tools leave behind."""
    found = (path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file())
    return {path.as_posix() for path in found if LEFT_BY_TOOLS.isdisjoint(path.parts)}


@pytest.fixture(scope="module")
def wheel():
    with zipfile.ZipFile(WHEEL) as archive:
        yield archive


@pytest.fixture(scope="module")
def metadata(wheel):
    return email.message_from_bytes(wheel.read(f"{STEM}.dist-info/METADATA"))


@pytest.fixture(scope="module")
def sdist_names():
    with tarfile.open(SDIST) as archive:
        return {name.removeprefix(f"{STEM}/") for name in archive.getnames()}


def test_the_sdist_builds_the_same_bytes_elsewhere_at_another_time(tmp_path):
    with tarfile.open(SDIST) as archive:
        archive.extractall(tmp_path, filter="data")
    for path in tmp_path.rglob("*"):
        os.utime(path, (0, 1_000_000_000))
    build = [sys.executable, "-m", "build", "--no-isolation", "--sdist", "--wheel", "--outdir", tmp_path / "dist"]
    elsewhere = {**os.environ, "TZ": "Pacific/Apia", "LC_ALL": "C", "PYTHONHASHSEED": "4"}
    subprocess.run([*build, tmp_path / STEM], env=elsewhere, umask=0o077, check=True)
    for built in (SDIST, WHEEL):
        assert (tmp_path / "dist" / built.name).read_bytes() == built.read_bytes()


def test_the_wheel_has_the_package_and_its_licence_and_nothing_else(wheel):
    about = {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"}
    assert set(wheel.namelist()) == files("crossref_deposit") | {f"{STEM}.dist-info/{name}" for name in about}


def test_the_wheel_has_code_and_data_only(wheel):
    suffixes = {pathlib.PurePath(name).suffix for name in wheel.namelist() if name.startswith("crossref_deposit/")}
    assert suffixes <= {".css", ".js", ".json", ".py", ".txt", ".typed"}
    assert "crossref_deposit/py.typed" in wheel.namelist()


def test_the_wheel_is_small():
    assert WHEEL.stat().st_size < MAX_WHEEL_SIZE


@pytest.mark.parametrize("folder", ["benchmarks", "crossref_deposit", "docs", "examples", "tests"])
def test_the_sdist_has_what_is_needed_to_build_test_and_document(folder, sdist_names):
    assert files(folder) == {name for name in sdist_names if name.startswith(f"{folder}/")}


def test_the_sdist_has_nothing_of_the_workshop(sdist_names):
    top = {pathlib.PurePosixPath(name).parts[0] for name in sdist_names}
    assert top >= {"LICENSE", "README.md", "CHANGELOG.md", "noxfile.py", "pyproject.toml", "PKG-INFO"}
    assert {name for name in top if name.startswith(".")} <= {".gitignore"}
    assert "dist" not in top


def test_five_packages_come_with_it(metadata):
    direct = [requirement for requirement in metadata.get_all("Requires-Dist") if "extra ==" not in requirement]
    names = [re.match(r"[\w-]+", requirement)[0] for requirement in direct]
    assert sorted(names) == ["attrs", "lxml", "requests", "tenacity", "xmlschema"]


def test_every_requirement_says_what_it_works_with(metadata):
    assert all(">=" in requirement for requirement in metadata.get_all("Requires-Dist"))


def test_the_metadata_say_what_it_is(metadata):
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert metadata.get_payload().strip() == (ROOT / "README.md").read_text(encoding="utf-8").strip()
