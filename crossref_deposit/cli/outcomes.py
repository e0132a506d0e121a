"""What is seen of submissions on their way, and what became of them: shown, as data, and as an exit status."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import attrs
import click

from crossref_deposit import SubmissionResult, SubmissionState
from crossref_deposit.cli import exits
from crossref_deposit.cli.exits import advice
from crossref_deposit.cli.findings import Examined, of_report
from crossref_deposit.cli.output import Output
from crossref_deposit.cli.screen import Meter, harmless
from crossref_deposit.cli.text import show_examined
from crossref_deposit.client.events import Event, EventKind
from crossref_deposit.diagnostics import DiagnosticReport


@attrs.define
class Listener:
    """Tells what happens to submissions: in lines, and on a terminal where they stand in the line of progress."""

    output: Output
    names: dict[str, str] = attrs.field(factory=dict)
    """The user's name for each file name at Crossref; that name itself where there is none."""
    meter: Meter = attrs.field(factory=Meter)
    """What shows progress at the moment."""

    def __call__(self, event: Event) -> None:
        """Tell of an event, if it is one that a user waits for."""
        if event.file_name is None:
            return
        name = self.names.get(event.file_name, event.file_name)
        match event.kind:
            case EventKind.RECEIVED | EventKind.FOUND:
                self.output.tell(f"{name}: received" + (f" as {event.file_name}" if name != event.file_name else ""))
            case EventKind.STATE:
                self._state(name, event.state)
            case EventKind.WAITING | EventKind.DOUBTFUL:
                self.output.tell(f"{name}: {event.message}")
            case _:
                pass  # the outcome tells it

    def _state(self, name: str, state: SubmissionState | None) -> None:
        if self.output.aside.is_terminal:
            self.meter.now(f"{name}: {state}")
        elif state is not SubmissionState.COMPLETED:  # its report tells that
            self.output.tell(f"{name}: {state}")


@attrs.frozen(kw_only=True)
class Outcome:
    """A submission that has ended, in one way or another."""

    name: str
    """What the user calls it."""
    file_name: str | None = None
    """What Crossref calls it; none if it was not sent."""
    state: SubmissionState | None = None
    report: DiagnosticReport | None = None
    """The log, if there is one and it was waited for."""
    error: BaseException | None = None
    """Why there is none."""
    document: bytes | None = attrs.field(default=None, repr=False)
    file: str | None = None
    """The file that was sent, if it was one of the user's."""
    problems: tuple[dict[str, Any], ...] = ()
    """Why it was not sent, as data."""

    @classmethod
    def of_result(cls, result: SubmissionResult, file: str, document: bytes) -> Outcome:
        """What became of one of many files."""
        submission = result.submission
        return cls(
            name=file,
            file=file,
            file_name=submission.file_name if submission else getattr(result.error, "file_name", None),
            state=submission.state if submission else None,
            report=result.report,
            error=result.error,
            document=document,
        )

    @classmethod
    def unsent(cls, examined: Examined) -> Outcome:
        """A file that was looked at and not sent."""
        return cls(name=examined.name, file=examined.name, problems=tuple(examined.data["problems"]))

    @property
    def ok(self) -> bool:
        """Whether every record is registered."""
        return self.report is not None and self.report.ok

    def data(self) -> dict[str, Any]:
        """The same as data."""
        return {
            "file": self.file,
            "file_name": self.file_name,
            "state": self.state.value if self.state else None,
            "report": None if self.report is None else self._examined(self.report).data,
            "error": None if self.error is None else advice(self.error),
            "problems": list(self.problems),
        }

    def show(self, output: Output) -> None:
        """Print it as text."""
        if self.error is not None:
            click.echo(f"crossref-deposit: {harmless(f'{self.name}: {advice(self.error)}')}", err=True)
        elif self.report is not None and not output.is_json:
            show_examined(output.screen, self._examined(self.report), quiet=output.quiet)

    def _examined(self, report: DiagnosticReport) -> Examined:
        return of_report(report, self.name, self.name, self.document)


def finish(output: Output, outcomes: Sequence[Outcome], *, waited: bool = True) -> NoReturn:
    """Print the data or the sum, and end with the status that says what became of all."""
    if output.is_json:
        output.data([outcome.data() for outcome in outcomes])
    elif waited and len(outcomes) > 1:
        output.tell(_sum(outcomes))
    if any(outcome.error is not None for outcome in outcomes):
        sys.exit(exits.TROUBLE)
    sys.exit(exits.OK if not waited or all(outcome.ok for outcome in outcomes) else exits.PROBLEMS)


def _sum(outcomes: Sequence[Outcome]) -> str:
    records = [record for outcome in outcomes if outcome.report for record in outcome.report.records]
    registered = sum(record.status.registered for record in records)
    errors = sum(outcome.error is not None for outcome in outcomes)
    unknown = f", {errors} without an answer" if errors else ""
    return f"{len(outcomes)} submissions: {registered} registered, {len(records) - registered} failed{unknown}"
