"""auditor shard: archives of any size in pieces, on one machine, many, or a queue of a cluster."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from auditor.cli.options import configure, file_options, rule_options

MANIFEST = "manifest.jsonl"


def manifest_option(command: Any) -> Any:
    """Which plan is meant."""
    return click.option(
        "--manifest", metavar="FILE", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="The plan that `auditor shard plan` or `auditor scan` has made.",
    )(command)  # fmt: skip


@click.group(short_help="Audit archives of any size in pieces, on one machine or many.")
def shard() -> None:
    """Audit WARC files in pieces that any number of machines can share.

    \b
    Examples:
      auditor shard plan archive/ --out work
      auditor shard run --manifest work/manifest.jsonl
      auditor shard run --manifest work/manifest.jsonl --index 3 --of 100    job 3 (from 0) of 100
      auditor shard status --manifest work/manifest.jsonl
      auditor shard export --manifest work/manifest.jsonl --parquet tables
    """


@shard.command(short_help="Cut WARC files into shards.")
@click.argument("archives", metavar="ARCHIVE...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--out", metavar="DIR", required=True, type=click.Path(file_okay=False, path_type=Path),
    help=f"Folder for the plan ({MANIFEST}) and, later, the results.",
)  # fmt: skip
@rule_options
@file_options
def plan(archives: tuple[Path, ...], out: Path, **options: Any) -> None:
    """Cut WARC files, or folders of them, into shards of some minutes' work."""
    from auditor.cli.sharding import make_plan

    make_plan(archives, out / MANIFEST, configure((".",), **options).settings)


@shard.command(short_help="Audit the shards of a plan, or one job's part of them.")
@manifest_option
@click.option("--index", metavar="I", default=0, show_default=True, type=click.IntRange(0), help="This job's number.")
@click.option("--of", "jobs_in_all", metavar="N", default=1, show_default=True, type=click.IntRange(1),
              help="Number of jobs that share the plan.")  # fmt: skip
@click.option("--jobs", "-j", metavar="N", type=click.IntRange(1), help="Worker processes (default: all cores).")
@click.option("--scheduler", metavar="ADDRESS", default="", help="Audit on the Dask cluster of this scheduler.")
@click.option("--prefilter", is_flag=True, help="Pass over pages in which no rule can find anything.")
@click.option("--quiet", "-q", is_flag=True, help="No progress.")
@rule_options
@file_options
@click.pass_context
def run(
    ctx: click.Context, /, manifest: Path, index: int, jobs_in_all: int, jobs: int | None, scheduler: str,
    prefilter: bool, quiet: bool, as_of: Any, **options: Any,
) -> None:  # fmt: skip
    """Audit shards into the folder `shards` beside the plan.

    The same command again goes on where it was, whatever was killed. The settings must be those of
    the plan; the date is the plan's own.
    """
    from auditor.cli.sharding import Part, date_of, run_part

    settings = configure((".",), as_of=as_of or date_of(manifest), **options).settings
    part = Part(manifest, index, jobs_in_all, jobs, scheduler, prefilter, quiet)
    ctx.exit(run_part(part, settings))


@shard.command(short_help="Say how far the shards of a plan are.")
@manifest_option
@click.pass_context
def status(ctx: click.Context, /, manifest: Path) -> None:
    """Count what is done, and name the shards that are missing; exit status 3 if there are any."""
    from auditor.cli.sharding import tell_state

    ctx.exit(tell_state(manifest))


@shard.command(short_help="Write the results as Parquet tables.")
@manifest_option
@click.option(
    "--parquet", metavar="DIR", required=True, type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the tables: pages/*.parquet and findings/*.parquet.",
)  # fmt: skip
@click.pass_context
def export(ctx: click.Context, /, manifest: Path, parquet: Path) -> None:
    """Write the results of all shards as tables that DuckDB and others query."""
    from auditor.cli.sharding import write_tables

    ctx.exit(write_tables(manifest, parquet))
