"""Crossref's own schema files, for tests and benchmarks: from wheels on the package index that carry them."""

from __future__ import annotations

import hashlib
import pathlib
import subprocess
import sys
import tempfile

from crossref_deposit import install_schema
from crossref_deposit.validation.official_files import W3C_FILES

CACHE = pathlib.Path(__file__).parent.parent / ".cache" / "official-schemas"
CARRIER = "commonmeta-py"

SHA256 = {
    "0.312": "a62cc3010bdc69aca87d325a5bf6f51b3f7fa59fce8913dab5afafcff061d99e",
    "0.200": "f96ae736b96b725f5a79c5beeae46e4e5cae677258b54a772f688bd44da3d265",
    "0.14.31": "1a0d3f5035cc36d7238aad8ec77df0a440c3a9cdb95a119cb1186d4df7361154",
}
"""By release: the newest has 5.5.0 and the modules of every version, the others 5.4.0 and 5.3.1."""


def unpack(version: str, folder: pathlib.Path) -> pathlib.Path:
    """Install a schema in a folder, with all imports led to files there, and return the main one."""
    main = install_schema(version, *wheels(), folder=folder).path
    for path in main.parent.glob("*.xsd"):
        data = path.read_bytes()
        for address, local in W3C_FILES.items():
            data = data.replace(f'"{address}"'.encode(), f'"{local}"'.encode())
        path.write_bytes(data)
    return main


def wheels() -> list[pathlib.Path]:
    """The wheels that together have every schema."""
    return [_wheel(release) for release in SHA256]


def _wheel(release: str) -> pathlib.Path:
    wheel = CACHE / f"{CARRIER}-{release}.whl"
    if not wheel.exists():
        _download(release, wheel)
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != SHA256[release]:
        message = f"{wheel} has SHA-256 {found}, expected {SHA256[release]}: delete it and try again"
        raise RuntimeError(message)
    return wheel


def _download(release: str, wheel: pathlib.Path) -> None:
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        pinned = pathlib.Path(folder, "requirements.txt")
        pinned.write_text(f"{CARRIER}=={release} --hash=sha256:{SHA256[release]}\n")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
        options = ["--only-binary=:all:", "--ignore-requires-python", "--dest", folder, "--requirement", str(pinned)]
        outcome = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
        if outcome.returncode:
            message = f"Crossref's schema files cannot be had from {CARRIER} {release}:\n{outcome.stderr}"
            raise RuntimeError(message)
        next(pathlib.Path(folder).glob("*.whl")).replace(wheel)
