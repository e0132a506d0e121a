"""Crossref's own schema files, for tests and benchmarks: from a wheel on the package index that carries them."""

from __future__ import annotations

import hashlib
import pathlib
import subprocess
import sys
import tempfile
import zipfile

CACHE = pathlib.Path(__file__).parent.parent / ".cache" / "official-schemas"
CARRIER = "commonmeta-py"
FOLDER = "commonmeta/resources/crossref/"

CURRENT = "0.312"
RELEASES = {"5.5.0": "0.312", "5.4.0": "0.200", "5.3.1": "0.14.31"}
"""The release of the carrier that has the files named after a schema version."""

SHA256 = {
    "0.312": "a62cc3010bdc69aca87d325a5bf6f51b3f7fa59fce8913dab5afafcff061d99e",
    "0.200": "f96ae736b96b725f5a79c5beeae46e4e5cae677258b54a772f688bd44da3d265",
    "0.14.31": "1a0d3f5035cc36d7238aad8ec77df0a440c3a9cdb95a119cb1186d4df7361154",
}

MODULES = (
    "AccessIndicators.xsd",
    "JATS-journalpublishing1-3d2-mathml3-elements.xsd",
    "JATS-journalpublishing1-3d2-mathml3.xsd",
    "clinicaltrials.xsd",
    "fundref.xsd",
    "relations.xsd",
    "standard-modules/mathml3/mathml3-common.xsd",
    "standard-modules/mathml3/mathml3-content.xsd",
    "standard-modules/mathml3/mathml3-presentation.xsd",
    "standard-modules/mathml3/mathml3-strict-content.xsd",
    "standard-modules/mathml3/mathml3.xsd",
    "standard-modules/module-ali.xsd",
    "standard-modules/xlink.xsd",
    "standard-modules/xml.xsd",
)
"""Files without a version: they change in place, and the newest count for every version."""

LOCAL = {
    b'"http://www.w3.org/2009/01/xml.xsd"': b'"standard-modules/xml.xsd"',
    b'"http://www.w3.org/Math/XMLSchema/mathml3/mathml3.xsd"': b'"standard-modules/mathml3/mathml3.xsd"',
}
"""Imports that lead out of the folder, and the copy that lies in it."""


def unpack(version: str, folder: pathlib.Path) -> pathlib.Path:
    """Lay out the official files of a schema version in a folder, and return the main one."""
    with zipfile.ZipFile(_wheel(RELEASES[version])) as archive:
        own = [name.removeprefix(FOLDER) for name in archive.namelist() if name.endswith(f"{version}.xsd")]
        for name in own:
            _write(folder / name, _localized(archive.read(FOLDER + name)))
    with zipfile.ZipFile(_wheel(CURRENT)) as archive:
        for name in MODULES:
            _write(folder / name, archive.read(FOLDER + name))
    return folder / f"crossref{version}.xsd"


def _write(path: pathlib.Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _localized(data: bytes) -> bytes:
    for remote, local in LOCAL.items():
        data = data.replace(remote, local)
    return data


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
