"""auditor rules and auditor explain: what the rules say of themselves."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.options import complete_findings, file_options
from auditor.cli.output import as_utf8, columns

if TYPE_CHECKING:
    from auditor.settings import Settings

FORMATS = ("table", "json", "markdown")


@click.command(short_help="List the rules.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="Format of the list."
)
@file_options
def rules(form: str, config: Path | None, no_config: bool) -> None:
    """List the rules with their default severity; as JSON or Markdown with their whole documentation.

    House rules and packs that the settings file names are listed too; it is looked for from the
    working folder upwards. The findings about suppressions need no rule and are listed with them.
    """
    from auditor import catalogue
    from auditor.report import explain as pages
    from auditor.report.reference import rules_reference

    as_utf8(sys.stdout)
    cards = catalogue.all_cards(_settings(config, no_config))
    if form == "json":
        click.echo(pages.rules_json(cards))
    elif form == "markdown":
        click.echo(rules_reference(cards), nl=False)
    else:
        click.echo("\n".join(pages.rules_table(cards, columns())))


@click.command(short_help="Say what a rule wants and why.")
@click.argument("rule", shell_complete=complete_findings)
@file_options
def explain(rule: str, config: Path | None, no_config: bool) -> None:
    """Say what RULE flags, why, the remedy, its limits, options, examples and standards.

    RULE is a built-in rule, a house rule or a rule of a pack that the settings file names, or a
    finding about suppressions, such as unused-suppression.
    """
    from auditor import catalogue
    from auditor.report import explain as pages

    as_utf8(sys.stdout)
    found = catalogue.card_of(rule, _settings(config, no_config))
    click.echo("\n".join(pages.explanation(found, columns())))


def _settings(config: Path | None, no_config: bool) -> Settings:
    from auditor.configure import configured

    return configured((), file=config, use_file=not no_config).settings
