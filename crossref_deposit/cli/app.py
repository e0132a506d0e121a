"""The commands."""

from __future__ import annotations

import sys

import click

from crossref_deposit.cli import exits
from crossref_deposit.cli.demo.command import demo
from crossref_deposit.cli.deposits import resume, status, submit
from crossref_deposit.cli.documents import check, diagnose, validate
from crossref_deposit.cli.explain import explain_command
from crossref_deposit.cli.sandbox import sandbox
from crossref_deposit.cli.schemas import schemas
from crossref_deposit.cli.upgrade import upgrade
from crossref_deposit.errors import CrossrefDepositError


class _Application(click.Group):
    """Turns what goes wrong into one line and an exit status; never a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            result: object = super().invoke(ctx)
        except (CrossrefDepositError, OSError) as error:
            click.echo(f"crossref-deposit: {error}", err=True)
            sys.exit(exits.TROUBLE)
        return result


@click.group(cls=_Application, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="crossref_deposit")
def application() -> None:
    """Register DOIs with Crossref, and learn which record failed.

    Exit status: 0 all is well; 1 problems were found, or something was not registered; 2 the
    command line was not understood; 3 the work could not be done.
    """


for command in (
    check,
    demo,
    diagnose,
    explain_command,
    resume,
    sandbox,
    schemas,
    status,
    submit,
    upgrade,
    validate,
):
    application.add_command(command)
