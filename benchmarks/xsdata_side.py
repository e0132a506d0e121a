"""The same with xsdata: classes generated from Crossref's own schema, which takes about two minutes, once."""

from __future__ import annotations

import importlib.metadata
import os
import pathlib
import subprocess
import sys
from typing import TYPE_CHECKING

from xsdata.formats.dataclass.context import XmlContext
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.serializers import XmlSerializer

if TYPE_CHECKING:
    from types import ModuleType

CACHE = pathlib.Path(__file__).parent.parent / ".cache" / "xsdata"
PACKAGE = "official_bindings"
STYLE = ["--structure-style", "single-package", "--compound-fields", "--docstring-style", "Blank"]


class Xsdata:
    """Reads and writes deposits as a user of xsdata would."""

    def __init__(self, schema: pathlib.Path) -> None:
        self._bindings = _bindings(schema)
        self._context = XmlContext()

    def read(self, data: bytes) -> object:
        return XmlParser(context=self._context).from_bytes(data, self._bindings.DoiBatch)

    def write(self, batch: object) -> str:
        return XmlSerializer(context=self._context).render(batch)


def _bindings(schema: pathlib.Path) -> ModuleType:
    folder = CACHE / importlib.metadata.version("xsdata")
    if not (folder / "finished").exists():
        _generate(schema, folder)
    sys.path.insert(0, str(folder))
    return importlib.import_module(PACKAGE)


def _generate(schema: pathlib.Path, folder: pathlib.Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "xsdata", "generate", str(schema), "--package", PACKAGE, *STYLE]
    path = os.pathsep.join([str(pathlib.Path(sys.executable).parent), os.environ.get("PATH", "")])  # it calls ruff
    subprocess.run(command, cwd=folder, env={**os.environ, "PATH": path}, check=True, stdout=sys.stderr)
    (folder / "finished").touch()
