"""The command line: options become Settings, outcomes become an exit status.

Nothing heavy is imported here, so that `--version`, `--help`, `rules` and `explain` start at once.
"""

# ruff: noqa: E402  (before anything is loaded: a twentieth of the time to start was spent looking for garbage)
import gc

gc.set_threshold(50_000, 20, 20)  # loading and auditing make many small values and hardly a circle of them

import click

from auditor import __version__
from auditor.cli.baseline import baseline
from auditor.cli.check import check
from auditor.cli.claims import claims
from auditor.cli.completion import completion
from auditor.cli.diff import diff
from auditor.cli.evidence import evidence
from auditor.cli.export import export
from auditor.cli.lsp import lsp
from auditor.cli.program import Program
from auditor.cli.rules import explain, rules
from auditor.cli.runs import runs
from auditor.cli.scan import scan
from auditor.cli.settings import settings
from auditor.cli.shard import shard
from auditor.cli.test_rules import test_rules
from auditor.cli.triage import triage

__all__ = ["main"]


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="auditor")
def main() -> None:
    """Find what must not be published on a health page.

    Statistics without a source, placeholder figures, citations nobody can look up, doses that
    contradict each other: each with its exact place, the reason, and what to do.

    \b
    Examples:
      auditor check page.html                  one page, for a person
      auditor check site/ --format json        a folder, for a machine
      auditor check https://example.org/page   a page on the web
      auditor claims page.html                 every claim with its source
      auditor explain unsourced-statistic      what a rule wants and why
      auditor baseline site/                   accept today's findings
      auditor scan --site https://example.org  a whole site, with evidence and history

    \b
    Exit status:
      0  nothing at or above --fail-on         1  findings
      2  a wrong option or setting             3  an input could not be audited
    """


for command in (
    check,
    scan,
    claims,
    rules,
    explain,
    baseline,
    settings,
    test_rules,
    lsp,
    completion,
    export,
    shard,
    evidence,
    triage,
    diff,
    runs,
):
    main.add_command(command)
