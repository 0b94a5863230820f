"""auditor evidence: what a scan kept of the pages, verified, shown, and deleted when its time is over."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from auditor.cli.options import DAY
from auditor.cli.stored import store_option


@click.group(short_help="Verify, show or purge what a scan kept of the pages.")
def evidence() -> None:
    """Verify, show or purge the evidence of a scan: each page exactly as it was received, in WARC files.

    \b
    Examples:
      auditor evidence verify                       is everything as it was written?
      auditor evidence show 3f9c0a1b                where the page of a finding is kept
      auditor evidence show 3f9c0a1b --raw > p.html the page itself
      auditor evidence purge --before 2026-01-01    delete what is older and not needed
      auditor evidence purge --abandoned            delete what scans begun anew have left
    """


@evidence.command(short_help="Recompute everything, and name what does not match.")
@store_option
@click.option("--run", metavar="RUN", default="", help="Only this run: a number, latest or previous (default: all).")
@click.option("--quiet", "-q", is_flag=True, help="Only what does not match.")
@click.pass_context
def verify(ctx: click.Context, store: Path, run: str, quiet: bool) -> None:
    """Recompute every digest of the evidence and look up what every finding points to.

    A line for each thing that does not match says where, what was expected and what was found.

    \b
    Exit status:
      0  everything is as it was written    3  something does not match or is missing
    """
    from auditor.cli.evidencing import verified

    ctx.exit(verified(store, run, quiet=quiet))


@evidence.command(short_help="Show where the page of a finding is kept.")
@click.argument("fingerprint")
@store_option
@click.option("--run", metavar="RUN", default="", help="As this run saw it (default: the last that did).")
@click.option("--raw", is_flag=True, help="Print the bytes of the page instead.")
@click.pass_context
def show(ctx: click.Context, fingerprint: str, store: Path, run: str, raw: bool) -> None:
    """Show the evidence of the finding with this FINGERPRINT: its words, page, time, file and digest.

    The first 8 characters will do, as `auditor triage list` shows them.
    """
    from auditor.cli.evidencing import shown

    ctx.exit(shown(store, fingerprint, run, raw=raw))


@evidence.command(short_help="Delete the evidence of old runs.")
@store_option
@click.option("--before", metavar="YYYY-MM-DD", type=DAY, help="Of runs that began before this day.")
@click.option("--abandoned", is_flag=True, help="Of scans that were begun anew, whenever that was.")
@click.option("--dry-run", is_flag=True, help="Only say what would be deleted.")
@click.pass_context
def purge(ctx: click.Context, store: Path, before: datetime | None, abandoned: bool, dry_run: bool) -> None:
    """Delete the evidence files of runs that began before a day, or of scans that were begun anew.

    A file to which a run that stays points is kept, and so are those of the latest run, and of an
    abandoned one those with a page on which somebody has decided. What is deleted leaves an entry in
    the chain, so that `auditor evidence verify` says "purged" instead of "missing".
    """
    from auditor.cli.purging import purged, purged_abandoned

    if (before is None) is not abandoned:
        raise click.UsageError("say either --before YYYY-MM-DD or --abandoned", ctx)
    if before:
        ctx.exit(purged(store, before.date(), pretend=dry_run))
    ctx.exit(purged_abandoned(store, pretend=dry_run))
