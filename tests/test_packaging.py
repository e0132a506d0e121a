"""What is promised to who imports or installs this package."""

from __future__ import annotations

import importlib.metadata
import inspect
import re
import subprocess
import sys
import types

import pytest

import crossref_deposit

HEAVY = [
    "click",
    "crossref_deposit.display",
    "crossref_deposit.models",
    "dask",
    "distributed",
    "pandas",
    "requests",
    "rich",
    "tenacity",
    "werkzeug",
    "xmlschema",
]


def test_the_version_is_that_of_the_distribution():
    assert crossref_deposit.__version__ == importlib.metadata.version("crossref_deposit")


def test_unknown_names_are_attribute_errors():
    with pytest.raises(AttributeError, match="no_such_name"):
        crossref_deposit.no_such_name  # noqa: B018 - the access is what is tested


def test_all_is_sorted_and_complete():
    public = [name for name in dir(crossref_deposit) if not name.startswith("_")]
    submodules = {name for name in public if isinstance(getattr(crossref_deposit, name), types.ModuleType)}
    imported_for_itself = {"annotations", "TYPE_CHECKING"}
    assert list(crossref_deposit.__all__) == sorted(crossref_deposit.__all__)
    assert set(public) - submodules - imported_for_itself == set(crossref_deposit.__all__) - {"errors"}


@pytest.mark.parametrize("name", crossref_deposit.__all__)
def test_every_public_class_and_function_is_documented(name):
    thing = getattr(crossref_deposit, name)
    if inspect.isclass(thing) or inspect.isfunction(thing):
        assert inspect.getdoc(thing)


@pytest.mark.parametrize("module", HEAVY)
def test_importing_does_not_import(module):
    script = f"import sys, crossref_deposit; print({module!r} in sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


def test_it_is_typed():
    files = importlib.metadata.files("crossref_deposit") or []
    names = {str(file) for file in files}
    assert "crossref_deposit/py.typed" in names or any(re.search(r"crossref_deposit.*\.pth$", name) for name in names)


def test_the_command_is_installed():
    scripts = importlib.metadata.entry_points(group="console_scripts", name="crossref-deposit")
    assert [script.value for script in scripts] == ["crossref_deposit.cli:main"]
