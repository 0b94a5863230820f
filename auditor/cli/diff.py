"""auditor diff: what changed between two runs."""

from __future__ import annotations

from typing import Any

import click

from auditor.cli.filters import list_options
from auditor.cli.stored import store_option

FORMATS = ("text", "json", "markdown")


@click.command(short_help="Tell what changed between two runs of a scan.")
@click.argument("runs", metavar="RUN RUN", nargs=-1)
@store_option
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="Of the answer.")
@list_options
def diff(**options: Any) -> None:
    """Tell what changed from one RUN to another: a number, latest or previous; whichever is earlier comes first.

    What is new, reopened, changed (with its old wording), fixed, and what nobody knows since the page or
    its rule was not checked. What persists is not listed.

    \b
    Examples:
      auditor diff previous latest
      auditor diff 3 7 --format markdown --change new,reopened
    """
    from auditor.cli.diffing import Diffing

    if len(options["runs"]) != 2:
        given = " ".join(options["runs"]) or "none"
        raise click.UsageError(f"expected two runs, such as `auditor diff previous latest`; got {given}")
    Diffing(**options)()
