"""The notebook runs from the first cell to the last, and shows what it should. ``nox -s examples`` runs this."""

from __future__ import annotations

import pathlib

import nbformat
import pytest
from nbclient import NotebookClient
from traitlets.config import Config

from shown import assert_harmless, text_of

NOTEBOOK = pathlib.Path(__file__).parent.parent.parent / "examples" / "first-deposit.ipynb"


@pytest.fixture(scope="module")
def outputs(tmp_path_factory) -> list[str]:
    """What the cells show as HTML, one after the other."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    folder = {"metadata": {"path": str(NOTEBOOK.parent)}}
    sockets = tmp_path_factory.mktemp("kernel") / "socket"  # ports may be taken between their choice and their use
    config = Config({"KernelManager": {"transport": "ipc", "ip": str(sockets)}})
    NotebookClient(notebook, timeout=60, resources=folder, config=config).execute()
    found = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert not [output for output in found if output.output_type in {"stream", "error"}]
    return [output["data"]["text/html"] for output in found if "text/html" in output.get("data", {})]


def test_it_is_kept_without_outputs():
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    assert [cell for cell in cells if cell.cell_type == "code" and (cell.outputs or cell.execution_count)] == []


@pytest.mark.parametrize(
    "expected",
    [
        "8 journal_article",
        "✖ 1 error",
        "No problems",
        "completed after",
        "✖ 1 not registered ✔ 7 registered",
        "timestamp-not-newer",
        "What became of the DOIs, by journal",
        "again: completed after",
    ],
)
def test_it_shows(outputs, expected):
    assert any(expected in text_of(output) for output in outputs if "crossref-deposit" in output)


def test_a_progress_is_one_output_that_changes(outputs):
    assert sum("completed after" in output for output in outputs) == 2


def test_everything_of_ours_is_harmless(outputs):
    ours = [output for output in outputs if 'class="crossref-deposit"' in output]
    assert len(ours) >= 8
    for output in ours:
        assert_harmless(output)
