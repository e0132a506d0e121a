"""The fixture, in a project that has nothing of ours but the installed package."""

from __future__ import annotations

import importlib.metadata
import os
import pathlib
import re
import subprocess
import sys
import tomllib

import pytest

ROOT = pathlib.Path(__file__).parent.parent.parent
GROUP = "pytest11"
ENTRY_POINTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"][GROUP]


@pytest.fixture
def project(tmp_path):
    """A folder in which pytest finds our entry point as if the package were installed there."""
    site = tmp_path / "site"
    metadata = site / "crossref_deposit-0.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: crossref_deposit\nVersion: 0\n")
    lines = [f"[{GROUP}]", *(f"{name} = {value}" for name, value in ENTRY_POINTS.items())]
    (metadata / "entry_points.txt").write_text("\n".join(lines))
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


def run_pytest(project: pathlib.Path, tests: str, *arguments: str) -> str:
    (project / "test_mine.py").write_text(tests)
    paths = [str(project.parent / "site"), str(ROOT)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    command = [sys.executable, "-m", "pytest", "-W", "error", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=project, env=environment, check=False)
    return done.stdout + done.stderr


def test_the_example_of_the_documentation_passes_in_a_project_of_its_own(project):
    page = (ROOT / "docs" / "sandbox.md").read_text()
    examples = re.findall(r"^```python\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    tests = "\n".join(example for example in examples if "crossref_sandbox" in example)
    count = tests.count("\ndef test_")
    assert count >= 3
    assert f"{count} passed" in run_pytest(project, tests)


def test_each_test_gets_a_sandbox_of_its_own(project):
    test = (
        "def test_{0}(crossref_sandbox):\n"
        "    assert not crossref_sandbox.registered\n    crossref_sandbox.register('10.5555/a')\n"
    )
    assert "2 passed" in run_pytest(project, test.format("one") + test.format("two"))


def test_nothing_else_is_imported_and_nothing_started_when_it_is_not_asked_for(project):
    test = (
        "import sys, threading\n"
        "def test_nothing():\n"
        "    ours = {name for name in sys.modules if name.startswith('crossref_deposit')}\n"
        "    sandbox = 'crossref_deposit.sandbox'\n"
        "    assert ours == {'crossref_deposit', sandbox, f'{sandbox}.pytest_plugin'}\n"
        "    assert not {'attrs', 'lxml', 'requests', 'tenacity', 'werkzeug', 'xmlschema'} & set(sys.modules)\n"
        "    assert threading.active_count() == 1\n"
    )
    assert "1 passed" in run_pytest(project, test, "-p", "no:hypothesispytest", "-p", "no:xdist")


def test_pytest_lists_it_with_its_description(project):
    output = run_pytest(project, "", "--fixtures", "-q")
    assert re.search(r"crossref_sandbox\b.*\n\s+A running sandbox of Crossref", output)


def test_the_entry_point_leads_to_the_module():
    (entry,) = (importlib.metadata.EntryPoint(name, value, GROUP) for name, value in ENTRY_POINTS.items())
    assert hasattr(entry.load(), "crossref_sandbox")
