"""auditor settings: the effective settings and where each value comes from; or their JSON Schema."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from auditor.cli.options import USERS
from auditor.cli.output import as_utf8, columns


@click.command(short_help="Print the effective settings and where each comes from.")
@click.argument("pages", metavar="[PAGE]...", nargs=-1)
@click.option(
    "--config", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Settings file."
)
@click.option("--no-config", is_flag=True, help="Use no settings file.")
@click.option("--for", "preset", type=click.Choice(USERS), help="Defaults for a user.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of auditor.toml instead.")
def settings(pages: tuple[str, ...], config: Path | None, no_config: bool, preset: str | None, schema: bool) -> None:
    """Print the settings that an audit of PAGEs would use, and where each value comes from."""
    from auditor.cli.listing import schema_text, settings_lines

    as_utf8(sys.stdout)
    if schema:
        click.echo(schema_text(pages, config, use_file=not no_config))
    else:
        lines = settings_lines(pages, config, use_file=not no_config, preset=preset or "", columns=columns())
        click.echo("\n".join(lines))
