"""The JSON of a report is what its schema promises."""

from __future__ import annotations

import json

import jsonschema
import pytest

from crossref_deposit.diagnostics import (
    DiagnosticParser,
    DiagnosticReport,
    RecordDiagnostic,
    RecordStatus,
    report_schema,
)
from crossref_deposit.errors import LogError
from imitation import Imitation

VALIDATOR = jsonschema.Draft202012Validator(report_schema())


def assert_as_promised(report: DiagnosticReport) -> None:
    faults = [f"{fault.json_path}: {fault.message}" for fault in VALIDATOR.iter_errors(json.loads(report.to_json()))]
    assert not faults, "\n".join(faults)


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(report_schema())


@pytest.mark.parametrize("seed", range(60))
def test_reports_of_all_kinds(seed):
    imitation = Imitation(seed)
    assert_as_promised(DiagnosticParser(submission=imitation.xml).parse(imitation.log()))
    assert_as_promised(DiagnosticParser().parse(imitation.log()))


def test_real_logs(corpus):
    reports = 0
    for path in sorted((corpus / "logs").rglob("*")):
        if path.is_file():
            try:
                report = DiagnosticParser().parse(path)
            except LogError:
                continue
            assert_as_promised(report)
            reports += 1
    assert reports > 40


def test_every_field_is_described():
    schema = report_schema()
    record = set(schema["$defs"]["record"]["properties"])
    assert record == set(RecordDiagnostic(status=RecordStatus.SUCCESS).to_dict())
    assert set(schema["properties"]) == set(json.loads(DiagnosticParser().parse(LOG).to_json()))


LOG = """<doi_batch_diagnostic status="completed"><record_diagnostic status="Success"><doi>10.5555/a</doi>
<msg>Successfully added</msg></record_diagnostic></doi_batch_diagnostic>"""
