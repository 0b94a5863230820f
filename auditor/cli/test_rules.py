"""auditor test-rules: runs the examples of house rules and packs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from auditor.cli.output import as_utf8


@click.command("test-rules", short_help="Run the examples of house rules and packs.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.pass_context
def test_rules(ctx: click.Context, paths: tuple[Path, ...]) -> None:
    """Run the examples of the rules in each PATH: a TOML file of house rules or a folder of Python rules.

    A folder is loaded and run: name only what you trust. Exit status 1 if an example fails.
    """
    from auditor.testing import failures, rules_in

    as_utf8(sys.stdout)
    failed = 0
    for path in paths:
        for rule in rules_in(path):
            wrong = tuple(failures(rule))
            failed += bool(wrong)
            examples = len(rule.flags) + len(rule.passes)
            click.echo(f"{path}: {rule.id}: " + ("\n  ".join(("failed", *wrong)) if wrong else f"{examples} examples"))
    ctx.exit(1 if failed else 0)
