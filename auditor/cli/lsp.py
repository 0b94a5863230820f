"""auditor lsp: serves an editor."""

import os
import signal

import click

from auditor.cli.program import INTERRUPTED

INSTALL = "auditor: the language server needs pygls: pip install 'health-page-auditor[lsp]'"
NEEDED = ("pygls", "lsprotocol")


@click.command(short_help="Serve an editor: findings while you type.")
@click.option("--stdio", is_flag=True, hidden=True, help="As some editors say it; there is no other way.")
@click.option("--debug", is_flag=True, help="Log every message to standard error.")
@click.pass_context
def lsp(ctx: click.Context, stdio: bool, debug: bool) -> None:  # noqa: ARG001
    """Serve an editor over standard input and output (Language Server Protocol).

    docs/editors.md shows how to set up VS Code, Neovim, Helix and Emacs.
    """
    import logging

    logging.basicConfig(level=logging.DEBUG if debug else logging.WARNING, format="%(name)s: %(message)s")
    try:
        from auditor.lsp.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in NEEDED:
            raise
        click.echo(INSTALL, err=True)
        ctx.exit(2)
    signal.signal(signal.SIGINT, _end)
    ctx.exit(serve())


def _end(*_signal: object) -> None:
    """Ends at once: the thread that reads standard input cannot be woken, and there is nothing to save."""
    click.echo("auditor: interrupted", err=True)
    os._exit(INTERRUPTED)
