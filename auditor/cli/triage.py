"""auditor triage: what reviewers decide on the findings of a scan."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from auditor.cli.filters import decision_option, list_options
from auditor.cli.options import DAY, Whole
from auditor.cli.stored import store_option

DECISIONS = ("confirm", "false-positive", "waive", "reopen")


@click.group(short_help="List the findings of a scan and decide on them.")
def triage() -> None:
    """List the findings of a scan and decide on them, one by one or a claim on all its pages.

    Decisions are only ever added: `log` shows who decided what, when and why. `export` and `import`
    keep them in a text file that can live in git.

    \b
    Examples:
      auditor triage list                                what is open
      auditor triage list --by claim                     the same claim on many pages as one
      auditor triage decide 3f9c01ab --as confirm
      auditor triage decide 3f9c01ab --as false-positive --reason "A quotation."
      auditor triage decide 3f9c01ab --claim --as waive --reason "Reprint in May." \\
        --owner "Print team" --until 2027-05-31
      auditor triage decide 3f9c01ab --as reopen         take a decision back
    """


@triage.command("list", short_help="List findings, those that are open by default.")
@store_option
@click.option("--run", "name", metavar="RUN", default="latest", show_default=True, help="Number, or previous.")
@decision_option("open")
@list_options
@click.option("--by", type=click.Choice(("finding", "claim")), default="finding", show_default=True,
              help="A row for each finding, or for each claim with its number of places.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True,
              help="Format of the list.")  # fmt: skip
@click.option("--limit", metavar="N", type=Whole(0), help="Rows at most, 0 for all (default: 50 as text).")
def listed(**options: Any) -> None:
    """List the findings of a run that stand on its pages and that nobody has decided on.

    Without --change these are what is new, reopened, changed or persisting. The worst come first.
    A waiver that was over on the day of the run is open again.
    """
    from auditor.cli.triaging import Listing

    Listing(**options)()


@triage.command(short_help="Decide on findings.")
@click.argument("fingerprints", metavar="FINGERPRINT...", nargs=-1, required=True)
@store_option
@click.option("--as", "decision", type=click.Choice(DECISIONS), required=True, help="What is decided.")
@click.option("--claim", is_flag=True, help="Decide on the claim, on whatever page it stands.")
@click.option("--reason", metavar="TEXT", default="", help="Why; a false positive and a waiver need it.")
@click.option("--owner", metavar="NAME", default="", help="Who sees to it, for a waiver.")
@click.option("--until", metavar="YYYY-MM-DD", type=DAY, help="The last day of a waiver; then it is open again.")
@click.option("--by", "who", metavar="NAME", default="", help="Who decides (default: git's user.name, or your login).")
def decide(until: datetime | None, **options: Any) -> None:
    """Decide on findings, named by the first 8 or more characters of their FINGERPRINTs.

    A decision on one finding goes before a decision on its claim. `reopen` takes back what was
    decided. All of the FINGERPRINTs are decided on, or, after an error, none.
    """
    from auditor.cli.triaging import decide as decide_on

    decide_on(until=until.date() if until else None, **options)


@triage.command(short_help="Show who decided what, when and why.")
@click.argument("fingerprint", default="")
@store_option
@click.option("--claim", is_flag=True, help="FINGERPRINT is a claim's.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True,
              help="Format of the trail.")  # fmt: skip
@click.pass_context
def log(ctx: click.Context, store: Path, fingerprint: str, claim: bool, form: str) -> None:
    """Show every decision ever made, or those on one finding and its claim, and check the chain they form.

    \b
    Exit status:
      0  the decisions are as they were written    3  the chain is broken: something was changed
    """
    from auditor.cli.trails import log as trail

    ctx.exit(trail(store, fingerprint, claim=claim, form=form))


@triage.command("export", short_help="Write the decisions to a text file.")
@click.argument("file", type=click.Path(path_type=str))
@store_option
def export_decisions(file: str, store: Path) -> None:
    """Write the decisions that hold to FILE ('-' for standard output): TOML, sorted, one table a decision."""
    from auditor.cli.trails import export

    export(store, file)


@triage.command("import", short_help="Read decisions from a text file.")
@click.argument("file", type=click.Path(path_type=str))
@store_option
def import_decisions(file: str, store: Path) -> None:
    """Add the decisions in FILE ('-' for standard input) that the store does not have.

    Of two decisions on one finding the later holds. The same file again changes nothing; after an
    error nothing of it was added.
    """
    from auditor.cli.trails import import_from

    import_from(store, file)
