"""auditor check: audits pages and prints the report."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from auditor.cli.options import LIMITS, Whole, configure, governing_file, input_options, rule_options
from auditor.cli.output import columns, opens_links, wants_colour

if TYPE_CHECKING:
    from auditor.report import Style

FORMATS = ("text", "json", "markdown", "sarif", "jsonl", "github", "gitlab", "junit", "rdjson")


class Check(click.Command):
    """Says what became of a page that `--changed` took for its revision."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        given = tuple(args)
        try:
            return super().parse_args(ctx, args)
        except click.MissingParameter as error:
            if error.param is None or error.param.name != "pages" or "--changed" not in given:
                raise
            said = (
                "no PAGE is left: the word behind --changed is its revision; put PAGEs first, or write --changed=HEAD"
            )
            raise click.UsageError(said, ctx) from error


@click.command(cls=Check, short_help="Audit pages and print what must be corrected.")
@input_options
@rule_options
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="Format of the report."
)
@click.option(
    "--output",
    "-o",
    "outputs",
    metavar="[FORMAT=]FILE",
    multiple=True,
    help="Write the report to FILE ('-': standard output); repeatable, each with its own format.",
)
@click.option("--fail-on", type=click.Choice(LIMITS), help="Exit 1 from this severity up (default: error).")
@click.option("--max-findings", metavar="N", type=Whole(0), help="Exit 1 if there are more than N findings.")
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="Leave out the findings accepted in FILE (`auditor baseline` writes it).",
)
@click.option("--no-baseline", is_flag=True, help="Ignore the baseline that the settings name.")
@click.option(
    "--changed",
    metavar="[REV]",
    is_flag=False,
    flag_value="HEAD",
    help="Only findings on lines changed since a git revision (default: HEAD), new files included.",
)
@click.option("--show-suppressed", is_flag=True, help="Also show what is suppressed or in the baseline.")
@click.option("--jobs", "-j", metavar="N", type=Whole(1), help="Worker processes (default: all cores).")
@click.option("--no-cache", is_flag=True, help="Audit every page anew and store nothing.")
@click.option("--watch", is_flag=True, help="Audit again whenever a page or the settings change, until Ctrl-C.")
@click.option("--color/--no-color", default=None, help="Colour (default: on a terminal, unless NO_COLOR is set).")
@click.option("--quiet", "-q", is_flag=True, help="One line a finding, no summary, no progress.")
@click.option("--verbose", "-v", is_flag=True, help="Also each finding's whole claim and fingerprint.")
@click.pass_context
def check(ctx: click.Context, /, pages: tuple[str, ...], debug: bool, **options: Any) -> None:
    """Audit PAGEs: files, folders, globs, URLs, or '-' for standard input."""
    from auditor.cli.outputs import destinations
    from auditor.cli.run import Run, Ways

    targets = destinations(options.pop("form"), options.pop("outputs"))
    style = make_style(targets[0].path, options.pop("color"), options.pop("quiet"), options.pop("verbose"))
    ways = Ways(
        options.pop("jobs"),
        options.pop("no_cache"),
        options.pop("changed"),
        options.pop("no_baseline"),
        options.pop("show_suppressed"),
        debug,
    )
    again = options.pop("watch")
    configured = configure(pages, **options)
    run = Run(pages, configured.settings, ways, targets, style)
    if again:
        from auditor.cli.watch import watch
        from auditor.cli.watching import SettingsFiles

        governing = partial(governing_file, pages, options["config"], no_config=options["no_config"])
        ctx.exit(watch(run, SettingsFiles(configured, governing, partial(configure, pages, anew=True, **options))))
    ctx.exit(run())


def make_style(output: str, colour: bool | None, brief: bool, detail: bool) -> Style:
    """The look of the text format."""
    from auditor.report import Style

    coloured = wants_colour(colour, output)
    return Style(columns(), coloured, brief, detail, opens_links(coloured))
