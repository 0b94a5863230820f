"""auditor rules and auditor explain: what the rules say of themselves."""

from __future__ import annotations

import sys

import click

from auditor.cli.output import as_utf8, columns

FORMATS = ("table", "json", "markdown")


@click.command(short_help="List the rules.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="Format of the list."
)
def rules(form: str) -> None:
    """List the rules with their default severity; as JSON or Markdown with their whole documentation."""
    from auditor import catalogue, check
    from auditor.report import explain as pages
    from auditor.report.reference import rules_reference

    as_utf8(sys.stdout)
    cards = catalogue.cards(check.rules())
    if form == "json":
        click.echo(pages.rules_json(cards))
    elif form == "markdown":
        click.echo(rules_reference(cards), nl=False)
    else:
        click.echo("\n".join(pages.rules_table(cards, columns())))


@click.command(short_help="Say what a rule wants and why.")
@click.argument("rule")
def explain(rule: str) -> None:
    """Say what RULE flags, why, the remedy, its limits, options, examples and standards."""
    from auditor import catalogue
    from auditor.report import explain as pages
    from auditor.settings import Settings

    as_utf8(sys.stdout)
    (found,) = catalogue.selected_rules(Settings(select=(rule,)))
    click.echo("\n".join(pages.explanation(catalogue.card(found), columns())))
