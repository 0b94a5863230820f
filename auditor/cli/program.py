"""The command group: turns whatever a command raises into one line and an exit status."""

import os
import sys
from typing import Any

import click

from auditor.errors import AuditorError

INTERRUPTED = 130
"""Ctrl-C, as shells have it: 128 + SIGINT."""
USAGE, DEFECT = 2, 3
PIPE_CLOSED = 141
"""The reader of the output has gone (`| head`): 128 + SIGPIPE."""


class Program(click.Group):
    """A click group that never shows a traceback unless --debug asks for one."""

    def invoke(self, ctx: click.Context) -> Any:
        sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115, PTH123  (started with it closed)
        try:
            outcome = super().invoke(ctx)
            sys.stdout.flush()
            return outcome
        except KeyboardInterrupt:
            click.echo("auditor: interrupted", err=True)
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            _discard_output()
            ctx.exit(PIPE_CLOSED)
        except AuditorError as error:
            raise click.UsageError(str(error)) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except OSError as error:
            _discard_output()
            click.echo(f"auditor: {error.filename or 'output'}: {error.strerror or error}", err=True)
            ctx.exit(USAGE)
        except Exception as error:  # the last line of defence: a defect of ours is one line too
            _log(error)
            click.echo(f"auditor: failed ({type(error).__name__}: {error}); please report it (--debug)", err=True)
            ctx.exit(DEFECT)


def _log(error: Exception) -> None:
    import logging  # takes as long to load as all of `auditor --version`

    logging.getLogger("auditor").debug("the auditor failed", exc_info=error)


def log_crashes(debug: bool) -> None:
    """With --debug the traceback of a failed page goes to standard error."""
    if debug:
        import logging

        logging.basicConfig(level=logging.WARNING, format="%(message)s")
        logging.getLogger("auditor").setLevel(logging.DEBUG)


def _discard_output() -> None:
    """Sends what is still buffered nowhere, so that the interpreter can end in silence."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123
