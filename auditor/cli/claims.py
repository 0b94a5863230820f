"""auditor claims: prints what the auditor read on a page, before any rule judges it."""

from __future__ import annotations

from typing import Any

import click

from auditor.cli.options import configure, input_options
from auditor.cli.output import columns

FORMATS = ("table", "jsonl", "csv")


@click.command(short_help="List every claim of a page with its source.")
@input_options
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="Format of the list."
)
@click.option("--output", "-o", metavar="FILE", default="-", help="Write the list to FILE ('-': standard output).")
@click.pass_context
def claims(ctx: click.Context, /, pages: tuple[str, ...], form: str, output: str, debug: bool, **options: Any) -> None:
    """List the statistics, citations and dosage statements of PAGEs, each with its place and source."""
    from auditor.cli.run import run_claims

    ctx.exit(run_claims(pages, configure(pages, **options).settings, form, output, columns(), debug=debug))
