"""auditor baseline: accepts today's findings, so that only new ones count."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from auditor.cli.options import configure, input_options, rule_options

NAME = "auditor-baseline.jsonl"


@click.command(short_help="Accept today's findings, so that only new ones count.")
@input_options
@rule_options
@click.option("--output", "-o", metavar="FILE", help=f"The baseline (default: that of the settings, else {NAME}).")
@click.option("--prune", is_flag=True, help="Only take out entries whose finding is gone; accept nothing new.")
@click.pass_context
def baseline(
    ctx: click.Context, /, pages: tuple[str, ...], output: str | None, prune: bool, debug: bool, **options: Any
) -> None:
    """Write the findings of PAGEs to a baseline.

    `auditor check --baseline FILE` then reports only what is new. One entry stands on a line, with
    its page, rule and words, so that changes can be reviewed and merged. Moving a paragraph or
    renaming a file keeps its entries; rewording a claim makes it a new one.
    """
    from auditor.cli.accepting import run_baseline

    settings = configure(pages, **options).settings
    ctx.exit(run_baseline(pages, settings, Path(output or settings.baseline or NAME), prune=prune, debug=debug))
