"""auditor runs: the scans that a store holds."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.stored import store_option


@click.command(short_help="List the runs of a store.")
@store_option
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True,
              help="Format of the list.")  # fmt: skip
def runs(store: Path, form: str) -> None:
    """List the runs of a store: their inputs and dates, pages, findings, and pages that were not checked."""
    from auditor.cli.running import list_runs

    list_runs(store, form)
