"""The command ``sandbox``: a Crossref on this machine, until it is stopped."""

from __future__ import annotations

import contextlib
import json
import logging
import pathlib
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Any, Final

import click

from crossref_deposit.cli import exits
from crossref_deposit.cli.exits import Command
from crossref_deposit.errors import ModelError
from crossref_deposit.sandbox import Endpoint, FaultKind, Sandbox

_PASSWORD: Final = "not-a-secret"  # noqa: S105 - it guards nothing
_SECONDS: Final = click.FloatRange(0)
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


@click.command(cls=Command, ends=("it was stopped, by Ctrl-C or a signal",))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 takes a free one."
)
@click.option("--username", default="sandbox", show_default=True, help="Who may deposit.")
@click.option("--password", default=_PASSWORD, help=f"The password. [default: {_PASSWORD}]")
@click.option("--role", help="The role to deposit in, for a personal account.")
@click.option("--prefix", "prefixes", multiple=True, help="A prefix that the account may use. Several times for more.")
@click.option(
    "--file",
    type=click.Path(dir_okay=False, path_type=pathlib.Path),
    help="Where to remember everything until the next time.",
)
@click.option(
    "--fault",
    "faults",
    multiple=True,
    metavar="KIND[@ADDRESS][,SETTING=VALUE...]",
    help="Trouble for the next request, such as cut-after, slow,seconds=2 or "
    "unavailable@/servlet/submissionDownload,times=3,retry_after=5. Settings: times (0: no end), after, probability, "
    f"seconds, retry_after. Kinds: {', '.join(kind.value for kind in FaultKind)}.",
)
@click.option("--callback", metavar="URL", help="Where to send notification callbacks.")
@click.option("--unknown-for", type=_SECONDS, default=1.0, show_default=True, help="Seconds as unknown_submission.")
@click.option("--queued-for", type=_SECONDS, default=1.0, show_default=True, help="Seconds in the queue.")
@click.option("--processing-for", type=_SECONDS, default=1.0, show_default=True, help="Seconds in process.")
@click.option(
    "--workers", type=click.IntRange(1), default=5, show_default=True, help="Files of one account in process at a time."
)
@click.option("--pending-limit", default=10_000, show_default=True, help="Pending submissions that give 429.")
@click.option("--seed", type=int, help="Vary times, and meet faults by chance, the same way each time.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print address and account as a line of data; what happens goes to standard error.",
)
def sandbox(
    *,
    faults: tuple[str, ...],
    callback: str | None,
    prefixes: tuple[str, ...],
    quiet: bool,
    as_json: bool,
    **settings: Any,  # noqa: ANN401 - the arguments of Sandbox
) -> None:
    """Run a Crossref on this machine to try things on.

    It runs until Ctrl-C. Open its address in a browser to see what was submitted. Nothing leaves this machine, but for
    callbacks to the address that you give.
    """
    server = Sandbox(prefixes=prefixes or None, **settings)
    for fault in faults:
        _plan(server, fault)
    if callback is not None:
        server.notify(callback)
    with _stopping() as stopped, _told(quiet=quiet, error=quiet or as_json), server:
        if as_json:
            click.echo(json.dumps(_data(server), ensure_ascii=False))
        elif not quiet:
            _introduce(server)
        while not stopped.wait(1):
            pass  # a signal may not wake what waits without an end
    if not (quiet or as_json):
        click.echo("Stopped.")
    sys.exit(exits.OK)


def _plan(server: Sandbox, text: str) -> None:
    """Plan a fault as it stands on the command line."""
    what, *rest = text.split(",")
    kind, _, endpoint = what.partition("@")
    try:
        settings = {
            name.strip(): _SETTINGS[name.strip()](value) for name, _, value in (one.partition("=") for one in rest)
        }
        server.fail(kind, endpoint=endpoint or None, **settings)
    except KeyError as error:
        raise click.BadParameter(f"{error} is none of {', '.join(_SETTINGS)}", param_hint="--fault") from None
    except ModelError as error:
        raise click.BadParameter(f"found {error.found}, expected {error.expected}", param_hint="--fault") from None
    except ValueError as error:
        raise click.BadParameter(f"{text}: {error}", param_hint="--fault") from None


_SETTINGS: Final[dict[str, Any]] = {
    "times": lambda text: int(text) or None,
    "after": int,
    "probability": float,
    "seconds": float,
    "retry_after": str,
}


@contextlib.contextmanager
def _stopping() -> Iterator[threading.Event]:
    """An event that is set when the program is asked to stop."""
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    before = {number: signal.signal(number, stop) for number in _SIGNALS}
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _told(*, quiet: bool, error: bool) -> Iterator[None]:
    """What happens, told on standard output or standard error."""
    logger = logging.getLogger("crossref_deposit.sandbox")
    handler = logging.StreamHandler(sys.stderr if error else sys.stdout)
    level = logger.level
    logger.setLevel(logging.ERROR if quiet else logging.INFO)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%H:%M:%S"))
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


def _data(server: Sandbox) -> dict[str, Any]:
    """The address and the account; the password too if it guards nothing."""
    own = server.password != _PASSWORD
    return {
        "url": server.url,
        "username": server.username,
        "role": server.role,
        "password": None if own else server.password,
    }


def _introduce(server: Sandbox) -> None:
    shown = server.password if server.password == _PASSWORD else "as you said"
    login = f"{server.username}/{server.role}" if server.role else server.username
    click.echo(f"A sandbox of Crossref listens at {server.url}")
    click.echo(f"  user     {login}")
    click.echo(f"  password {shown}")
    click.echo(f"  deposits {server.url}{Endpoint.DEPOSIT}")
    click.echo("Open the address in a browser to see what was submitted. Ctrl-C stops it.")
