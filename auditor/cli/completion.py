"""auditor completion: the script that makes a shell complete commands, options and rules."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command(short_help="Print the completion script of a shell.")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that makes SHELL complete commands, options, files and rules.

    \b
      bash  eval "$(auditor completion bash)"           in ~/.bashrc
      zsh   eval "$(auditor completion zsh)"            in ~/.zshrc
      fish  auditor completion fish | source            in ~/.config/fish/config.fish
    """
    made = get_completion_class(shell)
    assert made is not None, "click knows all three shells"
    click.echo(made(ctx.find_root().command, {}, "auditor", "_AUDITOR_COMPLETE").source())
