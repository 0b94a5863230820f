"""auditor scan: every page of a site, a list or an archive, audited, with evidence and history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from auditor.cli.options import LIMITS, Number, Whole, configure, file_options, rule_options
from auditor.cli.stored import store_option

if TYPE_CHECKING:
    from auditor.scan import Inputs

ENGINES = ("local", "dask")
FORMATS = ("text", "markdown", "json")
NAMED = ("lists", "sitemaps", "sites", "starts", "depth", "most", "rescan")


@click.command(short_help="Audit a whole site or archive, keep the evidence, and tell what changed.")
@click.argument("inputs", metavar="[INPUT]...", nargs=-1, type=click.Path(path_type=str))
@click.option("--urls", "lists", metavar="FILE", multiple=True, help="Pages: an address a line ('-': standard input).")
@click.option("--sitemap", "sitemaps", metavar="URL", multiple=True, help="Pages: those of a sitemap or its index.")
@click.option("--site", "sites", metavar="URL", multiple=True, help="Pages: those of the sitemaps the site names.")
@click.option("--crawl", "starts", metavar="URL", multiple=True, help="Pages: this one and those it links to.")
@click.option("--depth", metavar="N", default=2, show_default=True, type=Whole(0),
              help="How many links away from the page of --crawl.")  # fmt: skip
@click.option("--rescan", metavar="RUN", default="", help="Pages: those an earlier run captured, judged anew.")
@click.option("--max-pages", "most", metavar="N", type=Whole(1), help="Fetch at most N pages.")
@click.option("--subdomains", is_flag=True, help="A site's subdomains belong to it.")
@click.option("--delay", metavar="SECONDS", default=1.0, show_default=True, type=Number(),
              help="Between two requests to one host; robots.txt may ask for more.")  # fmt: skip
@click.option("--hosts", metavar="N", default=8, show_default=True, type=Whole(1), help="Hosts at once.")
@click.option("--contact", metavar="TEXT", default="", help="Address or e-mail for site owners, sent with requests.")
@click.option("--allow-private", is_flag=True, help="Fetch from private addresses too.")
@click.option("--prefilter", is_flag=True, help="Pass over pages in which no rule can find anything.")
@click.option("--engine", type=click.Choice(ENGINES), default="local", show_default=True,
              help="Who audits: processes of this machine, or a cluster.")  # fmt: skip
@click.option("--scheduler", metavar="ADDRESS", default="", help="Of the Dask cluster, for --engine dask.")
@click.option("--jobs", "-j", metavar="N", type=Whole(1), help="Worker processes (default: all cores).")
@click.option("--restart", is_flag=True, help="Begin anew, even where the same scan was interrupted.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="Of the summary.")
@click.option("--fail-on", type=click.Choice(LIMITS), help="Exit 1 from this severity up (default: error).")
@click.option("--quiet", "-q", is_flag=True, help="No progress.")
@click.option("--debug", is_flag=True, help="Show the traceback where an error is the auditor's own.")
@store_option
@rule_options
@file_options
@click.pass_context
def scan(ctx: click.Context, /, **options: Any) -> None:
    """Audit every page of INPUTs: addresses, WARC files, pages, folders of either.

    The same command again goes on where an interrupted scan was, or else begins the next run and
    tells what changed since the last.

    \b
    Examples:
      auditor scan --site https://example.org --contact audits@example.org
      auditor scan --urls pages.txt
      auditor scan archive/                     a folder of WARC files
      auditor scan --rescan latest              the same pages under today's rules

    \b
    Exit status:
      0  nothing at or above --fail-on    1  findings    2  usage or settings
      3  no page could be audited, or a part of the work is missing
    """
    from auditor.cli.scanning import Scanning
    from auditor.scan import Engine, Inputs

    given = Inputs(options.pop("inputs"), **{name: options.pop(name) for name in NAMED})
    engine = Engine(options.pop("engine"), options.pop("jobs"), options.pop("scheduler"))
    ways = {name: options.pop(name) for name in ("store", "restart", "form", "quiet", "debug", "prefilter")}
    manners = {name: options.pop(name) for name in ("subdomains", "delay", "hosts", "contact")}
    settings = configure(_places(given), **options).settings
    dated = options["as_of"] is not None
    ctx.exit(Scanning(given, engine, settings, manners, dated=dated, **ways)())


def _places(given: Inputs) -> tuple[str, ...]:
    """From where the settings file is looked for."""
    return given.targets or (".",)
