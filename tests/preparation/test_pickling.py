"""What is sent to workers and back arrives as it was, and is small; of models, models/test_round_trip.py says so."""

from __future__ import annotations

import pickle
import traceback

import pytest

import crossref_deposit as cd
from crossref_deposit import errors
from rows import HEAD, JOURNAL, article, rows

PROBLEM = cd.Problem(code="orcid-checksum", message="wrong", line=3, xpath="/doi_batch", doi="10.5555/1", value="x")
ERRORS = [
    errors.ModelError("Issn.value", found="x", expected="y", remedy="z"),
    errors.VersionError("no", version="5.3.1", field="Titles.x", first_version="5.4.0"),
    errors.SchemaError("no", line=1, column=2, xpath="/a", doi="10.5555/1"),
    errors.LogError("no", line=1, column=2),
    errors.MissingDependencyError("pandas", extra="pandas"),
    errors.BuildError("KeyError", "'title'", traceback="in rows.py"),
    errors.WorkerError("died", first=3, count=2),
    errors.ClientError("no", status_code=500, body="x", file_name="a.xml"),
    errors.ForetoldError([PROBLEM], file_name="a.xml"),
    *(
        kind("no", status_code=401)
        for kind in errors.ClientError.__subclasses__()
        if kind is not errors.SubmissionTimeout
    ),
]


def again(thing):
    return pickle.loads(pickle.dumps(thing))  # noqa: S301 - our own


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_arrives_as_it_was(error):
    error.add_note("seen in the worker")
    arrived = again(error)
    assert type(arrived) is type(error)
    assert (str(arrived), arrived.args, vars(arrived)) == (str(error), error.args, vars(error))
    assert traceback.format_exception(arrived) == traceback.format_exception(error)


def test_every_error_is_tried():
    tried = {type(error).__name__ for error in ERRORS}
    assert set(errors.__all__) - tried == {"CrossrefDepositError", "SubmissionTimeout"}


def test_what_was_read_is_written_as_it_was_after_a_journey():
    text = cd.DoiBatch(**HEAD, body=[cd.evolve(JOURNAL, articles=[article(rows(1)[0])])]).to_xml()
    given = text.replace(b"<titles>\n<title>", b"<titles>\n<title>  ")
    read = cd.DoiBatch.from_xml(given)
    assert again(read).to_xml() == read.to_xml()


def test_models_are_smaller_than_their_xml():
    batch = cd.DoiBatch(**HEAD, body=[cd.evolve(JOURNAL, articles=list(map(article, rows(200))))])
    assert len(pickle.dumps(batch)) < len(batch.to_xml())


def test_results_are_hardly_larger_than_their_files():
    [chunk] = cd.prepare(rows(200), **HEAD, build=article, within=JOURNAL)
    assert len(pickle.dumps(chunk)) < len(chunk.batches[0].content) + 8 * chunk.count
    assert again(chunk) == chunk


def test_a_failure_arrives_as_it_was():
    [chunk] = cd.prepare(
        rows(2, row_1={"orcid": "0000-0002-1825-0097", "doi": "x"}), **HEAD, build=article, within=JOURNAL
    )
    [failure] = again(chunk).failures
    assert str(failure) == str(chunk.failures[0])
    assert attributes(failure) == attributes(chunk.failures[0])


def attributes(failure):
    return vars(failure.error), failure.index, failure.problems
