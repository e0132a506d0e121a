"""On what was measured: the kind of machine, never which one."""

from __future__ import annotations

import datetime
import os
import pathlib
import platform
import re
import subprocess
import sys

import attrs

_MODEL = re.compile(r"^model name\s*:\s*(.+)$", re.MULTILINE)


@attrs.frozen(kw_only=True)
class Machine:
    """What the seconds depend on."""

    processor: str
    cores: int
    system: str
    python: str
    date: str

    @classmethod
    def here(cls) -> Machine:
        return cls(
            processor=_processor(),
            cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
            system=_system(),
            python=f"{platform.python_implementation()} {platform.python_version()}",
            date=datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        )

    def __str__(self) -> str:
        return f"{self.processor}, {self.cores} cores, {self.system}, {self.python}; {self.date}"


def _processor() -> str:
    if sys.platform == "linux" and (model := _MODEL.search(pathlib.Path("/proc/cpuinfo").read_text())):
        return model[1].strip()
    if sys.platform == "darwin":
        command = ["/usr/sbin/sysctl", "-n", "machdep.cpu.brand_string"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    return platform.processor() or platform.machine()


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return f"{platform.system()} {platform.release()}"
