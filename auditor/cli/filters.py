"""Which findings of a store are wanted: the options that list, compare and export share, and what they ask for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

import click

from auditor.cli.options import complete_rules, names

if TYPE_CHECKING:
    from auditor.model import Severity
    from auditor.model.scan import Change, Decision, Run
    from auditor.store import Store

Command = TypeVar("Command", bound=Callable[..., Any])
Word = TypeVar("Word", bound=StrEnum)
ALL = "all"
_PORT = re.compile(r":\d*$")
_LISTS: dict[str, Any] = {"multiple": True, "callback": names}


class Chosen(TypedDict):
    """Which findings; None and "" stand for all."""

    changes: tuple[Change, ...] | None
    decisions: tuple[Decision, ...] | None
    rules: tuple[str, ...] | None
    severities: tuple[Severity, ...] | None
    site: str


def list_options(command: Command) -> Command:
    """Which findings are listed, whatever was decided on them."""
    options = (
        click.option("--change", "changes", metavar="CHANGES",
                     help="Only these: new, reopened, changed, persisting, fixed, not-checked, or all.", **_LISTS),
        click.option("--rule", "rules", metavar="RULES", shell_complete=complete_rules,
                     help="Only findings of these rules (a,b).", **_LISTS),
        click.option("--severity", "severities", metavar="SEVERITIES",
                     help="Only these: error, warning, info.", **_LISTS),
        click.option("--site", metavar="HOST", default="", help="Only pages of this site: its host, or an address."),
    )  # fmt: skip
    for decorate in reversed(options):
        command = decorate(command)
    return command


def decision_option(default: str) -> Callable[[Command], Command]:
    """Which decisions findings must have; `default` says what they have without it."""
    told = f"Only these (default: {default}): open, confirmed, false-positive, waived, or all."
    return click.option("--decision", "decisions", metavar="DECISIONS", help=told, **_LISTS)


def wanted_findings(
    *, changes: Sequence[str], rules: Sequence[str], severities: Sequence[str], site: str, decisions: Sequence[str] = ()
) -> Chosen:
    """The options as what the store is asked for; "all", or nothing, asks for all.

    Raises:
        UsageError: a word is not one of those there are.
    """
    from auditor.model import Severity
    from auditor.model.scan import Change, Decision

    return {
        "changes": None if ALL in changes else _chosen("--change", changes, Change, ", or all"),
        "decisions": None if ALL in decisions else _chosen("--decision", decisions, Decision, ", or all"),
        "severities": _chosen("--severity", severities, Severity),
        "rules": tuple(rules) or None,
        "site": _host(site),
    }


def _chosen(option: str, given: Sequence[str], kind: type[Word], also: str = "") -> tuple[Word, ...] | None:
    """The words as values, a hyphen for a space allowed; None where none is given.

    Raises:
        UsageError: there is no such word; the message lists those there are.
    """
    from auditor.errors import UsageError

    known = {each.value.replace(" ", "-"): each for each in kind}
    for word in given:
        if word.replace(" ", "-") not in known:
            raise UsageError(f"{option}: no such word: {word!r}; one or more of {', '.join(known)}{also}")
    return tuple(dict.fromkeys(known[word.replace(" ", "-")] for word in given)) or None


def _host(site: str) -> str:
    """The host of a site that is given as an address or by its host, with or without a port."""
    return _PORT.sub("", site.rpartition("://")[2].partition("/")[0])


def tell_unknown_site(store: Store, site: str, *runs: Run) -> None:
    """Says so where no page of the runs is of the site, so that "no findings" is not taken for a sound site."""
    from auditor.report.width import visible

    if site and not any(_has_site(store, run, site.lower().removeprefix("www.")) for run in runs):
        named = " or ".join(str(run.number) for run in runs)
        click.echo(f"auditor: no page of run {named} is of the site {visible(site)}; `--site` takes a host", err=True)


def _has_site(store: Store, run: Run, site: str) -> bool:
    """Whether the run came across a page of a site; mostly a finding tells, without a look at every page."""
    from auditor.store.texts import site_of

    found = next(iter(store.findings(run, site=site)), None)
    return found is not None or any(site_of(each.location) == site for each in store.captures(run))


def check_rules(store: Store, rules: Sequence[str], also: Iterable[str] = ()) -> None:
    """Refuses a rule that ran in no run of the store, unless it is among those known `also`.

    Raises:
        UsageError: the message names the nearest one that did.
    """
    from auditor.errors import UsageError
    from auditor.settings.typed import nearest

    known = {name for run in store.runs() for name in run.rules} | {*also}
    for name in rules:
        if name not in known:
            raise UsageError(f"--rule: {name!r} ran in no run of this store{nearest(name, sorted(known))}")
