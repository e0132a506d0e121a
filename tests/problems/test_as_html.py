"""What problems show of themselves, one and many."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given

from crossref_deposit import Problem, Severity, ValidationReport, validate
from shown import as_shown, assert_harmless, read, text_of, texts

ORCID = Problem(code="orcid-checksum", message="The check digit is wrong.", remedy="Ask the author.", line=3, column=5)


@given(texts, texts, texts)
def test_messages_values_and_dois_are_text(message, value, doi):
    problem = attrs.evolve(ORCID, message=message, value=value, doi=doi, xpath="/doi_batch")
    for shown in (problem._repr_html_(), ValidationReport(problems=(problem,))._repr_html_()):
        assert_harmless(shown)
        assert as_shown(message) in text_of(shown)


def test_a_problem_says_where_and_what_to_do():
    text = text_of(ORCID._repr_html_())
    for part in ("✖ error", "orcid-checksum", "The check digit is wrong.", "Ask the author.", "line 3, column 5"):
        assert part in text
    assert "line 3" in text_of(attrs.evolve(ORCID, column=None)._repr_html_())
    assert "Place" not in text_of(attrs.evolve(ORCID, line=None, column=None)._repr_html_())


def test_a_report_shows_the_first_problems_and_how_many_more():
    warning = attrs.evolve(ORCID, severity=Severity.WARNING)
    shown = ValidationReport(problems=(ORCID,) * 49 + (warning,))._repr_html_()
    assert len(read(shown).findall(".//tbody/tr")) == 20
    text = text_of(shown)
    assert text.startswith("✖ 49 errors▲ 1 warning")
    assert text.endswith("and 30 more problems: report.to_dataframe()")


def test_no_problems_is_said():
    assert text_of(ValidationReport()._repr_html_()) == "No problems"


def test_the_rows_of_a_report():
    pytest.importorskip("pandas", reason="pandas, an optional dependency, is not installed")
    frame = validate("<doi_batch/>").to_dataframe()
    assert list(frame.columns) == [field.name for field in attrs.fields(Problem)]
    assert frame.loc[0, "severity"] == "error"
    assert list(ValidationReport().to_dataframe().columns) == list(frame.columns)
