"""What a newcomer does first, with nothing but the wheel: the example of the README, its document, a log.

It is run by ``nox -s wheel`` outside of the source tree, with every Python that is found.
"""

from __future__ import annotations

import pathlib
import re
import subprocess
import sys
import sysconfig

import crossref_deposit as cd

README = pathlib.Path(__file__).parents[2] / "README.md"
LOG = """<doi_batch_diagnostic status="completed" sp="ds4.crossref.org">
  <submission_id>1400000001</submission_id><batch_id>{batch_id}</batch_id>
  <record_diagnostic status="Failure">
    <doi>DOI not found</doi><msg>Invalid ORCID: 0000-0002-1825-0097</msg>
  </record_diagnostic>
  <batch_data><record_count>1</record_count><success_count>0</success_count>
    <warning_count>0</warning_count><failure_count>1</failure_count></batch_data>
</doi_batch_diagnostic>"""


def main() -> None:
    """Fail with an assertion, or say what was tried."""
    installed = pathlib.Path(cd.__file__)
    assert installed.is_relative_to(sysconfig.get_path("purelib")), installed
    names: dict[str, object] = {}
    example = re.search(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    exec(compile(example[1], README, "exec"), names)  # noqa: S102 - the README's own text is what is tried
    batch = names["batch"]
    assert isinstance(batch, cd.DoiBatch)
    assert cd.DoiBatch.from_xml(batch.to_xml()) == batch
    log = LOG.format(batch_id=batch.batch_id).encode()
    failure = cd.DiagnosticParser(submission=batch).parse(log).failures[0]
    assert failure.doi == "10.5555/andes.1", failure
    command = pathlib.Path(sysconfig.get_path("scripts")) / "crossref-deposit"
    without_extra = subprocess.run([command, "demo"], capture_output=True, text=True, check=False)
    assert without_extra.returncode == 3, without_extra
    assert "pip install" in without_extra.stderr, without_extra
    sys.stdout.write(f"crossref_deposit {cd.__version__} works on Python {sys.version.split()[0]}\n")


if __name__ == "__main__":
    main()
