"""What is seen of submissions on their way."""

from __future__ import annotations

import attrs

from crossref_deposit import SubmissionState
from crossref_deposit.cli.output import Output
from crossref_deposit.cli.screen import Meter
from crossref_deposit.client.events import Event, EventKind


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
