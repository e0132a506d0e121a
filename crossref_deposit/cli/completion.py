"""The command completion: what a shell needs to complete words of this command."""

from __future__ import annotations

from typing import Final

import click
from click.shell_completion import get_completion_class

from crossref_deposit.cli.exits import Command

PROGRAM: Final = "crossref-deposit"
_VARIABLE: Final = "_CROSSREF_DEPOSIT_COMPLETE"  # the one that click asks for by the name of the program
SHELLS: Final = ("bash", "zsh", "fish")


@click.command(cls=Command, ends=("the script was printed",))
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    r"""Print what a shell needs to complete commands.

    Commands, options, profiles and the codes of problems are completed.

    \b
    bash, in ~/.bashrc:    eval "$(crossref-deposit completion bash)"
    zsh, in ~/.zshrc:      eval "$(crossref-deposit completion zsh)"
    fish, in config.fish:  crossref-deposit completion fish | source
    """
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"this version of click cannot complete for {shell}")
    click.echo(kind(click.get_current_context().find_root().command, {}, PROGRAM, _VARIABLE).source())
