"""What `auditor triage list` and `decide` do once their options are read."""

from __future__ import annotations

import getpass
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import click

from auditor.cli.filters import Chosen, check_rules, tell_unknown_site, wanted_findings
from auditor.cli.output import as_utf8, columns
from auditor.cli.stored import SHOWN, finding_lines, folded, json_list
from auditor.clock import now
from auditor.errors import UsageError
from auditor.export.contents import STANDING
from auditor.export.jsonl import finding_object
from auditor.model.scan import ClaimRow, Decision, FindingRow, Run
from auditor.report import counted
from auditor.store import Event, Scope, Store

ROWS_AS_TEXT = 50
DECIDED = {
    "confirm": Decision.CONFIRMED,
    "false-positive": Decision.FALSE_POSITIVE,
    "waive": Decision.WAIVED,
    "reopen": Decision.OPEN,
}


@dataclass(frozen=True, slots=True)
class Listing:
    """One call of `auditor triage list`."""

    store: Path
    name: str
    decisions: tuple[str, ...]
    changes: tuple[str, ...]
    rules: tuple[str, ...]
    severities: tuple[str, ...]
    site: str
    by: str
    form: str
    limit: int | None

    def __call__(self) -> None:
        """Prints the list."""
        as_utf8(sys.stdout)
        wanted = self._wanted()
        with Store.open(self.store, create=False) as store:
            check_rules(store, self.rules)
            run = store.run(self.name)
            tell_unknown_site(store, wanted["site"], run)
            rows = store.claims(run, **wanted) if self.by == "claim" else store.findings(run, **wanted)
            for piece in self._json(run, rows) if self.form == "json" else self._text(run, rows):
                click.echo(piece, nl=False)

    def _wanted(self) -> Chosen:
        wanted = wanted_findings(
            changes=self.changes, rules=self.rules, severities=self.severities, site=self.site,
            decisions=self.decisions or (Decision.OPEN,),
        )  # fmt: skip
        return wanted if self.changes else {**wanted, "changes": STANDING}

    def _json(self, run: Run, rows: Iterable[FindingRow | ClaimRow]) -> Iterator[str]:
        shown = islice(rows, self.limit) if self.limit else rows
        head = {"run": run.number, "as_of": run.as_of.isoformat()}
        return json_list(head, f"{self.by}s", map(_object, shown))

    def _text(self, run: Run, rows: Iterable[FindingRow | ClaimRow]) -> Iterator[str]:
        limit = ROWS_AS_TEXT if self.limit is None else self.limit
        width, count = columns(), 0
        for row in rows:
            count += 1
            if count <= limit or not limit:
                lines = claim_lines(row, width) if isinstance(row, ClaimRow) else finding_lines(row, width)
                yield "\n".join(lines) + "\n\n"
        more = f", the first {limit:,} shown; --limit 0 shows all" if limit and count > limit else ""
        yield f"Run {run.number}, as of {run.as_of}: {counted(count, self.by)}{more}\n"


def _object(row: FindingRow | ClaimRow) -> dict[str, Any]:
    if isinstance(row, FindingRow):
        return finding_object(row)
    return {name: getattr(row, name) for name in ClaimRow.__slots__}


def claim_lines(row: ClaimRow, width: int) -> Iterator[str]:
    """A claim for a person: what it is, its sentence, and the first of its places."""
    decision = f"{row.decision}, " if row.decision is not Decision.OPEN else ""
    said = f"{row.severity}: {row.rule} ({decision}{counted(row.places, 'place')})"
    yield from folded(f"{row.claim_fingerprint[:SHOWN]}  {said}", width, "")
    yield from folded(f"“{row.context or row.quote}”", width)
    for location in row.locations:
        yield from folded(location, width)
    if row.places > len(row.locations):
        yield from folded(f"and {row.places - len(row.locations):,} more", width)


def decide(
    *,
    fingerprints: Sequence[str],
    store: Path,
    decision: str,
    claim: bool,
    reason: str,
    owner: str,
    until: date | None,
    who: str,
) -> None:
    """Adds one decision on each finding or claim, all or none, and says what was decided."""
    _complete(decision, reason, owner, until)
    as_utf8(sys.stdout)
    scope = Scope.CLAIM if claim else Scope.FINDING
    with Store.open(store, create=False) as opened:
        subjects = dict.fromkeys(opened.subject(scope, name) for name in fingerprints)
        when, by = now(), who.strip() or user_name()
        decided = [
            Event(
                scope, each.fingerprint, DECIDED[decision], by, when, reason, owner, until,
                each.evidence, each.rule, each.location, each.quote,
            )
            for each in subjects
        ]  # fmt: skip
        for event in opened.decide(decided):
            line = f"{event.fingerprint[:SHOWN]}  {event.decision}  {event.rule}  “{event.quote}”"
            click.echo("\n".join(folded(line, columns(), "")))


def _complete(decision: str, reason: str, owner: str, until: date | None) -> None:
    if decision == "waive" and not (reason.strip() and owner.strip() and until):
        raise UsageError("--as waive needs --reason, --owner and --until")
    if decision == "false-positive" and not reason.strip():
        raise UsageError("--as false-positive needs --reason")
    if decision != "waive" and (owner or until):
        raise UsageError("--owner and --until are of use with --as waive only")
    if until and until < date.today():
        raise UsageError(f"--until {until} is over already; expected today or a later day")


def user_name() -> str:
    """The user's name as git knows it, or that of the login.

    Raises:
        UsageError: there is neither.
    """
    try:
        told = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, check=False).stdout
        return told.strip() or getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        try:
            return getpass.getuser()
        except (OSError, KeyError, ImportError):
            raise UsageError("nobody knows who you are; say it with --by NAME") from error
