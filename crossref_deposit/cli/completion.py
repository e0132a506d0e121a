"""The command completion: what a shell needs to complete words of this command."""

from __future__ import annotations

from typing import Final

import click
from click.shell_completion import BashComplete, FishComplete, ZshComplete

from crossref_deposit.cli.exits import Command

PROGRAM: Final = "crossref-deposit"
_VARIABLE: Final = "_CROSSREF_DEPOSIT_COMPLETE"  # the one that click asks for by the name of the program
_SHELLS: Final = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


@click.command(cls=Command, ends=("the script was printed",))
@click.argument("shell", type=click.Choice(list(_SHELLS)))
def completion(shell: str) -> None:
    r"""Print what a shell needs to complete commands.

    Commands, options, profiles and the codes of problems are completed.

    \b
    bash, in ~/.bashrc:    eval "$(crossref-deposit completion bash)"
    zsh, in ~/.zshrc:      eval "$(crossref-deposit completion zsh)"
    fish, in config.fish:  crossref-deposit completion fish | source
    """
    root = click.get_current_context().find_root().command
    click.echo(_SHELLS[shell](root, {}, PROGRAM, _VARIABLE).source())
