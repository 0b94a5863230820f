"""auditor export: the findings of a scan as files for other programs, and its summary."""

from __future__ import annotations

from typing import Any

import click

from auditor.cli.filters import decision_option, list_options
from auditor.cli.options import file_options
from auditor.cli.stored import store_option

FORMATS = ("csv", "xlsx", "jsonl", "sarif")
SUMMARIES = ("text", "markdown", "json")


@click.command(short_help="Write the findings of a scan as CSV, XLSX, JSONL or SARIF.")
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=str))
@store_option
@click.option("--run", "run_name", metavar="RUN", default="latest", show_default=True, help="Number, or previous.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Format (default: by the file's suffix).")
@decision_option("open,confirmed")
@list_options
@click.option("--all", "every", is_flag=True, help="Also findings that are waived or were false alarms.")
@click.option("--summary", "summary_form", type=click.Choice(SUMMARIES), help="Print the summary of the whole run.")
@click.option("--quiet", "-q", is_flag=True, help="Do not say what was written.")
@file_options
@click.pass_context
def export(ctx: click.Context, /, **options: Any) -> None:
    """Write the findings of a run to FILEs, each in the format that its suffix names.

    What a reviewer has to work on is written: findings that are open or confirmed, with those that
    were fixed and those that were not checked apart or last. '-' is standard output.

    \b
    Examples:
      auditor export findings.xlsx             for a reviewer, with a summary
      auditor export new.csv --change new      what is new since the last run
      auditor export - --format jsonl          for a program
      auditor export --summary markdown        the totals, for an e-mail
    """
    from auditor.cli.exporting import Exporting

    ctx.exit(Exporting(**options)())
