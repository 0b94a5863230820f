"""auditor check: audits pages and prints the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from auditor.cli.options import DAY, input_options, make_settings, names
from auditor.cli.output import columns, wants_colour

if TYPE_CHECKING:
    from auditor.report import Style

FORMATS = ("text", "json", "markdown", "sarif")
LIMITS = ("error", "warning", "info", "never")


@click.command(short_help="Audit pages and print what must be corrected.")
@input_options
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="Format of the report."
)
@click.option("--output", "-o", metavar="FILE", default="-", help="Write the report to FILE ('-': standard output).")
@click.option(
    "--fail-on", type=click.Choice(LIMITS), default="error", show_default=True, help="Exit 1 from this severity up."
)
@click.option("--select", metavar="RULES", callback=names, multiple=True, help="Run only these rules (a,b).")
@click.option("--ignore", metavar="RULES", callback=names, multiple=True, help="Leave these rules out.")
@click.option("--as-of", metavar="YYYY-MM-DD", type=DAY, help="Judge as of this date (default: today).")
@click.option("--color/--no-color", default=None, help="Colour (default: on a terminal, unless NO_COLOR is set).")
@click.option("--quiet", "-q", is_flag=True, help="One line a finding, no summary, no progress.")
@click.option("--verbose", "-v", is_flag=True, help="Also each finding's whole claim and fingerprint.")
@click.pass_context
def check(ctx: click.Context, /, pages: tuple[str, ...], form: str, output: str, debug: bool, **options: Any) -> None:
    """Audit PAGEs: files, folders, globs, URLs, or '-' for standard input."""
    from auditor.cli.run import run_check

    style = make_style(output, options.pop("color"), options.pop("quiet"), options.pop("verbose"))
    ctx.exit(run_check(pages, make_settings(**options), form, output, style, debug=debug))


def make_style(output: str, colour: bool | None, brief: bool, detail: bool) -> Style:
    """The look of the text format."""
    from auditor.report import Style

    return Style(columns(), wants_colour(colour, output), brief, detail)
